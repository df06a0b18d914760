"""Decide, approve, review: how an intake comes to its decision and the decision to its next date."""

from collections.abc import Mapping
from typing import Any

from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, known, step
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import Invalid, changed, parse
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Assignment, Intake
from knowledge.records.material import material
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import Framework, Outcome, RecordKind, ReviewResult
from knowledge.store.records import Write

_FRAMEWORKS = {
    Outcome.ISO_27001: (Framework.ISO_27001,),
    Outcome.SOC_2: (Framework.SOC_2,),
    Outcome.BOTH: (Framework.ISO_27001, Framework.SOC_2),
    Outcome.NEITHER: (),
}
_TAKEN_OVER = ("rule", "rule_version", "facts", "citations", "flips")


def decide(
    office: Office, actor: Person, record_id: str, fields: Mapping[str, Any], evidence: tuple[str, ...] | None = None
) -> Done | Refusal:
    """Write the decision record, or its next version: `fields` are those of a DecisionRecord.

    What the proposal says of rule, facts, citations and flips is taken over where it proposed the same outcome.
    """

    def plan(seen: Seen) -> Plan | Refusal:
        refused = _decidable(office, seen, fields.get("outcome"))
        rested = _rested(office, seen, evidence)
        if refused or not isinstance(rested, list):
            return refused or rested  # type: ignore[return-value]
        body = _decision(office, seen, {**fields, "evidence": rested}, record_id)
        if isinstance(body, Invalid):
            return body
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


def _decidable(office: Office, seen: Seen, outcome: object) -> Refused | None:
    """Each framework that the outcome calls for has its own owner, and its own approver where one is needed."""
    wanted = _FRAMEWORKS.get(outcome, ()) if isinstance(outcome, str) else ()  # type: ignore[call-overload]
    found = {one.framework: one for one in seen.intake.assignments}
    why = [f"no owner for {one.value}" for one in wanted if one not in found or not found[one].owner]
    if seen.intake.changes:
        why += [f"no approver for {one.value}" for one in wanted if one in found and not found[one].approver]
    return Refused(tuple(why)) if why else None


def _rested(office: Office, seen: Seen, evidence: tuple[str, ...] | None) -> list[dict[str, Any]] | Refusal:
    ids = seen.intake.evidence if evidence is None else evidence
    found = office.records(ids, seen.actor.audiences)
    for one in ids:
        if one not in found or not isinstance(found[one].body, Evidence):
            return Missing(one)
    today = office.now().date()
    old = [
        f"evidence {one} has expired ({body.expires_on.isoformat()})"
        for one in ids
        if isinstance(body := found[one].body, Evidence) and body.expires_on and body.expires_on < today
    ]
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
        "affected": seen.intake.affected,
        "exceptions": seen.intake.exceptions,
        "decided_on": office.now().date(),
    }
    made = parse(RecordKind.DECISION, {**kept, **taken, **given, **fields, "decided_by": seen.actor.email})
    assert isinstance(made, DecisionRecord | Invalid)
    return made


def _lead(intake: Intake, outcome: object) -> Assignment:
    """The assignment of the framework whose obligation comes first; for neither, that of whoever owns it."""
    frameworks = _FRAMEWORKS.get(outcome, ()) if isinstance(outcome, str) else ()  # type: ignore[call-overload]
    found = {one.framework: one for one in intake.assignments}
    return next((found[f] for f in frameworks if f in found), intake.assignments[0])


def _corrected(office: Office, seen: Seen, body: DecisionRecord) -> list[dict[str, Any]]:
    proposed = seen.intake.proposal.outcome
    if not proposed or proposed == body.outcome:
        return []
    change = {"field": "outcome", "proposed": proposed, "corrected": body.outcome.value}
    return [{**change, "by": seen.actor.email, "at": office.now()}]


def approve(office: Office, actor: Person, record_id: str) -> Done | Refusal:
    """Approve the decision as it is now. Whoever decided does not approve."""

    def plan(seen: Seen) -> Plan | Refusal:
        record = seen.decision
        assert record is not None and isinstance(record.body, DecisionRecord)
        if actor.email in (OPERATOR, record.body.owner, record.body.decided_by):
            return Refused(
                (f"{actor.email} owns the decision, made it, or has no name; somebody else must approve it",)
            )
        approval = {"by": actor.email, "at": office.now(), "material": material(record.body)}
        body = changed(record.body, approval=approval)
        if isinstance(body, Invalid):
            return body
        write = Write(record.record_id, record.version, body, {"material": approval["material"]})  # type: ignore[dict-item]
        return Plan(others=(write,), tell=(record.body.owner,), detail={"decision": record.record_id})

    return step(office, actor, record_id, Action.APPROVE, plan)


def review(office: Office, actor: Person, record_id: str, fields: Mapping[str, Any]) -> Done | Refusal:
    """Write a review of the decision: `fields` are those of a Review. The decision gets its next review date."""

    def plan(seen: Seen) -> Plan | Refusal:
        record = seen.decision
        assert record is not None and isinstance(record.body, DecisionRecord)
        today = office.now().date()
        given = {"intake": record_id, "decision": record.record_id, "audience": seen.intake.audience}
        given |= {"reviewer": actor.email, "next_owner": record.body.owner}
        made = parse(RecordKind.REVIEW, {"reviewed_on": today, **given, **fields})
        if isinstance(made, Invalid):
            return made
        assert isinstance(made, Review)
        refused = known(office, seen, made.next_owner)
        if refused or made.next_date <= today:
            return refused or Refused((f"the next review date {made.next_date.isoformat()} must lie after today",))
        return _reviewed(office, seen, made)

    return step(office, actor, record_id, Action.REVIEW, plan)


def _reviewed(office: Office, seen: Seen, made: Review) -> Plan | Refusal:
    record, new = seen.decision, office.next_id(RecordKind.REVIEW)
    assert record is not None
    withdrawn = {"approval": None} if made.result != ReviewResult.CONFIRMED else {}
    body = changed(record.body, review_on=made.next_date, review_trigger=made.change_triggers, **withdrawn)
    if isinstance(body, Invalid):
        return body
    writes = (
        Write(new, 0, made, {"result": made.result.value}),
        Write(record.record_id, record.version, body, {"review": new}),
    )
    fields = {"reviews": (*seen.intake.reviews, new)}
    return Plan(fields, writes, (made.next_owner,), {"review": new, "result": made.result.value})
