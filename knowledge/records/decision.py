"""What was decided, its approval and its reviews."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.records.fields import LATE, Blank, Day, Digest, Email, GroupName, Note, RecordId, Text
from knowledge.records.parts import MANY, Affected, Cited, FactRead, Rested
from knowledge.records.vocabulary import Changes, DateKind, Framework, IntakeClass, Outcome, ReviewResult, Route
from knowledge.sources.types import EVERYONE

FRAMEWORKS: Mapping[Outcome, tuple[Framework, ...]] = {
    Outcome.ISO_27001: (Framework.ISO_27001,),
    Outcome.SOC_2: (Framework.SOC_2,),
    Outcome.BOTH: (Framework.ISO_27001, Framework.SOC_2),
    Outcome.NEITHER: (),
}
"""The frameworks that an outcome calls for, the one that leads first."""


@dataclass(frozen=True, kw_only=True, config=LATE)
class Approval:
    """Who approved what for which framework: the digest of the material part of the decision as it was then."""

    framework: Framework
    by: Email
    at: datetime
    material: Digest


@dataclass(frozen=True, kw_only=True, config=LATE)
class DecisionRecord:
    """What was decided, on what, by whom, and when it is looked at again.

    `review_kind` is what the review date is of; None: what the framework makes of it.
    """

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
    route: Route | None = None
    intake_class: IntakeClass | None = None
    changes: tuple[Changes, ...] = MANY
    owner: Email
    approver: Email | None = None
    decided_by: Email | None = None
    decided_on: Day
    review_on: Day
    review_kind: DateKind | None = None
    review_trigger: Text
    flips: tuple[Text, ...] = MANY
    next_action: Text
    approvals: Annotated[tuple[Approval, ...], Field(max_length=len(Framework))] = ()


@dataclass(frozen=True, kw_only=True, config=LATE)
class Review:
    """What a review of a decision came to and what follows."""

    intake: RecordId
    decision: RecordId
    audience: GroupName = EVERYONE
    result: ReviewResult
    reviewer: Email
    reviewed_on: Day
    exceptions: tuple[RecordId, ...] = MANY
    corrective_actions: tuple[RecordId, ...] = MANY
    next_owner: Email
    next_date: Day
    next_kind: DateKind | None = None
    change_triggers: Text
    notes: Note = ""
