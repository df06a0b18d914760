"""One step of the workflow: look, ask the table, change, commit. Every use case is a plan handed to `step`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assistant.intake.forums import is_called
from assistant.intake.office import Done, Missing, Office, Refusal
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import Invalid, changed
from knowledge.records.decision import DecisionRecord
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.needs import Case
from knowledge.records.record import Record
from knowledge.records.transitions import Action, Refused, acting, next_status
from knowledge.records.work import ExceptionRecord, Finding
from knowledge.store.records import Change, Committed, Notice, Write


@dataclass(frozen=True)
class Seen:
    """An intake as it was read for a step, with what the workflow looks at and who acts.

    `called`: it stands escalated to who acts, or to a forum that they sit on.
    """

    record: Record
    intake: Intake
    case: Case
    decision: Record | None
    actor: Person
    called: bool = False


@dataclass(frozen=True)
class Plan:
    """What a step changes: fields of the intake, other records, who else is told, and short words for the audit log."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Write, ...] = ()
    tell: tuple[str, ...] = ()
    detail: Mapping[str, str] = field(default_factory=dict)


T = TypeVar("T")
Planning = Callable[[Seen], Plan | Refusal]


def step(office: Office, actor: Person, record_id: str, action: Action, plan: Planning) -> Done | Refusal:
    """Take `action` on an intake, or say why not. What is written is written in one transaction, or not at all."""
    seen = look(office, actor, record_id)
    if not isinstance(seen, Seen):
        return seen
    status = next_status(action, seen.case)
    if isinstance(status, Refused):
        return status
    planned = plan(seen)
    if not isinstance(planned, Plan):
        return planned
    body = changed(seen.intake, **{"status": status, **planned.fields})
    if isinstance(body, Invalid):
        return body
    assert isinstance(body, Intake)
    return _commit(office, seen, action, planned, body)


def look(office: Office, actor: Person, record_id: str) -> Seen | Missing:
    """The intake with all that its workflow looks at, as `actor` may see it."""
    record = office.record(record_id, actor.audiences)
    if record is None or not isinstance(record.body, Intake):
        return Missing(record_id)
    intake = record.body
    decision = office.record(intake.decision, None) if intake.decision else None
    called = is_called(office, actor, intake)
    case = Case(
        intake=intake,
        acting=_acting(actor, intake, called and intake.escalation is not None and intake.escalation.to != actor.email),
        today=office.now().date(),
        decision=decision.body if decision and isinstance(decision.body, DecisionRecord) else None,
        evidence=_bodies(office, _evidence_ids(intake, decision), Evidence),
        requests=_bodies(office, intake.requests, EvidenceRequest),
        findings=_bodies(office, intake.findings, Finding),
        exceptions=_bodies(office, dict.fromkeys((*intake.exceptions, *_excepted(decision))), ExceptionRecord),
    )
    return Seen(record, intake, case, decision, actor, called)


def _acting(actor: Person, intake: Intake, seated: bool) -> frozenset[Any]:
    own = acting(actor.email, actor.roles, intake, seated)
    return own | actor.roles if actor.email == OPERATOR else own


def _excepted(decision: Record | None) -> tuple[str, ...]:
    return decision.body.exceptions if decision and isinstance(decision.body, DecisionRecord) else ()


def _evidence_ids(intake: Intake, decision: Record | None) -> tuple[str, ...]:
    rested = decision.body.evidence if decision and isinstance(decision.body, DecisionRecord) else ()
    return tuple(dict.fromkeys((*intake.evidence, *(one.record_id for one in rested))))


def _bodies(office: Office, ids: Iterable[str], kind: type[T]) -> dict[str, T]:
    found = office.records(ids, None)
    return {one: record.body for one, record in found.items() if isinstance(record.body, kind)}


def _commit(office: Office, seen: Seen, action: Action, plan: Plan, body: Intake) -> Done | Refusal:
    detail = {"from": seen.intake.status.value, "to": body.status.value, **plan.detail}
    write = Write(seen.record.record_id, seen.record.version, body, detail)
    notices = tuple(Notice(who, write.record_id, action.value) for who in _told(seen, body, plan))
    change = Change(action.value, seen.actor.email, office.now(), (write, *plan.others), notices)
    done = office.commit(change)
    return Done(done.record_ids) if isinstance(done, Committed) else done


def _told(seen: Seen, body: Intake, plan: Plan) -> list[str]:
    """Who asked and who owns, and whom the step names; never who did it."""
    owners = [one.owner for one in body.assignments if one.owner]
    return [who for who in dict.fromkeys((body.requester, *owners, *plan.tell)) if who != seen.actor.email]


def known(office: Office, seen: Seen, *emails: str | None) -> Refused | None:
    """Refuses people who are not in the directory, or who may not read the intake."""
    audience = seen.intake.audience
    return next((no for email in emails if email and (no := unfit(office, email, audience))), None)


def unfit(office: Office, email: str, audience: str) -> Refused | None:
    """Refuses somebody who is not in the directory, or who may not read what is for `audience`."""
    found = office.person(email)
    if found is None:
        return Refused((f"{email} is unknown; add them with: tickmark people import FILE",))
    if found.is_forum:
        return Refused((f"{email} is a forum; name a person",))
    if not found.may_read(audience):
        return Refused((f"{email} may not read it: they are not in the group {audience}",))
    return None
