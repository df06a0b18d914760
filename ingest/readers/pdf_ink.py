"""Where the letters of a PDF's page leave ink: its picture is drawn with them and without, and the two are compared."""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.pdf_layers import Pixels, layers_of
from ingest.readers.pdf_letters import Boxes, Letters, Marks, address, unit

INK = 26  # of 255: colours less apart are alike to the eye
_TRACE = 6  # what is left of a letter that is drawn twice at one place when one of the two goes
_SCALE = 1.5  # pixels a point
_LARGEST = 16_000_000  # pixels
_FINE = 1_000
_SCAN = 0.5  # of the page: a picture as large as that may be one of its text

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ink:
    """The parts of a page that can be drawn or left out, and the boxes of its letters in pixels (left, top, right,
    bottom; the last two are beyond)."""

    page: Any
    scale: float
    letters: Letters
    boxes: Pixels
    texts: dict[int, Any]

    @classmethod
    def of(cls, page: Any, letters: Letters) -> "Ink":
        """What is needed to look at `letters` on their page."""
        size = page.get_width() * page.get_height()
        scale = min(_SCALE * unit(page), (_LARGEST / max(1.0, size)) ** 0.5)
        texts = {address(one.raw): one.raw for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])}
        return cls(page, scale, letters, _pixels(page, letters.boxes, scale), texts)

    def seen(self) -> Marks:
        """Which letters make a difference to the picture, by themselves and with all that is drawn over them."""
        whole, bare = self.picture(), self.picture(without=self.texts.values())
        layers = layers_of(self.letters, self.boxes)
        if len(layers) == 1:
            return self._touched(whole, bare, INK)
        seen = np.zeros(len(self.letters.text), dtype=bool)
        for mine in layers:
            raws = {at: raw for at, raw in self.texts.items() if at in mine}
            others = [raw for at, raw in self.texts.items() if at not in mine]
            alone = self._touched(self.picture(without=others), bare, INK)
            left = self._touched(whole, self.picture(without=raws.values()), _TRACE)
            seen |= alone & left & np.isin(self.letters.owners, np.array(list(mine), dtype=np.uint64))
        return seen

    def backed(self) -> Marks:
        """Under or over which letters the page shows something else: what a scan shows where its text is put."""
        bare = self.picture(without=self.texts.values())
        found = np.zeros(len(self.letters.text), dtype=bool)
        for at, (left, top, right, bottom) in enumerate(self.boxes):
            more = (bottom - top) // 4  # what reads a scan puts its letters nearly where they are
            part = bare[max(0, top - more) : max(0, bottom + more), max(0, left - more) : max(0, right + more)]
            found[at] = bool(part.size) and bool(np.ptp(part, axis=(0, 1)).max() >= INK)
        return found

    def standing_out(self, which: Marks) -> Marks:
        """Which of some letters have another colour than the page has there: those that can't be drawn here."""
        whole, found = self.picture(), np.zeros(len(which), dtype=bool)
        for at in np.flatnonzero(which).tolist():
            left, top, right, bottom = self.boxes[at].clip(0)
            red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
            pdfium.FPDFPageObj_GetFillColor(self.texts.get(int(self.letters.owners[at])), red, green, blue, alpha)
            fill = np.array([blue.value, green.value, red.value], dtype=np.int16)
            part = np.abs(whole[top:bottom, left:right, :3] - fill)
            found[at] = alpha.value >= INK and bool(part.size) and bool(part.max(axis=2).min() >= INK)
        return found

    def under_scans(self) -> Marks:
        """Which letters are seen once the pictures go that cover most of the page: text that is put under a scan."""
        scans = [raw for raw in _images(self.page) if _share(self.page, raw) >= _SCAN]
        if not scans:
            return np.zeros(len(self.letters.text), dtype=bool)
        bare = self.picture(without=[*scans, *self.texts.values()])
        return self._touched(self.picture(without=scans), bare, INK)

    def picture(self, without: Iterable[Any] = ()) -> Picture:
        """The page in colour, four bytes a pixel, some of its objects left out."""
        with _left_out(list(without)):
            return np.array(self.page.render(scale=self.scale, prefer_bgrx=True).to_numpy(), dtype=np.uint8)

    def _touched(self, one: Picture, other: Picture, least: int) -> Marks:
        """In which boxes the two pictures differ by `least` or more."""
        high, wide = one.shape[:2]
        sums = np.zeros((high + 1, wide + 1), dtype=np.uint16)  # they may run over: no letter has as many pixels
        sums[1:, 1:] = _apart(one, other, least)
        np.cumsum(sums, axis=0, out=sums)
        np.cumsum(sums, axis=1, out=sums)
        left, right = np.clip(self.boxes[:, 0], 0, wide), np.clip(self.boxes[:, 2], 0, wide)
        top, bottom = np.clip(self.boxes[:, 1], 0, high), np.clip(self.boxes[:, 3], 0, high)
        return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] != 0)


def _apart(one: Picture, other: Picture, least: int) -> Marks:
    """The pixels in which two pictures differ; only those that are not the same are compared closely."""
    first, second = one.view(np.uint32).ravel(), other.view(np.uint32).ravel()
    where = np.flatnonzero(first != second)
    these, those = first[where].view(np.uint8), second[where].view(np.uint8)
    by = (np.maximum(these, those) - np.minimum(these, those)).reshape(-1, 4) >= least
    found = np.zeros(len(first), dtype=bool)
    found[where] = by[:, 0] | by[:, 1] | by[:, 2]
    return found.reshape(one.shape[:2])


@contextmanager
def _left_out(raws: list[Any]) -> Iterator[None]:
    for raw in raws:
        pdfium.FPDFPageObj_SetIsActive(raw, False)
    try:
        yield
    finally:
        for raw in raws:
            pdfium.FPDFPageObj_SetIsActive(raw, True)


def _pixels(page: Any, boxes: Boxes, scale: float) -> Pixels:
    """Boxes in points as boxes in pixels, wherever the page begins and however it is turned."""
    wide, high = (int(side * scale * _FINE) for side in page.get_size())

    def placed(x: float, y: float) -> NDArray[np.float64]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
        return np.array([across.value / _FINE, down.value / _FINE])

    start = placed(0, 0)
    along, up = (placed(100, 0) - start) / 100, (placed(0, 100) - start) / 100
    corners = [start + boxes[:, [x]] * along + boxes[:, [y]] * up for x, y in ((0, 1), (2, 3))]
    low, far = np.minimum(*corners), np.maximum(*corners)
    return np.hstack([np.floor(low), np.ceil(far)]).clip(-1e6, 1e6).astype(np.int64)


def _images(page: Any) -> Iterator[Any]:
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        yield one.raw


def _share(page: Any, raw: Any) -> float:
    """How much of the page (0..1) a picture covers."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top)
    covered = abs((right.value - left.value) * (top.value - bottom.value))
    return float(covered / max(1.0, page.get_width() * page.get_height()))
