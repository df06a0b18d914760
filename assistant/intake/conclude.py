"""Decide and approve: how an intake comes to its decision."""

from collections.abc import Mapping
from typing import Any

from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, step
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import Invalid, changed, parse
from knowledge.records.decision import FRAMEWORKS, DecisionRecord
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Assignment, Intake
from knowledge.records.material import answering, material
from knowledge.records.needs import sent_back
from knowledge.records.transitions import LEADS, Action, Refused
from knowledge.records.vocabulary import Framework, RecordKind, WorkState
from knowledge.store.records import Write

_TAKEN_OVER = ("rule", "rule_version", "facts", "citations", "flips")


def decide(
    office: Office, actor: Person, record_id: str, fields: Mapping[str, Any], evidence: tuple[str, ...] | None = None
) -> Done | Refusal:
    """Write the decision record, or its next version: `fields` are those of a DecisionRecord.

    What the proposal says of rule, facts, citations and flips is taken over where it proposed the same outcome.
    """

    def plan(seen: Seen) -> Plan | Refusal:
        refused = _theirs(seen, fields.get("outcome")) or _decidable(office, seen, fields.get("outcome"))
        rested = _rested(office, seen, evidence)
        if refused or not isinstance(rested, list):
            return refused or rested  # type: ignore[return-value]
        body = _decision(office, seen, {**fields, "evidence": rested}, record_id)
        if isinstance(body, Invalid):
            return body
        if body.review_on <= office.now().date():
            return Refused((f"the review date {body.review_on.isoformat()} must lie after today",))
        new = seen.decision.record_id if seen.decision else office.next_id(RecordKind.DECISION)
        write = Write(new, seen.decision.version if seen.decision else 0, body, {"outcome": body.outcome.value})
        ids = tuple(dict.fromkeys((*seen.intake.evidence, *(one["record_id"] for one in rested))))
        kept = {
            "escalation": None,
            "decision": new,
            "evidence": ids,
            "corrections": (*seen.intake.corrections, *_corrected(office, seen, body)),
        }
        tell = (body.owner, *([body.approver] if body.approver else []))
        return Plan(kept, (write,), tell, {"decision": new, "outcome": body.outcome.value})

    return step(office, actor, record_id, Action.DECIDE, plan)


def _theirs(seen: Seen, outcome: object) -> Refused | None:
    """Who is neither lead nor admin decides for the frameworks whose owner or approver they are, and no others."""
    if seen.case.acting & LEADS:
        return None
    made = seen.decision.body if seen.decision else None
    wanted = {*_called_for(outcome), *(answering(made) if isinstance(made, DecisionRecord) else ())}
    found = {one.framework: one for one in seen.intake.assignments}
    foreign = [f for f in wanted if f in found and seen.actor.email not in (found[f].owner, found[f].approver)]
    if not foreign or seen.called:
        return None
    return Refused(tuple(f"only the owner or approver for {one.value}, or a lead, may decide it" for one in foreign))


def _called_for(outcome: object) -> tuple[Framework, ...]:
    return FRAMEWORKS.get(outcome, ()) if isinstance(outcome, str) else ()  # type: ignore[call-overload]


def _decidable(office: Office, seen: Seen, outcome: object) -> Refused | None:
    """Each framework that the outcome calls for has its own owner, and its own approver where one is needed."""
    wanted = _called_for(outcome)
    found = {one.framework: one for one in seen.intake.assignments}
    why = [f"no owner for {one.value}" for one in wanted if one not in found or not found[one].owner]
    if seen.intake.changes:
        why += [f"no approver for {one.value}" for one in wanted if one in found and not found[one].approver]
    return Refused(tuple(why)) if why else None


def _rested(office: Office, seen: Seen, evidence: tuple[str, ...] | None) -> list[dict[str, Any]] | Refusal:
    held = seen.case.evidence
    standing = tuple(one for one in seen.intake.evidence if one not in held or not held[one].withdrawn)
    ids = standing if evidence is None else evidence
    found = office.records(ids, seen.actor.audiences)
    for one in ids:
        if one not in found or not isinstance(found[one].body, Evidence):
            return Missing(one)
    today = office.now().date()
    old = [
        f"evidence {one} was withdrawn ({body.withdrawn.on.isoformat()})"
        for one in ids
        if isinstance(body := found[one].body, Evidence) and body.withdrawn
    ]
    old += [
        f"evidence {one} has expired ({body.expires_on.isoformat()})"
        for one in ids
        if isinstance(body := found[one].body, Evidence) and body.expires_on and body.expires_on < today
    ]
    back = {one: sent_back(seen.case, one) for one in ids}
    old += [f"evidence {one} was sent back ({names[0]}); it does not do" for one, names in back.items() if names]
    return Refused(tuple(old)) if old else [{"record_id": one, "version": found[one].version} for one in ids]


def _decision(office: Office, seen: Seen, fields: Mapping[str, Any], record_id: str) -> DecisionRecord | Invalid:
    old = seen.decision.body if seen.decision else None
    kept = {name: getattr(old, name) for name in old.__dataclass_fields__} if isinstance(old, DecisionRecord) else {}
    outcome = fields.get("outcome", kept.get("outcome"))
    same = seen.intake.proposal.outcome == outcome
    taken = {name: getattr(seen.intake.proposal, name) for name in _TAKEN_OVER} if same else {}
    lead = _lead(seen.intake, outcome)
    given = {
        "intake": record_id,
        "audience": seen.intake.audience,
        "framework": lead.framework,
        "owner": lead.owner,
        "approver": lead.approver,
        **{name: getattr(seen.intake, name) for name in ("affected", "route", "intake_class", "changes")},
        "exceptions": [one for one in seen.intake.exceptions if not _is_withdrawn(seen, one)],
        "decided_on": office.now().date(),
    }
    made = parse(RecordKind.DECISION, {**kept, **taken, **given, **fields, "decided_by": seen.actor.email})
    assert isinstance(made, DecisionRecord | Invalid)
    return made


def _is_withdrawn(seen: Seen, exception: str) -> bool:
    held = seen.case.exceptions.get(exception)
    return held is not None and held.state == WorkState.DROPPED


def _lead(intake: Intake, outcome: object) -> Assignment:
    """The assignment of the framework whose obligation comes first; for neither, that of whoever owns it."""
    found = {one.framework: one for one in intake.assignments}
    return next((found[f] for f in _called_for(outcome) if f in found), intake.assignments[0])


def _corrected(office: Office, seen: Seen, body: DecisionRecord) -> list[dict[str, Any]]:
    proposed = seen.intake.proposal.outcome
    if not proposed or proposed == body.outcome:
        return []
    change = {"field": "outcome", "proposed": proposed, "corrected": body.outcome.value}
    return [{**change, "by": seen.actor.email, "at": office.now()}]


def approve(office: Office, actor: Person, record_id: str) -> Done | Refusal:
    """Approve the decision as it is now, for the frameworks whose approver `actor` is. Whoever decided does not."""

    def plan(seen: Seen) -> Plan | Refusal:
        record = seen.decision
        assert record is not None and isinstance(record.body, DecisionRecord)
        if actor.email in (OPERATOR, record.body.owner, record.body.decided_by):
            return Refused(
                (f"{actor.email} owns the decision, made it, or has no name; somebody else must approve it",)
            )
        now = material(record.body)
        given = [{"framework": one, "by": actor.email, "at": office.now(), "material": now} for one in _signed(seen)]
        if not given:
            whose = " or ".join(one.value for one in answering(record.body))
            return Refused((f"only the approver for {whose}, who owns no part of it, may approve it",))
        kept = [one for one in record.body.approvals if one.framework not in {a["framework"] for a in given}]
        body = changed(record.body, approvals=(*kept, *given))
        if isinstance(body, Invalid):
            return body
        write = Write(record.record_id, record.version, body, {"material": now})
        return Plan(others=(write,), tell=(record.body.owner,), detail={"decision": record.record_id})

    return step(office, actor, record_id, Action.APPROVE, plan)


def _signed(seen: Seen) -> list[Framework]:
    """The frameworks of the decision for which the actor is the approver, and not the owner too."""
    assert seen.decision is not None and isinstance(seen.decision.body, DecisionRecord)
    wanted = answering(seen.decision.body)
    mine = [one for one in seen.intake.assignments if one.approver == seen.actor.email != one.owner]
    return [one.framework for one in mine if one.framework in wanted]
