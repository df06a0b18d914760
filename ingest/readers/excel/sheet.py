"""What people see of a sheet: its rows and columns, each cell by its look, its conditions and the table that it is in."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from ingest.readers.contrast import TINY
from ingest.readers.excel.conditions import Rule, looks_under, rules_of
from ingest.readers.excel.looks import Look, Looks
from ingest.readers.excel.places import COLUMNS, MAIN, Area, Areas, place
from ingest.readers.excel.strings import Parts, parts_of
from ingest.readers.excel.tables import Table

_SLIM = 0.3  # of a figure, two px: a column that is no wider is not seen
_ON = ("1", "true")


@dataclass
class Seen:
    """A sheet as it is drawn. `exceptions` are rows that are not as the usual one is: hidden, or shown.
    `areas` are those of merged cells.

    `texts` are those in the shapes that lie on it.
    """

    looks: Looks
    hides_rows: bool = False
    hides_columns: bool = False
    exceptions: set[int] = field(default_factory=set)
    columns: dict[int, bool] = field(default_factory=dict)
    cells: dict[tuple[int, int], Look] = field(default_factory=dict)
    parts: dict[tuple[int, int], Parts] = field(default_factory=dict)
    merged: Areas[None] = field(default_factory=Areas)
    areas: list[Area] = field(default_factory=list)
    rules: Areas[tuple[Rule, ...]] = field(default_factory=Areas)
    tables: Areas[Table] = field(default_factory=Areas)
    open: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def is_all_plain(self) -> bool:
        """Whether every cell is seen."""
        special = (self.exceptions, self.cells, self.merged, self.rules)
        return not (any(special) or self.hides_rows or self.hides_columns or any(self.columns.values()))

    def hides_row(self, row: int) -> bool:
        """Whether a row is not seen."""
        return (row in self.exceptions) != self.hides_rows

    def hides_column(self, column: int) -> bool:
        """Whether a column is not seen."""
        return self.columns.get(column, self.hides_columns)

    def shown(self, row: int, column: int, value: Any) -> Any:
        """What people see of a cell's value; "" for nothing. Cells of which that can't be told go into `open`."""
        if value == "" or self.hides_row(row) or self.hides_column(column):
            return ""
        if any((area.top, area.left) != (row, column) for area, _ in self.merged.at(row, column)):
            return ""
        look, rules = self.cells.get((row, column)), self._rules(row, column)
        parts = self.parts.get((row, column))
        if look is None and not rules and not parts:
            return value
        look = self._in_table(row, column, look or Look())
        if not rules:
            return self._value(value, look, parts)
        without, within = (self._value(value, one, parts) for one in looks_under(look, value, rules))
        if without != within:
            self.open.append((row, column))
        return without if without == within else ""

    def _rules(self, row: int, column: int) -> Sequence[Rule]:
        found = [rule for _, rules in self.rules.at(row, column) for rule in rules]
        return sorted(found, key=lambda one: one.priority) if len(found) > 1 else found

    def _in_table(self, row: int, column: int, look: Look) -> Look:
        """The look of a cell that has no fill of its own in a table that fills it."""
        for _, table in self.tables.at(row, column) if look.ground == () else ():
            is_edge = any(area.holds(row, column) for area in table.edges)
            look = replace(look, ground=table.head if is_edge else table.body)
        return look

    def _value(self, value: Any, look: Look, parts: Parts | None) -> Any:
        if not parts:
            return look.shown(value, self.looks.palette)
        texts = [(text, replace(own, ground=look.ground) if own else look) for text, own in parts]
        seen = [str(one.shown(text, self.looks.palette)) for text, one in texts]
        whole = all(a == text for a, (text, _) in zip(seen, texts, strict=True))
        return value if whole and len("".join(seen).strip()) <= len(str(value).strip()) else "".join(seen).strip()


def seen_of_sheet(content: bytes, looks: Looks, rich: Mapping[int, Parts], tables: Sequence[Table]) -> Seen:
    """What people see of the sheet in the bytes of its part."""
    seen = Seen(looks, tables=Areas.of((one.area, one) for one in tables))
    all_looks = b"onditionalFormatting" in content
    merged, rules, at = list[tuple[Area, None]](), list[tuple[Area, tuple[Rule, ...]]](), -1
    for element in _elements(content):
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            at = _row(element, at + 1, seen, rich, all_looks)
        elif kind == "sheetFormatPr":
            low = element.get("customHeight") in _ON and _is_low(element, "defaultRowHeight")
            seen.hides_rows = element.get("zeroHeight") in _ON or low
            seen.hides_columns = _is_slim(element.get("defaultColWidth"))
        elif kind == "col":
            _column(element, seen)
        elif kind == "mergeCell":
            area = Area.of(element.get("ref") or "")
            merged += [(area, None)] if area else []
        else:
            found, own = rules_of(element, looks)
            rules += [(area, own) for area in found if own]
    seen.merged, seen.areas, seen.rules = Areas.of(merged), [area for area, _ in merged], Areas.of(rules)
    return seen


def _elements(content: bytes) -> Iterator[Any]:
    names = [MAIN + name for name in ("row", "sheetFormatPr", "col", "mergeCell")] + ["{*}conditionalFormatting"]
    walk = etree.iterparse(io.BytesIO(content), tag=names, resolve_entities=False, no_network=True, huge_tree=True)
    for _, element in walk:
        yield element
        element.clear()
        while element.getprevious() is not None:  # or the rows that are gone through would pile up
            del element.getparent()[0]


def _row(row: Any, following: int, seen: Seen, rich: Mapping[int, Parts], all_looks: bool) -> int:
    """Notes a row and its cells; returns its number."""
    number = row.get("r") or ""
    at = int(number) - 1 if number.isdecimal() and len(number) < 9 else following
    hidden = (
        row.get("hidden") in _ON
        or _is_low(row, "ht")
        or (seen.hides_rows and not row.get("ht") and not row.get("hidden"))
    )
    if hidden != seen.hides_rows:
        seen.exceptions.add(at)
    column = -1
    for cell in row.iterchildren(f"{MAIN}c"):
        row_of_cell, column = place(cell.get("r"), at, column + 1)
        style = cell.get("s") or "0"
        parts = _parts(cell, seen.looks, rich)
        if parts:
            seen.parts[row_of_cell, column] = parts
        if all_looks or parts or seen.looks.is_special(style, cell.get("t")):
            seen.cells[row_of_cell, column] = seen.looks.cell(style)
    return at


def _parts(cell: Any, looks: Looks, rich: Mapping[int, Parts]) -> Parts:
    kind = cell.get("t")
    if kind == "inlineStr":
        text = cell.find(f"{MAIN}is")
        return parts_of(text, looks.palette) if text is not None and text.find(f"{MAIN}r") is not None else ()
    number = (cell.findtext(f"{MAIN}v") or "").strip() if kind == "s" and rich else ""
    return rich.get(int(number), ()) if number.isdecimal() and len(number) < 9 else ()


def _column(column: Any, seen: Seen) -> None:
    first, last = (column.get(name) or "" for name in ("min", "max"))
    if first.isdecimal() and last.isdecimal():
        hidden = column.get("hidden") in _ON or _is_slim(column.get("width"))
        seen.columns.update(dict.fromkeys(range(int(first) - 1, min(int(last), COLUMNS)), hidden))


def _is_low(element: Any, name: str) -> bool:
    height = _float(element.get(name))
    return height is not None and height <= TINY


def _is_slim(width: str | None) -> bool:
    wide = _float(width)
    return wide is not None and wide <= _SLIM


def _float(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
