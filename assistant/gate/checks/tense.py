"""Tense: what expired does not expire, and what will be done was not done."""

from collections.abc import Set
from enum import StrEnum

from assistant.gate.grammar import is_be
from assistant.gate.tokens import CONTENT, Sort, Token, Tokens

_PRESENT_END, _PAST_END = "s", "ed"


class _Time(StrEnum):
    PAST = "in the past"
    PRESENT = "in the present"


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """No verb of the claim stands in another time than all its likes in the quote."""
    for i, token in enumerate(claim):
        mine = _time(claim, i)
        theirs = {_time(quote, j) for j, other in enumerate(quote) if other.key == token.key} if mine else set()
        if mine and theirs and mine not in theirs and None not in theirs:
            return f"the claim says '{token.surface}' {mine}, the quote does not"
    return None


def _time(tokens: Tokens, i: int) -> _Time | None:
    """The time of a finite verb: a lower-case word between its subject and anything but the noun it belongs to."""
    token = tokens[i]
    if token.sort is not Sort.WORD or not token.surface.islower() or not _is_finite(tokens, i):
        return None
    if token.surface.endswith(_PAST_END):
        return _Time.PAST
    return _Time.PRESENT if token.surface.endswith(_PRESENT_END) and not token.surface.endswith("ss") else None


def _is_finite(tokens: Tokens, i: int) -> bool:
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    subject = before is not None and before.sort in CONTENT and not is_be(before)
    return subject and (after is None or not _is_thing(after))


def _is_thing(token: Token) -> bool:
    return token.sort in (Sort.WORD, Sort.NAME, Sort.FRAMEWORK)
