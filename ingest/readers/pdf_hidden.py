"""Which characters of a PDF nobody sees: tiny, off the page, or of the colour of what is behind them.

A text of a suspicious colour is judged by the picture of the page: with and without it the page looks the same. Text that
is set as invisible (what recognition puts over a scan) is seen where there is a picture under it.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

_TINY = 3.5  # points from the lowest to the highest that the font's letters reach
_NEAR = 30  # of 255: colours less apart are alike to the eye
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_SCALE = 2.0  # pixels a point
_WHITE = (255, 255, 255)

Picture = NDArray[np.int16]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text object, and whether it is set as invisible."""

    raw: Any
    invisible: bool


def hidden(page: Any, words: Any) -> frozenset[int]:
    """The indexes of the characters that are not seen."""
    left, bottom, *_ = page.get_bbox()  # of what is shown: a cropped page need not begin at 0
    boxes = {at: _moved(_box(words.raw, at), left, bottom) for at in range(words.count_chars())}
    wide, high = page.get_width(), page.get_height()
    unseen = {at for at, box in boxes.items() if _is_tiny(words.raw, at) or _is_off(box, wide, high)}
    suspects = {pdfium_address(one.raw): one for one in _suspects(page)}
    if suspects:
        unseen |= _alike(page, words, boxes, suspects)
    return frozenset(unseen)


def seen_in(words: Any, box: Box, unseen: frozenset[int]) -> str:
    """The characters whose middle is in `box` (left, bottom, right, top), without those that are not seen."""
    left, bottom, right, top = box
    text, kept = words.get_text_range(), list[str]()
    for at, character in enumerate(text):
        a, b, c, d = _box(words.raw, at)
        if at not in unseen and left <= (a + c) / 2 <= right and bottom <= (b + d) / 2 <= top:
            kept.append(character)
    return "".join(kept)


def pdfium_address(handle: Any) -> int:
    """The same number for two handles of one object."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _suspects(page: Any) -> Iterator[_Text]:
    grounds = {_WHITE, *_grounds(page)}
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        red, green, blue, alpha = _fill(one.raw)
        invisible = pdfium.FPDFTextObj_GetTextRenderMode(one.raw) in _INVISIBLE
        alike = any(_apart((red, green, blue), ground) < _NEAR for ground in grounds)
        if invisible or alpha < _NEAR or alike:
            yield _Text(one.raw, invisible)


def _grounds(page: Any) -> Iterator[tuple[int, int, int]]:
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        yield _fill(one.raw)[:3]


def _fill(raw: Any) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha):
        return (0, 0, 0, 255)
    return (red.value, green.value, blue.value, alpha.value)


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _alike(page: Any, words: Any, boxes: dict[int, Box], suspects: dict[int, _Text]) -> set[int]:
    """The characters of `suspects` that make no difference to the picture (invisible ones: over which there is none)."""
    mine = {at: suspects.get(pdfium_address(pdfium.FPDFText_GetTextObject(words.raw, at))) for at in boxes}
    whole = _picture(page)
    for one in suspects.values():
        pdfium.FPDFPageObj_SetIsActive(one.raw, False)
    without = _picture(page)
    for one in suspects.values():
        pdfium.FPDFPageObj_SetIsActive(one.raw, True)
    high = page.get_height()
    return {
        at
        for at, one in mine.items()
        if one and _is_lost(_cut(whole, boxes[at], high), _cut(without, boxes[at], high), one)
    }


def _is_lost(whole: Picture, without: Picture, text: _Text) -> bool:
    if not whole.size:
        return True
    seen = np.ptp(whole, axis=(0, 1)).max() if text.invisible else np.abs(whole - without).max()
    return bool(seen < _NEAR)


def _picture(page: Any) -> Picture:
    return np.asarray(page.render(scale=_SCALE).to_numpy()[:, :, :3], dtype=np.int16)


def _cut(picture: Picture, box: Box, high: float) -> Picture:
    """The part of a picture that a box in points covers, a little more than it on each side."""
    left, bottom, right, top = box
    rows = slice(max(0, int((high - top) * _SCALE) - 1), int((high - bottom) * _SCALE) + 2)
    return picture[rows, max(0, int(left * _SCALE) - 1) : int(right * _SCALE) + 2]


def _box(raw: Any, at: int) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _moved(box: Box, left: float, bottom: float) -> Box:
    return box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom


def _is_tiny(raw: Any, at: int) -> bool:
    loose = pdfium.FS_RECTF()
    found = pdfium.FPDFText_GetLooseCharBox(raw, at, loose)
    return bool(found) and 0 < abs(loose.top - loose.bottom) <= _TINY and 0 < abs(loose.right - loose.left) <= _TINY


def _is_off(box: Box, wide: float, high: float) -> bool:
    left, bottom, right, top = box
    across, up = (left + right) / 2, (bottom + top) / 2
    return not (-1 <= across <= wide + 1 and -1 <= up <= high + 1)
