"""How the lines of a paged text look: their places, what size and weight headings have, how words are parted. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.plain import heading_level

BULLET = re.compile(r"[\u2022\u25cf\u25aa\u25e6\u2013\u2014\u25a0\u25cb\uf0b7\uf0a7*-]\s+(?=\S)")
SOFT = "\ufffe"
_PARTED = re.compile(rf"(\S*){SOFT}(\S*)")
_EDGE = ".,;:()[]"
_OPEN_WORDS = (
    "a an the of by to in on at for with from into and or nor but than that which who whose its their our your"
)
_OPEN = frozenset(_OPEN_WORDS.split())  # no sentence and no heading ends with these
LARGER = 1.12
LOOSER = 1.3
LONGEST_HEADING = 16


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

    def times(self, unit: float) -> "Line":
        """The line of a page whose unit is `unit` points."""
        if unit == 1:
            return self
        places = {name: getattr(self, name) * unit for name in ("x", "y", "right", "foot")}
        return replace(self, size=round(self.size * unit, 1), **places)


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


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set: the size of running text, the sizes of headings (largest first), the line pitch, its words."""

    body: float
    sizes: tuple[float, ...]
    pitch: float
    right: float
    words: frozenset[str]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Look":
        """The look of `lines`."""
        weights = Counter[float]()
        for line in lines:
            weights[line.size] += len(line.text)
        body = max(weights, key=lambda size: weights[size], default=10.0)
        larger = tuple(sorted((size for size in weights if size >= LARGER * body), reverse=True))[:6]
        steps = Counter(round(a.foot - b.y) for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page)
        closer = {step: times for step, times in steps.items() if 0 < step < 4 * body}
        words = frozenset(word.strip(".,;:()").lower() for line in lines for word in line.text.split())
        pitch = float(max(closer, key=lambda step: closer[step], default=1.2 * body))
        right = max((line.right for line in lines), default=0.0)
        return cls(body, larger, pitch, right, words)

    def level(self, line: Line) -> int:
        """The level of a line that is a heading by its size, or by its weight; 0 if it is none."""
        words = line.text.split()
        if len(words) > LONGEST_HEADING or BULLET.match(line.text) or not any(map(str.isalpha, line.text)):
            return 0
        if line.size in self.sizes:
            return 1 + self.sizes.index(line.size)
        numbered = heading_level(line.text, line.bold)
        if line.bold and line.text[-1] not in ".;,":
            return len(self.sizes) + (numbered or 8)
        return len(self.sizes) + numbered if 1 < numbered < 7 else 0


def breaks_off(last: str, line: str) -> bool:
    """Whether a sentence that ends the last line of a page goes on in the first one of the next."""
    words = last.split()
    opens = bool(words) and (words[-1] in _OPEN or last[-1] == ",")
    return last[-1:] not in (*".!?:;",) and (line[:1].islower() or opens)


def joined(lines: Sequence[str], words: frozenset[str]) -> str:
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
