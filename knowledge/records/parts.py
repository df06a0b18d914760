"""The parts that records are made of."""

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.records.fields import LATE, MANY_MAX, Blank, Day, Digest, Email, Line, Link, Note, RecordId, Text
from knowledge.records.vocabulary import AffectedKind

MANY = Field(default=(), max_length=MANY_MAX)


@dataclass(frozen=True, kw_only=True, config=LATE)
class Quoted:
    """A message kept from a conversation."""

    author: Blank = ""
    text: Text
    ts: Blank = ""


@dataclass(frozen=True, kw_only=True, config=LATE)
class Conversation:
    """Where a request was made."""

    channel: Blank = ""
    thread: Blank = ""
    permalink: Link = ""
    turns: tuple[Quoted, ...] = MANY


@dataclass(frozen=True, kw_only=True, config=LATE)
class Cited:
    """A citation frozen as it was: the version's sha256 and the span [start, end) in code points of its text."""

    source_id: Line
    version: Digest
    title: Blank = ""
    section: Blank = ""
    quote: Text
    start: int = Field(ge=0)
    end: int = Field(ge=0)


@dataclass(frozen=True, kw_only=True, config=LATE)
class Withdrawn:
    """Who took a record back, when and why: it stays, and shows nothing any more."""

    by: Email
    on: Day
    why: Text


@dataclass(frozen=True, kw_only=True, config=LATE)
class SentBack:
    """Evidence that was given for a request and did not do, with why, who said so and when."""

    evidence: RecordId
    by: Email
    on: Day
    why: Text


@dataclass(frozen=True, kw_only=True, config=LATE)
class Reopened:
    """Who opened a closed intake again, when and why; `resolution` is how it had been closed."""

    by: Email
    on: Day
    why: Text
    resolution: Note = ""


@dataclass(frozen=True, kw_only=True, config=LATE)
class FactRead:
    """A fact of the request with the words that show it."""

    name: Line
    value: Line
    quote: Note = ""


@dataclass(frozen=True, kw_only=True, config=LATE)
class Affected:
    """A thing that a request affects."""

    kind: AffectedKind
    name: Line


@dataclass(frozen=True, kw_only=True, config=LATE)
class Rested:
    """A record that something rests on, at the version it had then."""

    record_id: RecordId
    version: int = Field(ge=1)
