"""Which characters of a PDF nobody sees: those without which the picture of the page would be the same, and tiny ones.

However text is hidden (by its colour, a cover, a clip, a layer that is off), it leaves no ink. Text that leaves none is
seen all the same where it says what a scan shows: set as invisible over a picture, or put under one of the whole page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from ingest.readers.pdf_ink import Ink
from ingest.readers.pdf_letters import Letters, Marks
from ingest.readers.pdf_raised import shown_apart

_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_WHOLE = 0.75  # of a word's letters: the rest of it is read with them
_PART = 0.5

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """The text of a page, the indexes of those of its characters that are not seen, and what is written for others."""

    letters: Letters
    unseen: frozenset[int]
    apart: Mapping[int, str]

    @classmethod
    def of(cls, page: Any, words: Any) -> "Seen":
        """What is seen of a page, given its text."""
        letters = Letters.of(page, words)
        if not letters.printed.any():
            return cls(letters, frozenset(), {})
        seen = _by_words(letters, _looked_for(Ink.of(page, letters))) & ~letters.tiny
        return cls(letters, frozenset(np.flatnonzero(letters.printed & ~seen).tolist()), shown_apart(words, letters))

    @property
    def text(self) -> str:
        """The text with a space for each character that is not seen."""
        return "".join(" " if at in self.unseen else character for at, character in enumerate(self.letters.text))

    def within(self, box: Box) -> str:
        """The characters that are seen whose middle is in `box` (left, bottom, right, top)."""
        left, bottom, right, top = box
        x, y = ((self.letters.boxes[:, i] + self.letters.boxes[:, i + 2]) / 2 for i in (0, 1))
        inside = set(np.flatnonzero((left <= x) & (x <= right) & (bottom <= y) & (y <= top)).tolist()) - self.unseen
        reach = range(min(inside, default=0), max(inside, default=-1) + 1)
        return "".join(self.apart.get(at, self.letters.text[at]) if at in inside else " " for at in reach)

    def written(self, first: int, last: int) -> str:
        """The text of the characters `first` to `last`, with digits apart that are no one number."""
        text, reach = self.letters.text, range(first, last + 1)
        return "".join(" " if at in self.unseen else self.apart.get(at, text[at]) for at in reach)


def _looked_for(ink: Ink) -> Marks:
    seen = ink.seen()
    if seen[ink.letters.printed].all():
        return seen
    modes = {at: pdfium.FPDFTextObj_GetTextRenderMode(raw) for at, raw in ink.texts.items()}
    invisible = np.array([modes.get(owner) in _INVISIBLE for owner in ink.letters.owners.tolist()], dtype=bool)
    if ink.letters.blank.any():
        seen = seen | ink.standing_out(ink.letters.blank & ~invisible)
    return seen | (ink.backed() & (invisible | ink.under_scans()))


def _by_words(letters: Letters, seen: Marks) -> Marks:
    """What is seen, told word by word: the points of a word go with its letters, and a few letters with the rest."""
    if seen[letters.printed].all():
        return seen
    found = seen.copy()
    for word in letters.words():
        spoken = [at for at in word if letters.text[at].isalnum()]
        if spoken:
            share = seen[spoken].mean()
            points = [at for at in word if not letters.text[at].isalnum()]
            found[points] = share >= _PART
            found[spoken] = (seen[spoken] if share < _WHOLE else True) if share >= _PART else False
    return found
