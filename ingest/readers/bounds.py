"""Blocks of bounded size: a text without sentence ends is cut at blanks, and a word without end is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.document import Block, Document
from knowledge.sources.sentences import trim
from knowledge.sources.types import Role, Span

LONGEST_UNIT = 4_000  # characters of a unit that stays whole
LONGEST_WORD = 20_000
_PART = 2_000
_NAME = 1_000
_BLANK = re.compile(r"\s")


@dataclass
class _Cut:
    """Cuts the blocks of `text`, and keeps the words that are left out of them."""

    text: str
    out: list[Span] = field(default_factory=list)

    def blocks(self, block: Block) -> Iterator[Block]:
        """A block whose units are bounded; a row that is far too long as several."""
        named = replace(block, section=tuple(name[:_NAME] for name in block.section), context=block.context[:_NAME])
        units = tuple(part for unit in block.units for part in self._parts(unit))
        row = block.role is Role.ROW
        if row and block.end - block.start <= LONGEST_WORD:  # always one passage
            yield replace(named, units=units)
        elif units == block.units and not row:
            yield named
        else:
            yield from (replace(named, start=g[0].start, end=g[-1].end, units=g) for g in _groups(units))

    def _parts(self, unit: Span) -> Iterator[Span]:
        if unit.end - unit.start <= LONGEST_UNIT:
            yield unit
            return
        at = unit.start
        while at < unit.end:
            blank = _BLANK.search(self.text, at, unit.end)
            word = Span(at, blank.start() if blank else unit.end)
            if word.end - word.start > LONGEST_WORD:
                self.out.append(word)
                end = word.end
            else:
                end = self._end(at, unit.end)
                yield from filter(_holds, [trim(self.text, at, end)])
            at = end + (end < unit.end and self.text[end].isspace())

    def _end(self, at: int, end: int) -> int:
        """Where a part that begins at `at` ends: at a line's end, a blank, or where it is full."""
        if end - at <= _PART:
            return end
        full = at + _PART
        line = self.text.rfind("\n", at + _PART // 2, full)
        if line > 0:
            return line
        return next((i for i in range(full, at + 1, -1) if self.text[i - 1].isspace()), full + 1) - 1


def bounded(document: Document) -> tuple[Document, tuple[str, ...]]:
    """The document with blocks of bounded size, and a line for each word that is too long to be one."""
    cut = _Cut(document.text)
    blocks = tuple(part for block in document.blocks for part in cut.blocks(block))
    lines = tuple(_line(document.text, word) for word in cut.out)
    return replace(document, title=document.title[:_NAME], blocks=blocks), lines


def _line(text: str, word: Span) -> str:
    return (
        f"a run of {word.end - word.start:,} characters without a blank is left out: it begins "
        f"{text[word.start : word.start + 20]!r} in line {text.count(chr(10), 0, word.start) + 1:,} of the text"
    )


def _groups(units: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    group = list[Span]()
    for unit in units:
        if group and unit.end - group[0].start > LONGEST_UNIT:
            yield tuple(group)
            group = []
        group.append(unit)
    if group:
        yield tuple(group)


def _holds(span: Span) -> bool:
    return span.start < span.end
