"""Review a decision: what the review came to, and the next date."""

from collections.abc import Mapping
from typing import Any

from assistant.intake.office import Done, Missing, Office, Refusal
from assistant.intake.step import Plan, Seen, known, step
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, changed, parse
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.material import answering
from knowledge.records.needs import fresh_evidence, standing_evidence, unmoved
from knowledge.records.transitions import LEADS, Action, Refused
from knowledge.records.vocabulary import RecordKind, ReviewResult
from knowledge.records.work import ExceptionRecord, is_action
from knowledge.store.records import Write


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
        refused = known(office, seen, made.next_owner) or _reviewable(seen, made) or _foreign(office, seen, made)
        if refused or made.next_date <= today:
            return refused or Refused((f"the next review date {made.next_date.isoformat()} must lie after today",))
        return _reviewed(office, seen, made)

    return step(office, actor, record_id, Action.REVIEW, plan)


def _reviewable(seen: Seen, made: Review) -> Refused | None:
    """A reviewer reviews for their own framework; what is not as it was when it was decided is not confirmed."""
    assert seen.decision is not None and isinstance(seen.decision.body, DecisionRecord)
    wanted = answering(seen.decision.body)
    mine = any(one.reviewer == seen.actor.email and one.framework in wanted for one in seen.intake.assignments)
    if not mine and not seen.case.acting & LEADS:
        return Refused((f"only the reviewer for {' or '.join(wanted)}, or a lead, may review it",))
    moved = (
        (*fresh_evidence(seen.case), *standing_evidence(seen.case), *unmoved(seen.case))
        if made.result == ReviewResult.CONFIRMED
        else ()
    )
    return Refused(moved) if moved else None


def _foreign(office: Office, seen: Seen, made: Review) -> Refusal | None:
    """What a review came to is on record, is what it is called, and belongs to the intake."""
    ids = (*made.exceptions, *made.corrective_actions)
    found = office.records(ids, seen.actor.audiences)
    absent = next((one for one in ids if one not in found), None)
    if absent:
        return Missing(absent)
    bodies = {one: record.body for one, record in found.items()}
    why = [f"{one} is no exception" for one in made.exceptions if not isinstance(bodies[one], ExceptionRecord)]
    why += [f"{one} is no corrective action" for one in made.corrective_actions if not is_action(bodies[one])]
    why += [f"{one} belongs to another intake" for one in ids if getattr(bodies[one], "intake", "") != made.intake]
    return Refused(tuple(dict.fromkeys(why))) if why else None


def _reviewed(office: Office, seen: Seen, made: Review) -> Plan | Refusal:
    record, new = seen.decision, office.next_id(RecordKind.REVIEW)
    assert record is not None
    withdrawn: dict[str, Any] = {"approvals": ()} if made.result != ReviewResult.CONFIRMED else {}
    withdrawn |= {"review_kind": made.next_kind} if made.next_kind else {}
    body = changed(record.body, review_on=made.next_date, review_trigger=made.change_triggers, **withdrawn)
    if isinstance(body, Invalid):
        return body
    writes = (
        Write(new, 0, made, {"result": made.result.value}),
        Write(record.record_id, record.version, body, {"review": new}),
    )
    fields = {"reviews": (*seen.intake.reviews, new)}
    return Plan(fields, writes, (made.next_owner,), {"review": new, "result": made.result.value})
