"""A row that is too long for one passage: cut between its sentences and cells, each part with what says which row it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.pieces import Piece
from ingest.readers.rows import cell_units, labelled, row_context, row_span, row_units, speaking
from knowledge.sources.text import plain
from knowledge.sources.types import Span

LONGEST_ROW = 4_000  # characters of a row that stays whole
_PART, _LEAST = 1_500, 200
_KEY_WORDS = 20


@dataclass(frozen=True, slots=True)
class RowPart:
    """A part of a row: its span, what can be quoted of it, and what introduces it."""

    span: Span
    units: tuple[Span, ...]
    context: str


@dataclass(frozen=True, slots=True)
class _Unit:
    span: Span
    cell: int  # its index in the piece
    is_whole: bool  # all of the cell


def row_parts(text: str, piece: Piece) -> list[RowPart]:
    """The parts of a row, in order; one that is short enough is one part."""
    whole = row_span(text, piece)
    if whole.end - whole.start <= LONGEST_ROW:
        return [RowPart(whole, row_units(text, piece), row_context(text, piece))]
    return [_part(text, piece, group) for group in _groups(list(_units(text, piece)))]


def _units(text: str, piece: Piece) -> Iterator[_Unit]:
    """The sentences of the long cells and the other cells as they are, each with its name where the text has it."""
    for cell in speaking(text, piece):
        at = piece.cells.index(cell)
        named = labelled(text, piece, cell)
        spans = list(cell_units(text, cell)) if cell.end - cell.start > _PART else []
        if len(spans) < 2:
            yield _Unit(named, at, True)
            continue
        first = Span(named.start, spans[0].end) if piece.labels else spans[0]
        yield from (_Unit(span, at, False) for span in (first, *spans[1:]))


def _groups(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Units in parts of about equal length."""
    total = sum(one.span.end - one.span.start for one in units)
    share = total / max(1, -(-total // _PART))
    group, size = list[_Unit](), 0
    for unit in units:
        length = unit.span.end - unit.span.start
        if size > _LEAST and size + length > max(share * 1.1, _PART / 2):
            yield group
            group, size = [], 0
        group.append(unit)
        size += length
    if group:
        yield group


def _part(text: str, piece: Piece, group: Sequence[_Unit]) -> RowPart:
    span = Span(group[0].span.start, group[-1].span.end)
    return RowPart(span, tuple(_joined(group)), _context(text, piece, group))


def _joined(group: Sequence[_Unit]) -> Iterator[Span]:
    """What can be quoted: sentences, and neighbours among the other cells as one."""
    run: Span | None = None
    for unit in group:
        if unit.is_whole:
            run = Span(run.start if run else unit.span.start, unit.span.end)
            continue
        if run:
            yield run
        run = None
        yield unit.span
    if run:
        yield run


def _context(text: str, piece: Piece, group: Sequence[_Unit]) -> str:
    """The caption, the key of the row with its name, and the names of the cells that the part is from."""
    key = plain(piece.cells[0].of(text))
    name = _name(piece, 0)
    told = key if group[0].cell and key and len(key.split()) <= _KEY_WORDS else ""
    written = {unit.cell for unit in group if text.startswith(f"{_name(piece, unit.cell)}: ", unit.span.start)}
    shown = dict.fromkeys(_name(piece, unit.cell) for unit in group if unit.cell not in written)
    parts = (piece.caption, f"{name}: {told}" if name and told else told, " | ".join(filter(None, shown)))
    return ". ".join(filter(None, parts))


def _name(piece: Piece, at: int) -> str:
    return piece.headers[at] if at < len(piece.headers) else ""
