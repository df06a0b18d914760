"""Markdown: the stored text is the file itself; pieces are found by the parser's own line numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.document import Document, Unreadable
from ingest.readers.assemble import assemble
from ingest.readers.decode import text_of
from ingest.readers.front_matter import front_matter
from ingest.readers.grid import grid_rows, is_grid
from ingest.readers.markdown_hidden import seen_pieces, seen_words
from ingest.readers.paragraphs import bold_heading, paragraph_pieces
from ingest.readers.pieces import Form, Piece, said
from ingest.readers.unseen import reason
from knowledge.sources.sentences import trim
from knowledge.sources.text import plain
from knowledge.sources.types import Span

BOLD_LEVEL = 9
_DEEPEST = 100
_DEFINITION = re.compile(
    r"[ \t>]*\[(?!\^)(?:[^\[\]\\]|\\.){1,999}\]:\s*(?:<[^<>\n]*>|[^\s<]\S*)"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t]*(?=\n|\Z)|[ \t]*(?=\n|\Z))\n?",
)
_CELL = re.compile(r"(?:\\.|`[^`\n]*`|[^|\\])*", re.S)


def read(path: Path) -> Document:
    """The document in a Markdown file. Raises Unreadable."""
    text = text_of(path)
    meta, start = front_matter(text)
    pieces = markdown_pieces(text, start)
    title = str(meta.get("title") or meta.get("name") or first_title(text, pieces) or path.stem)
    blocks = assemble(text, pieces, title)
    if not blocks:
        raise Unreadable(reason(text, "no text found in it besides headings, links and the like"))
    return Document(None, title, text, blocks, meta)


def first_title(text: str, pieces: Sequence[Piece]) -> str:
    """The words of the first heading of level 1, or ""."""
    return next((said(text, p) for p in pieces if p.form is Form.HEADING and p.level == 1), "")


def markdown_pieces(text: str, start: int = 0) -> tuple[Piece, ...]:
    """The pieces of the Markdown in `text[start:]`, in order. Raises Unreadable if it is nested too deeply."""
    walk = _Walk(text, _line_starts(text, start))
    for token in _parser().parse(text[start:]):
        if token.level >= _DEEPEST - 1:  # further in, the parser passes text over
            raise Unreadable("it is nested too deeply")
        walk.take(token)
    return seen_pieces(text, walk.pieces, walk.raw)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["code", "reference", "inline"])


def _line_starts(text: str, start: int) -> list[int]:
    starts = [start]
    for newline in re.finditer("\n", text[start:]):
        starts.append(start + newline.end())
    return [*starts, len(text) + 1]


@dataclass
class _Walk:
    """Takes the parser's tokens one by one and puts down pieces."""

    text: str
    lines: list[int]
    pieces: list[Piece] = field(default_factory=list)
    raw: list[Span] = field(default_factory=list)
    depth: int = -1
    headers: tuple[str, ...] = ()
    caption: str = ""

    def take(self, token: Token) -> None:
        """Take one block token; inline tokens and closings of leaves are of no concern."""
        step = _STEPS.get(token.type)
        if step:
            step(self, token)

    def span(self, token: Token) -> Span:
        """Where a token's lines stand in the text, without white space at the ends."""
        first, last = token.map or [0, 0]
        return trim(self.text, self.lines[first], min(self.lines[last] - 1, len(self.text)))


def _heading(walk: _Walk, token: Token) -> None:
    span = walk.span(token)
    end = span.end if token.markup.startswith("#") else walk.text.rfind("\n", span.start, span.end)
    walk.pieces.append(Piece(Form.HEADING, span.start, max(end, span.start), int(token.tag[1:])))


def _paragraph(walk: _Walk, token: Token) -> None:
    span = _undefined(walk.text, walk.span(token))
    level = walk.depth if walk.depth >= 0 else None
    if is_grid(walk.text, span):
        walk.pieces.extend(grid_rows(walk.text, span))
        return
    found = paragraph_pieces(walk.text, span.start, span.end, level)
    walk.pieces.extend(_headed(walk.text, piece) for piece in found)


def _undefined(text: str, paragraph: Span) -> Span:
    """A paragraph without the definitions of links that it begins with."""
    at = paragraph.start
    while found := _DEFINITION.match(text, at, paragraph.end):
        at = found.end()
    return trim(text, at, paragraph.end)


def _headed(text: str, piece: Piece) -> Piece:
    if piece.form is Form.PROSE and bold_heading(text, piece):
        return Piece(Form.HEADING, piece.start, piece.end, BOLD_LEVEL)
    return piece


def _list(walk: _Walk, token: Token) -> None:
    walk.depth += 1 if token.nesting > 0 else -1


def _table(walk: _Walk, token: Token) -> None:
    walk.headers = ()
    last = walk.pieces[-1] if walk.pieces else None
    words = seen_words(walk.text, last.span) if last and last.form is Form.PROSE else ""
    walk.caption = words if words.lower().startswith("table ") else ""


def _row(walk: _Walk, token: Token) -> None:
    span = walk.span(token)
    cells = _cells(walk.text, span)
    if not walk.headers:
        walk.headers = tuple(seen_words(walk.text, cell) for cell in cells)
    elif any(cell.of(walk.text) for cell in cells):
        walk.pieces.append(
            Piece(Form.ROW, span.start, span.end, cells=cells, headers=walk.headers, caption=walk.caption)
        )


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    """The cells of a table's line: what stands between bars that are neither escaped nor in code."""
    at, found = line.start, list[Span]()
    while at <= line.end:
        cell = _CELL.match(text, at, line.end)
        stop = cell.end() if cell else at
        found.append(trim(text, at, stop))
        at = stop + 1
    outer = found[1:] if text.startswith("|", line.start) else found
    return tuple(outer[:-1] if len(outer) > 1 and text[line.end - 1] == "|" else outer)


def _code(walk: _Walk, token: Token) -> None:
    first, last = token.map or [0, 0]
    closed = last - first > 1 and walk.text[walk.lines[last - 1] :].lstrip(" \t>").startswith(token.markup or "```")
    body = Span(walk.lines[first + 1], walk.lines[last - 1] if closed else walk.lines[last] - 1)
    span = trim(walk.text, body.start, min(body.end, len(walk.text)))
    if span.start < span.end:
        walk.pieces.append(Piece(Form.CODE, span.start, span.end))


def _html(walk: _Walk, token: Token) -> None:
    span = walk.span(token)
    walk.raw.append(span)
    if plain(span.of(walk.text)):
        walk.pieces.append(Piece(Form.PROSE, span.start, span.end))


_STEPS: dict[str, Any] = {
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "bullet_list_open": _list,
    "bullet_list_close": _list,
    "ordered_list_open": _list,
    "ordered_list_close": _list,
    "table_open": _table,
    "tr_open": _row,
    "fence": _code,
    "html_block": _html,
}
