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
    cells = _speaking(text, piece)
    if piece.whole or not cells:
        return piece.span
    named = text[piece.start : cells[0].start].endswith(": ")
    return Span(piece.start if named else cells[0].start, cells[-1].end)


def row_units(text: str, piece: Piece) -> tuple[Span, ...]:
    """The sentences of the row's prose cells, in order; the whole row where short cells carry part of what it says.

    Of a long row of both kinds: the sentences, and between them each run of short cells.
    """
    cells = _speaking(text, piece)
    body = cells[piece.keys :] or cells
    prose = {cell for cell in body if is_prose(text, cell)}
    whole = row_span(text, piece)
    mixed = piece.whole or len(prose) < len(body)
    if not prose or (mixed and len(whole.of(text).split()) <= LONGEST_WHOLE):
        return (whole,)
    return tuple(_units(text, cells if mixed else body, prose))


def _units(text: str, cells: list[Span], prose: set[Span]) -> Iterator[Span]:
    for is_text, group in groupby(cells, prose.__contains__):
        run = list(group)
        if is_text:
            yield from (unit for cell in run for unit in _cell_units(text, cell))
        else:
            yield Span(run[0].start, run[-1].end)


def row_context(text: str, piece: Piece) -> str:
    """The caption, and the headers of the cells that say something."""
    kept = set(_speaking(text, piece))
    named = [h for cell, h in zip(piece.cells, piece.headers, strict=False) if h and (cell in kept)]
    return ". ".join(part for part in (piece.caption, " | ".join(named)) if part)


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


def _speaking(text: str, piece: Piece) -> list[Span]:
    """The cells with words, without those that are there for their links (a column of sources); the first one stays."""
    return [
        cell
        for i, cell in enumerate(piece.cells)
        if any(map(str.isalnum, cell.of(text))) and (i == 0 or not is_linky(text, cell, piece.links))
    ]


def _cell_units(text: str, cell: Span) -> Iterator[Span]:
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
