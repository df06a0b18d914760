"""What can be quoted of a table row: the sentences of its cells if they are prose, or else the row as a whole."""

import re
from collections.abc import Iterator
from itertools import groupby

from ingest.readers.pieces import Piece, is_linky, lead_trimmed
from knowledge.sources.sentences import sentences, trim
from knowledge.sources.text import plain
from knowledge.sources.types import Span

PROSE_WORDS = 6
LONGEST_WHOLE = 60
_BREAK = re.compile(r"<br\s*/?>|</?(?:p|ul|ol|li|div)>", re.I)


def row_span(text: str, piece: Piece) -> Span:
    """From the first cell that says something (with its name, if names are written) to the last one."""
    cells = speaking(text, piece)
    if piece.whole or not cells:
        return piece.span
    return Span(labelled(text, piece, cells[0]).start, cells[-1].end)


def row_units(text: str, piece: Piece) -> tuple[Span, ...]:
    """The sentences of the row's prose cells, in order; the whole row where short cells carry part of what it says.

    Of a long row of both kinds: the sentences, and between them each run of short cells.
    """
    cells = speaking(text, piece)
    body = cells[piece.keys :] or cells
    prose = {cell for cell in body if is_prose(text, cell)}
    whole = row_span(text, piece)
    mixed = piece.whole or len(prose) < len(body)
    if not prose or (mixed and len(whole.of(text).split()) <= LONGEST_WHOLE):
        return (whole,)
    return tuple(_units(text, piece, cells if mixed else body, prose))


def _units(text: str, piece: Piece, cells: list[Span], prose: set[Span]) -> Iterator[Span]:
    for is_text, group in groupby(cells, prose.__contains__):
        run = list(group)
        if is_text:
            yield from (unit for cell in run for unit in _named_units(text, piece, cell))
        else:
            yield Span(labelled(text, piece, run[0]).start, run[-1].end)


def _named_units(text: str, piece: Piece, cell: Span) -> Iterator[Span]:
    """The sentences of a cell, the first with the cell's name where the text has it."""
    for i, unit in enumerate(cell_units(text, cell)):
        named = piece.labels and i == 0
        yield Span(labelled(text, piece, cell).start, unit.end) if named else unit


def labelled(text: str, piece: Piece, cell: Span) -> Span:
    """A cell together with its name, if that stands before it."""
    at = piece.cells.index(cell)
    name = f"{piece.headers[at]}: " if at < len(piece.headers) and piece.headers[at] else ""
    named = bool(name) and text.endswith(name, piece.start, cell.start)
    return Span(cell.start - len(name), cell.end) if named else cell


def row_context(text: str, piece: Piece) -> str:
    """The caption and, where the text itself doesn't name the cells, the headers of all that `row_span` covers."""
    return ". ".join(part for part in (piece.caption, " | ".join(_columns(text, piece))) if part)


def _columns(text: str, piece: Piece) -> tuple[str, ...]:
    cells = speaking(text, piece)
    if not cells or not any(piece.headers) or labelled(text, piece, cells[0]) != cells[0]:
        return ()
    first, last = piece.cells.index(cells[0]), piece.cells.index(cells[-1])
    return piece.headers if piece.whole else piece.headers[first : last + 1]


def row_key(text: str, piece: Piece) -> str:
    """What says which row it is: its first cells, with the header if that is a mere number."""
    if not piece.keys or piece.whole or not piece.cells:
        return ""
    key = " ".join(plain(cell.of(text)) for cell in piece.cells[: piece.keys]).strip()
    if len(key.split()) > 20:
        return ""
    header = piece.headers[0] if piece.headers else ""
    bare = any(map(str.isalpha, key)) or not key or header.lower() in ("id", "no", "no.", "nr", "#", "number", "ref")
    return key if bare else f"{header} {key}".strip()


def is_prose(text: str, cell: Span) -> bool:
    """Whether a cell has at least six words and reads as a sentence, not as a list of names or numbers."""
    words = plain(cell.of(text)).split()
    return len(words) >= PROSE_WORDS and (words[-1][-1] in ".!?:" or sum(map(str.islower, words)) >= 0.6 * len(words))


def speaking(text: str, piece: Piece) -> list[Span]:
    """The cells with words, without those that are there for their links (a column of sources); the first one stays."""
    return [
        cell
        for i, cell in enumerate(piece.cells)
        if any(map(str.isalnum, cell.of(text))) and (i == 0 or not is_linky(text, cell, piece.links))
    ]


def cell_units(text: str, cell: Span) -> Iterator[Span]:
    """The sentences of a cell."""
    for part in _parts(text, cell):
        for sentence in sentences(text, part.start, part.end):
            unit = lead_trimmed(text, sentence.start, sentence.end)
            if any(map(str.isalnum, unit.of(text))):
                yield unit


def _parts(text: str, cell: Span) -> Iterator[Span]:
    at = cell.start
    for line_break in _BREAK.finditer(text, cell.start, cell.end):
        yield trim(text, at, line_break.start())
        at = line_break.end()
    yield trim(text, at, cell.end)
