"""PDF: lines with their place and type size, read by pdfium; what they make up is worked out in `pdf_layout`."""

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Document, Unreadable
from ingest.readers.decode import content_of
from ingest.readers.page import Page, run
from ingest.readers.pdf_added import page_with_added, placed
from ingest.readers.pdf_claimed import drop_false_claims
from ingest.readers.pdf_hidden import Seen
from ingest.readers.pdf_layout import title_of, write_pages
from ingest.readers.pdf_letters import unit
from ingest.readers.pdf_look import SOFT, Line, Table
from ingest.readers.pdf_margins import without_margins
from ingest.readers.pdf_repeated import without_repeated
from ingest.readers.pdf_tables import Boxes, Ruled

BOLD = 600
_DAMAGED = "it is damaged: what says where its pages lie can't be read; save or print it as a PDF anew"
_RULED = 4


def read(path: Path) -> Document:
    """The document in a PDF. Raises Unreadable if it is encrypted, cut off or holds no text (a scan)."""
    with _opened(path) as book, Ruled(path) as ruled:
        pages = [_page(book, i, ruled) for i in range(len(book))]
        named = run(str(book.get_metadata_dict().get("Title") or "")).text
        if not any(pages):
            raise Unreadable(_empty(book))
    kept = without_repeated(without_margins(pages))
    page = Page()
    write_pages(page, kept)
    return page.document(named or title_of(kept) or path.stem)


def _page(book: Any, number: int, ruled: Ruled) -> list[Line | Table]:
    try:
        return list(_elements(book, number, ruled))
    except (MemoryError, RecursionError, Unreadable):
        raise
    except Exception as broken:  # two parsers, each with errors of its own
        raise Unreadable(
            f"it is damaged: its page {number + 1} can't be read; save or print it as a PDF anew"
        ) from broken


def _empty(book: Any) -> str:
    """Why there is no text: no page, nothing on any, or pictures of text."""
    drawn = any(next(iter(book[i].get_objects(max_depth=3)), None) is not None for i in range(len(book)))
    if drawn:
        return "no text found in it: it may be a scan, which needs text recognition first"
    what = "its pages are empty" if len(book) else "it has no page"
    return f"no text found in it: {what}, or it is damaged; save or print it as a PDF anew"


def _opened(path: Path) -> Any:
    raw = content_of(path)
    if b"%PDF-" not in raw[:1024]:
        raise Unreadable("it is not the PDF its name says")
    try:
        book = pypdfium2.PdfDocument(path)
        book.init_forms()  # so that a field without a picture of its value gets one
        return book
    except pypdfium2.PdfiumError as broken:
        if "assword" in str(broken):
            raise Unreadable("it is encrypted; save it without a password") from broken
        cut = b"%%EOF" not in raw[-2048:]
        raise Unreadable("it is cut off: the end of the file is missing" if cut else _DAMAGED) from broken


def _elements(book: Any, number: int, ruled: Ruled) -> Iterator[Line | Table]:
    """The lines and tables of a page, in reading order."""
    page, own, undrawn = page_with_added(book, number)
    drop_false_claims(book, number, page)
    words = page.get_textpage()
    seen = Seen.of(page, words)
    paths = sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3))
    tables = [_table(words, boxes, seen) for boxes in (ruled.tables(number) if paths >= _RULED else ())]
    lines = list(_lines(words, number, seen))
    ruled_in = [line for line in undrawn if any(table.holds(line) for table in tables)]
    added = [*(line for at, line in lines if at >= own), *(line for line in undrawn if line not in ruled_in)]
    shown = set[int]()
    for line in placed([line for at, line in lines if at < own], added):
        inside = next((i for i, table in enumerate(tables) if table.holds(line)), None)
        if inside is None:
            yield line.times(unit(page))
        elif inside not in shown:
            shown.add(inside)
            yield tables[inside]
    yield from ruled_in


def _table(words: Any, boxes: Boxes, seen: Seen) -> Table:
    rows = [tuple(_bounded(words, box, seen) for box in row) for row in boxes.rows]
    left, bottom, right, top = boxes.outline
    return Table(left, bottom, right, top, tuple(rows))


def _bounded(words: Any, box: tuple[float, float, float, float] | None, seen: Seen) -> str:
    if box is None:
        return ""
    text = seen.within(box) if seen.unseen or seen.apart else str(words.get_text_bounded(*box))
    return _softened(text.replace("\r\n", " "))


def _softened(text: str) -> str:
    return text.replace("\x02", SOFT)


def _lines(words: Any, number: int, seen: Seen) -> Iterator[tuple[int, Line]]:
    """The lines of a text, and at which of its characters each begins."""
    at = 0
    for text in seen.text.split("\r\n"):
        shown = text.strip()
        if shown:
            first, last = at + len(text) - len(text.lstrip()), at + len(text.rstrip()) - 1
            line = _line(words.raw, shown, number, first, last)
            yield first, replace(line, text=_softened(seen.written(first, last))) if seen.apart else line
        at += len(text) + 2


def _line(raw: Any, text: str, number: int, first: int, last: int) -> Line:
    x, y = _origin(raw, first)
    right, foot = _origin(raw, last)
    letter = first + next((i for i, c in enumerate(text) if c.isalpha()), 0)
    size = pdfium.FPDFText_GetFontSize(raw, letter)
    bold = all(pdfium.FPDFText_GetFontWeight(raw, at) >= BOLD for at in (letter, last))
    return Line(_softened(text), number, x, y, right, foot, round(size, 1), bold)


def _origin(raw: Any, at: int) -> tuple[float, float]:
    """Where a character stands on its baseline, in points from the page's lower left corner."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
    return x.value, y.value
