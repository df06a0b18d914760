"""What a search brings to the table: passages with their sources, and the units in them that can be quoted alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.question.addressed import is_taken_over
from assistant.question.template import BAR, is_to_be_filled_in
from knowledge.sources.identifiers import naming
from knowledge.sources.text import plain
from knowledge.sources.types import Passage, Role, Source


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search brought, its source, its own text, and the search's score (higher is better).

    `asked` (0 to 1) is how like the question is to one that the library lists for the passage's section.
    """

    passage: Passage
    source: Source
    text: str
    score: float
    asked: float = 0.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item or table cell: `quote` is the exact text at [start, end) of the version, `text` its words."""

    found: Found
    start: int
    end: int
    quote: str
    text: str

    @property
    def heading(self) -> str:
        """The section path and the introducing words, for matching only."""
        return " ".join((*self.found.passage.section, self.found.passage.context))

    @property
    def columns(self) -> str:
        """The names of the columns that a row is from, where its text does not hold them."""
        return self.found.passage.context if self.found.passage.role is Role.ROW else ""

    @property
    def names(self) -> frozenset[str]:
        """The identifiers that the unit goes by, such as the control whose heading it stands under."""
        return naming((self.found.source.title, *self.found.passage.section), self.text)

    @property
    def place(self) -> tuple[str, ...]:
        """The section path as a reader needs it: under a table's row, the names of its columns, or of the one it is from."""
        passage = self.found.passage
        if passage.role is not Role.ROW or not passage.context:
            return passage.section
        if (self.start, self.end) == (passage.start, passage.end):
            return (*passage.section, passage.context)
        column = len(BAR.findall(self.found.text[: self.start - passage.start]))
        columns = passage.context.split(COLUMNS)
        return (*passage.section, columns[column] if column < len(columns) else passage.context)


_WORD = re.compile(r"[^\W\d_]{2,}")
COLUMNS = " | "  # between the names of columns in the context of a row


def units(found: Iterable[Found]) -> list[Unit]:
    """Every unit of the passages that reads as a statement, in order, each wording once."""
    seen: set[str] = set()
    kept = []
    for unit in (u for one in found for u in quotable(one)):
        key = " ".join(re.findall(r"\w+", unit.text.lower()))
        if key not in seen and _is_statement(unit):
            kept.append(unit)
        seen.add(key)
    return kept


def quotable(found: Found) -> list[Unit]:
    """Every unit of a passage, in order."""
    offset = found.passage.start
    return [
        Unit(found, span.start, span.end, quote, plain(quote))
        for span in found.passage.units
        for quote in [found.text[span.start - offset : span.end - offset]]
    ]


def _is_statement(unit: Unit) -> bool:
    if is_taken_over(_line_up_to(unit)) or is_to_be_filled_in(unit.quote):
        return False
    if unit.text.endswith(("?", ":")) or "..." in unit.text or "…" in unit.text:
        return False
    return unit.found.passage.role is Role.ROW or len(_WORD.findall(unit.text)) >= 4


def _line_up_to(unit: Unit) -> str:
    """The unit with what stands before it on its lines, of its passage."""
    text, offset = unit.found.text, unit.found.passage.start
    begin = text.rfind("\n", 0, unit.start - offset) + 1
    return text[begin : unit.end - offset]
