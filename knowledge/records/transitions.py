"""The workflow of an intake as data: which action leads from where to where, who may take it, and what it needs.

Pure: the facts of the case are arguments, a refusal is a list of sentences that say what is missing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.records.decision import DecisionRecord
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.material import is_approved
from knowledge.records.vocabulary import Part, RequestState, Role, Status, WorkState
from knowledge.records.work import Finding

S = Status
_OPEN = frozenset(Status) - {S.CLOSED}
_WORKED = frozenset({S.OWNED, S.EVIDENCE_REQUESTED, S.ESCALATED, S.DECIDED, S.IN_REVIEW})


class Action(StrEnum):
    """What people do to an intake."""

    CLASSIFY = "classify"
    ASSIGN = "assign"
    REQUEST = "request"
    DECIDE = "decide"
    APPROVE = "approve"
    REVIEW = "review"
    ESCALATE = "escalate"
    RESUME = "resume"
    CLOSE = "close"
    MERGE = "merge"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Case:
    """An intake with everything that its workflow looks at, on a day, before somebody who acts as `acting`."""

    intake: Intake
    acting: frozenset[Role]
    today: date
    decision: DecisionRecord | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    requests: Mapping[str, EvidenceRequest] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)


Need = Callable[[Case], Iterator[str]]


def _classified(case: Case) -> Iterator[str]:
    if case.intake.intake_class is None:
        yield "no class"
    if case.intake.route is None:
        yield "no route"


def _owned(case: Case) -> Iterator[str]:
    if not case.intake.assignments:
        yield "no owner"
    for one in case.intake.assignments:
        if not one.owner:
            yield f"no owner for {one.framework.value}"


def _approver(case: Case) -> Iterator[str]:
    """Anything on the list of what it changes makes a decision accountable."""
    if case.intake.changes and not any(one.approver for one in case.intake.assignments):
        yield f"no approver, though it changes {', '.join(c.value.replace('_', ' ') for c in case.intake.changes)}"


def _fresh_evidence(case: Case) -> Iterator[str]:
    for record_id, one in case.evidence.items():
        if one.expires_on and one.expires_on < case.today:
            yield f"evidence {record_id} has expired ({one.expires_on.isoformat()})"


def _answered(case: Case) -> Iterator[str]:
    for record_id, one in case.requests.items():
        if one.state == RequestState.OPEN:
            yield f"evidence request {record_id} is open (to {one.to}, due {one.due.isoformat()})"


def _decided(case: Case) -> Iterator[str]:
    if case.decision is None:
        yield "no decision"


def _approved(case: Case) -> Iterator[str]:
    if case.decision is None or not case.intake.changes or is_approved(case.decision):
        return
    void = case.decision.approval is not None
    yield "the approval is void: what was approved has changed since" if void else "the decision is not approved"


def _reviewed(case: Case) -> Iterator[str]:
    if not case.intake.reviews:
        yield "no review"


def _findings_closed(case: Case) -> Iterator[str]:
    for record_id, one in case.findings.items():
        if one.state == WorkState.OPEN and not one.acceptance:
            yield f"finding {record_id} is open"


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table. `to` None: the status stays (RESUME goes back to where it was escalated from)."""

    action: Action
    start: frozenset[Status]
    to: Status | None
    by: frozenset[Role]
    needs: tuple[Need, ...] = ()


_LEADS = frozenset({Role.LEAD, Role.ADMIN})
_OWNERS = _LEADS | {Role.OWNER}
_ANYONE = _OWNERS | {Role.REQUESTER, Role.REVIEWER, Role.APPROVER}
_ASSIGNED = _WORKED - {S.OWNED}

MOVES = (
    Move(Action.CLASSIFY, frozenset({S.INTAKE}), S.CLASSIFIED, _LEADS),
    Move(Action.CLASSIFY, _WORKED | {S.CLASSIFIED}, None, _LEADS),
    Move(Action.ASSIGN, frozenset({S.CLASSIFIED, S.OWNED}), S.OWNED, _LEADS, (_classified,)),
    Move(Action.ASSIGN, _ASSIGNED, None, _LEADS, (_classified,)),
    Move(Action.REQUEST, frozenset({S.OWNED, S.EVIDENCE_REQUESTED}), S.EVIDENCE_REQUESTED, _OWNERS, (_owned,)),
    Move(Action.REQUEST, frozenset({S.ESCALATED, S.DECIDED, S.IN_REVIEW}), None, _OWNERS, (_owned,)),
    Move(
        Action.DECIDE,
        _WORKED,
        S.DECIDED,
        _OWNERS | {Role.APPROVER},
        (_classified, _owned, _approver, _answered, _fresh_evidence),
    ),
    Move(
        Action.APPROVE,
        frozenset({S.DECIDED, S.IN_REVIEW}),
        None,
        frozenset({Role.APPROVER}),
        (_decided, _fresh_evidence),
    ),
    Move(
        Action.REVIEW,
        frozenset({S.DECIDED, S.IN_REVIEW, S.CLOSED}),
        S.IN_REVIEW,
        _LEADS | {Role.REVIEWER},
        (_decided, _approved),
    ),
    Move(Action.ESCALATE, _OPEN - {S.ESCALATED}, S.ESCALATED, _ANYONE),
    Move(Action.RESUME, frozenset({S.ESCALATED}), None, _LEADS | {Role.APPROVER}),
    Move(
        Action.CLOSE,
        frozenset({S.IN_REVIEW}),
        S.CLOSED,
        _OWNERS,
        (_decided, _approved, _reviewed, _answered, _findings_closed),
    ),
    Move(Action.MERGE, _OPEN, S.CLOSED, _LEADS),
    Move(Action.EDIT, _OPEN, None, _OWNERS | {Role.REQUESTER}),
)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an action can't be taken now: whole phrases, each naming what is missing."""

    why: tuple[str, ...]


def acting(person_email: str, roles: frozenset[Role], intake: Intake) -> frozenset[Role]:
    """As what somebody acts on an intake: lead and admin by role, owner, reviewer and approver by assignment."""
    parts = {
        Role(part.value) for one in intake.assignments for part in Part if getattr(one, part.value) == person_email
    }
    asked = {Role.REQUESTER} if intake.requester == person_email else set()
    taken = {Role.APPROVER} if intake.escalation and intake.escalation.to == person_email else set()
    return (roles & _LEADS) | parts | asked | taken


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
    missing = tuple(why for need in move.needs for why in need(case))
    if missing:
        return Refused(missing)
    if action == Action.RESUME and case.intake.escalation:
        return case.intake.escalation.before
    return move.to or case.intake.status


def _said(status: str) -> str:
    return status.replace("_", " ")


def _either(names: list[str]) -> str:
    said = [_said(name) for name in names]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
