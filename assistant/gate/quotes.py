"""Whether a quote stands in its text, exactly where the citation says."""

import re
from dataclasses import dataclass

from knowledge.sources.sentences import sentences

_REACH = 4_000
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|\[\s?…?\s?\]")


@dataclass(frozen=True, slots=True)
class Located:
    """True where the quote is in place; else `reason` says what is wrong."""

    ok: bool
    reason: str

    def __bool__(self) -> bool:
        return self.ok


def has_ellipsis(text: str) -> bool:
    """Whether `text` holds an ellipsis of any spelling."""
    return _ELLIPSIS.search(text) is not None


def locate(text: str, start: int, end: int, quote: str) -> Located:
    """Whether `quote` is text[start:end] (code points), neither blank nor with an ellipsis. Never raises."""
    if not 0 <= start < end <= len(text):
        return Located(False, f"the span {start} to {end} does not lie within the text of {len(text)} characters")
    if not quote.strip():
        return Located(False, "the quote is blank")
    if text[start:end] != quote:
        return Located(False, f"the text from {start} to {end} is not the quote")
    if has_ellipsis(quote):
        return Located(False, "the quote has an ellipsis")
    return Located(True, "the quote stands in the text")


def uncut(text: str, start: int, end: int) -> str | None:
    """The whole sentences that text[start:end] is cut from, or None where it is no part of a longer one."""
    first = max(text.rfind("\n\n", 0, start) + 1, start - _REACH, 0)
    last = text.find("\n\n", end)
    stop = min(last if last >= 0 else len(text), end + _REACH)
    touched = [one for one in sentences(text, first, stop) if one.start < end and start < one.end]
    if not touched:
        return None
    whole = text[touched[0].start : touched[-1].end]
    return None if _letters(whole) == _letters(text[start:end]) else whole


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
