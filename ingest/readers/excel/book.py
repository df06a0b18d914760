"""The sheets of a workbook as people see them, from the parts of its archive."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.document import Unreadable
from ingest.readers.excel.colours import Palette
from ingest.readers.excel.drawings import shape_texts
from ingest.readers.excel.looks import Looks
from ingest.readers.excel.places import MAIN
from ingest.readers.excel.sheet import Seen, seen_of_sheet
from ingest.readers.excel.strings import Parts, rich_strings
from ingest.readers.excel.tables import Table, table_of
from ingest.readers.office_colours import Theme
from ingest.readers.office_markup import markup_of

CELLS = 2_000_000  # of a sheet
_BOOK = "xl/workbook.xml"
# The strict form of the format has another namespace, which Excel reads just so.
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/spreadsheetml/main", MAIN[1:-1].encode()
_HEAD = 10_000  # bytes
# What a sheet must have for any of its cells to be unseen, besides looks; a height or width is low if it begins so.
_TELLING = re.compile(
    rb"hidden=|zeroHeight|[mM]ergeCell |onditionalFormatting|<(?:\w+:)?rPr|"
    rb"(?:ht|width|defaultRowHeight|defaultColWidth)\s*=\s*[\"']\s*[+]?(?:0|[1-3](?:\.|[\"'])|\.|\d[^\"']*[eE])"
)


@dataclass(frozen=True, slots=True)
class _Archive:
    """The parts of a workbook by name, whatever the case of the letters, in the one namespace that is read here."""

    archive: zipfile.ZipFile
    names: Mapping[str, str]

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> "_Archive":
        return cls(archive, {_plain(name): name for name in archive.namelist()})

    def content(self, place: str) -> bytes | None:
        name = self.names.get(_plain(place))
        found = self.archive.read(name) if name is not None else None
        return found.replace(_STRICT, _USUAL) if found and _STRICT in found[:_HEAD] else found

    def tree(self, place: str) -> Any:
        """The markup of a part; of one that is not there, an element without anything in it."""
        return markup_of(self.content(place) or b"<none/>")

    def links(self, place: str) -> Iterator[tuple[str | None, str, str]]:
        """The ids, kinds and places of the parts that one part names."""
        folder, name = posixpath.split(place)
        for one in self.tree(f"{folder}/_rels/{name}.rels"):
            target = str(one.get("Target") or "")
            found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            yield one.get("Id"), (one.get("Type") or "").rpartition("/")[2], found

    def linked(self, place: str, kind: str, usual: str = "") -> str:
        """The place of the part of a kind that another names; where it usually is, if it names none."""
        return next((found for _, is_kind, found in self.links(place) if is_kind == kind), usual)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def sheets(path: Path) -> Mapping[str, Seen]:
    """By name what people see of each sheet. Raises Unreadable for a sheet that is too large, before it is parsed."""
    with zipfile.ZipFile(path) as archive:
        book = _Archive.of(archive)
        if book.content(_BOOK) is None:
            raise KeyError(_BOOK)
        looks = _looks(book)
        shared = book.content(book.linked(_BOOK, "sharedStrings", "xl/sharedStrings.xml")) or b""
        rich = rich_strings(shared, looks.palette)
        found = {name: (place, book.content(place)) for name, place in _places(book)}
        return {
            name: _sheet(book, name, place, content, looks, rich)
            for name, (place, content) in found.items()
            if content is not None
        }


def check_size(name: str, cells: int) -> None:
    """Raises Unreadable for a sheet of too many cells."""
    if cells > CELLS:
        raise Unreadable(f"its sheet {name!r} has {cells:,} cells, more than {CELLS:,}; split it")


def _sheet(book: _Archive, name: str, place: str, content: bytes, looks: Looks, rich: Mapping[int, Parts]) -> Seen:
    check_size(name, content.count(b"<c>") + content.count(b"<c "))
    if not rich and not looks.tell(content) and not _TELLING.search(content):
        seen = Seen(looks)
    else:
        seen = seen_of_sheet(content, looks, rich, tuple(_tables(book, place, looks)))
    for drawing in (related for _, kind, related in book.links(place) if kind == "drawing"):
        seen.texts += shape_texts(book.tree(drawing), seen, looks.palette.theme)
    return seen


def _looks(book: _Archive) -> Looks:
    theme = Theme.of(book.content(book.linked(_BOOK, "theme")))
    styles = book.tree(book.linked(_BOOK, "styles", "xl/styles.xml"))
    return Looks.of(styles, Palette.of(styles, theme))


def _places(book: _Archive) -> Iterator[tuple[str, str]]:
    targets = {one: place for one, _, place in book.links(_BOOK)}
    for sheet in book.tree(_BOOK).iter(f"{MAIN}sheet"):
        linked = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        yield sheet.get("name") or "", targets.get(linked, "")


def _tables(book: _Archive, place: str, looks: Looks) -> Iterator[Table]:
    found = (book.tree(related) for _, kind, related in book.links(place) if kind == "table")
    yield from filter(None, (table_of(one, looks) for one in found))
