"""The tables of a PDF that are drawn with rules, as boxes; found by pdfplumber, on pages that have rules only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

Box = tuple[float, float, float, float]
_APART = 14.0
_SAME = 3.0


@dataclass(frozen=True, slots=True)
class Boxes:
    """A table: its outline and the boxes of its cells, row by row, as (left, bottom, right, top) in points."""

    outline: Box
    rows: tuple[tuple[Box | None, ...], ...]


class Ruled:
    """A PDF opened when its first table is asked for, and closed at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book: Any = None

    def __enter__(self) -> "Ruled":
        return self

    def __exit__(self, *_: object) -> None:
        if self._book is not None:
            self._book.close()

    def tables(self, number: int) -> tuple[Boxes, ...]:
        """The tables of a page (0-based) that have at least two columns; those that touch are one."""
        self._book = self._book or pdfplumber.open(self._path)
        page = self._book.pages[number]
        found = [_boxes(table, float(page.height)) for table in page.find_tables()]
        page.close()
        return tuple(boxes for boxes in _joined(found) if max(map(len, boxes.rows), default=0) > 1)


def _boxes(table: Any, height: float) -> Boxes:
    rows = tuple(tuple(_upright(cell, height) for cell in row.cells) for row in table.rows)
    left, bottom, right, top = _upright(table.bbox, height) or (0.0, 0.0, 0.0, 0.0)
    return Boxes((left, bottom, right, top), rows)


def _upright(box: Any, height: float) -> Box | None:
    """A box counted from the bottom of the page, as PDF itself counts."""
    if box is None:
        return None
    left, top, right, bottom = box
    return (left, height - bottom, right, height - top)


def _joined(tables: list[Boxes]) -> Iterator[Boxes]:
    """Tables where the head is ruled apart from the body are one."""
    above: Boxes | None = None
    for table in tables:
        if above is not None and _continues(above, table):
            outline = (above.outline[0], table.outline[1], above.outline[2], above.outline[3])
            above = Boxes(outline, above.rows + table.rows)
            continue
        if above is not None:
            yield above
        above = table
    if above is not None:
        yield above


def _continues(above: Boxes, below: Boxes) -> bool:
    near = 0 <= above.outline[1] - below.outline[3] <= _APART
    alike = all(abs(above.outline[side] - below.outline[side]) <= _SAME for side in (0, 2))
    return near and alike and len(above.rows[0]) == len(below.rows[0])
