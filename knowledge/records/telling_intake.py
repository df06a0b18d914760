"""A request in sentences."""

from knowledge.records.intake import Assignment, Intake
from knowledge.records.phrasing import Lines, Told, affected, flat, listed, many, on, one, quoted, titled
from knowledge.records.roles import Part


def intake_lines(body: Intake, me: Told) -> Lines:
    """The sentences of a request; what the requester wrote is quoted, never stated."""
    yield from quoted(
        "Request", f"In {me.name}, {body.requester} asked on {on(body.asked_on or me.opened)}", body.asked
    )
    yield "Requester", f"The requester of {me.name} is {body.requester}."
    yield "Status", f"The status of {me.name} is {titled(body.status)}."
    yield from one("Route", f"The route of {me.name} is", titled(body.route or ""))
    yield from one("Class", f"The class of {me.name} is", titled(body.intake_class or ""))
    yield from affected(me, body.affected)
    yield from many("Changes", f"{me.name} changes", [titled(c) for c in body.changes])
    for assigned in body.assignments:
        yield from _assignment(assigned, me)
    yield from many("Evidence", f"{me.name} uses the evidence", body.evidence)
    yield from many("Evidence requests", f"For {me.name} there are the evidence requests", body.requests)
    yield from one("Decision record", f"{me.name} was decided by", body.decision)
    yield from many("Reviews", f"{me.name} was reviewed by", body.reviews)
    yield from many("Exceptions", f"{me.name} has the exceptions", body.exceptions)
    yield from many("Findings", f"{me.name} has the findings", body.findings)
    yield from _history(body, me)


def _assignment(one_: Assignment, me: Told) -> Lines:
    for part in Part:
        lead = f"The {part.value} of {me.name} for {titled(one_.framework)} is"
        yield from one(part.value.capitalize(), lead, getattr(one_, part.value))


def _history(body: Intake, me: Told) -> Lines:
    yield from _proposal(body, me)
    if body.escalation:
        taken = body.escalation
        when = f"on {on(taken.at.date())} by {taken.by}"
        yield "Escalation", f"{me.name} was escalated to {taken.to} {when}."
        yield from quoted("Escalation", f"The reason given for escalating {me.name}", taken.why)
    yield from one("Merged", f"{me.name} was merged into", body.merged_into)
    yield from quoted("Resolution", f"The resolution of {me.name}", body.resolution)
    for again in body.reopened:
        yield "Reopened", f"{me.name} was opened again on {on(again.on)} by {again.by}."
        yield from quoted("Reopened", f"The reason given for opening {me.name} again", again.why)
    for turn in body.conversation.turns:
        yield from quoted(
            "Conversation", f"In the conversation of {me.name}, {flat(turn.author) or 'somebody'} wrote", turn.text
        )


def _proposal(body: Intake, me: Told) -> Lines:
    proposed = body.proposal
    what = [titled(flat(proposed.outcome))] if proposed.outcome else []
    what += [f"the route {titled(proposed.route)}"] if proposed.route else []
    if what:
        yield "Proposal", f"Tickmark proposed for {me.name}, before anybody decided: {listed(what)}."
    for change in body.corrections:
        was, now = flat(change.proposed) or "nothing", flat(change.corrected) or "nothing"
        field = titled(flat(change.field))
        day = change.at.date().isoformat()
        yield "Corrections", f"{change.by} corrected the {field} of {me.name} on {day}, from “{was}” to “{now}”."
