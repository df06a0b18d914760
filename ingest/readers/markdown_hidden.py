"""What Markdown holds that nobody sees once it is rendered: comments, hidden elements, titles that stand behind links.

The tags of a file are put into a page with a numbered mark for each text between them; the marks that are still there
when the page has lost what nobody sees tell which texts are seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from ingest.readers.html_hidden import drop_hidden
from ingest.readers.markdown_tags import Kind, Part, parts_of
from ingest.readers.pieces import Form, Piece
from ingest.readers.screen import DROPPED
from knowledge.sources.sentences import trim
from knowledge.sources.text import plain
from knowledge.sources.types import Span

_MARK = re.compile("\ue000(\\d+)\ue001")
_WRAPS = {Form.PROSE: "p", Form.ITEM: "li", Form.ROW: "td", Form.CODE: "pre"}
_OUTER = {Form.ITEM: ("<ul>", "</ul>"), Form.ROW: ("<table><tr>", "</table>")}


def seen_pieces(text: str, pieces: Sequence[Piece], raw: Sequence[Span]) -> tuple[Piece, ...]:
    """The pieces without what is not seen; `raw` are the blocks of HTML. Of a row that holds some, each
    cell stands by itself."""
    page, parts = _page(text, pieces, raw)
    if all(part.kind is Kind.TEXT for part in parts):
        return tuple(pieces)
    unseen = tuple(_unseen(text, parts, _marks_seen(page)))
    return tuple(part for piece in pieces for part in _cut(text, piece, unseen))


def seen_words(text: str, span: Span) -> str:
    """The words of [start, end) as they read, without what is hidden in them."""
    whole = [Piece(Form.PROSE, span.start, span.end)]
    return " ".join(plain(piece.span.of(text)) for piece in seen_pieces(text, whole, ()))


def _page(text: str, pieces: Sequence[Piece], raw: Sequence[Span]) -> tuple[str, list[Part]]:
    """The file as a page of marks and tags, and the parts by the numbers of their marks."""
    blocks: list[tuple[int, int, Piece | None]] = [(span.start, span.end, None) for span in raw]
    held = {(span.start, span.end) for span in raw}
    blocks += [(piece.start, piece.end, piece) for piece in pieces if (piece.start, piece.end) not in held]
    written, parts = ["<!doctype html><body>"], list[Part]()
    for start, end, piece in sorted(blocks, key=lambda block: block[:2]):
        before, after = _wrap(piece) if piece else ("", "")
        written.append(before)
        is_code = piece is not None and piece.form is Form.CODE
        whole = [Part(Kind.TEXT, start, end)]
        for part in whole if is_code else parts_of(text, start, end, piece is not None):
            written.append(_written(text, part, len(parts)))
            parts.append(part)
        written.append(after + "\n")
    return "".join(written), parts


def _wrap(piece: Piece) -> tuple[str, str]:
    tag = _WRAPS.get(piece.form, f"h{min(6, max(1, piece.level))}")
    before, after = _OUTER.get(piece.form, ("", ""))
    return f"{before}<{tag}>", f"</{tag}>{after}"


def _written(text: str, part: Part, number: int) -> str:
    if part.kind in (Kind.TAG, Kind.VERBATIM):
        return text[part.start : part.end]
    worded = part.kind is Kind.TEXT and text[part.start : part.end].strip()
    return f"\ue000{number}\ue001" if worded else "\n"


def _marks_seen(page: str) -> frozenset[int]:
    tree = LexborHTMLParser(page)
    drop_hidden(tree)
    for node in tree.css(",".join(sorted(DROPPED - {"head"}))):
        node.decompose()
    return frozenset(int(found[1]) for found in _MARK.finditer(tree.root.text(deep=True) if tree.root else ""))


def _unseen(text: str, parts: Sequence[Part], seen: frozenset[int]) -> Iterator[Span]:
    """The spans that are not seen; a tag goes with the text beside it."""
    lost = [
        part.kind in (Kind.GONE, Kind.VERBATIM)
        or (part.kind is Kind.TEXT and number not in seen and bool(text[part.start : part.end].strip()))
        for number, part in enumerate(parts)
    ]
    for number, part in enumerate(parts):
        beside = lost[max(0, number - 1)] or lost[min(len(parts) - 1, number + 1)]
        if lost[number] or (part.kind is Kind.TAG and beside):
            yield Span(part.start, part.end)


def _cut(text: str, piece: Piece, unseen: Sequence[Span]) -> Iterator[Piece]:
    inside = [one for one in unseen if one.start < piece.end and piece.start < one.end]
    if not inside:
        yield piece
        return
    if piece.form is Form.ROW:
        yield from _cells(text, piece, unseen)
        return
    at = piece.start
    for one in [*inside, Span(piece.end, piece.end)]:
        part = trim(text, at, max(at, min(one.start, piece.end)))
        if plain(part.of(text)):
            yield replace(piece, start=part.start, end=part.end)
        at = max(at, one.end)


def _cells(text: str, piece: Piece, unseen: Sequence[Span]) -> Iterator[Piece]:
    """The cells of a row as paragraphs under the names of their columns."""
    for at, cell in enumerate(piece.cells):
        name = piece.headers[at] if at < len(piece.headers) else ""
        yield from _cut(text, Piece(Form.PROSE, cell.start, cell.end, caption=name), unseen)
