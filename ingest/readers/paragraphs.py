"""A paragraph of plain or Markdown text into pieces: lines that begin like list items become items of their own."""

import re
from collections.abc import Iterator, Sequence

from ingest.readers.pieces import ITEM_MARK, Form, Piece, lines_of
from knowledge.sources.types import Span

_HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\|<br\s*/?>)\s*$", re.I)
_BOLD_LINE = re.compile(r"[ \t]*(?:\*\*|__)(?P<words>[^*_\n]{2,120}?)(?:\*\*|__)(?P<colon>:?)[ \t]*")


def paragraph_pieces(text: str, start: int, end: int, level: int | None = None) -> Iterator[Piece]:
    """The pieces of one paragraph; `level` is its depth if it stands in a list item, None if it stands by itself."""
    for part in _parts(text, list(lines_of(text, start, end))):
        mark = ITEM_MARK.match(text, part.start, part.end)
        if mark:
            yield Piece(Form.ITEM, part.start, part.end, (level or 0) + _indent(text, part, level is None))
        elif level is None:
            yield Piece(Form.PROSE, part.start, part.end)
        else:
            yield Piece(Form.ITEM, part.start, part.end, level)


def bold_heading(text: str, piece: Piece) -> bool:
    """Whether a paragraph is nothing but a few bold words that end no sentence: a heading in all but name."""
    line = _BOLD_LINE.fullmatch(piece.span.of(text))
    words = line["words"].strip() if line else ""
    return bool(words) and len(words.split()) <= 14 and words[-1] not in ".!?;,"


def _indent(text: str, part: Span, free: bool) -> int:
    """The depth that the white space before a mark shows, four columns a level."""
    if not free:
        return 0
    line = text.rfind("\n", 0, part.start) + 1
    lead = text[line : part.end]
    return len(lead[: len(lead) - len(lead.lstrip(" \t"))].expandtabs(4)) // 4


def _parts(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Runs of lines: a new one begins at an item's mark and after a hard line break."""
    start: int | None = None
    for i, line in enumerate(lines):
        if start is not None and (_begins_item(text, line, lines[i - 1]) or _HARD_BREAK.search(lines[i - 1].of(text))):
            yield Span(start, lines[i - 1].end)
            start = None
        start = line.start if start is None else start
    if start is not None:
        yield Span(start, lines[-1].end)


def _begins_item(text: str, line: Span, before: Span) -> bool:
    """Whether a line begins with an item's mark, and not with a number or dash that the line before ran on to."""
    mark = ITEM_MARK.match(text, line.start, line.end)
    if not mark:
        return False
    shown = mark.group().strip(" \t>")
    last = before.of(text).rstrip()[-1:]
    return (
        shown not in "-+*\u2013"
        and (not shown[0].isdigit() or last in ":;.,")
        and (shown[0] != "(" or last in ":;.,dr")
    )
