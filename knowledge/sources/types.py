"""What is known, as pure types: sources, their versions, passages and citations.

All offsets count Unicode code points of the stored text of one version.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

EVERYONE = "everyone"
RECORDED = "record:"
"""Begins the origin of a source that is a record of ours."""


class Kind(StrEnum):
    """What a source is good for. Guidance and norms say what is required; practice, decision and record say what is."""

    NORM = "norm"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    DECISION = "decision"
    RECORD = "record"


class Tier(IntEnum):
    """How far a source is trusted; lower comes first."""

    PRIMARY = 1
    LIBRARY = 2
    ORGANIZATION = 3
    THIRD_PARTY = 4


class Role(StrEnum):
    """What a passage is made of."""

    PROSE = "prose"
    LIST = "list"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range [start, end) of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class PrimarySource:
    """An entry of the registry of primary sources (knowledge/library/sources.yaml): named, never quoted."""

    id: str
    title: str
    publisher: str
    url: str
    kind: Kind
    tier: Tier


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the store knows it, apart from its text.

    `rests_on` maps a heading of the document to the registry ids that section rests on; the key "" is the default.
    """

    source_id: str
    title: str
    kind: Kind = Kind.GUIDANCE
    tier: Tier = Tier.THIRD_PARTY
    audience: str = EVERYONE
    publisher: str = ""
    url: str = ""
    origin: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    superseded_by: str | None = None
    author: str = ""
    status: str = ""
    reviewed_by: str = ""
    next_review: date | None = None
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_record(self) -> bool:
        """Whether this is a record of ours rather than a document."""
        return self.origin.startswith(RECORDED)


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """One stored text of a source; `version` is the sha256 (hex) of the text in UTF-8."""

    source_id: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact span of a version, the unit of search.

    `section` is the heading path, outermost first. `units` are the spans (offsets into the version's text) of the
    sentences, list items or table cells inside it that can be quoted alone. `context` is text that helps to find the
    passage but is no part of it (a table's headers, the sentence that introduces a list).
    """

    passage_id: str
    source_id: str
    version: str
    ordinal: int
    start: int
    end: int
    section: tuple[str, ...]
    role: Role
    context: str
    units: tuple[Span, ...]
