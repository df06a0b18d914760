"""The sheets of a workbook as people see them, from the parts of its archive."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.document import Unreadable
from ingest.readers.excel.colours import Palette
from ingest.readers.excel.looks import Looks
from ingest.readers.excel.places import MAIN, Area
from ingest.readers.excel.sheet import Seen, Table, ground_of, seen_of_sheet
from ingest.readers.excel.strings import Parts, rich_strings
from ingest.readers.office_colours import Theme

CELLS = 2_000_000  # of a sheet
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What a sheet must have for any of its cells to be unseen, besides looks; a height or width is low if it begins so.
_TELLING = re.compile(
    rb"hidden=|zeroHeight|[mM]ergeCell |onditionalFormatting|<(?:\w+:)?rPr|"
    rb"(?:ht|width|defaultRowHeight|defaultColWidth)\s*=\s*[\"']\s*[+]?(?:0|[1-3](?:\.|[\"'])|\.|\d[^\"']*[eE])"
)


def sheets(path: Path) -> Mapping[str, Seen]:
    """By name what people see of each sheet. Raises Unreadable for a sheet that is too large, before it is parsed."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        looks = _looks(archive, names)
        shared = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
        rich = rich_strings(shared, looks.palette)
        places = {name: place for name, place in _places(archive) if place in names}
        return {name: _sheet(archive, name, place, looks, rich) for name, place in places.items()}


def check_size(name: str, cells: int) -> None:
    """Raises Unreadable for a sheet of too many cells."""
    if cells > CELLS:
        raise Unreadable(f"its sheet {name!r} has {cells:,} cells, more than {CELLS:,}; split it")


def _sheet(archive: zipfile.ZipFile, name: str, place: str, looks: Looks, rich: Mapping[int, Parts]) -> Seen:
    content = archive.read(place)
    check_size(name, content.count(b"<c>") + content.count(b"<c "))
    if not rich and all(look.is_plain for look in looks.cells) and not _TELLING.search(content):
        return Seen(looks)
    return seen_of_sheet(content, looks, rich, tuple(_tables(archive, place, looks)))


def _looks(archive: zipfile.ZipFile, names: set[str]) -> Looks:
    themes = [related for kind, related in _related(archive, "xl/workbook.xml") if kind == "theme" and related in names]
    theme = Theme.of(archive.read(themes[0])) if themes else Theme()
    if "xl/styles.xml" not in names:
        return Looks(Palette(theme))
    styles = _tree(archive, "xl/styles.xml")
    return Looks.of(styles, Palette.of(styles, theme))


def _tree(archive: zipfile.ZipFile, place: str) -> Any:
    return etree.fromstring(archive.read(place), etree.XMLParser(resolve_entities=False, no_network=True))


def _places(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = dict(_links(archive, "xl/workbook.xml"))
    for sheet in _tree(archive, "xl/workbook.xml").iter(f"{MAIN}sheet"):
        yield sheet.get("name") or "", targets.get(sheet.get(_LINK), ("", ""))[1]


def _related(archive: zipfile.ZipFile, place: str) -> Iterator[tuple[str, str]]:
    """The kinds and places of the parts that one part names."""
    yield from (found for _, found in _links(archive, place))


def _links(archive: zipfile.ZipFile, place: str) -> Iterator[tuple[str | None, tuple[str, str]]]:
    folder, name = posixpath.split(place)
    list_of = f"{folder}/_rels/{name}.rels"
    for one in _tree(archive, list_of) if list_of in archive.namelist() else ():
        target = str(one.get("Target") or "")
        found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        yield one.get("Id"), ((one.get("Type") or "").rpartition("/")[2], found)


def _tables(archive: zipfile.ZipFile, place: str, looks: Looks) -> Iterator[Table]:
    """The tables of a sheet that have a style."""
    names = set(archive.namelist())
    for kind, related in _related(archive, place):
        if kind != "table" or related not in names:
            continue
        table = _tree(archive, related)
        style, area = table.find(f"{MAIN}tableStyleInfo"), Area.of(table.get("ref") or "")
        if area and style is not None and style.get("name"):
            heads = int(table.get("headerRowCount") != "0")
            totals = int((table.get("totalsRowCount") or "0") not in ("", "0"))
            edges = (Area(area.top, area.left, area.top, area.right),) * heads
            edges += (Area(area.bottom, area.left, area.bottom, area.right),) * totals
            yield Table(area, ground_of(style.get("name"), looks), edges)
