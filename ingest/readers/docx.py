"""Word documents: headings by style, lists, tables, notes; headers, footers, contents and what nobody sees are left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE

from ingest.document import Read
from ingest.readers.heads import SPANNED
from ingest.readers.office import office_content
from ingest.readers.office_colours import Theme
from ingest.readers.office_markup import local, markup_of
from ingest.readers.page import Page, Run, run
from ingest.readers.tables import put_table
from ingest.readers.word.behind import has_backdrop
from ingest.readers.word.blocks import Block, Paragraph, Reader, Table, notes_of, text_of
from ingest.readers.word.marks import W, child, value
from ingest.readers.word.said import background
from ingest.readers.word.sight import Around, Looks, Sheet
from ingest.readers.word.styles import Styles

BOLD_LEVEL = 10
_HEADING = re.compile(r"(?:heading|\u00fcberschrift|titre|t\u00edtulo|kop|rubrik) ?(\d)", re.I)
_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)? ?(\d)?", re.I)
_CONTENTS = re.compile(r"(?:toc|table of figures|index) ?\d*|toc heading|contents heading", re.I)
_ENTRY = re.compile(r".*\s(?:\d+|[ivxlc]+)(?:,\s*\d+)*", re.I)
_NOTES = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
_TOP = 30  # paragraphs in which a title may stand


def read(path: Path) -> Read:
    """The document in a Word file, and a line where a part of it is of another format. Raises Unreadable."""
    office_content(path)
    book = docx.Document(str(path))
    theme = _theme(book)
    looks = Looks(Styles(book.styles.element, theme), Sheet.of(book.element.body))
    around = Around(ground=background(book.element, book.settings.element, theme))
    blocks = list(Reader(looks, _notes(book), around, book.part.related_parts).blocks(book.element.body, around))
    page = Page()
    _put(page, blocks)
    return Read((page.document(_title(blocks, book.core_properties.title, path.stem)),), tuple(_lines(book, looks)))


def _lines(book: Any, looks: Looks) -> Iterator[str]:
    """What is to be said of a document besides what it says."""
    heads = [one.target_part.element for one in book.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HEADER]
    if looks.faint and has_backdrop((book.element, *heads), looks.sheet):
        yield (
            f"{len(looks.faint)} piece{'s' * (len(looks.faint) > 1)} of text in it that may lie on a picture can't be told from "
            "the page; left out; give them a colour that is seen on paper"
        )
    found = sum(1 for _ in book.element.body.iter(f"{W}altChunk", f"{W}subDoc"))
    if found:
        yield f"{found} inserted file{'s' * (found > 1)} in it can't be read; open it in Word and save it anew"


def _theme(book: Any) -> Theme:
    """The colours of a document, by the names that its settings give them."""
    names = child(book.settings.element, "clrSchemeMapping")
    told = {name.rpartition("}")[2]: other for name, other in names.attrib.items()} if names is not None else {}
    return Theme.of(_related(book, RELATIONSHIP_TYPE.THEME)).mapped(told)


def _related(book: Any, kind: str) -> bytes | None:
    """The bytes of the part that stands in a relation to the document."""
    part = next((one.target_part for one in book.part.rels.values() if one.reltype == kind), None)
    return part.blob if part is not None else None


def _notes(book: Any) -> Mapping[tuple[str, str], Any]:
    """The notes of a document by kind and id; the lines that part them from the page have a type, and are none."""
    found: dict[tuple[str, str], Any] = {}
    for kind, relation in _NOTES.items():
        content = _related(book, relation)
        root = markup_of(content) if content else ()
        found.update(
            {
                (kind, value(one, "id")): one
                for one in root
                if local(one) == kind and value(one, "type") in ("", "normal")
            }
        )
    return found


def _title(blocks: Sequence[Block], named: str, stem: str) -> str:
    paragraphs = [one for one in blocks if isinstance(one, Paragraph) and one.text.strip()]
    styled = [one.text.strip() for one in paragraphs[:_TOP] if one.style.lower() == "title"]
    tops = [one.text.strip() for one in paragraphs if one.style.lower() == "heading 1"]
    return (styled[0] if styled else "") or (tops[0] if len(tops) == 1 else "") or named or stem


def _put(page: Page, blocks: Sequence[Block]) -> None:
    """Put down blocks; the notes to what stands under a heading come at its end."""
    waiting = list[Block]()
    for block in blocks:
        if isinstance(block, Paragraph) and _level(block):
            waiting = _put_notes(page, waiting)
        _block(page, block)
        waiting += notes_of([block])
    _put_notes(page, waiting)


def _put_notes(page: Page, notes: Sequence[Block]) -> list[Block]:
    for note in notes:
        page.prose(run(text_of([note])))
    return []


def _block(page: Page, block: Block) -> None:
    if isinstance(block, Paragraph):
        _paragraph(page, block)
        for box in block.boxes:
            _block(page, box)
    elif max(map(len, block.rows), default=0) < 2:
        for inner in (one for row in block.rows for cell in row for one in cell):
            _block(page, inner)
    else:
        put_table(page, _rows(block), headed=block.headed, marked=block.marked, heads=block.heads)


def _rows(table: Table) -> list[list[Run]]:
    return [
        [SPANNED if (at, column) in table.spanned else run(text_of(cell)) for column, cell in enumerate(row)]
        for at, row in enumerate(table.rows)
    ]


def _paragraph(page: Page, paragraph: Paragraph) -> None:
    words = run(paragraph.text)
    level, depth = _level(paragraph), _depth(paragraph)
    if _is_entry(paragraph, words):
        return
    if level:
        page.heading(level, words)
    elif depth is not None:
        page.item(depth, words)
    elif paragraph.bold and len(words.text.split()) <= 14 and words.text[-1:] not in ".!?;,":
        page.heading(BOLD_LEVEL, words)
    else:
        page.prose(words)


def _is_entry(paragraph: Paragraph, words: Run) -> bool:
    """Whether a paragraph belongs to a table of contents: by its style, with a page's number or a link into the document."""
    style = paragraph.style
    if not _CONTENTS.fullmatch(style):
        return False
    linked = any(value(one, "anchor") for one in paragraph.element.iter(f"{W}hyperlink"))
    return linked or bool(_ENTRY.fullmatch(words.text)) or (style[-1:].isalpha() and len(words.text.split()) <= 6)


def _level(paragraph: Paragraph) -> int:
    """1.. for a heading, 0 for any other paragraph; a title is on top."""
    found = _HEADING.fullmatch(paragraph.style)
    if found or paragraph.style.lower() == "title":
        return 1 + int(found[1]) if found else 1
    shown = value(child(paragraph.element, "pPr", "outlineLvl")) or "9"
    return 2 + int(shown) if shown.isdigit() and int(shown) < 9 else 0


def _depth(paragraph: Paragraph) -> int | None:
    """How deep a list item is nested, None for what is no list item."""
    named = _LIST.fullmatch(paragraph.style)
    numbered = child(paragraph.element, "pPr", "numPr")
    level = value(child(numbered, "ilvl"))
    if level.isdigit():
        return int(level)
    if named and (numbered is not None or "paragraph" not in paragraph.style.lower()):
        return int(named[1] or 1) - 1
    return 0 if numbered is not None else None
