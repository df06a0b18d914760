"""What a PDF's page shows besides its own text: the values of its fields and the notes written on it."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from sys import maxsize
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf_look import Line

_WORDED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET)
_SIZE = 12.0  # points
_EMPTY = 2  # bytes of the zero that ends a text
_UNSHOWN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


def page_with_added(book: Any, number: int) -> tuple[Any, int, list[Line]]:
    """A page that has what is added to it as its own content, how many characters its own text has at most, and lines
    of what is added without being drawn in the file."""
    page = book[number]
    lines, kinds = list[Line](), set[int]()
    for at in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        with _annotation(page, at) as one:
            kind, unshown = pdfium.FPDFAnnot_GetSubtype(one), bool(pdfium.FPDFAnnot_GetFlags(one) & _UNSHOWN)
            lines += _undrawn(one, number) if kind in _WORDED and not unshown else []
        if unshown or kind == pdfium.FPDF_ANNOT_POPUP:  # a popup opens at a click
            pdfium.FPDFPage_RemoveAnnot(page, at)
        else:
            kinds.add(kind)
    if kinds <= {pdfium.FPDF_ANNOT_LINK}:
        return page, maxsize, lines
    before = page.get_textpage().count_chars()
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return book[number], before, lines


def placed(own: Sequence[Line], added: Iterable[Line]) -> list[Line]:
    """The lines of a page, each added one behind what it stands beside, or under."""
    lines = list(own)
    for line in added:
        beside = [i for i, one in enumerate(lines) if abs(one.y - line.y) <= line.size / 2 and one.x <= line.x]
        above = [i for i, one in enumerate(lines) if one.y > line.y]
        if beside:
            label = lines[beside[-1]]
            lines[beside[-1]] = replace(label, text=f"{label.text} {line.text}", right=line.right, foot=line.foot)
        else:
            nearest = min(above, key=lambda i: (lines[i].y - line.y, -i), default=-1)
            lines.insert(nearest + 1, line)
    return lines


@contextmanager
def _annotation(page: Any, at: int) -> Iterator[Any]:
    one = pdfium.FPDFPage_GetAnnot(page, at)
    try:
        yield one
    finally:
        pdfium.FPDFPage_CloseAnnot(one)


def _undrawn(one: Any, number: int) -> Iterator[Line]:
    """The lines of a note or field that the file holds no picture of: programs draw them by what they say."""
    if pdfium.FPDFAnnot_GetAP(one, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY:
        return
    words, place = _named(one, b"V") or _named(one, b"Contents"), pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(one, place)
    for i, text in enumerate(words.splitlines()):
        y = max(place.top, place.bottom) - _SIZE * (1 + 1.2 * i)
        if text.strip():
            yield Line(text.strip(), number, place.left, y, place.left, y, _SIZE, False)


def _named(one: Any, name: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(one, name, None, 0)
    held = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(one, name, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size)
    return held.raw.decode("utf-16-le", "replace").rstrip("\0")
