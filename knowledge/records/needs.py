"""What steps of the workflow need: each yields, in words, what of it is missing. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.records.decision import DecisionRecord
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.material import answering, ground, is_approved, material
from knowledge.records.roles import Role
from knowledge.records.vocabulary import RequestState, WorkState
from knowledge.records.work import ExceptionRecord, Finding


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
    exceptions: Mapping[str, ExceptionRecord] = field(default_factory=dict)


Need = Callable[[Case], Iterator[str]]


def classified(case: Case) -> Iterator[str]:
    """The intake has a class and a route."""
    if case.intake.intake_class is None:
        yield "no class"
    if case.intake.route is None:
        yield "no route"


def owned(case: Case) -> Iterator[str]:
    """Each framework that work is assigned for has an owner."""
    if not case.intake.assignments:
        yield "no owner"
    for one in case.intake.assignments:
        if not one.owner:
            yield f"no owner for {one.framework.value}"


def approver(case: Case) -> Iterator[str]:
    """Anything on the list of what it changes makes a decision accountable."""
    if case.intake.changes and not any(one.approver for one in case.intake.assignments):
        yield f"no approver, though it changes {', '.join(c.value.replace('_', ' ') for c in case.intake.changes)}"


def fresh_evidence(case: Case) -> Iterator[str]:
    """No evidence has expired."""
    for record_id, one in case.evidence.items():
        if not one.withdrawn and one.expires_on and one.expires_on < case.today:
            yield f"evidence {record_id} has expired ({one.expires_on.isoformat()})"


def standing_evidence(case: Case) -> Iterator[str]:
    """No evidence that the decision rests on was withdrawn or sent back."""
    for rested in case.decision.evidence if case.decision else ():
        for name in sent_back(case, rested.record_id):
            yield f"evidence {rested.record_id} was sent back ({name}); decide it again without it"
        held = case.evidence.get(rested.record_id)
        if held and held.withdrawn:
            yield f"evidence {rested.record_id} was withdrawn ({held.withdrawn.on.isoformat()}); decide it again"


def sent_back(case: Case, evidence_id: str) -> list[str]:
    """The requests for which this evidence did not do, where it answers none."""
    if any(one.answer == evidence_id for one in case.requests.values()):
        return []
    return [name for name, one in case.requests.items() if any(back.evidence == evidence_id for back in one.sent_back)]


def answered(case: Case) -> Iterator[str]:
    """No evidence request is open."""
    for record_id, one in case.requests.items():
        if one.state == RequestState.OPEN:
            yield f"evidence request {record_id} is open (to {one.to}, due {one.due.isoformat()})"


def decided(case: Case) -> Iterator[str]:
    """There is a decision."""
    if case.decision is None:
        yield "no decision"


def approved(case: Case) -> Iterator[str]:
    """Where an approval is needed, it is of the decision as it is now."""
    if case.decision is None or not case.intake.changes or is_approved(case.decision):
        return
    now, given = material(case.decision), {one.framework: one for one in case.decision.approvals}
    for one in answering(case.decision):
        whose = f" for {one.value}" if len(answering(case.decision)) > 1 else ""
        if one not in given:
            yield f"the decision is not approved{whose}"
        elif given[one].material != now:
            yield f"the approval{whose} is void: what was approved has changed since"


def unmoved(case: Case) -> Iterator[str]:
    """What was decided on is as it was then."""
    made, now = case.decision, case.intake
    if made is None:
        return
    if made.route and ground(made) != ground(now):
        yield "what it affects or is classed as has changed since the decision; decide it again"
    dropped = {one for one, body in case.exceptions.items() if body.state == WorkState.DROPPED}
    over = {one for one, body in case.exceptions.items() if body.state != WorkState.OPEN}
    later = [one for one in now.exceptions if one not in made.exceptions and one not in over]
    if later:
        yield f"{', '.join(later)} came after the decision; decide it again"
    gone = [one for one in made.exceptions if one in dropped]
    if gone:
        yield f"{', '.join(gone)}, which it was decided with, was withdrawn; decide it again"


def reviewed(case: Case) -> Iterator[str]:
    """There is a review."""
    if not case.intake.reviews:
        yield "no review"


def findings_closed(case: Case) -> Iterator[str]:
    """Each finding is closed or accepted."""
    for record_id, one in case.findings.items():
        if one.state == WorkState.OPEN and not one.acceptance:
            yield f"finding {record_id} is open"
