"""Texts of others on a terminal: they may not move its cursor, hide words, or make links."""

import unicodedata

_ESCAPED = {"Cc", "Cs", "Zl", "Zp"}


def printable(text: str, kept: str = "") -> str:
    """`text` with control characters written out (but those in `kept`) and invisible ones left out."""
    return "".join(c if c in kept else _shown(c) for c in text)


def _shown(c: str) -> str:
    category = unicodedata.category(c)
    if category == "Cf":
        return ""
    return repr(c)[1:-1] if category in _ESCAPED else c
