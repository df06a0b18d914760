"""Raised and lowered figures: what keeps them apart from the figure before (`30` and a raised `2` are not 302)."""

from collections.abc import Mapping

MARKS: Mapping[str, str] = {"superscript": "^", "subscript": "_"}


def between(before: str, was: str, words: str, now: str) -> str:
    """What to write between two parts of a text, each `superscript`, `subscript` or neither: a mark, a blank or nothing."""
    bare = words.lstrip("+-\u2212\u2013")
    last = before.rstrip(".,") if now in MARKS else before
    if MARKS.get(was) == MARKS.get(now) or not last[-1:].isdigit() or not bare[:1].isdigit():
        return ""
    return MARKS.get(now, " " if bare == words else "")
