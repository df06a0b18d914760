"""Plain text: paragraphs stand between blank lines; short lines by themselves that look like headings are headings."""

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.document import Document, Unreadable
from ingest.readers.assemble import assemble
from ingest.readers.decode import text_of
from ingest.readers.grid import grid_rows, is_grid
from ingest.readers.paragraphs import paragraph_pieces
from ingest.readers.pieces import Form, Piece, lines_of
from ingest.readers.unseen import reason
from knowledge.sources.sentences import trim
from knowledge.sources.types import Span

_BLANK = re.compile(r"\n(?:[ \t\f\u00a0]*\n)+|\f")
_UNDERLINE = re.compile(r"[ \t]*([=~#*-])\1{2,}[ \t]*")
_NUMBER = re.compile(
    r"(?:(?:section|chapter|part|article|annex|appendix)\s+)?(?P<number>(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,2})*|[A-Z]\.)[.):]?\s+(?=[A-Z\"\u201c])",
    re.I,
)
_LONGEST_HEADING = 12


def read(path: Path) -> Document:
    """The document in a text file. Raises Unreadable."""
    text = text_of(path)
    blocks = assemble(text, tuple(plain_pieces(text)), path.stem)
    if not blocks:
        raise Unreadable(reason(text, "no text found in it that could be quoted"))
    return Document(None, path.stem, text, blocks)


def plain_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a plain text, in order."""
    at = 0
    for gap in [*_BLANK.finditer(text), None]:
        part = trim(text, at, gap.start() if gap else len(text))
        if part.start < part.end:
            yield from _paragraph(text, part)
        at = gap.end() if gap else len(text)


def _paragraph(text: str, part: Span) -> Iterator[Piece]:
    lines = list(lines_of(text, part.start, part.end))
    underlined = len(lines) > 1 and bool(_UNDERLINE.fullmatch(lines[1].of(text))) and not is_grid(text, part)
    level = heading_level(lines[0].of(text), len(lines) == 1 or underlined)
    if underlined:
        level = level or (1 if "=" in lines[1].of(text) else 2)
    if level:
        yield Piece(Form.HEADING, lines[0].start, lines[0].end, level)
    rest = trim(text, lines[2 if underlined else 1].start, part.end) if level and len(lines) > 1 + underlined else None
    body = rest if level else part
    if body and is_grid(text, body):
        yield from grid_rows(text, body)
    elif body:
        yield from paragraph_pieces(text, body.start, body.end)


def heading_level(line: str, alone: bool) -> int:
    """The level of a line that looks like a heading, 0 if it does not.

    Numbers show the depth (3.1 is one deeper than 3); a line in capitals is on top; others need to stand alone.
    """
    words = line.strip()
    if not words or len(words.split()) > _LONGEST_HEADING or words[-1] in ".;,:!?" or not any(map(str.isalpha, words)):
        return 0
    number = _NUMBER.match(words)
    if number and (alone or "." in number["number"].rstrip(".")) and _is_titled(words[number.end() :]):
        return 2 + number["number"].rstrip(".").count(".")
    if words.isupper() and len(words) > 3 and alone:
        return 1
    return 7 if alone and number is None and _is_titled(words) and len(words.split()) <= 8 else 0


def _is_titled(words: str) -> bool:
    """Whether words begin with a capital and none of them is a form of a verb that only sentences have."""
    return words[:1].isupper() and not re.search(
        r"\b(?:is|are|was|were|shall|must|will|should|may|can|has|have)\b", words
    )
