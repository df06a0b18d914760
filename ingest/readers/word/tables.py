"""The rows and cells of a table in Word, and which parts of its style hold for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.readers.office_markup import local
from ingest.readers.word.marks import child, is_on, number, value
from ingest.readers.word.parts import flat
from ingest.readers.word.said import said_of
from ingest.readers.word.sight import Around, Looks, Sheet, Unseen, is_hidden_row

# Which parts of a style a table asks for: the names of attributes, and bits of the older notation.
_ASKED = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins in a column of the grid, counted from 0; `goes_on` where it is the one above."""

    element: Any
    column: int
    span: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, why nobody sees them, and whether it is repeated at the top of each page, as headers are."""

    cells: tuple[Cell, ...]
    unseen: Unseen | None
    repeats: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, its width in columns, what its style is asked for, and how many columns and rows a band has."""

    rows: tuple[Row, ...]
    columns: int
    style: str
    asked: frozenset[str]
    bands: tuple[int, int]
    around: Around

    @classmethod
    def of(cls, table: Any, around: Around, looks: Looks) -> "Grid":
        """The grid of a table that stands in a place."""
        rows = tuple(_rows(table))
        columns = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
        properties = child(table, "tblPr")
        beside = Unseen.AWAY if _is_beside(properties, looks.sheet) else None
        ground = around.on(said_of(properties, looks.styles.theme).get("cell", ()))
        placed = replace(around, ground=ground, unseen=around.unseen or beside)
        style = value(child(properties, "tblStyle"))
        bands = looks.styles.band(style, "tblStyleColBandSize"), looks.styles.band(style, "tblStyleRowBandSize")
        return cls(rows, columns, style, frozenset(_asked(properties)), bands, placed)

    @property
    def repeats(self) -> int:
        """How many of the first rows are repeated at the top of each page."""
        return next((at for at, row in enumerate(self.rows) if not row.repeats), len(self.rows))

    def lines(self) -> tuple[list[list[Cell | None]], frozenset[tuple[int, int]]]:
        """The cells of each row by column, None where none begins, and the rows and columns where the one to the left goes on.

        Where all rows have equally many cells these stand one after another, whatever their widths.
        """
        if len({len(row.cells) for row in self.rows}) < 2:
            return [list(row.cells) for row in self.rows], frozenset()
        columns = sorted({cell.column for row in self.rows for cell in row.cells})
        lines, spanned = list[list[Cell | None]](), set[tuple[int, int]]()
        for at, row in enumerate(self.rows):
            begun = {cell.column: cell for cell in row.cells}
            lines.append([begun.get(column) for column in columns])
            over = {i for cell in row.cells for i in range(cell.column + 1, min(cell.column + cell.span, self.columns))}
            spanned |= {(at, i) for i, column in enumerate(columns) if column in over}
        return lines, frozenset(spanned)

    def around_cell(self, at: int, cell: Cell, looks: Looks) -> Around:
        """What holds for all that stands in a cell of row `at`."""
        styled = looks.styles.table(self.style, tuple(self._places(at, cell)))
        own = said_of(child(cell.element, "tcPr"), looks.styles.theme).get("cell", ())
        ground = self.around.on(own or styled.get("cell", ()))
        return Around(styled, ground, self.around.unseen or self.rows[at].unseen)

    def is_shaded(self, cell: Cell, looks: Looks) -> bool:
        """Whether a cell has a shade of its own."""
        return bool(said_of(child(cell.element, "tcPr"), looks.styles.theme).get("cell"))

    def _places(self, at: int, cell: Cell) -> Iterator[str]:
        """The parts of the style that hold for a cell, from the weakest on."""
        first, last = "firstRow" in self.asked and at == 0, "lastRow" in self.asked and at == len(self.rows) - 1
        left = "firstColumn" in self.asked and cell.column == 0
        right = "lastColumn" in self.asked and cell.column + cell.span == self.columns
        yield "wholeTable"
        if "noVBand" not in self.asked and not left and not right:
            yield _band(cell.column - ("firstColumn" in self.asked), self.bands[0], "Vert")
        if "noHBand" not in self.asked and not first and not last:
            yield _band(at - ("firstRow" in self.asked), self.bands[1], "Horz")
        for holds, name in ((left, "firstCol"), (right, "lastCol"), (first, "firstRow"), (last, "lastRow")):
            if holds:
                yield name
        for holds, name in (
            (first and left, "nwCell"), (first and right, "neCell"), (last and left, "swCell"), (last and right, "seCell"),
        ):  # fmt: skip
            if holds:
                yield name


def _band(at: int, size: int, way: str) -> str:
    return f"band{1 + at // size % 2}{way}"


def _rows(table: Any) -> Iterator[Row]:
    for row in flat(table):
        properties = child(row, "trPr")
        if local(row) == "tr" and child(properties, "del") is None:
            before = number(value(child(properties, "gridBefore")))
            yield Row(tuple(_cells(row, int(before))), is_hidden_row(properties), is_on(child(properties, "tblHeader")))


def _cells(row: Any, column: int) -> Iterator[Cell]:
    for cell in flat(row):
        if local(cell) != "tc":
            continue
        properties = child(cell, "tcPr")
        span = max(1, int(number(value(child(properties, "gridSpan")), 1)))
        merged = child(properties, "vMerge")
        if child(properties, "cellDel") is None:
            yield Cell(cell, column, span, merged is not None and value(merged) in ("", "continue"))
        column += span


def _asked(properties: Any) -> Sequence[str]:
    look = child(properties, "tblLook")
    try:
        bits = int(value(look) or "0", 16)
    except ValueError:
        bits = 0
    said = {name: value(look, name) for name in _ASKED}
    return [name for name, bit in _ASKED.items() if (said[name] in ("1", "true", "on") if said[name] else bits & bit)]


def _is_beside(properties: Any, sheet: Sheet) -> bool:
    place = child(properties, "tblpPr")
    x = number(value(place, "tblpX"))
    indent = number(value(child(properties, "tblInd"), "w"))
    return max(abs(x), abs(indent), abs(number(value(place, "tblpY")))) >= max(sheet.width, sheet.height)
