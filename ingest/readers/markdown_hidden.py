"""What Markdown holds that nobody sees once it is rendered: comments, scripts, hidden elements, unused references."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.html_hidden import is_hidden_alone
from ingest.readers.pieces import Form, Piece
from knowledge.sources.sentences import trim
from knowledge.sources.text import plain
from knowledge.sources.types import Span

_CODE = r"(?P<code>(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S]){1,300}?(?<!`)(?P=ticks)(?!`))"
_OPEN = re.compile(
    rf"{_CODE}|"
    + r"(?<!\\)<!--|(?<!\\)<(?P<tag>[a-zA-Z][\w-]*)(?P<said>(?:\s[^<>]*)?)(?<!/)>|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S[^\n]*$",
    re.M,
)
_UNSHOWN = frozenset(
    ["script", "style", "svg", "nav", "footer", "template", "noscript", "head", "title", "iframe", "object"]
)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:[\s=]|$)", re.I)
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)


def seen_pieces(text: str, pieces: Sequence[Piece], start: int) -> tuple[Piece, ...]:
    """The pieces without what is not seen; a row that holds some of it goes as a whole. Code shows everything."""
    code = [piece.span for piece in pieces if piece.form is Form.CODE]
    unseen = tuple(_unseen(text, start, code))
    if not unseen:
        return tuple(pieces)
    return tuple(part for piece in pieces for part in _parts(text, piece, unseen))


def _unseen(text: str, start: int, code: Sequence[Span]) -> Iterator[Span]:
    at = start
    while found := _OPEN.search(text, at):
        at = next(
            (one.end for one in code if one.start <= found.start() < one.end), found.end("code") if found["code"] else 0
        )
        if not at and (end := _end(text, found)):
            yield Span(found.start(), end)
        at = max(at, end if not at else 0, found.end())


def _end(text: str, found: re.Match[str]) -> int:
    """Where what begins with `found` ends, if it is not seen; else 0. What is never closed goes on to the end."""
    if found.group().startswith("<!--"):
        close = text.find("-->", found.end())
        return close + 3 if close >= 0 else len(text)
    tag, said = (found["tag"] or "").lower(), found["said"] or ""
    if not tag:
        return found.end()
    hidden = tag in _UNSHOWN or (tag not in _VOID and (_HIDDEN.search(said) or is_hidden_alone(_style(said))))
    return _closed(text, tag, found.end()) if hidden else 0


def _style(said: str) -> str:
    """The declarations of a style attribute, as they stand in the tag."""
    found = re.search(r"style\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", said, re.I)
    return next(filter(None, found.groups()), "") if found else ""


def _closed(text: str, tag: str, at: int) -> int:
    depth = 1
    for found in re.finditer(rf"<(/?){tag}\b[^<>]*>", text[at:], re.I):
        depth += -1 if found[1] else 1
        if not depth:
            return at + found.end()
    return len(text)


def _parts(text: str, piece: Piece, unseen: Sequence[Span]) -> Iterator[Piece]:
    inside = [one for one in unseen if one.start < piece.end and piece.start < one.end]
    if not inside or piece.form is Form.CODE:
        yield piece
        return
    if piece.form is Form.ROW:
        return
    at = piece.start
    for one in [*inside, Span(piece.end, piece.end)]:
        part = trim(text, at, max(at, min(one.start, piece.end)))
        if plain(part.of(text)):
            yield replace(piece, start=part.start, end=part.end)
        at = max(at, one.end)
