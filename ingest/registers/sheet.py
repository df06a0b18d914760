"""A register as it lies in a CSV or XLSX file: the names of its columns and its rows, every cell as text."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Unreadable
from ingest.readers.csv import DELIMITERS
from ingest.readers.damage import in_words
from ingest.readers.decode import text_of
from ingest.readers.xlsx import cells

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names, and rows with their numbers as a spreadsheet counts them (the names stand in one of them)."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(path: Path) -> Sheet:
    """The first sheet of a file that has rows. Raises Unreadable."""
    readers = {".csv": _csv, ".tsv": _csv, ".xlsx": _xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Unreadable("it is no .csv or .xlsx file")
    with in_words(path):
        rows = [(number, row) for number, row in reader(path) if any(cell.strip() for cell in row)]
    top = next((at for at, (_, row) in enumerate(rows[:20]) if sum(bool(cell.strip()) for cell in row) > 1), None)
    if top is None or len(rows) == top + 1:
        raise Unreadable("it has no rows under a row of column names")
    return Sheet(tuple(" ".join(name.split()) for name in rows[top][1]), tuple(rows[top + 1 :]))


def _xlsx(path: Path) -> Iterator[Row]:
    for sheet in cells(path):
        if any(any(row) for row in sheet):
            return _numbered(sheet)
    raise Unreadable("it is empty")


def _csv(path: Path) -> Iterator[Row]:
    text = text_of(path)
    first = next(line for line in text.split("\n") if line.strip())
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(sys.maxsize)  # a long cell is refused by the limit of its field, with its row
    try:
        return _numbered(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise Unreadable("it can't be read as CSV: a quote or a line break stands where none may; mend it") from error


def _numbered(rows: Iterable[Iterable[str]]) -> Iterator[Row]:
    return ((number, tuple(row)) for number, row in enumerate(rows, 1))
