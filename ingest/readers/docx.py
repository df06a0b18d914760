"""Word documents: headings by style, lists, tables; headers, footers, contents and deleted text are left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.document import Document
from ingest.readers.docx_hidden import Looks
from ingest.readers.office import office_content
from ingest.readers.page import Page, Run, run
from ingest.readers.tables import put_table

BOLD_LEVEL = 10
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|\u00fcberschrift|titre|t\u00edtulo|kop|rubrik) ?(\d)", re.I)
_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)? ?(\d)?", re.I)
_SKIPPED = re.compile(r"(?:toc|table of figures|header|footer|index) ?\d*|toc heading|contents heading", re.I)


def read(path: Path) -> Document:
    """The document in a Word file. Raises Unreadable."""
    office_content(path)
    book = docx.Document(str(path))
    page = Page()
    for part in book.iter_inner_content():
        if isinstance(part, Table):
            put_table(page, [_cells(row) for row in part.rows])
        else:
            _paragraph(page, part)
    return page.document(_title(book, path.stem))


def _title(book: Any, stem: str) -> str:
    styled = [p.text.strip() for p in book.paragraphs[:30] if _style(p).lower() == "title" and p.text.strip()]
    tops = [p.text.strip() for p in book.paragraphs if _style(p).lower() == "heading 1" and p.text.strip()]
    return (styled[0] if styled else "") or (tops[0] if len(tops) == 1 else "") or book.core_properties.title or stem


def _paragraph(page: Page, paragraph: Paragraph) -> None:
    style, words = _style(paragraph), _words(paragraph)
    level, depth = _level(paragraph, style), _depth(paragraph, style)
    if _SKIPPED.fullmatch(style):
        return
    if level:
        page.heading(level, words)
    elif depth is not None:
        page.item(depth, words)
    elif _is_bold(paragraph, words.text):
        page.heading(BOLD_LEVEL, words)
    else:
        page.prose(words)


def _style(paragraph: Any) -> str:
    return (paragraph.style.name if paragraph.style is not None else "") or ""


def _level(paragraph: Paragraph, style: str) -> int:
    """1.. for a heading, 0 for any other paragraph; a title is on top."""
    found = _HEADING.fullmatch(style)
    if found or style.lower() == "title":
        return 1 + int(found[1]) if found else 1
    shown = next(iter(paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")), "9")
    return 2 + int(shown) if shown.isdigit() and int(shown) < 9 else 0


def _depth(paragraph: Paragraph, style: str) -> int | None:
    """How deep a list item is nested, None for what is no list item."""
    named = _LIST.fullmatch(style)
    numbered = paragraph._p.xpath("./w:pPr/w:numPr")
    level = next(iter(paragraph._p.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")), "")
    if level.isdigit():
        return int(level)
    if named and (numbered or "paragraph" not in style.lower()):
        return int(named[1] or 1) - 1
    return 0 if numbered else None


def _words(paragraph: Any) -> Run:
    return run("".join(_shown(paragraph._p, Looks.of(paragraph.part.document))))


def _shown(element: Any, looks: Looks) -> Iterator[str]:
    """The text of a paragraph with insertions and without deletions, hidden runs and fallback copies of drawings."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif tag != f"{_W}del" and not str(tag).endswith("}Fallback") and not (tag == f"{_W}r" and looks.hides(child)):
            yield from _shown(child, looks)


def _is_bold(paragraph: Paragraph, words: str) -> bool:
    runs = [each for each in paragraph.runs if each.text.strip()]
    return bool(runs) and all(each.bold for each in runs) and len(words.split()) <= 14 and words[-1:] not in ".!?;,"


def _cells(row: Any) -> list[Run]:
    """The cells of a row, merged ones once."""
    seen, cells = set[int](), list[Run]()
    for cell in row.cells:
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            cells.append(run(" ".join(_words(p).text for p in cell.paragraphs)))
    return cells
