"""Whether a quote stands in its text, exactly where the citation says."""

import re
from dataclasses import dataclass

from knowledge.sources.sentences import sentences

_REACH = 4_000
_WRAPPED = 60  # characters of a line that was wrapped, and of no heading
_ITEM = re.compile(r"\W*(?:[A-Za-z]|[ivx]{1,4}|\d{1,3}(?:\.\d{1,3})*)[.)]\s")
_ROW = re.compile(r"[|;{}]|,\S*[^\W\d],|\t|^\w+: ")
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
    first, stop = _block(text, start, end)
    touched = [one for one in sentences(text, first, stop) if one.start < end and start < one.end]
    if not touched:
        return None
    whole = text[touched[0].start : touched[-1].end]
    item = _ITEM.match(whole)
    whole = whole[item.end() :] if item and touched[0].start + item.end() <= start else whole
    return None if _letters(whole) == _letters(text[start:end]) else whole


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines around a span that run on into it: prose that was wrapped, and no heading, item or row."""
    first, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    while first and start - first < _REACH and _runs_on(text, first - 1):
        first = text.rfind("\n", 0, first - 1) + 1
    while stop < len(text) and stop - end < _REACH and _runs_on(text, stop):
        after = text.find("\n", stop + 1)
        stop = after if after >= 0 else len(text)
    return first, stop


def _runs_on(text: str, at: int) -> bool:
    """Whether the line break at `at` only wraps a sentence."""
    before = text[text.rfind("\n", 0, at) + 1 : at].strip()
    after_end = text.find("\n", at + 1)
    after = text[at + 1 : after_end if after_end >= 0 else len(text)].strip()
    if not before or not after or not after[0].isalnum() or before[0] in "#`~":
        return False
    if _ITEM.match(after) or _ROW.search(before) or _ROW.search(after):
        return False
    return after[0].islower() or (len(before) >= _WRAPPED and before[-1] not in ".?!:")


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
