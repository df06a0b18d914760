"""Decisions and their reviews in sentences."""

from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.material import answering, is_approved, material
from knowledge.records.phrasing import Lines, Told, affected, citations, facts, many, on, one, quoted, titled


def decision_lines(body: DecisionRecord, me: Told) -> Lines:
    """The sentences of a decision."""
    made = f"{me.name} decided on {on(body.decided_on)} for {body.intake}"
    state = ", not approved" if body.changes and not is_approved(body) else ""
    yield "Decision", f"{made}{state}: {titled(body.outcome)}."
    yield from quoted("Decision", f"{made}, in words", body.decision)
    yield from quoted("Scope", f"The scope of {me.name}", body.scope)
    yield from quoted("Assumptions", f"{me.name} assumes", body.assumptions)
    yield from quoted("Obligation", f"The risk or obligation behind {me.name}", body.obligation)
    if body.rule:
        yield from one("Rule", f"{me.name} follows the rule {body.rule}, version", body.rule_version or "not named")
    yield from facts(me, body.facts)
    yield from affected(me, body.affected)
    rested = [f"{one_.record_id} (version {one_.version})" for one_ in body.evidence]
    yield from many("Evidence", f"{me.name} rests on the evidence", rested)
    yield from many("Exceptions", f"{me.name} has the exceptions", body.exceptions)
    yield "Owner", f"The owner of {me.name} is {body.owner}."
    yield from one("Approver", f"The approver of {me.name} is", body.approver)
    yield from _approval(body, me)
    yield "Next review", f"The next review of {me.name} is on {on(body.review_on)}."
    yield from quoted("Review trigger", f"{me.name} is reviewed earlier on this trigger", body.review_trigger)
    for flip in body.flips:
        yield from quoted("What would change it", f"What would change {me.name}", flip)
    yield from quoted("Next action", f"The next action of {me.name}", body.next_action)
    yield from citations(me, body.citations)


def _approval(body: DecisionRecord, me: Told) -> Lines:
    now = material(body)
    for one_ in body.approvals:
        void = "" if one_.material == now else "; that approval is void, since what was approved has changed"
        of = f" for {titled(one_.framework)}" if len(answering(body)) > 1 else ""
        yield "Approval", f"{one_.by} approved {me.name}{of} on {on(one_.at.date())}{void}."
    if body.changes and not is_approved(body):
        why = ", ".join(titled(change) for change in body.changes)
        yield "Approval", f"{me.name} is not approved, and needs to be, as it changes {why}."


def review_lines(body: Review, me: Told) -> Lines:
    """The sentences of a review."""
    yield (
        "Result",
        f"{me.name} reviewed {body.decision} for {body.intake} on {on(body.reviewed_on)}: {titled(body.result)}.",
    )
    yield "Reviewer", f"The reviewer of {body.decision} in {me.name} is {body.reviewer}."
    yield from many("Exceptions", f"{me.name} names the exceptions", body.exceptions)
    yield from many("Corrective actions", f"{me.name} names the corrective actions", body.corrective_actions)
    yield "Next owner", f"The next owner of {body.decision} after {me.name} is {body.next_owner}."
    yield "Next review", f"The next review of {body.decision} after {me.name} is on {on(body.next_date)}."
    yield from quoted(
        "Review trigger", f"After {me.name}, {body.decision} is reviewed earlier on", body.change_triggers
    )
    yield from quoted("Notes", f"The notes of {me.name}", body.notes)
