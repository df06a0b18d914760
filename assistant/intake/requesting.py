"""Ask for evidence, answer a request with it, and send back what does not do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.evidence.operation import operates
from assistant.evidence.wordings import Check
from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, known, look, step
from knowledge.access.people import Person
from knowledge.records.bodies import Body, Invalid, changed, parse
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.record import Record
from knowledge.records.roles import Role
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import RecordKind, RequestState
from knowledge.store.records import Change, Committed, Notice, Write


def request(office: Office, actor: Person, record_id: str, fields: Mapping[str, Any]) -> Done | Refusal:
    """Ask somebody for evidence; `fields` are those of an EvidenceRequest."""

    def plan(seen: Seen) -> Plan | Refusal:
        given = {"intake": record_id, "audience": seen.intake.audience, **fields}
        made = parse(RecordKind.REQUEST, given)
        if isinstance(made, Invalid):
            return made
        assert isinstance(made, EvidenceRequest)
        refused = known(office, seen, made.to) or _past(made.due, office.now().date())
        if refused:
            return refused
        new = office.next_id(RecordKind.REQUEST)
        fields_ = {"requests": (*seen.intake.requests, new)}
        return Plan(fields_, (Write(new, 0, made, {"to": made.to}),), (made.to,), {"request": new})

    return step(office, actor, record_id, Action.REQUEST, plan)


def _past(due: date, today: date) -> Refused | None:
    return Refused((f"the due date {due.isoformat()} has passed; name a later one",)) if due < today else None


def providing(office: Office, actor: Person, request_id: str, gives: bool) -> EvidenceRequest | Refusal:
    """The open request that this person may answer, or (`gives` false) withdraw; else why not."""
    held = office.record(request_id, actor.audiences)
    if held is None or not isinstance(held.body, EvidenceRequest):
        return Missing(request_id, RecordKind.REQUEST)
    refused = _not_theirs(office, actor, held.body, gives)
    if held.body.state != RequestState.OPEN or refused:
        return refused or Refused((f"{request_id} is {held.body.state.value} already",))
    return held.body


def provide(office: Office, actor: Person, request_id: str, evidence_id: str | None) -> Done | Refusal:
    """Answer an evidence request with evidence that is on record, or (None) withdraw the request."""
    held = office.record(request_id, actor.audiences)
    asked = providing(office, actor, request_id, bool(evidence_id))
    if held is None or not isinstance(asked, EvidenceRequest):
        return Missing(request_id, RecordKind.REQUEST) if isinstance(asked, EvidenceRequest) else asked
    unfit = _unfit(office, actor, asked, evidence_id) if evidence_id else None
    if unfit:
        return unfit
    state = RequestState.PROVIDED if evidence_id else RequestState.WITHDRAWN
    body = changed(asked, state=state, answer=evidence_id)
    if isinstance(body, Invalid):
        return body
    writes = [Write(request_id, held.version, body, {"to": state.value})]
    writes += _onto_intake(office, actor, asked.intake, evidence_id)
    notices = _waiting(office, actor, asked.intake, request_id)
    done = office.commit(Change(state.value, actor.email, office.now(), writes, notices))
    return Done(done.record_ids) if isinstance(done, Committed) else done


def _not_theirs(office: Office, actor: Person, asked: EvidenceRequest, gives: bool) -> Refused | None:
    """Who is asked gives; who owns the intake, or leads, gives or withdraws."""
    seen = look(office, actor, asked.intake) if asked.intake else None
    acting = seen.case.acting if isinstance(seen, Seen) else actor.roles
    if acting & {Role.OWNER, Role.LEAD, Role.ADMIN} or (gives and actor.email == asked.to):
        return None
    return Refused((f"only {asked.to} may answer it, and the owner of the intake or a lead answer or withdraw it",))


def _unfit(office: Office, actor: Person, asked: EvidenceRequest, evidence_id: str) -> Refusal | None:
    """Evidence answers for the requirement it was collected for; for another one its reuse is checked first."""
    found = office.record(evidence_id, actor.audiences)
    if found is None or not isinstance(found.body, Evidence):
        return Missing(evidence_id, RecordKind.EVIDENCE)
    return unsuited(asked, found.body, evidence_id, office.now().date())


def unsuited(asked: EvidenceRequest, body: Evidence, name: str, today: date) -> Refused | None:
    """Why evidence can't answer a request; `name` is what it is called."""
    if body.withdrawn:
        return Refused((f"evidence {name} was withdrawn ({body.withdrawn.on.isoformat()})",))
    if body.expires_on and body.expires_on < today:
        return Refused((f"evidence {name} has expired ({body.expires_on.isoformat()})",))
    shows = operates(body, asked.document)
    if shows.check == Check.FAIL:
        return Refused((f"{name} can't answer it: {shows.why}",))
    if (body.requirement.casefold(), body.framework) == (asked.requirement.casefold(), asked.framework):
        return None
    mine, theirs = (f"{one.requirement} ({one.framework.value})" for one in (body, asked))
    check = f"check it with: tickmark reuse {name} --for {asked.requirement}, then add it as evidence for {theirs}"
    return Refused((f"{name} was collected for {mine}, not for {theirs}; {check}",))


def _onto_intake(office: Office, actor: Person, intake_id: str | None, evidence_id: str | None) -> list[Write]:
    seen = look(office, actor, intake_id) if intake_id and evidence_id else None
    if not isinstance(seen, Seen) or evidence_id in seen.intake.evidence:
        return []
    body: Body | Invalid = changed(seen.intake, evidence=(*seen.intake.evidence, evidence_id))
    record = seen.record
    return (
        []
        if isinstance(body, Invalid)
        else [Write(record.record_id, record.version, body, {"evidence": str(evidence_id)})]
    )


def _waiting(office: Office, actor: Person, intake_id: str | None, request_id: str) -> list[Notice]:
    seen = look(office, actor, intake_id) if intake_id else None
    owners = [one.owner for one in seen.intake.assignments if one.owner] if isinstance(seen, Seen) else []
    return [Notice(who, request_id, "provided") for who in dict.fromkeys(owners) if who != actor.email]


def reject(office: Office, actor: Person, request_id: str, why: str, due: str | date | None = None) -> Done | Refusal:
    """Send evidence back that was given for a request: the request is open again, due on `due` or as it was.

    The intake rests on it no more, and a decision that does can't be approved, confirmed or closed any more.
    """
    held = office.record(request_id, actor.audiences)
    if held is None or not isinstance(held.body, EvidenceRequest):
        return Missing(request_id, RecordKind.REQUEST)
    made = _reopened(office, actor, held, why, due)
    if not isinstance(made, EvidenceRequest):
        return made
    asked, gone = held.body, held.body.answer or ""
    write = Write(request_id, held.version, made, {"to": made.state.value, "evidence": gone})
    given = office.record(gone, None)
    tell = (asked.to, *([given.body.owner] if given and isinstance(given.body, Evidence) else []))
    if not asked.intake:
        return _sent_back(office, actor, asked, write, tell)

    def plan(seen: Seen) -> Plan | Refusal:
        still = any(one.answer == gone for name, one in seen.case.requests.items() if name != request_id)
        kept = seen.intake.evidence if still else tuple(one for one in seen.intake.evidence if one != gone)
        return Plan({"evidence": kept}, (write,), tell, {"request": request_id, "evidence": gone})

    return step(office, actor, asked.intake, Action.REJECT, plan)


def _reopened(
    office: Office, actor: Person, held: Record, why: str, due: str | date | None
) -> EvidenceRequest | Refusal:
    asked, today = held.body, office.now().date()
    assert isinstance(asked, EvidenceRequest)
    if asked.state != RequestState.PROVIDED:
        return Refused((f"{held.record_id} is {asked.state.value}; only an answer that was given is sent back",))
    back = {"evidence": asked.answer, "by": actor.email, "on": today, "why": why}
    again = {"state": RequestState.OPEN, "answer": None, "due": due or asked.due}
    body = changed(asked, sent_back=(*asked.sent_back, back), **again)
    if isinstance(body, Invalid):
        return Invalid("why", body.why) if body.field.endswith(".why") else body
    assert isinstance(body, EvidenceRequest)
    return _past(body.due, today) or body


def _sent_back(
    office: Office, actor: Person, asked: EvidenceRequest, write: Write, tell: tuple[str, ...]
) -> Done | Refusal:
    """Of a request that belongs to no intake."""
    if not actor.roles & {Role.REVIEWER, Role.LEAD, Role.ADMIN}:
        return Refused(("only a reviewer, a lead or an admin may send it back",))
    notices = [Notice(who, write.record_id, Action.REJECT) for who in dict.fromkeys(tell) if who != actor.email]
    done = office.commit(Change(Action.REJECT.value, actor.email, office.now(), (write,), notices))
    return Done(done.record_ids) if isinstance(done, Committed) else done
