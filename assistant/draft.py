"""What the assistant would like to say, before the gate has seen it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.sources.types import Source


@dataclass(frozen=True, slots=True)
class Quote:
    """The words at [start, end) of one stored version, with what a reader needs to find them again.

    `context` holds headings and headers round the words: topic, never support for numbers, names or negation.
    """

    source: Source
    version: str
    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()
    context: str = ""


class Aging(StrEnum):
    """How what a record says of its days stands to the day that is asked for."""

    EXPIRED = "Expired"
    NOT_YET = "Not yet effective"


@dataclass(frozen=True, slots=True)
class Aged:
    """That the day which `quote` names as an end lies before `day`, or as a beginning after it. The gate compares again."""

    aging: Aging
    quote: Quote
    day: date


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement and the quotes that it claims to rest on; `aged` is told behind it."""

    text: str
    quotes: tuple[Quote, ...]
    aged: Aged | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause of the rule that held, in its own words, with the library sentence that it rests on."""

    name: str
    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Reasons and sentences in the order of reading; `conflicts` are pairs of places in `sentences`."""

    reasons: tuple[Reason, ...]
    sentences: tuple[Sentence, ...]
    conflicts: tuple[tuple[int, int], ...] = ()
