"""A table of an HTML page as rows of cells in columns: a cell that spans rows stands in each, one that spans columns goes on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ingest.readers.heads import SPANNED
from ingest.readers.page import Run

_ROWS, _COLUMNS = 1_000, 50  # that a cell spans at the most


def cells_of(row: Any) -> list[Any]:
    """The cells of a row."""
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def heads_of(rows: Sequence[Any]) -> int:
    """How many of the first rows hold headers alone, by their marks."""
    marked = [_is_head(row) for row in rows]
    return marked.index(False) if False in marked else len(rows)


def spread(rows: Sequence[Any], words: Callable[[Any], Run]) -> Iterator[list[Run]]:
    """The cells of each row, by column; `words` are those of a cell."""
    held: dict[int, tuple[int, Run]] = {}
    for row in rows:
        line: list[Run] = []
        for cell in cells_of(row):
            _take_held(held, line)
            high = _count(cell, "rowspan", _ROWS)
            own = words(cell)
            for one in [own, *[SPANNED] * (_count(cell, "colspan", _COLUMNS) - 1)]:
                held |= {len(line): (high - 1, one)} if high > 1 else {}
                line.append(one)
        _take_held(held, line)
        yield line if any(cell.text().strip() for cell in cells_of(row)) else [Run("")] * len(line)


def in_columns(rows: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """`rows` without the columns in which no cell begins."""
    width = max(map(len, rows), default=0)
    used = [at for at in range(width) if not all(row[at].spanned for row in rows if at < len(row))]
    return [[row[at] for at in used if at < len(row)] for row in rows]


def _is_head(row: Any) -> bool:
    cells = cells_of(row)
    within = row.parent is not None and row.parent.tag == "thead"
    return bool(cells) and (within or all(cell.tag == "th" for cell in cells))


def _take_held(held: dict[int, tuple[int, Run]], line: list[Run]) -> None:
    while held.get(len(line), (0,))[0] > 0:
        left, words = held[len(line)]
        held[len(line)] = (left - 1, words)
        line.append(words)


def _count(cell: Any, name: str, most: int) -> int:
    """How many rows or columns a cell spans; 0 stands for all that follow."""
    value = cell.attributes.get(name) or "1"
    return min(most, int(value[:6]) or most) if value.isdigit() and value.isascii() else 1
