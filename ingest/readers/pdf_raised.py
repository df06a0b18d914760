"""Digits of a PDF's page that are set smaller and higher or lower than the digit they stand at: a power, a note's mark."""

import ctypes
from collections.abc import Mapping
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf_letters import Letters

_SMALLER = 0.85
_RISE, _DROP = 0.15, 0.05  # of the larger one's height


def shown_apart(words: Any, letters: Letters) -> Mapping[int, str]:
    """What to write for characters that would run into another number: `^1` for a raised 1 after a digit."""
    found: dict[int, str] = {}
    for at in range(1, len(letters.text)):
        before, digit = letters.text[at - 1], letters.text[at]
        if digit.isdigit() and before in "0123456789.," and _may_differ(letters, at):
            mark = _mark(words.raw, at)
            note = mark == "^" and before in ".," and not letters.text[at + 1 : at + 2].isdigit()
            if mark:
                found[at] = f"[{digit}]" if note else mark + digit
    return found


def _may_differ(letters: Letters, at: int) -> bool:
    """Whether the tops or feet of two neighbours differ at all: most never do."""
    (_, foot, _, top), (_, low, _, high) = letters.boxes[at - 1].tolist(), letters.boxes[at].tolist()
    return bool(letters.printed[at] and letters.printed[at - 1]) and abs(foot - low) + abs(top - high) > 0.5


def _mark(raw: Any, at: int) -> str:
    """What parts a digit from the one before: "" if they are set alike, a blank where the one before is the small one."""
    (size, level), (before, base) = _set(raw, at), _set(raw, at - 1)
    if 0 < size <= _SMALLER * before:
        rise = (level - base) / before
        return "^" if rise >= _RISE else ("_" if rise <= -_DROP else "")
    small = 0 < before <= _SMALLER * size
    return " " if small and not -_DROP < (base - level) / size < _RISE else ""


def _set(raw: Any, at: int) -> tuple[float, float]:
    """The height that a character's font takes up, and its baseline."""
    loose, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(raw, at, loose)
    pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
    return abs(loose.top - loose.bottom), y.value
