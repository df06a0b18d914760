"""A text written while a file is read (html, pdf, docx, xlsx, json): each piece is noted where it is put down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.document import Document, Unreadable
from ingest.readers.assemble import assemble
from ingest.readers.pieces import Form, Piece
from ingest.readers.unseen import with_width
from knowledge.sources.text import as_stored
from knowledge.sources.types import Span

LONGEST = 20_000_000
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one line, and which parts of them ([start, end) of `text`) are links.

    `spanned` is an empty cell of a table over which the one to its left goes on.
    """

    text: str
    links: tuple[Span, ...] = ()
    spanned: bool = False


def run(words: str) -> Run:
    """`words` with white space folded and unseen characters left out."""
    return Run(as_stored(_SPACES.sub(" ", with_width(words)).strip()))


@dataclass
class Page:
    """The text so far, in parts, and its pieces. A part always ends with a newline, so that NFC can't join two."""

    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def heading(self, level: int, words: Run) -> None:
        """Put down a heading; level 1 is the outermost."""
        self._put(Form.HEADING, "\n" if self.length else "", words, level)

    def prose(self, words: Run) -> None:
        """Put down a paragraph."""
        self._put(Form.PROSE, "\n" if self.length else "", words, 0)

    def item(self, depth: int, words: Run, mark: str = "-") -> None:
        """Put down a list item; depth 0 is the outermost."""
        first = self.pieces and self.pieces[-1].form is not Form.ITEM
        self._put(Form.ITEM, ("\n" if first else "") + "  " * depth + f"{mark} ", words, depth)

    def code(self, text: str) -> None:
        """Put down lines that are kept as they are."""
        self._put(Form.CODE, "\n" if self.length else "", Run(as_stored(text).strip("\n")), 0)

    def row(self, cells: Sequence[Run], headers: Sequence[str], caption: str = "", keys: int = 1) -> None:
        """Put down a table row as `cell | cell | cell`."""
        marks = [" | "] * max(0, len(cells) - 1)
        self._row(cells, ["", *marks], Piece(Form.ROW, 0, 0, headers=tuple(headers), caption=caption, keys=keys))

    def record(
        self, fields: Sequence[tuple[str, Run]], joint: str, keys: int = 0, whole: bool = False, caption: str = ""
    ) -> None:
        """Put down named values, `name: value` each, joined by `joint`; the first `keys` say which record it is."""
        marks = [(joint if i else "") + (f"{name}: " if name else "") for i, (name, _) in enumerate(fields)]
        names = tuple(name for name, _ in fields)
        shape = Piece(Form.ROW, 0, 0, headers=names, caption=caption, keys=keys, whole=whole, labels="; " in joint)
        self._row([value for _, value in fields], marks, shape)

    def document(self, title: str, meta: dict[str, Any] | None = None) -> Document:
        """The page as a document. Raises Unreadable if nothing on it can be quoted."""
        text = "".join(self.parts)
        blocks = assemble(text, self.pieces, title)
        if not blocks:
            raise Unreadable("no text found in it that could be quoted")
        return Document(None, title, text, blocks, meta or {})

    def _row(self, cells: Sequence[Run], marks: Sequence[str], shape: Piece) -> None:
        if not any(cell.text for cell in cells):
            return
        before = "\n" if self.pieces and self.pieces[-1].form is not Form.ROW else ""
        spans, links, line, start = list[Span](), list[Span](), before, self.length + len(before)
        for mark, cell in zip(marks, cells, strict=True):
            at = self.length + len(line) + len(mark)
            spans.append(Span(at, at + len(cell.text)))
            links.extend(_moved(cell.links, at))
            line += mark + cell.text
        end = self.length + len(line)
        self._write(line + "\n", replace(shape, start=start, end=end, cells=tuple(spans), links=tuple(links)))

    def _put(self, form: Form, before: str, words: Run, level: int) -> None:
        if words.text:
            start = self.length + len(before)
            piece = Piece(form, start, start + len(words.text), level, links=_moved(words.links, start))
            self._write(f"{before}{words.text}\n", piece)

    def _write(self, part: str, piece: Piece) -> None:
        self.length += len(part)
        if self.length > LONGEST:
            raise Unreadable(f"it holds more than {LONGEST:,} characters of text; split it")
        self.parts.append(part)
        self.pieces.append(piece)


def _moved(links: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(link.start + by, link.end + by) for link in links)
