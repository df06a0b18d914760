"""What was decided, its approval and its reviews."""

from datetime import date, datetime

from pydantic.dataclasses import dataclass

from knowledge.records.fields import LATE, Blank, Digest, Email, GroupName, Note, RecordId, Text
from knowledge.records.parts import MANY, Affected, Cited, FactRead, Rested
from knowledge.records.vocabulary import Framework, Outcome, ReviewResult
from knowledge.sources.types import EVERYONE


@dataclass(frozen=True, kw_only=True, config=LATE)
class Approval:
    """Who approved what: the digest of the material part of the decision as it was then."""

    by: Email
    at: datetime
    material: Digest


@dataclass(frozen=True, kw_only=True, config=LATE)
class DecisionRecord:
    """What was decided, on what, by whom, and when it is looked at again."""

    intake: RecordId
    audience: GroupName = EVERYONE
    outcome: Outcome
    framework: Framework
    decision: Text
    scope: Text
    assumptions: Note = ""
    obligation: Note = ""
    rule: Blank = ""
    rule_version: Blank = ""
    facts: tuple[FactRead, ...] = MANY
    citations: tuple[Cited, ...] = MANY
    evidence: tuple[Rested, ...] = MANY
    exceptions: tuple[RecordId, ...] = MANY
    affected: tuple[Affected, ...] = MANY
    owner: Email
    approver: Email | None = None
    decided_by: Email | None = None
    decided_on: date
    review_on: date
    review_trigger: Text
    flips: tuple[Text, ...] = MANY
    next_action: Text
    approval: Approval | None = None


@dataclass(frozen=True, kw_only=True, config=LATE)
class Review:
    """What a review of a decision came to and what follows."""

    intake: RecordId
    decision: RecordId
    audience: GroupName = EVERYONE
    result: ReviewResult
    reviewer: Email
    reviewed_on: date
    exceptions: tuple[RecordId, ...] = MANY
    corrective_actions: tuple[RecordId, ...] = MANY
    next_owner: Email
    next_date: date
    change_triggers: Text
    notes: Note = ""
