"""Numbers and durations as a number format writes them: `RISK-001`, `15%`, `30:00`; None for formats that are not worked out."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

Token = tuple[str, str]  # its kind: `words`, `mark` (in square brackets) or `sign`; and what it says
_DIGITS = frozenset("0#?")
_PATTERN = re.compile(r"(?P<whole>[0#?]+(?:,[0#?]+)*)?(?P<point>\.(?P<part>[0#?]{0,20}))?")
_AS_IT_IS = frozenset(" $-+()!^&'~{}<>=%")
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-[0-9A-Fa-f]+)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.I)
_MOST = Decimal(10) ** 15  # digits that a cell holds
_SECONDS = {"h": 3600, "m": 60, "s": 1}


def written(tokens: Sequence[Token], value: float | timedelta) -> str | None:
    """A number that is not negative, or a duration, as the tokens of one part of a format write it."""
    if isinstance(value, timedelta):
        return _elapsed(tokens, round(value.total_seconds()))
    parts = list(_parts(tokens))
    patterns = [words for is_pattern, words in parts if is_pattern]
    texts = [words for is_pattern, words in parts if not is_pattern]
    if len(patterns) != 1 or None in texts:
        return None
    share = sum(words.count("%") for kind, words in tokens if kind == "sign")
    digits = _digits(patterns[0] or "", Decimal(repr(float(value))) * 100**share)
    return (
        None
        if digits is None
        else "".join(digits if is_pattern else words or "" for is_pattern, words in parts).strip()
    )


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[bool, str | None]]:
    """The pattern of the digits (True), and the texts around it; None for what is not understood."""
    for is_pattern, group in groupby(tokens, lambda one: one[0] == "sign" and one[1] in "0#?,."):
        run = list(group)
        yield is_pattern, "".join(words for _, words in run) if is_pattern else _text(run)


def _text(tokens: Sequence[Token]) -> str | None:
    texts = [_literal(*one) for one in tokens]
    return None if None in texts else "".join(filter(None, texts))


def _literal(kind: str, words: str) -> str | None:
    if kind == "words":
        return words
    if kind == "sign":
        return words if words in _AS_IT_IS or not (words.isascii() or words.isalnum()) else None
    money = _CURRENCY.fullmatch(words)
    return money[1] if money else None if _ELAPSED.fullmatch(words) else ""


def _digits(pattern: str, number: Decimal) -> str | None:
    found = _PATTERN.fullmatch(pattern)
    if not found or not number.is_finite() or number >= _MOST or not _DIGITS & set(pattern):
        return None
    whole, part = found["whole"] or "", found["part"] or ""
    text = format(number.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP), "f")
    before, _, after = text.partition(".")
    before = before.lstrip("0").zfill(whole.count("0"))
    if "," in whole:
        first = len(before) % 3
        before = ",".join(filter(None, (before[:first], *(before[at : at + 3] for at in range(first, len(before), 3)))))
    least = part.rfind("0") + 1
    after = after[:least] + after[least:].rstrip("0")
    return (before + (f".{after}" if after else "")) or "0"


def _elapsed(tokens: Sequence[Token], seconds: int) -> str | None:
    """A duration whose first unit counts on beyond its usual end (`[h]:mm`)."""
    parts, left, first = list[str](), abs(seconds), True
    for (kind, letter), group in groupby(tokens, lambda one: (one[0], one[1][:1].lower())):
        words = "".join(each for _, each in group)
        if kind == "words" or words == ":":
            parts.append(words)
        elif kind == ("mark" if first else "sign") and _ELAPSED.fullmatch(words):
            count, left = divmod(left, _SECONDS[letter])
            parts.append(str(count).zfill(len(words)))
            first = False
        else:
            return None
    return None if first else ("-" if seconds < 0 else "") + "".join(parts)
