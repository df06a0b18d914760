"""The workflow of an intake as data: which action leads from where to where, who may take it, and what it needs.

Pure: the facts of the case are arguments, a refusal is a list of sentences that say what is missing.
"""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.records import needs as need
from knowledge.records.intake import Intake
from knowledge.records.needs import Case, Need
from knowledge.records.roles import Part, Role
from knowledge.records.vocabulary import Status

S = Status
_OPEN = frozenset(Status) - {S.CLOSED}
_WORKED = frozenset({S.OWNED, S.EVIDENCE_REQUESTED, S.ESCALATED, S.DECIDED, S.IN_REVIEW})


class Action(StrEnum):
    """What people do to an intake."""

    EDIT = "edit"
    CLASSIFY = "classify"
    ASSIGN = "assign"
    UNASSIGN = "unassign"
    REQUEST = "request"
    REJECT = "reject"
    DECIDE = "decide"
    APPROVE = "approve"
    REVIEW = "review"
    ESCALATE = "escalate"
    RESUME = "resume"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    ASK = "ask"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table. `to` None: the status stays (RESUME and REOPEN go back to where it stood before)."""

    action: Action
    start: frozenset[Status]
    to: Status | None
    by: frozenset[Role]
    needs: tuple[Need, ...] = ()


LEADS = frozenset({Role.LEAD, Role.ADMIN})
_OWNERS = LEADS | {Role.OWNER}
_ANYONE = _OWNERS | {Role.REQUESTER, Role.REVIEWER, Role.APPROVER}
_ASSIGNED = _WORKED - {S.OWNED}

MOVES = (
    Move(Action.EDIT, frozenset({S.INTAKE}), None, _OWNERS | {Role.REQUESTER}),
    Move(Action.EDIT, _WORKED | {S.CLASSIFIED}, None, _OWNERS),
    Move(Action.CLASSIFY, frozenset({S.INTAKE}), S.CLASSIFIED, LEADS),
    Move(Action.CLASSIFY, _WORKED | {S.CLASSIFIED}, None, LEADS),
    Move(Action.ASSIGN, frozenset({S.CLASSIFIED, S.OWNED}), S.OWNED, LEADS, (need.classified,)),
    Move(Action.ASSIGN, _ASSIGNED, None, LEADS, (need.classified,)),
    Move(Action.UNASSIGN, _WORKED | {S.CLASSIFIED}, None, LEADS),
    Move(Action.REQUEST, frozenset({S.OWNED, S.EVIDENCE_REQUESTED}), S.EVIDENCE_REQUESTED, _OWNERS, (need.owned,)),
    Move(Action.REQUEST, frozenset({S.ESCALATED, S.DECIDED, S.IN_REVIEW}), None, _OWNERS, (need.owned,)),
    Move(Action.REJECT, _WORKED, None, _OWNERS | {Role.REVIEWER}),
    Move(
        Action.DECIDE,
        _WORKED,
        S.DECIDED,
        _OWNERS | {Role.APPROVER},
        (need.classified, need.owned, need.approver, need.answered, need.fresh_evidence),
    ),
    Move(
        Action.APPROVE,
        frozenset({S.DECIDED, S.IN_REVIEW}),
        None,
        frozenset({Role.APPROVER}),
        (need.decided, need.fresh_evidence, need.standing_evidence, need.unmoved),
    ),
    Move(
        Action.REVIEW,
        frozenset({S.DECIDED, S.IN_REVIEW, S.CLOSED}),
        S.IN_REVIEW,
        LEADS | {Role.REVIEWER},
        (need.decided, need.approved),
    ),
    Move(Action.ESCALATE, _OPEN - {S.ESCALATED}, S.ESCALATED, _ANYONE),
    Move(Action.RESUME, frozenset({S.ESCALATED}), None, LEADS | {Role.APPROVER}),
    Move(
        Action.CLOSE,
        frozenset({S.IN_REVIEW}),
        S.CLOSED,
        _OWNERS,
        (
            need.decided,
            need.approved,
            need.fresh_evidence,
            need.standing_evidence,
            need.unmoved,
            need.reviewed,
            need.answered,
            need.findings_closed,
        ),
    ),
    Move(Action.MERGE, _OPEN, S.CLOSED, LEADS),
    Move(Action.REOPEN, frozenset({S.CLOSED}), None, _OWNERS),
    Move(Action.ASK, _OPEN, None, _OWNERS),
    Move(Action.REPLY, _OPEN, None, _ANYONE),
)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an action can't be taken now: whole phrases, each naming what is missing."""

    why: tuple[str, ...]


def acting(person_email: str, roles: frozenset[Role], intake: Intake, seated: bool = False) -> frozenset[Role]:
    """As what somebody acts on an intake: lead and admin by role, owner, reviewer and approver by assignment.

    An approver whom it was escalated to acts as one as long as it stands escalated: being named gives no right. So does
    who is `seated` on the forum that it was escalated to: that body has the power.
    """
    parts = {
        Role(part.value) for one in intake.assignments for part in Part if getattr(one, part.value) == person_email
    }
    asked = {Role.REQUESTER} if intake.requester == person_email else set()
    called = intake.status == S.ESCALATED and intake.escalation is not None and intake.escalation.to == person_email
    taken = frozenset({Role.APPROVER}) if seated else roles & {Role.APPROVER} if called else frozenset()
    return (roles & LEADS) | parts | asked | taken


def next_status(action: Action, case: Case) -> Status | Refused:
    """The status that `action` leads to, or why it can't be taken."""
    here = [move for move in MOVES if move.action == action and case.intake.status in move.start]
    if not here:
        starts = {s for move in MOVES if move.action == action for s in move.start}
        wanted = _either([s.value for s in Status if s in starts])
        return Refused((f"its status is {_said(case.intake.status)}; to {action.value} it, that must be {wanted}",))
    move = here[0]
    if not move.by & case.acting:
        may = _either([role.value for role in Role if role in move.by])
        return Refused((f"only its {may} may {action.value} it",))
    missing = tuple(why for one in move.needs for why in one(case))
    if missing:
        return Refused(missing)
    if action == Action.RESUME and case.intake.escalation:
        return case.intake.escalation.before
    if action == Action.REOPEN:
        return _before(case)
    return move.to or case.intake.status


def _before(case: Case) -> Status:
    """Where an intake stands by what was done to it, were it not closed."""
    intake = case.intake
    if intake.escalation:
        return S.ESCALATED
    if case.decision:
        return S.DECIDED
    if any(one.owner for one in intake.assignments):
        return S.EVIDENCE_REQUESTED if intake.requests else S.OWNED
    return S.CLASSIFIED if intake.intake_class else S.INTAKE


def _said(status: str) -> str:
    return status.replace("_", " ")


def _either(names: list[str]) -> str:
    said = [_said(name) for name in names]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
