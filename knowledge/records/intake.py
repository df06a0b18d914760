"""A request and how it is worked on."""

from datetime import datetime
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.records.fields import LATE, Blank, Day, Email, GroupName, Line, Note, RecordId, Text
from knowledge.records.parts import MANY, Affected, Cited, Conversation, FactRead, Reopened
from knowledge.records.vocabulary import Changes, Framework, IntakeClass, Route, Status
from knowledge.sources.types import EVERYONE


@dataclass(frozen=True, kw_only=True, config=LATE)
class Proposal:
    """What Tickmark proposed; it stays beside what a person made of it."""

    outcome: Blank = ""
    headline: Note = ""
    route: Route | None = None
    intake_class: IntakeClass | None = None
    changes: tuple[Changes, ...] = MANY
    rule: Blank = ""
    rule_version: Blank = ""
    facts: tuple[FactRead, ...] = MANY
    citations: tuple[Cited, ...] = MANY
    flips: tuple[Text, ...] = MANY


@dataclass(frozen=True, kw_only=True, config=LATE)
class Correction:
    """What a person put in place of a proposed value."""

    field: Line
    proposed: Note
    corrected: Note
    by: Email
    at: datetime


@dataclass(frozen=True, kw_only=True, config=LATE)
class Assignment:
    """Who takes which part for one framework."""

    framework: Framework
    owner: Email | None = None
    reviewer: Email | None = None
    approver: Email | None = None


@dataclass(frozen=True, kw_only=True, config=LATE)
class Escalation:
    """To whom a request was taken, why, and where it stood before."""

    to: Email
    why: Text
    by: Email
    at: datetime
    before: Status


@dataclass(frozen=True, kw_only=True, config=LATE)
class Intake:
    """A request and how it is worked on. `asked_on` is set where that was not the day on which it was opened."""

    asked: Text
    summary: Line
    requester: Email
    asked_on: Day | None = None
    audience: GroupName = EVERYONE
    status: Status = Status.INTAKE
    conversation: Conversation = Field(default_factory=Conversation)
    affected: tuple[Affected, ...] = MANY
    route: Route | None = None
    intake_class: IntakeClass | None = None
    changes: tuple[Changes, ...] = MANY
    assignments: Annotated[tuple[Assignment, ...], Field(max_length=len(Framework))] = ()
    proposal: Proposal = Field(default_factory=Proposal)
    corrections: tuple[Correction, ...] = MANY
    requests: tuple[RecordId, ...] = MANY
    evidence: tuple[RecordId, ...] = MANY
    decision: RecordId | None = None
    reviews: tuple[RecordId, ...] = MANY
    exceptions: tuple[RecordId, ...] = MANY
    findings: tuple[RecordId, ...] = MANY
    escalation: Escalation | None = None
    merged_into: RecordId | None = None
    resolution: Note = ""
    reopened: tuple[Reopened, ...] = MANY
