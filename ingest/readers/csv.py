"""CSV: the stored text is the file itself and a row is its exact span, quoted line breaks and all."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ingest.document import Document, Unreadable
from ingest.readers.assemble import assemble
from ingest.readers.decode import text_of
from ingest.readers.labels import in_pairs
from ingest.readers.page import run
from ingest.readers.pieces import Form, Piece
from ingest.readers.tables import NO_ROWS, looks_headed, only_headed
from ingest.readers.unseen import reason
from knowledge.sources.sentences import trim
from knowledge.sources.types import Span

DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_TOLD = re.compile(r"sep=([,;\t|])[^\S\n]*(?:\n|\Z)", re.I)  # a line that Excel takes for itself
_LOOKED_AT = 50  # rows
_TOP = 15  # rows in which a table may begin
_NUMBER = re.compile(r"[\d\s.,:/%+-]+")


def read(path: Path) -> Document:
    """The document in a CSV file: one block a row, its context the headers. Raises Unreadable."""
    text = text_of(path)
    told = _TOLD.match(text)
    rows = list(_rows(text, told[1] if told else _delimiter(text), told.end() if told else 0))
    rows = [row for row in rows if any(cell.of(text) for cell in row)]
    titles = _titles(text, rows)
    rows = rows[len(titles) :]
    if len(rows) == 1 and only_headed([cell.of(text) for cell in rows[0]]):
        raise Unreadable(NO_ROWS)
    headers = tuple(cell.of(text) for cell in rows[0]) if rows and _are_headers(text, rows) else ()
    table = (_piece(text, row, headers) for row in (rows[1:] if headers else rows))
    pieces = (*(Piece(Form.PROSE, title.start, title.end) for title in titles), *table)
    blocks = assemble(text, pieces, path.stem)
    if not blocks:
        raise Unreadable(reason(text, "no text found in it besides headers"))
    return Document(None, path.stem, text, blocks)


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into equally many cells, quoted ones aside; of equals the one that is no
    sign of a number."""
    sample = _QUOTED.sub("", text[:_SAMPLE])
    lines = [line for line in sample.split("\n")[:30] if line.strip()]
    return max(DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int, int]:
    counts = Counter(line.count(sign) for line in lines if sign in line)
    most = max(counts, key=lambda count: (counts[count], count), default=0)
    parting = sum(len(re.findall(rf"(?<!\d){re.escape(sign)}|{re.escape(sign)}(?!\d)", line)) for line in lines)
    return counts[most], most, parting


def _titles(text: str, rows: list[list[Span]]) -> list[Span]:
    """The lines above the table: rows of one cell with words where all below have two or more."""
    filled = [[cell for cell in row if cell.of(text)] for row in rows]
    count = next((at for at, row in enumerate(filled[: _TOP + 1]) if len(row) > 1), 0)
    is_table = len(rows) > count + 1 and all(len(row) > 1 for row in filled[count : count + 2])
    return [row[0] for row in filled[:count]] if is_table else []


def _rows(text: str, delimiter: str, at: int = 0) -> Iterator[list[Span]]:
    """The rows as the spans of their cells, without the quotes around them."""
    cell = re.compile(
        rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?=[{re.escape(delimiter)}\n]|\Z)|(?P<bare>[^{re.escape(delimiter)}\n]*)'
    )
    row = list[Span]()
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
    """Whether the first row names the columns, and a row stands below: words in most cells; some may be empty or signs."""
    names = [cell.of(text) for cell in rows[0]]
    words = [name for name in names if name and not _NUMBER.fullmatch(name)]
    filled = sum(map(bool, names))
    if in_pairs([[run(cell.of(text)).text for cell in row] for row in rows[:_LOOKED_AT]]):
        return False
    if len(rows) < 2 or len(words) == len(names):
        return len(rows) > 1
    return 2 * filled > len(names) and looks_headed([[run(cell.of(text)) for cell in row] for row in rows[:_LOOKED_AT]])


def _piece(text: str, row: list[Span], headers: tuple[str, ...]) -> Piece:
    start = row[0].start - (text[row[0].start - 1 : row[0].start] == '"')
    end = row[-1].end + (text[row[-1].end : row[-1].end + 1] == '"')
    return Piece(Form.ROW, start, end, cells=tuple(row), headers=headers, whole=True)
