"""Lines of a paged text into headings, paragraphs, list items and tables, by their place, size and weight. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.page import Page, Run, run
from ingest.readers.pdf_look import (
    BULLET,
    LARGER,
    LONGEST_HEADING,
    LOOSER,
    Element,
    Line,
    Look,
    Table,
    breaks_off,
    joined,
    mended,
)
from ingest.readers.pieces import ITEM_MARK
from ingest.readers.tables import put_table


def write_pages(page: Page, pages: Sequence[Sequence[Element]]) -> None:
    """Write the elements of all pages down as one text."""
    elements = [each for part in pages for each in part]
    walk = _Walk(page, Look.of([each for each in elements if isinstance(each, Line)]))
    for each in elements:
        walk.take(each)
    walk.flush()


def title_of(pages: Sequence[Sequence[Element]]) -> str:
    """The largest line of the first page that has text, if it is larger than the running text."""
    lines = [each for part in pages for each in part if isinstance(each, Line)]
    first = [line for line in lines if line.page == lines[0].page]
    top = max(first, key=lambda line: line.size, default=None)
    body = Look.of(lines).body if lines else 0.0
    return run(top.text).text if top and top.size >= LARGER * body and len(top.text.split()) <= LONGEST_HEADING else ""


@dataclass
class _Walk:
    """Goes through the lines and joins those of one paragraph."""

    page: Page
    look: Look
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    depth: int | None = None
    lefts: list[float] = field(default_factory=list)
    above: tuple[Table, Sequence[Run]] | None = None

    def take(self, element: Element) -> None:
        """Take the next line or table."""
        if isinstance(element, Table):
            self.flush()
            self._table(element)
            return
        self.above = None
        level = self.look.level(element)
        if self.lines and not self._continues(element, level):
            self.flush()
        if not self.lines:
            self._open(element, level)
        self.lines.append(element)

    def flush(self) -> None:
        """Put down the lines gathered so far."""
        if self.lines:
            words = run(joined([line.text for line in self.lines], self.look.words))
            if self.level:
                self.page.heading(self.level, words)
            elif self.depth is not None:
                mark = ITEM_MARK.match(words.text) or BULLET.match(words.text)
                self.page.item(self.depth, run(words.text[mark.end() :] if mark else words.text), _mark(words.text))
            else:
                self.page.prose(words)
        self.lines = []

    def _table(self, table: Table) -> None:
        """Put down a table; one that goes on from the page before keeps its headers."""
        rows = [[run(mended(cell, self.look.words)) for cell in row] for row in table.rows]
        goes_on = self.above is not None and self.above[0].is_like(table) and bool(self.above[1])
        if self.above and goes_on and rows and [*rows[0]] != [*self.above[1]]:
            rows = [[*self.above[1]], *rows]
        self.above = (table, put_table(self.page, rows, headed=True if goes_on else None))

    def _open(self, line: Line, level: int) -> None:
        self.level = level
        self.depth = self._depth(line) if not level and _is_item(line.text) else None
        if self.depth is None:
            self.lefts = []

    def _depth(self, line: Line) -> int:
        self.lefts = [left for left in self.lefts if left <= line.x + 2]
        if not self.lefts or line.x > self.lefts[-1] + 2:
            self.lefts.append(line.x)
        return len(self.lefts) - 1

    def _continues(self, line: Line, level: int) -> bool:
        last = self.lines[-1]
        if level or self.level:
            return level == self.level and _is_wrapped(last, line, self.look)
        if self._begins_item(line):
            return False
        step = last.foot - line.y
        if last.page != line.page or step <= 0:
            beside = last.page == line.page and abs(step) <= 1
            goes_on = last.text[-1] not in ".!?:;" and not line.text[:1].isupper()
            return beside or goes_on or breaks_off(last.text, line.text)
        if self.depth is not None and line.x < self.lines[0].x - 1:
            return False
        return step <= LOOSER * self.look.pitch

    def _begins_item(self, line: Line) -> bool:
        """Whether a line begins with a mark that is one: not a number that the line before ran on to."""
        if BULLET.match(line.text):
            return True
        hangs = self.depth is not None and line.x > self.lines[0].x + 1
        ended = self.lines[-1].text[-1] in ":;.,"
        return bool(ITEM_MARK.match(line.text)) and (ended or (self.depth is not None and not hangs))


def _is_wrapped(last: Line, line: Line, look: Look) -> bool:
    """Whether a heading goes on in the next line: set alike, close, and the first line is nearly full."""
    alike = (last.size, last.bold, last.page) == (line.size, line.bold, line.page) and last.text != line.text
    close = 0 < last.foot - line.y <= LOOSER * max(look.pitch, 1.3 * last.size)
    return alike and close and last.right >= 0.7 * look.right and not re.match(r"\d", line.text)


def _is_item(text: str) -> bool:
    return bool(BULLET.match(text) or ITEM_MARK.match(text))


def _mark(text: str) -> str:
    found = ITEM_MARK.match(text)
    shown = found.group().strip() if found else "-"
    return shown if shown[:1].isalnum() or shown[:1] == "(" else "-"
