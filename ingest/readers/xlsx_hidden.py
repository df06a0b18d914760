"""Which cells of a workbook nobody sees: rows and columns that are hidden, white words on white, letters of two points."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.document import Unreadable

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELLS = 2_000_000  # of a sheet
_TINY = 3.0  # points
_REF = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows, columns and single cells (row, column), counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    cells: frozenset[tuple[int, int]] = frozenset()

    def shows(self, row: int, column: int) -> bool:
        """Whether people see a cell."""
        return row not in self.rows and column not in self.columns and (row, column) not in self.cells


NOTHING = Hidden()


def hidden_cells(path: Path) -> Mapping[str, Hidden]:
    """By name of the sheet what is hidden in it. Raises Unreadable for a sheet that is too large, before it is parsed."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        styles = frozenset(_unseen_styles(_tree(archive, "xl/styles.xml"))) if "xl/styles.xml" in names else frozenset()
        places = {name: place for name, place in _sheets(archive) if place in names}
        return {name: _hidden(name, archive.read(place), styles) for name, place in places.items()}


def check_size(name: str, cells: int) -> None:
    """Raises Unreadable for a sheet of too many cells."""
    if cells > CELLS:
        raise Unreadable(f"its sheet {name!r} has {cells:,} cells, more than {CELLS:,}; split it")


def _tree(archive: zipfile.ZipFile, place: str) -> Any:
    return etree.fromstring(archive.read(place), etree.XMLParser(resolve_entities=False, no_network=True))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = _tree(archive, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): str(one.get("Target") or "") for one in links}
    for sheet in _tree(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        yield sheet.get("name") or "", target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _unseen_styles(styles: Any) -> Iterator[str]:
    """The numbers of the cell formats whose letters are white on no fill, or tiny."""
    fonts = list(styles.iterfind(f"{_MAIN}fonts/{_MAIN}font"))
    fills = list(styles.iterfind(f"{_MAIN}fills/{_MAIN}fill"))
    for number, look in enumerate(styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        font, fill = _at(fonts, look.get("fontId")), _at(fills, look.get("fillId"))
        if font is not None and (_is_tiny(font) or (_is_white(font) and not _is_filled(fill))):
            yield str(number)


def _at(items: list[Any], number: str | None) -> Any:
    return items[int(number)] if number and number.isdigit() and int(number) < len(items) else None


def _is_tiny(font: Any) -> bool:
    size = font.find(f"{_MAIN}sz")
    return size is not None and float(size.get("val") or 11) <= _TINY


def _is_white(font: Any) -> bool:
    """White by its value, or the theme's first colour, which is that of the paper."""
    colour = font.find(f"{_MAIN}color")
    return colour is not None and ((colour.get("rgb") or "")[-6:].upper() == "FFFFFF" or colour.get("theme") == "0")


def _is_filled(fill: Any) -> bool:
    pattern = fill.find(f"{_MAIN}patternFill") if fill is not None else None
    if pattern is None:
        return fill is not None and len(fill) > 0
    front = pattern.find(f"{_MAIN}fgColor")
    white = front is not None and (front.get("rgb") or "")[-6:].upper() == "FFFFFF"
    return pattern.get("patternType") not in (None, "none") and not white


def _hidden(name: str, sheet: bytes, styles: frozenset[str]) -> Hidden:
    check_size(name, sheet.count(b"<c>") + sheet.count(b"<c "))
    if not styles and b"hidden=" not in sheet:
        return NOTHING
    found = etree.fromstring(sheet, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    rows = {
        int(row.get("r")) - 1 for row in found.iter(f"{_MAIN}row") if _is_on(row) and (row.get("r") or "").isdigit()
    }
    columns = {number for column in found.iter(f"{_MAIN}col") if _is_on(column) for number in _range(column)}
    cells = {_placed(cell.get("r") or "") for cell in found.iter(f"{_MAIN}c") if cell.get("s") in styles}
    return Hidden(frozenset(rows), frozenset(columns), frozenset(cells))


def _is_on(element: Any) -> bool:
    return element.get("hidden") in ("1", "true")


def _range(column: Any) -> range:
    return range(int(column.get("min")) - 1, min(int(column.get("max")), 20_000))


def _placed(reference: str) -> tuple[int, int]:
    found = _REF.fullmatch(reference)
    if not found:
        return (-1, -1)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]) - 1, column - 1
