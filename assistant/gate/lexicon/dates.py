"""Rules that read dates, months and quarters in one form whatever their spelling, and ranges of them or of numbers."""

import re
from collections.abc import Sequence

from assistant.gate.lexicon.listed import listed, ordered
from assistant.gate.tokens import Sort, Token

_NAMES = ordered("january february march april may june july august september october november december")
_MONTHS = {name: n + 1 for n, name in enumerate(_NAMES)} | {name[:3]: n + 1 for n, name in enumerate(_NAMES)}
_MONTHS |= {"sept": 9}
_AMBIGUOUS = listed("may march mar august jan dec oct sep nov jun jul apr feb")
_BEFORE_MONTH = listed(
    "in of by since until till from to through before after during early late between and mid end each every last next "
    "- , this"
)
_DAY = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[12]\d{3}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_QUARTER = re.compile(r"q([1-4])")
_RANKS = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4"}


def _date(key: str, tokens: Sequence[Token], i: int, used: int) -> tuple[list[Token], int]:
    surface = " ".join(token.surface for token in tokens[i : i + used])
    return [Token(surface, surface.lower(), key, Sort.DATE)], used


def _lows(tokens: Sequence[Token], i: int, count: int) -> list[tuple[int, str]]:
    """The next `count` words from `i` with the place after each, "of", "the" and commas left out."""
    out: list[tuple[int, str]] = []
    for j in range(i, min(i + count + 3, len(tokens))):
        if tokens[j].low not in (",", "of", "the") and len(out) < count:
            out.append((j + 1 - i, tokens[j].low))
    return [*out, *[(0, "")] * (count - len(out))]


def _is_month(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at `i` is a month, not the verb "may" or "march"."""
    token = tokens[i]
    if token.low not in _MONTHS:
        return False
    if token.low not in _AMBIGUOUS:
        return True
    beside = [t.low for t in (*tokens[max(i - 1, 0) : i], *tokens[i + 1 : i + 2])]
    dated = any(_DAY.fullmatch(low) or _YEAR.fullmatch(low) for low in beside)
    return token.surface[:1].isupper() and (dated or (i > 0 and tokens[i - 1].low in _BEFORE_MONTH))


def _month_first(tokens: Sequence[Token], i: int) -> tuple[list[Token], int]:
    month = f"{_MONTHS[tokens[i].low]:02}"
    (at, low), (end, year) = _lows(tokens, i + 1, 2)
    day = _DAY.fullmatch(low)
    if day and _YEAR.fullmatch(year):
        return _date(f"{year}-{month}-{int(day[1]):02}", tokens, i, end + 1)
    if day:
        return _date(f"--{month}-{int(day[1]):02}", tokens, i, at + 1)
    if _YEAR.fullmatch(low):
        return _date(f"{low}-{month}", tokens, i, at + 1)
    return _date(f"--{month}", tokens, i, 1)


def _day_first(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    day = _DAY.fullmatch(tokens[i].low)
    (at, low), (end, year) = _lows(tokens, i + 1, 2)
    if not day or not at or not _is_month(tokens, i + at):
        return None
    month = f"{_MONTHS[low]:02}-{int(day[1]):02}"
    if _YEAR.fullmatch(year):
        return _date(f"{year}-{month}", tokens, i, end + 1)
    return _date(f"--{month}", tokens, i, at + 1)


def calendar(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """A date with or without day and year, or a month."""
    iso = _ISO.fullmatch(tokens[i].low)
    if iso:
        return _date("-".join(iso.groups()), tokens, i, 1)
    return _month_first(tokens, i) if _is_month(tokens, i) else _day_first(tokens, i)


def quarter(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """ "Q1" and "first quarter" alike."""
    found = _QUARTER.fullmatch(tokens[i].low)
    if found:
        return _date(f"q{found[1]}", tokens, i, 1)
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    rank = _RANKS.get(tokens[i].low)
    return _date(f"q{rank}", tokens, i, 2) if rank and following == "quarter" else None


_COUNTED = frozenset({Sort.NUMBER, Sort.DATE})
_JOINS = {"to", "through", "-", "and", "until"}


def _opened(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].low in ("from", "between") and i + 1 < len(tokens) and tokens[i + 1].sort in _COUNTED


def _repeated(unit: Token, after: Sequence[Token]) -> bool:
    return any(unit.low.rstrip("s") == token.low.rstrip("s") for token in after)


def stretch(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """ "12 to 18", "12-18", "between 12 and 18" alike; the unit may stand after both."""
    skip = 1 if _opened(tokens, i) else 0
    if i + skip >= len(tokens) or tokens[i + skip].sort not in _COUNTED:
        return None
    for join in (i + skip + 1, i + skip + 2):
        low = tokens[join].low if join + 1 < len(tokens) else ""
        fits = low in _JOINS and (low != "and" or tokens[i].low == "between")
        if fits and tokens[join + 1].sort in _COUNTED:
            inner = [one for one in tokens[i + skip + 1 : join] if not _repeated(one, tokens[join + 2 : join + 3])]
            mark = Token("to", "to", "to", Sort.QUANTIFIER)
            return [tokens[i + skip], *inner, mark, tokens[join + 1]], join + 2 - i
    return None
