"""Pieces of a text into blocks: headings become paths, furniture goes, lists get the sentence that introduces them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block
from ingest.readers.furniture import furniture
from ingest.readers.long_rows import row_parts
from ingest.readers.pieces import Form, Piece, lead_trimmed, link_share, said, says_something
from ingest.readers.rows import row_key
from ingest.readers.unseen import holds_unseen, seen_of
from knowledge.sources.sentences import sentences
from knowledge.sources.types import Role, Span

_LINK_ONLY = 0.6
_CONTEXT_WORDS = 60
_ROLES = {Form.PROSE: Role.PROSE, Form.ITEM: Role.LIST, Form.ROW: Role.ROW, Form.CODE: Role.CODE}


@dataclass
class _Place:
    """Where the walk through the pieces stands: the open headings, the sentence before a list, the items above."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    intro: str = ""
    above: list[tuple[int, str]] = field(default_factory=list)

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.headings if name)


def assemble(text: str, pieces: Sequence[Piece], title: str = "") -> tuple[Block, ...]:
    """The blocks of `text`, in order and disjoint; headings that only repeat `title` are left out of the paths.

    A piece that holds a message which nobody sees becomes no block: `unseen_in` tells of it.
    """
    gone = furniture(text, pieces)
    place, blocks = _Place(), list[Block]()
    for i, piece in enumerate(pieces):
        if piece.form is Form.HEADING:
            _enter(place, piece.level, _name(text, piece, title))
        elif i not in gone:
            found = [] if holds_unseen(text, piece.start, piece.end) else _blocks(text, piece, place)
            blocks.extend(block for block in found if block.units)
            _pass(text, piece, place)
    return tuple(blocks)


def _name(text: str, piece: Piece, title: str) -> str:
    name = said(text, piece).rstrip(":").strip()
    return "" if name.casefold() == title.casefold() else name


def _enter(place: _Place, level: int, name: str) -> None:
    place.headings = [(depth, above) for depth, above in place.headings if depth < level]
    place.headings.append((level, name))
    place.intro, place.above = "", []


def _pass(text: str, piece: Piece, place: _Place) -> None:
    """Remember what the next piece may need to know of this one."""
    if piece.form is Form.PROSE:
        place.intro, place.above = _opening(said(text, piece)), []
    elif piece.form is Form.ITEM:
        place.above = [*_higher(place, piece.level), (piece.level, said(text, piece))]


def _opening(words: str) -> str:
    """The last sentence of a paragraph if it introduces something."""
    if not words.endswith(":"):
        return ""
    return sentences(words)[-1].of(words)


def _higher(place: _Place, level: int) -> list[tuple[int, str]]:
    return [(depth, words) for depth, words in place.above if depth < level]


def _blocks(text: str, piece: Piece, place: _Place) -> list[Block]:
    if piece.form is Form.ROW:
        return list(_row(text, piece, place))
    units = _units(text, piece)
    span = lead_trimmed(text, piece.start, piece.end)
    context = _list_context(piece, place) if piece.form is Form.ITEM else piece.caption
    return [Block(span.start, span.end, place.section, _ROLES[piece.form], context, units)]


def _row(text: str, piece: Piece, place: _Place) -> Iterator[Block]:
    captioned = replace(piece, caption=piece.caption or ("" if place.above else place.intro.rstrip(":")))
    parts = row_parts(text, captioned)
    alone = len(parts) == 1 and parts[0].units == (parts[0].span,)
    key = "" if alone else seen_of(row_key(text, piece))
    section = (*place.section, key) if key else place.section
    for part in parts:
        yield Block(part.span.start, part.span.end, section, Role.ROW, seen_of(part.context), part.units)


def _list_context(piece: Piece, place: _Place) -> str:
    chain = [place.intro, *(words for _, words in _higher(place, piece.level))]
    return " ".join(" ".join(filter(None, chain)).split()[-_CONTEXT_WORDS:])


def _units(text: str, piece: Piece) -> tuple[Span, ...]:
    if piece.form is Form.CODE:
        return (piece.span,)
    return tuple(_quotable(text, piece, sentences(text, piece.start, piece.end)))


def _quotable(text: str, piece: Piece, spans: Sequence[Span]) -> Iterator[Span]:
    for span in spans:
        unit = lead_trimmed(text, span.start, span.end)
        alone = len(spans) == 1  # `furniture` has judged it
        if says_something(unit.of(text)) and (alone or link_share(text, unit, piece.links) < _LINK_ONLY):
            yield unit
