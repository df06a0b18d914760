"""Lines of a paged text into headings, paragraphs, list items and tables, by their place, size and weight. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.readers.page import Page, Run, run
from ingest.readers.pieces import ITEM_MARK
from ingest.readers.plain import heading_level
from ingest.readers.tables import put_table

_BULLET = re.compile(r"[\u2022\u25cf\u25aa\u25e6\u2013\u2014\u25a0\u25cb\uf0b7\uf0a7*-]\s+(?=\S)")
SOFT = "\ufffe"
_PARTED = re.compile(rf"(\S*){SOFT}(\S*)")
_EDGE = ".,;:()[]"
_LARGER = 1.12
_LOOSER = 1.3
_LONGEST_HEADING = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A line of page `page` (0-based), its baseline beginning at (x, y) points from the page's lower left corner.

    `right` and `foot` are where its last letter stands: lower than `y` where a word was parted at its end.
    """

    text: str
    page: int
    x: float
    y: float
    right: float
    foot: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table and its outline in points; `rows` are the texts of its cells."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, line: Line) -> bool:
        """Whether a line begins inside the table."""
        return self.left - 1 <= line.x <= self.right + 1 and self.bottom - 1 <= line.y <= self.top + 1


    def is_like(self, other: "Table") -> bool:
        """Whether two tables have the same sides and as many columns."""
        sides = abs(self.left - other.left) < 3 and abs(self.right - other.right) < 3
        return sides and len(self.rows[0]) == len(other.rows[0])


Element = Line | Table


def write_pages(page: Page, pages: Sequence[Sequence[Element]]) -> None:
    """Write the elements of all pages down as one text."""
    elements = [each for part in pages for each in part]
    walk = _Walk(page, _Look.of([each for each in elements if isinstance(each, Line)]))
    for each in elements:
        walk.take(each)
    walk.flush()


def title_of(pages: Sequence[Sequence[Element]]) -> str:
    """The largest line of the first page that has text, if it is larger than the running text."""
    lines = [each for part in pages for each in part if isinstance(each, Line)]
    first = [line for line in lines if line.page == lines[0].page]
    top = max(first, key=lambda line: line.size, default=None)
    body = _Look.of(lines).body if lines else 0.0
    return run(top.text).text if top and top.size >= _LARGER * body and len(top.text.split()) <= _LONGEST_HEADING else ""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text is set: the size of running text, the sizes of headings (largest first), the line pitch, its words."""

    body: float
    sizes: tuple[float, ...]
    pitch: float
    right: float
    words: frozenset[str]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Look":
        """The look of `lines`."""
        weights = Counter[float]()
        for line in lines:
            weights[line.size] += len(line.text)
        body = max(weights, key=lambda size: weights[size], default=10.0)
        larger = tuple(sorted((size for size in weights if size >= _LARGER * body), reverse=True))[:6]
        steps = Counter(round(a.foot - b.y) for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page)
        closer = {step: times for step, times in steps.items() if 0 < step < 4 * body}
        words = frozenset(word.strip(".,;:()").lower() for line in lines for word in line.text.split())
        pitch = float(max(closer, key=lambda step: closer[step], default=1.2 * body))
        right = max((line.right for line in lines), default=0.0)
        return cls(body, larger, pitch, right, words)

    def level(self, line: Line) -> int:
        """The level of a line that is a heading by its size, or by its weight; 0 if it is none."""
        words = line.text.split()
        if len(words) > _LONGEST_HEADING or _BULLET.match(line.text) or not any(map(str.isalpha, line.text)):
            return 0
        if line.size in self.sizes:
            return 1 + self.sizes.index(line.size)
        numbered = heading_level(line.text, line.bold)
        if line.bold and line.text[-1] not in ".;,":
            return len(self.sizes) + (numbered or 8)
        return len(self.sizes) + numbered if 1 < numbered < 7 else 0


@dataclass
class _Walk:
    """Goes through the lines and joins those of one paragraph."""

    page: Page
    look: _Look
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
            words = run(_joined([line.text for line in self.lines], self.look.words))
            if self.level:
                self.page.heading(self.level, words)
            elif self.depth is not None:
                mark = ITEM_MARK.match(words.text) or _BULLET.match(words.text)
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
            return abs(step) <= 1 or (not level and last.text[-1] not in ".!?:;" and not line.text[:1].isupper())
        if self.depth is not None and line.x < self.lines[0].x - 1:
            return False
        return step <= _LOOSER * self.look.pitch

    def _begins_item(self, line: Line) -> bool:
        """Whether a line begins with a mark that is one: not a number that the line before ran on to."""
        if _BULLET.match(line.text):
            return True
        hangs = self.depth is not None and line.x > self.lines[0].x + 1
        ended = self.lines[-1].text[-1] in ":;.,"
        return bool(ITEM_MARK.match(line.text)) and (ended or (self.depth is not None and not hangs))


def _is_wrapped(last: Line, line: Line, look: _Look) -> bool:
    """Whether a heading goes on in the next line: set alike, close, and the first line is nearly full."""
    alike = (last.size, last.bold, last.page) == (line.size, line.bold, line.page) and last.text != line.text
    close = 0 < last.foot - line.y <= _LOOSER * max(look.pitch, 1.3 * last.size)
    return alike and close and last.right >= 0.7 * look.right and not re.match(r"\d", line.text)


def _is_item(text: str) -> bool:
    return bool(_BULLET.match(text) or ITEM_MARK.match(text))


def _mark(text: str) -> str:
    found = ITEM_MARK.match(text)
    shown = found.group().strip() if found else "-"
    return shown if shown[:1].isalnum() or shown[:1] == "(" else "-"


def _joined(lines: Sequence[str], words: frozenset[str]) -> str:
    """The lines as one; a hyphen at the end of a line goes if the text has the word without it elsewhere."""
    return mended("".join(_ends(lines, words)).rstrip(), words)


def mended(text: str, words: frozenset[str]) -> str:
    """Text with the words whole that were parted at the end of a line; a hyphen that belongs to the word stays."""
    return _PARTED.sub(lambda found: _whole(found[1], found[2], words), text)


def _whole(first: str, second: str, words: frozenset[str]) -> str:
    kept, joined = f"{first}-{second}", f"{first}{second}"
    hyphened = kept.strip(_EDGE).lower() in words and joined.strip(_EDGE).lower() not in words
    return kept if hyphened or not second[:1].islower() else joined


def _ends(lines: Sequence[str], words: frozenset[str]) -> Iterator[str]:
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parted = line.endswith(("-", "\u2010")) and following[:1].islower()
        if not parted:
            yield line + " "
            continue
        whole = (line.split()[-1][:-1] + following.split()[0]).strip(".,;:()").lower()
        yield line[:-1] if whole in words else line
