"""What a search brings to the table: passages with their sources, and the units in them that can be quoted alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

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


_WORD = re.compile(r"[^\W\d_]{2,}")


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
    if unit.text.endswith(("?", ":")) or "..." in unit.text or "…" in unit.text:
        return False
    return unit.found.passage.role is Role.ROW or len(_WORD.findall(unit.text)) >= 4
