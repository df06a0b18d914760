"""CSV: the stored text is the file itself and a row is its exact span, quoted line breaks and all."""

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.document import Document, Unreadable
from ingest.readers.assemble import assemble
from ingest.readers.decode import text_of
from ingest.readers.pieces import Form, Piece
from ingest.readers.tables import NO_ROWS, only_headed
from ingest.readers.unseen import reason
from knowledge.sources.sentences import trim
from knowledge.sources.types import Span

DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NUMBER = re.compile(r"[\d\s.,:/%+-]+")


def read(path: Path) -> Document:
    """The document in a CSV file: one block a row, its context the headers. Raises Unreadable."""
    text = text_of(path)
    rows = [row for row in _rows(text, _delimiter(text)) if any(cell.of(text) for cell in row)]
    if len(rows) == 1 and only_headed([cell.of(text) for cell in rows[0]]):
        raise Unreadable(NO_ROWS)
    headers = tuple(cell.of(text) for cell in rows[0]) if rows and _are_headers(text, rows) else ()
    pieces = tuple(_piece(text, row, headers) for row in (rows[1:] if headers else rows))
    blocks = assemble(text, pieces, path.stem)
    if not blocks:
        raise Unreadable(reason(text, "no text found in it besides headers"))
    return Document(None, path.stem, text, blocks)


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into equally many cells, quoted ones aside."""
    sample = _QUOTED.sub("", text[:_SAMPLE])
    lines = [line for line in sample.split("\n")[:30] if line.strip()]
    return max(DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    counts = [line.count(sign) for line in lines]
    first = counts[0] if counts else 0
    return (counts.count(first) if first else 0, first)


def _rows(text: str, delimiter: str) -> Iterator[list[Span]]:
    """The rows as the spans of their cells, without the quotes around them."""
    cell = re.compile(
        rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?=[{re.escape(delimiter)}\n]|\Z)|(?P<bare>[^{re.escape(delimiter)}\n]*)'
    )
    row, at = list[Span](), 0
    while at <= len(text):
        found = cell.match(text, at)
        if found is None:
            break
        name = "quoted" if found["quoted"] is not None else "bare"
        row.append(trim(text, found.start(name), found.end(name)))
        at = found.end() + 1
        if found.end() >= len(text) or text[found.end()] == "\n":
            yield row
            row = []


def _are_headers(text: str, rows: list[list[Span]]) -> bool:
    """Whether the first row names the columns: words in every cell, and a row below."""
    names = [cell.of(text) for cell in rows[0]]
    return len(rows) > 1 and all(names) and not any(_NUMBER.fullmatch(name) for name in names)


def _piece(text: str, row: list[Span], headers: tuple[str, ...]) -> Piece:
    start = row[0].start - (text[row[0].start - 1 : row[0].start] == '"')
    end = row[-1].end + (text[row[-1].end : row[-1].end + 1] == '"')
    return Piece(Form.ROW, start, end, cells=tuple(row), headers=headers, whole=True)
