"""Classify, assign, request evidence, take it in: what is done to an intake before it is decided."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, known, look, step
from knowledge.access.people import Person
from knowledge.records.bodies import Body, Invalid, changed, parse
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Assignment, Intake
from knowledge.records.roles import Part, Role
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import Changes, Framework, RecordKind, RequestState
from knowledge.store.records import Change, Committed, Notice, Write

_PROPOSED = ("route", "intake_class", "changes")


def classify(office: Office, actor: Person, record_id: str, fields: Mapping[str, Any]) -> Done | Refusal:
    """Set class, route and what it changes. What is left out is taken as proposed; what differs is kept as corrected."""
    at = office.now()

    def plan(seen: Seen) -> Plan | Refusal:
        merged = _merged(seen.intake, fields)
        if merged["intake_class"] is None or merged["route"] is None:
            absent = "class" if merged["intake_class"] is None else "route"
            return Refused((f"no {absent} was proposed; name one with --{absent}",))
        trial = changed(seen.intake, **merged)
        if isinstance(trial, Invalid):
            return trial
        assert isinstance(trial, Intake)
        dropped = [one for one in seen.intake.changes if one not in trial.changes] if seen.decision else []
        if dropped:
            what = ", ".join(_said(one) for one in dropped)
            return Refused(
                (f"it was decided as changing {what}, and stays so; open another intake where that was wrong",)
            )
        corrections = (*seen.intake.corrections, *_corrected(seen.intake, trial, actor, at))
        return Plan(
            {**merged, "corrections": corrections},
            detail={
                "class": str(trial.intake_class),
                "route": str(trial.route),
                "changes": ", ".join(_said(one) for one in trial.changes) or "nothing that needs an approver",
            },
        )

    return step(office, actor, record_id, Action.CLASSIFY, plan)


def _merged(intake: Intake, fields: Mapping[str, Any]) -> dict[str, Any]:
    first = intake.intake_class is None
    source = intake.proposal if first else intake
    merged = {name: fields[name] if name in fields else getattr(source, name) for name in _PROPOSED}
    return merged | {name: value for name, value in fields.items() if name not in _PROPOSED}


def _corrected(old: Intake, new: Intake, actor: Person, at: datetime) -> list[dict[str, Any]]:
    known_ = {(c.field, c.corrected) for c in old.corrections}
    pairs = [(name, _word(getattr(old.proposal, name)), _word(getattr(new, name))) for name in _PROPOSED]
    return [
        {"field": name, "proposed": was, "corrected": now, "by": actor.email, "at": at}
        for name, was, now in pairs
        if was != now and (name, now) not in known_
    ]


def _said(change: Changes) -> str:
    return change.value.replace("_", " ")


def _word(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def assign(
    office: Office, actor: Person, record_id: str, framework: Framework, parts: Mapping[Part, str]
) -> Done | Refusal:
    """Give parts of the work for one framework to people. Nothing is taken over from another framework."""

    def plan(seen: Seen) -> Plan | Refusal:
        refused = known(office, seen, *parts.values()) or _unable(office, parts)
        if refused:
            return refused
        held = {one.framework: one for one in seen.intake.assignments}
        old = held.get(framework, Assignment(framework=framework))
        merged = {part.value: parts.get(part, getattr(old, part.value)) for part in Part}
        if merged["owner"] and merged["owner"] == merged["approver"]:
            return Refused((f"{merged['owner']} can't both own and approve for {framework.value}; name two people",))
        new = Assignment(framework=framework, **merged)
        detail = {"framework": framework.value, **{part.value: who for part, who in parts.items()}}
        ordered = sorted({**held, framework: new}.values(), key=lambda one: list(Framework).index(one.framework))
        stays = {} if any(one.owner for one in ordered) else {"status": seen.intake.status}
        return Plan({"assignments": tuple(ordered), **stays}, tell=tuple(parts.values()), detail=detail)

    return step(office, actor, record_id, Action.ASSIGN, plan)


def _unable(office: Office, parts: Mapping[Part, str]) -> Refused | None:
    for part, email in parts.items():
        found = office.person(email)
        if found and part.value not in {role.value for role in found.roles}:
            return Refused(
                (f"{email} has not the role {part.value}; an admin gives it with: tickmark people import FILE",)
            )
    return None


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
        return Missing(request_id)
    refused = _not_theirs(office, actor, held.body, gives)
    if held.body.state != RequestState.OPEN or refused:
        return refused or Refused((f"{request_id} is {held.body.state.value} already",))
    return held.body


def provide(office: Office, actor: Person, request_id: str, evidence_id: str | None) -> Done | Refusal:
    """Answer an evidence request with evidence that is on record, or (None) withdraw the request."""
    held = office.record(request_id, actor.audiences)
    asked = providing(office, actor, request_id, bool(evidence_id))
    if held is None or not isinstance(asked, EvidenceRequest):
        return Missing(request_id) if isinstance(asked, EvidenceRequest) else asked
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
        return Missing(evidence_id)
    body = found.body
    if body.withdrawn:
        return Refused((f"evidence {evidence_id} was withdrawn ({body.withdrawn.on.isoformat()})",))
    if body.expires_on and body.expires_on < office.now().date():
        return Refused((f"evidence {evidence_id} has expired ({body.expires_on.isoformat()})",))
    if (body.requirement.casefold(), body.framework) == (asked.requirement.casefold(), asked.framework):
        return None
    mine, theirs = (f"{one.requirement} ({one.framework.value})" for one in (body, asked))
    check = (
        f"check it with: tickmark reuse {evidence_id} --for {asked.requirement}, then add it as evidence for {theirs}"
    )
    return Refused((f"{evidence_id} was collected for {mine}, not for {theirs}; {check}",))


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
