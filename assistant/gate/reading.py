"""Reads a sentence into tokens: each rule of the table merges or names what it knows, in order."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assistant.gate.lexicon.dates import calendar, quarter, stretch
from assistant.gate.lexicon.listed import listed
from assistant.gate.lexicon.numbers import amount, numbered, ordinal
from assistant.gate.lexicon.phrases import phrases
from assistant.gate.lexicon.spelling import american
from assistant.gate.lexicon.synonyms import meaning
from assistant.gate.readings import BESIDE
from assistant.gate.tokens import Rule, Sort, Token, Tokens, scan

_PIECE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)"
    r"|[^\W\d_]{1,5}\.?\d+(?:[.:]\d+)*(?!\w)"
    r"|\d+(?:[.,:/]\d+)*(?:[^\W_]+)?"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|\S"
)
_MARKS = frozenset(",;:()-|")
_BE = listed("am is are was were be been being")
_FORMS = {form: "be" for form in _BE} | {form: "have" for form in ("has", "had", "having")}
_FORMS |= {form: "do" for form in ("does", "did", "doing", "done")}
_JOINED = listed("non re pre co sub anti e un over under")
_SHORT = {"can't": "cannot", "won't": "will not", "shan't": "shall not"}
_SHORT |= {"hrs": "hours", "yrs": "years"}
_ISO = re.compile(r"iso(\d{4,5})(?::(\d{4}))?")
_EDITION = re.compile(r"(\d{4,5})(?::(\d{4}))?")


def _raw(surface: str) -> Token:
    low = american(surface.lower())
    return Token(surface, low, low, Sort.MARK if surface in _MARKS else Sort.RAW)


def _pieces(text: str) -> list[Token]:
    out: list[Token] = []
    for match in _PIECE.finditer(text):
        low = match[0].lower()
        spelled = _SHORT.get(low, low[:-3] + " not" if low.endswith("n't") else "")
        stem = low[:-2] if low.endswith("'s") else low.rstrip("'")
        parts = spelled.split() if spelled else [match[0][: len(stem)]]
        out.extend(_raw(part) for part in parts if part and not _dropped(part))
    return out


def _dropped(part: str) -> bool:
    return len(part) == 1 and part not in _MARKS and part not in "%§/&" and unicodedata.category(part)[0] == "P"


def _prefix(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    if tokens[i].low not in _JOINED or i + 2 >= len(tokens) or tokens[i + 1].low != "-":
        return None
    return [_raw(tokens[i].surface + tokens[i + 2].surface)], 3


def _hyphen(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """A hyphen inside a compound goes; a dash with the mark of an aside has been spaced by `folded`."""
    return ([], 1) if tokens[i].surface == "-" else None


def _dash(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    return ([Token("-", "-", "-", Sort.MARK)], 1) if tokens[i].surface == "—" else None


def _framed(surface: str, key: str) -> Token:
    return Token(surface, surface.lower(), key, Sort.FRAMEWORK)


def _iso(surface: str, number: str, edition: str | None) -> list[Token]:
    return [_framed(surface, f"iso{number}")] + ([_framed(f":{edition}", f"edition{edition}")] if edition else [])


def _framework(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """ISO/IEC 27001:2022, ISO27001; SOC 2, SOC2; bare 2700x; control ids."""
    low = tokens[i].low
    joined = _ISO.fullmatch(low) or (_EDITION.fullmatch(low) if low.startswith("270") else None)
    if joined:
        return _iso(f"ISO {joined[1]}", joined[1], joined[2]), 1
    j = i + 1
    while low in ("iso", "iec") and j < len(tokens) and tokens[j].low in ("/", "iec", "-"):
        j += 1
    number = _EDITION.fullmatch(tokens[j].low) if low in ("iso", "iec") and j < len(tokens) else None
    return (_iso(f"ISO {number[1]}", number[1], number[2]), j + 1 - i) if number else None


_SOC = {"1": "1", "2": "2", "3": "3", "i": "1", "ii": "2", "iii": "3"}


def _soc(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    low = tokens[i].low
    if re.fullmatch(r"soc[123]", low):
        return [_framed(tokens[i].surface, low)], 1
    j = i + 2 if low == "soc" and i + 2 < len(tokens) and tokens[i + 1].low == "-" else i + 1
    digit = _SOC.get(tokens[j].low) if low == "soc" and j < len(tokens) else None
    return ([_framed(f"SOC {tokens[j].surface}", f"soc{digit}")], j + 1 - i) if digit else None


def _spoken(token: Token) -> str:
    return "" if token.sort is Sort.MARK else _FORMS.get(token.low, token.low)


def _phrase(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    if tokens[i].sort not in (Sort.RAW, Sort.NUMBER):
        return None
    for phrase, (name, sort) in phrases().get(_spoken(tokens[i]), ()):
        span = tokens[i : i + len(phrase)]
        if len(span) == len(phrase) and all(_spoken(token) == word for token, word in zip(span, phrase, strict=True)):
            return _named(span, name, sort), len(phrase)
    return None


def _named(span: Sequence[Token], name: str, sort: Sort) -> list[Token]:
    surface = " ".join(token.surface for token in span)
    low = " ".join(_spoken(token) for token in span)
    return [Token(surface, low, name, sort)]


def _word(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    token = tokens[i]
    if token.sort is not Sort.RAW:
        return None
    named = token.surface[:1].isupper() and (i > 0 or (len(token.surface) > 1 and token.surface[1:2].isupper()))
    plural = len(token.low) > 2 and token.surface[:-1].isupper() and token.surface[-1] == "s"
    low = token.low[:-1] if plural else token.low
    if any(c.isdigit() for c in low):
        return [Token(token.surface, low, low, Sort.NUMBER)], 1
    acronym = len(low) > 1 and token.surface[: len(low)].isupper()
    return [Token(token.surface, low, low if acronym else meaning(low), Sort.NAME if named else Sort.WORD)], 1


_RULES: tuple[Rule, ...] = (
    _prefix, _framework, _soc, numbered, quarter, calendar, amount, ordinal, stretch, _hyphen, _dash, _phrase, _word,
    *BESIDE,
)  # fmt: skip


@lru_cache(maxsize=4_000)
def read(sentence: str) -> Tokens:
    """The tokens of one sentence of folded text (`folding.folded`)."""
    tokens = _pieces(sentence)
    for rule in _RULES:
        tokens = scan(tokens, rule)
    return tuple(tokens)
