"""Rules that read numbers: digits, words, ordinals, scales, percentages, money, lengths of time and numbered things."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.gate.lexicon.listed import listed, ordered
from assistant.gate.tokens import Sort, Token

_UNITS = {
    word: n
    for n, word in enumerate(
        ordered(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = {word: 10 * (n + 2) for n, word in enumerate(ordered("twenty thirty forty fifty sixty seventy eighty ninety"))}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SUFFIX = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_ORDINALS = {
    word: n + 1
    for n, word in enumerate(
        ordered(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        )
    )
}
_ROMAN = {roman: n + 1 for n, roman in enumerate(ordered("i ii iii iv v vi vii viii ix x xi xii"))}
_HEADS = listed(
    "type stage part tier level phase chapter title article annex class category volume section schedule clause "
    "appendix rule grade step control requirement paragraph principle art"
)
_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy"}
_CODES = {
    "dollar": "usd", "dollars": "usd", "usd": "usd", "euro": "eur", "euros": "eur", "eur": "eur", "pound": "gbp",
    "pounds": "gbp", "gbp": "gbp", "yen": "jpy", "jpy": "jpy",
}  # fmt: skip
_LONGEST = 15
DIGITS = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_SCALED = re.compile(r"(\d+(?:\.\d+)?)(k|mn|m|bn)")


def number(value: str, surface: str) -> Token:
    """A number token whose key is `value`."""
    return Token(surface, surface.lower(), value, Sort.NUMBER)


def _text(value: Decimal) -> str:
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value, "f")


def _spelled(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The value and length of the number words at `i`."""
    total = current = used = 0
    while i + used < min(len(tokens), i + _LONGEST):
        low = tokens[i + used].low
        if low in _UNITS and (used == 0 or current % 10 == 0):
            current += _UNITS[low]
        elif low in _TENS:
            current += _TENS[low]
        elif low in _SCALES and used:
            total, current = _scaled(total, current, _SCALES[low])
        elif not (low in ("and", "-") and used and _continues(tokens, i + used)):
            break
        used += 1
    return (total + current, used) if used else None


def _scaled(total: int, current: int, scale: int) -> tuple[int, int]:
    return (total, current * scale) if scale <= 100 else (total + current * scale, 0)


def _continues(tokens: Sequence[Token], i: int) -> bool:
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    before = tokens[i - 1].low
    return (before in _SCALES and (after in _UNITS or after in _TENS)) or (before in _TENS and after in _UNITS)


def _digits(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    if not DIGITS.fullmatch(tokens[i].low) or len(tokens[i].low) > _LONGEST:
        return None
    value = Decimal(tokens[i].low.replace(",", ""))
    scale = _SCALES.get(tokens[i + 1].low) if i + 1 < len(tokens) else None
    return (value * scale, 2) if scale else (value, 1)


def _plain(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    scaled = _SCALED.fullmatch(tokens[i].low)
    if scaled and len(tokens[i].low) <= _LONGEST:
        return Decimal(scaled[1]) * _SUFFIX[scaled[2]], 1
    spelled = _spelled(tokens, i)
    return _digits(tokens, i) or ((Decimal(spelled[0]), spelled[1]) if spelled else None)


def _unit(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The percent sign or currency that follows a number, and how many tokens it takes."""
    low = [token.low for token in tokens[i : i + 2]] + ["", ""]
    if low[0] in ("%", "percent"):
        return "%", 1
    if low[:2] == ["per", "cent"]:
        return "%", 2
    return (_CODES[low[0]], 1) if low[0] in _CODES else ("", 0)


def _money(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    low = tokens[i].low
    if i + 1 < len(tokens) and (low in _SIGNS or low in _CODES):
        return (_SIGNS.get(low) or _CODES[low]), 1
    return "", 0


def amount(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """A count, percentage or sum of money; "2 years" reads as 24 months."""
    sign, skip = _money(tokens, i)
    found = _plain(tokens, i + skip) if tokens[i].sort is Sort.RAW else None
    if found is None:
        return None
    value, used = found
    unit, more = ("", 0) if sign else _unit(tokens, i + skip + used)
    end = i + skip + used + more
    surface = " ".join(token.surface for token in tokens[i:end])
    years = next((t for t in tokens[end : end + 2] if t.low in ("year", "years")), None)
    if years is not None and not sign + unit and value < 12 and tokens[end].low in ("-", years.low):
        span = tokens.index(years, end) + 1 - i
        return [number(_text(value * 12), surface), Token(years.surface, "months", "month", Sort.WORD)], span
    return [number(_text(value) + (sign or unit), surface)], end - i


def ordinal(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """ "third" and "3rd" alike."""
    low = tokens[i].low
    digits = _ORDINAL.fullmatch(low)
    value = int(digits[1]) if digits and len(low) <= _LONGEST else _ORDINALS.get(low)
    return None if value is None else ([number(f"{value}th", tokens[i].surface)], 1)


def numbered(tokens: Sequence[Token], i: int) -> tuple[list[Token], int] | None:
    """ "Type II", "Type 2" and "type-2" alike: a thing and its number are one name."""
    if tokens[i].low not in _HEADS or i + 1 >= len(tokens):
        return None
    skip = 2 if tokens[i + 1].low == "-" and i + 2 < len(tokens) else 1
    after = tokens[i + skip]
    roman = _ROMAN.get(after.low) if after.surface.isupper() else None
    letter = after.low if len(after.surface) == 1 and after.surface.isupper() and after.surface.isalpha() else None
    digits = after.low if DIGITS.fullmatch(after.low) or after.low in _UNITS else None
    value = str(roman) if roman else str(_UNITS.get(after.low, after.low)) if digits else letter
    if value is None:
        return None
    head = "article" if tokens[i].low == "art" else tokens[i].low
    surface = f"{tokens[i].surface} {after.surface}"
    return [Token(surface, surface.lower(), head + value, Sort.FRAMEWORK)], skip + 1
