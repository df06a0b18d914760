"""Cells, rows and columns of a sheet by their names: all are counted from 0."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS, COLUMNS = 1_048_576, 16_384
_END = re.compile(r"\$?([A-Z]{0,3})\$?(\d{0,7})")
_WIDE, _HIGH, _BLOCK = 64, 4_096, 32  # columns, rows, rows: larger areas are looked through one by one
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Area:
    """The cells from one corner to the other, both of them in it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, name: str) -> "Area | None":
        """The area of a name, such as `B3`, `B3:C9`, `B:C` or `3:9`; None for what is none."""
        first, _, last = name.upper().partition(":")
        ends = _END.fullmatch(first), _END.fullmatch(last or first)
        if not ends[0] or not ends[1] or not (ends[0][0] and ends[1][0]):
            return None
        top, left = int(ends[0][2] or 1) - 1, _column(ends[0][1] or "A")
        bottom = int(ends[1][2]) - 1 if ends[1][2] else ROWS - 1
        right = _column(ends[1][1]) if ends[1][1] else COLUMNS - 1
        return cls(top, left, bottom, right)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def place(name: str | None, row: int, column: int) -> tuple[int, int]:
    """The row and column of a cell's name; those that come next for a cell without one."""
    found = _END.fullmatch(name or "")
    if not found or not found[1] or not found[2]:
        return row, column
    return int(found[2]) - 1, _column(found[1])


def areas(names: str) -> tuple[Area, ...]:
    """The areas that a list of names parted by blanks tells."""
    return tuple(filter(None, map(Area.of, names.split())))


@dataclass(frozen=True, slots=True)
class Areas(Generic[_Thing]):
    """Areas with a thing each, found by a cell: small ones by the blocks of rows in each column that they touch."""

    small: dict[tuple[int, int], list[tuple[Area, _Thing]]] = field(default_factory=lambda: defaultdict(list))
    large: list[tuple[Area, _Thing]] = field(default_factory=list)

    @classmethod
    def of(cls, known: Iterable[tuple[Area, _Thing]]) -> "Areas[_Thing]":
        """The areas of a sheet."""
        found = cls()
        for area, thing in known:
            if area.right - area.left >= _WIDE or area.bottom - area.top >= _HIGH:
                found.large.append((area, thing))
                continue
            for column in range(area.left, area.right + 1):
                for block in range(area.top // _BLOCK, area.bottom // _BLOCK + 1):
                    found.small[column, block].append((area, thing))
        return found

    def __bool__(self) -> bool:
        return bool(self.small or self.large)

    def at(self, row: int, column: int) -> Iterator[tuple[Area, _Thing]]:
        """The areas in which a cell lies."""
        for area, thing in (*self.small.get((column, row // _BLOCK), ()), *self.large):
            if area.holds(row, column):
                yield area, thing
