"""Escalate and come back, close, merge, open again."""

from assistant.intake.forums import seats
from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, known, look, step
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, changed
from knowledge.records.roles import Role
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import Status


def escalate(office: Office, actor: Person, record_id: str, to: str, why: str) -> Done | Refusal:
    """Take an intake to a person or a forum that can accept the risk or fund the remediation."""

    def plan(seen: Seen) -> Plan | Refusal:
        found = office.person(to)
        if found is not None and found.is_forum:
            return _to_forum(office, actor, seen, found, why)
        refused = known(office, seen, to)
        if refused or found is None:
            return refused or Missing(to)
        if not found.roles & {Role.APPROVER, Role.LEAD, Role.ADMIN}:
            return Refused((f"{to} can neither accept a risk nor fund a remediation: no approver, lead or admin",))
        given = {"to": to, "why": why, "by": actor.email, "at": office.now(), "before": seen.intake.status}
        return Plan({"escalation": given}, tell=(found.email,), detail={"who": found.email})

    return step(office, actor, record_id, Action.ESCALATE, plan)


def _to_forum(office: Office, actor: Person, seen: Seen, forum: Person, why: str) -> Plan | Refused:
    """Who sits on it is told; one of them acts, who neither asked for it nor owns it."""
    own = {seen.intake.requester, *(one.owner for one in seen.intake.assignments)}
    told = [one.email for one in seats(office, forum, seen.intake.audience)]
    if not set(told) - own:
        return Refused((f"nobody sits on {forum.email} who may read it and neither asked for it nor owns it",))
    given = {"to": forum.email, "why": why, "by": actor.email, "at": office.now(), "before": seen.intake.status}
    return Plan({"escalation": given}, tell=tuple(told), detail={"who": forum.email})


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


def reopen(office: Office, actor: Person, record_id: str, why: str) -> Done | Refusal:
    """Open a closed intake again, for a reason: it stands where it stood before, and a merged one goes its own way."""

    def plan(seen: Seen) -> Plan | Refusal:
        given = {"by": actor.email, "on": office.now().date(), "why": why, "resolution": seen.intake.resolution}
        fields = {"reopened": (*seen.intake.reopened, given), "resolution": "", "merged_into": None}
        trial = changed(seen.intake, **fields)
        if isinstance(trial, Invalid):
            return Invalid("why", trial.why) if trial.field.endswith(".why") else trial
        named = (one for part in seen.intake.assignments for one in (part.reviewer, part.approver))
        return Plan(fields, tell=tuple(one for one in named if one))

    return step(office, actor, record_id, Action.REOPEN, plan)
