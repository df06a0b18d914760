"""Tables drawn with lines of plus signs and dashes: a row may take several lines and stays one piece."""

import re
from collections.abc import Iterator

from ingest.readers.pieces import Form, Piece, lines_of
from knowledge.sources.text import plain
from knowledge.sources.types import Span

_RULE = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")


def is_grid(text: str, span: Span) -> bool:
    """Whether a paragraph is such a table."""
    first = next(lines_of(text, span.start, span.end), span)
    return bool(_RULE.fullmatch(first.of(text)))


def grid_rows(text: str, span: Span) -> Iterator[Piece]:
    """The rows of the table as pieces; those above the double line are its headers."""
    bands = list(_bands(text, span))
    top = next((i for i, (_, rule) in enumerate(bands) if "=" in rule), -1)
    headers = _columns(text, bands[top][0]) if top >= 0 else ()
    for lines, _ in bands[top + 1 :]:
        cells = _columns(text, lines)
        if any(cells):
            keys = tuple(dict.fromkeys(name for name in headers if name))
            row = _inner(text, Span(lines[0].start, lines[-1].end))
            yield Piece(Form.ROW, row.start, row.end, cells=(row,), headers=(" | ".join(keys),), keys=0, whole=True)


def _bands(text: str, span: Span) -> Iterator[tuple[list[Span], str]]:
    """The lines between two rules, and the rule below them."""
    lines: list[Span] = []
    for line in lines_of(text, span.start, span.end):
        if not _RULE.fullmatch(line.of(text)):
            lines.append(line)
        elif lines:
            yield lines, line.of(text)
            lines = []
    if lines:
        yield lines, ""


def _columns(text: str, lines: list[Span]) -> tuple[str, ...]:
    rows = [[cell.strip() for cell in line.of(text).strip().strip("|").split("|")] for line in lines]
    width = max(map(len, rows), default=0)
    return tuple(plain(" ".join(row[i] for row in rows if i < len(row))) for i in range(width))


def _inner(text: str, row: Span) -> Span:
    body = row.of(text)
    return Span(row.start + len(body) - len(body.lstrip(" \t|\n")), row.start + len(body.rstrip(" \t|\n")))
