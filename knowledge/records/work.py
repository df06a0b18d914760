"""Tasks, exceptions and findings."""

from pydantic.dataclasses import dataclass

from knowledge.records.fields import LATE, Blank, Day, Email, GroupName, Line, Note, RecordId, Text
from knowledge.records.parts import Withdrawn
from knowledge.records.vocabulary import Consequence, DateKind, ExceptionKind, Framework, WorkState
from knowledge.sources.types import EVERYONE


@dataclass(frozen=True, kw_only=True, config=LATE)
class Task:
    """Work in the one register over both frameworks, labelled with what it satisfies."""

    title: Line
    satisfies: Line
    framework: Framework
    owner: Email
    audience: GroupName = EVERYONE
    due: Day
    date_kind: DateKind
    consequence: Consequence
    state: WorkState = WorkState.OPEN
    notes: Note = ""
    intake: RecordId | None = None
    finding: RecordId | None = None
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, kw_only=True, config=LATE)
class ExceptionRecord:
    """A deviation with its owner. `rating` is the risk's rating, frozen when it was accepted.

    A risk is accepted once its approver said so: `accepted_by` is empty until then.
    """

    kind: ExceptionKind
    what: Text
    owner: Email
    audience: GroupName = EVERYONE
    approver: Email | None = None
    rating: Blank = ""
    accepted_by: Email | None = None
    accepted_on: Day | None = None
    expires_on: Day | None = None
    date_kind: DateKind = DateKind.INTERNAL
    intake: RecordId | None = None
    state: WorkState = WorkState.OPEN
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, kw_only=True, config=LATE)
class Finding:
    """Something found wanting, tracked to closure through a corrective action or an acceptance."""

    what: Text
    source: Line
    owner: Email
    audience: GroupName = EVERYONE
    found_on: Day
    due: Day | None = None
    date_kind: DateKind = DateKind.INTERNAL
    state: WorkState = WorkState.OPEN
    corrective_action: RecordId | None = None
    acceptance: RecordId | None = None
    closed_on: Day | None = None
    intake: RecordId | None = None
    withdrawn: Withdrawn | None = None


def is_action(body: object) -> bool:
    """Whether a record is what corrects something: a task, or an exception of that kind."""
    return isinstance(body, Task) or (
        isinstance(body, ExceptionRecord) and body.kind == ExceptionKind.CORRECTIVE_ACTION
    )
