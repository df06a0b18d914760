"""Whether characters are likely to be text: bytes of something else, read two by two, make rare and unassigned ones."""

import re
import unicodedata

_ODD = 0.2  # of the characters beyond ASCII
_SAMPLE = 100_000  # characters
_BEYOND = re.compile(r"[^\x00-\x7f\s]")
# Sets of Han characters, with the first byte with which the usual ones of each end.
_HAN = (("gb2312", 0xD7), ("big5", 0xC6), ("shift_jis", 0x97))


def is_likely(text: str) -> bool:
    """Whether few of the characters beyond ASCII are unassigned, private, or hardly ever written."""
    beyond = _BEYOND.findall(text[:_SAMPLE])
    return sum(map(_is_odd, beyond)) <= _ODD * len(beyond)


def _is_odd(one: str) -> bool:
    if "\u4e00" <= one <= "\u9fff":
        return not any(b"" < one.encode(name, "ignore")[:1] <= bytes([last]) for name, last in _HAN)
    if "\uac00" <= one <= "\ud7a3":
        return not one.encode("euc_kr", "ignore")
    rare = "\u3400" <= one <= "\u4dbf" or one >= "\U00020000"  # Han of no usual set
    return rare or unicodedata.category(one) in ("Cn", "Co", "Cs", "Cc")
