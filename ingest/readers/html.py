"""HTML: what stands in the main part of the page is written down in reading order; what is hidden is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.document import Document, Unreadable
from ingest.readers.decode import content_of, decoded
from ingest.readers.html_hidden import drop_hidden
from ingest.readers.html_raised import write_apart
from ingest.readers.html_tables import cells_of, heads_of, in_columns, spread
from ingest.readers.page import Page, Run, run
from ingest.readers.screen import is_screened, main_of
from ingest.readers.tables import put_table
from ingest.readers.unseen import NOTHING_SEEN, holds_unseen
from knowledge.sources.types import Span

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "dt": 8, "legend": 8}
_BLOCKS_WORDS = (
    "p div section article main body blockquote figure figcaption address dl dd details summary fieldset "
    "header center hgroup tbody thead tr td th caption br hr form footer aside dialog textarea"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
_DEEPEST = 400
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_HEAD = 2_000  # bytes


def read(path: Path) -> Document:
    """The document in an HTML file. Raises Unreadable."""
    raw = content_of(path)
    text = decoded(raw, declared(raw))
    tree = LexborHTMLParser(text)
    hidden = drop_hidden(tree)
    write_apart(tree)
    root = main_of(tree)
    walk = _Walk()
    if root is not None:
        walk.inside(root)
        walk.flush()
    if not walk.page.pieces and (hidden or holds_unseen(text)):
        raise Unreadable(
            "no text found in it that people see: its style hides what it holds" if hidden else NOTHING_SEEN
        )
    return walk.page.document(_title(tree, path.stem))


def declared(raw: bytes) -> str:
    """The encoding that a page says it is in; "" if it does not."""
    found = _DECLARED.search(raw[:_HEAD])
    return found[1].decode("ascii", "ignore") if found else ""


def _title(tree: Any, stem: str) -> str:
    tops = [_words(node) for node in tree.css("h1")]
    head = tree.css_first("title")
    named = _words(head) if head is not None else ""
    return (tops[0] if len(tops) == 1 else "") or named or (tops[0] if tops else "") or stem


def _words(node: Any) -> str:
    return run(node.text(deep=True, separator="")).text


@dataclass
class _Walk:
    """Walks down the tree; inline text is gathered until a block begins or ends."""

    page: Page = field(default_factory=Page)
    inline: list[tuple[str, bool]] = field(default_factory=list)
    lists: int = 0
    depth: int = 0

    def inside(self, node: Any, link: bool = False) -> None:
        """Write down the children of `node`; `link` tells whether they stand in an anchor."""
        if self.depth >= _DEEPEST:
            self.inline.append((node.text(deep=True), link))
            return
        self.depth += 1
        for child in node.iter(include_text=True):
            self._child(child, link)
        self.depth -= 1

    def _child(self, node: Any, link: bool) -> None:
        tag = node.tag
        if tag == "-text":
            self.inline.append((node.text(deep=False), link))
        elif not is_screened(node):
            step = _STEPS.get(tag)
            if step:
                self.flush()
                step(self, node, link)
                self.flush()
            else:
                self.inside(node, link or (tag == "a" and "href" in node.attributes))

    def flush(self) -> None:
        """Put down the inline text gathered so far as a paragraph or list item."""
        words = joined(self.inline)
        self.inline = []
        if self.lists:
            self.page.item(self.lists - 1, words)
        else:
            self.page.prose(words)


def joined(parts: list[tuple[str, bool]]) -> Run:
    """Inline parts as one line, and where its links are."""
    line, links = "", list[Span]()
    for words, link in parts:
        piece = run(f".{words}.").text[1:-1]
        piece = piece.lstrip() if not line or line.endswith(" ") else piece
        if link and piece.strip():
            links.append(Span(len(line), len(line) + len(piece.rstrip())))
        line += piece
    whole = run(line)
    return Run(whole.text, tuple(links) if whole.text == line.rstrip() else ())


def _heading(walk: _Walk, node: Any, link: bool) -> None:
    walk.page.heading(HEADINGS[node.tag], run(node.text(deep=True)))


def _block(walk: _Walk, node: Any, link: bool) -> None:
    walk.inside(node, link)


def _list(walk: _Walk, node: Any, link: bool) -> None:
    walk.lists += 1
    walk.inside(node, link)
    walk.flush()
    walk.lists -= 1


def _code(walk: _Walk, node: Any, link: bool) -> None:
    walk.page.code(node.text(deep=True))


def _table(walk: _Walk, node: Any, link: bool) -> None:
    rows = [row for row in node.css("tr") if not is_screened(row)]
    layout = node.attributes.get("role") == "presentation" or len(node.css("table")) > 1
    if layout or not rows:
        walk.inside(node, link)
        return
    caption = node.css_first("caption")
    heads = [cell.tag for cell in cells_of(rows[0])]
    headed = (
        True if heads and set(heads) == {"th"} else (None if "th" not in heads else len(heads) > heads.count("td") > 1)
    )
    headed = None if headed and len(rows) == 1 else headed
    lines = in_columns(list(spread(rows, lambda cell: joined(list(_inline(cell))))))
    own = heads_of([row for row, line in zip(rows, lines, strict=True) if any(cell.text for cell in line)])
    put_table(walk.page, lines, _words(caption) if caption is not None else "", headed, heads=own)


def _inline(node: Any, link: bool = False) -> Iterator[tuple[str, bool]]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False), link
        elif not is_screened(child):
            apart = [(" ", False)] if child.tag in _STEPS else []
            yield from apart
            yield from _inline(child, link or child.tag == "a")
            yield from apart


_STEPS: dict[str, Any] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(BLOCKS, _block),
    **dict.fromkeys(("ul", "ol", "menu"), _list),
    "li": _block,
    "pre": _code,
    "table": _table,
}
