"""Evidence, one claim a row, and requests for it."""

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.records.fields import LATE, Blank, Day, Digest, Email, GroupName, Line, Link, Note, RecordId, Text
from knowledge.records.parts import MANY, SentBack, Withdrawn
from knowledge.records.vocabulary import DateKind, EvidenceType, Framework, RequestState, ReusePermission
from knowledge.sources.types import EVERYONE


@dataclass(frozen=True, kw_only=True, config=LATE)
class Scope:
    """What evidence is about, each in the words it is compared by when reuse is checked; empty where nobody said."""

    scope: Blank = ""
    actor: Blank = ""
    data_type: Blank = ""
    service: Blank = ""
    supplier: Blank = ""
    acceptance: Blank = ""


@dataclass(frozen=True, kw_only=True, config=LATE)
class Artefact:
    """Where the evidence itself is: a link, or a file by name and sha256."""

    link: Link = ""
    file: Blank = ""
    sha256: Digest | None = None


@dataclass(frozen=True, kw_only=True, config=LATE)
class Evidence:
    """One claim and what shows it. `effective_on` is the day it is of, not the day it was added.

    `date_kind` is what its expiry is of; None: what its type and framework make of it.
    """

    type: EvidenceType
    claim: Text
    requirement: Line
    framework: Framework
    owner: Email
    audience: GroupName = EVERYONE
    artefact: Artefact
    effective_on: Day
    added_on: Day
    period_from: Day | None = None
    period_to: Day | None = None
    covers: Scope = Field(default_factory=Scope)
    review_trigger: Note = ""
    reuse: ReusePermission = ReusePermission.AFTER_CHECK
    expires_on: Day | None = None
    date_kind: DateKind | None = None
    intakes: tuple[RecordId, ...] = MANY
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, kw_only=True, config=LATE)
class EvidenceRequest:
    """What is asked of whom, for which requirement, by when.

    `document`: a document is asked for, not what shows that a process operates. `sent_back`: answers that did not do.
    """

    intake: RecordId | None = None
    audience: GroupName = EVERYONE
    to: Email
    requirement: Line
    framework: Framework
    asked: Text
    due: Day
    date_kind: DateKind | None = None
    state: RequestState = RequestState.OPEN
    answer: RecordId | None = None
    document: bool = False
    sent_back: tuple[SentBack, ...] = MANY
