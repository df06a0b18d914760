"""The characters of a PDF's page as arrays: what each is, where it stands, how it is sized, what drew it."""

import ctypes
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
Marks = NDArray[np.bool_]

_SHORTEST = 144.0  # points: only pages in larger units than these are smaller than two inches
_LONG = 792.0
_TINY = 3.5  # points from the lowest to the highest that the font's letters reach
_HAIR = 0.05  # points: a letter with less to it is one that nothing is drawn for
_SQUEEZED = 0.1  # of its height (or width): what is set thinner is a line


@dataclass(frozen=True, slots=True)
class Letters:
    """`text[i]` stands in `boxes[i]` (left, bottom, right, top; points) and was drawn by the text object `owners[i]`.

    `printed` are those that are neither white space nor made up between words or lines; `tiny` ones none can read;
    for `blank` ones the file carries no font and we have none.
    """

    text: str
    boxes: Boxes
    owners: NDArray[np.uint64]
    printed: Marks
    tiny: Marks
    blank: Marks

    @classmethod
    def of(cls, page: Any, words: Any) -> "Letters":
        """The letters of a page, given its text."""
        count, raw = words.count_chars(), words.raw
        text = "".join([_character(raw, at) for at in range(count)])
        owners = np.array([address(pdfium.FPDFText_GetTextObject(raw, at)) for at in range(count)], dtype=np.uint64)
        printed = np.array([character > " " and not character.isspace() for character in text], dtype=bool) & (
            owners > 0
        )
        boxes, tiny = _boxes(raw, count), printed & _tiny(raw, owners, _TINY / unit(page))
        thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) * unit(page) < _HAIR
        blank = np.zeros(count, dtype=bool)
        for at in np.flatnonzero(printed & thin).tolist():
            blank[at] = not _carries_font(raw, at)
            boxes[at] = _room(raw, at)
        return cls(text, boxes, owners, printed, tiny, blank)

    def words(self) -> list[list[int]]:
        """The indexes of the characters of each word; another text object begins another word."""
        printed, owners = self.printed.tolist(), self.owners.tolist()
        runs = groupby(range(len(self.text)), key=lambda at: (printed[at], owners[at]))
        return [list(run) for (shown, _), run in runs if shown]


def unit(page: Any) -> float:
    """How many points one of the page's units is: more than 1 where it says so, which is told by its size alone."""
    longer = max(page.get_width(), page.get_height())
    return _LONG / longer if 0 < longer < _SHORTEST else 1.0


def address(handle: Any) -> int:
    """The same number for two handles of one object; 0 for none."""
    return ctypes.c_void_p.from_buffer(handle).value or 0


def _character(raw: Any, at: int) -> str:
    code = pdfium.FPDFText_GetUnicode(raw, at)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _boxes(raw: Any, count: int) -> Boxes:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = np.zeros((count, 4))
    for at in range(count):
        if pdfium.FPDFText_GetCharBox(raw, at, left, right, bottom, top):
            found[at] = left.value, bottom.value, right.value, top.value
    return found


def _room(raw: Any, at: int) -> tuple[float, float, float, float]:
    """The box that a character takes up in its line, whatever is drawn in it."""
    loose = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, at, loose)
    return loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top)


def _carries_font(raw: Any, at: int) -> bool:
    """Whether the file holds the font of a character, so that everybody sees the same of it."""
    font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(raw, at))
    return bool(pdfium.FPDFFont_GetIsEmbedded(font))


def _tiny(raw: Any, owners: NDArray[np.uint64], least: float) -> Marks:
    """Which characters are set too small to be read; all that one object draws is set alike."""
    _, firsts, kinds = np.unique(owners, return_index=True, return_inverse=True)
    small = np.array([_is_tiny(raw, at, least) for at in firsts.tolist()], dtype=bool)
    return small[kinds]


def _is_tiny(raw: Any, at: int, least: float) -> bool:
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetLooseCharBox(raw, at, loose):
        wide, high = abs(loose.right - loose.left), abs(loose.top - loose.bottom)
        if 0 < wide <= least and 0 < high <= least:
            return True
    if not pdfium.FPDFText_GetMatrix(raw, at, matrix):
        return False
    across, up = float(np.hypot(matrix.a, matrix.b)), float(np.hypot(matrix.c, matrix.d))
    return min(across, up) < _SQUEEZED * max(across, up)
