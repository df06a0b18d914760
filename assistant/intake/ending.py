"""Escalate and come back, close, merge."""

from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, known, look, step
from knowledge.access.people import Person
from knowledge.records.roles import Role
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import Status


def escalate(office: Office, actor: Person, record_id: str, to: str, why: str) -> Done | Refusal:
    """Take an intake to somebody who can accept the risk or fund the remediation."""

    def plan(seen: Seen) -> Plan | Refusal:
        found, refused = office.person(to), known(office, seen, to)
        if refused or found is None:
            return refused or Missing(to)
        if not found.roles & {Role.APPROVER, Role.LEAD, Role.ADMIN}:
            return Refused((f"{to} can neither accept a risk nor fund a remediation: no approver, lead or admin",))
        given = {"to": to, "why": why, "by": actor.email, "at": office.now(), "before": seen.intake.status}
        return Plan({"escalation": given}, tell=(found.email,), detail={"who": found.email})

    return step(office, actor, record_id, Action.ESCALATE, plan)


def resume(office: Office, actor: Person, record_id: str) -> Done | Refusal:
    """Take an escalated intake back to where it stood."""
    return step(office, actor, record_id, Action.RESUME, lambda seen: Plan({"escalation": None}))


def close(office: Office, actor: Person, record_id: str, resolution: str) -> Done | Refusal:
    """Close an intake whose decision is made, approved where it must be, and reviewed."""
    return step(office, actor, record_id, Action.CLOSE, lambda seen: Plan({"resolution": resolution}))


def merge(office: Office, actor: Person, record_id: str, into: str) -> Done | Refusal:
    """Close an intake as the same as another one, which learns of it."""

    def plan(seen: Seen) -> Plan | Refusal:
        other = look(office, actor, into)
        if not isinstance(other, Seen):
            return other
        if into == record_id or other.intake.merged_into:
            return Refused((f"{into} is the same record or was merged itself; name the one that goes on",))
        if other.intake.status == Status.CLOSED:
            return Refused((f"{into} is closed; name one that is open",))
        if other.intake.audience != seen.intake.audience:
            return Refused((f"{into} is for {other.intake.audience}, {record_id} for {seen.intake.audience}",))
        return Plan({"merged_into": into, "resolution": f"merged into {into}"}, detail={"into": into})

    return step(office, actor, record_id, Action.MERGE, plan)
