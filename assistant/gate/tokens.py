"""The units in which the gate compares a claim with a quote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a token does in a sentence. RAW is a word that no rule has read yet."""

    RAW = "raw"
    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    FRAMEWORK = "framework"
    NEGATION = "negation"
    MODAL = "modal"
    QUANTIFIER = "quantifier"
    CONDITION = "condition"
    HEDGE = "hedge"
    REASON = "reason"
    PREPOSITION = "preposition"
    OR = "or"
    AND = "and"
    FREE = "free"
    MARK = "mark"


SILENT = frozenset({Sort.AND, Sort.FREE, Sort.MARK})
GOVERNORS = frozenset({Sort.NEGATION, Sort.MODAL, Sort.QUANTIFIER, Sort.CONDITION, Sort.HEDGE, Sort.OR})
CONTENT = frozenset({Sort.WORD, Sort.NAME, Sort.NUMBER, Sort.DATE, Sort.FRAMEWORK})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: `surface` as written, `low` in lower case and American spelling, `key` what is compared."""

    surface: str
    low: str
    key: str
    sort: Sort


Tokens = tuple[Token, ...]
Rule = Callable[[Sequence[Token], int], tuple[list[Token], int] | None]


def scan(tokens: Sequence[Token], rule: Rule) -> list[Token]:
    """`tokens` with each stretch that `rule` reads at a place (new tokens, count consumed) put in its stead."""
    out: list[Token] = []
    i, count = 0, len(tokens)
    while i < count:
        found = rule(tokens, i)
        if found is None:
            out.append(tokens[i])
            i += 1
        else:
            out += found[0]
            i += found[1]
    return out


def kept(tokens: Sequence[Token]) -> list[int]:
    """The places of the tokens that are compared."""
    return [i for i, token in enumerate(tokens) if token.sort not in SILENT]


def keys(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The keys that are compared, in order."""
    return tuple(token.key for token in tokens if token.sort not in SILENT)


def words(tokens: Sequence[Token]) -> str:
    """The tokens as text to read."""
    return " ".join(token.surface for token in tokens if token.sort is not Sort.MARK)
