"""Evidence and requests for it in sentences."""

from dataclasses import fields

from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.phrasing import Lines, Told, flat, many, on, one, quoted, taken_back, titled
from knowledge.records.vocabulary import EvidenceType, ReusePermission

_REUSE = {
    ReusePermission.YES: "may be used for other requirements",
    ReusePermission.AFTER_CHECK: "may be used for another requirement after a check",
    ReusePermission.NO: "may not be used for another requirement",
}


def evidence_lines(body: Evidence, me: Told) -> Lines:
    """The sentences of a piece of evidence."""
    yield (
        "Claim",
        f"{me.name} is evidence of type {titled(body.type)} for {_requirement(body)}{_period(body)}{_end(body)}{_gone(body)}.",
    )
    yield from quoted("Claim", f"The claim of {me.name}", body.claim)
    if body.type is EvidenceType.ISMS_ARTEFACT:
        yield "Claim", f"{me.name} is an ISMS artefact: it shows that a rule exists, not that a process operates."
    yield "Owner", f"The owner of {me.name} is {body.owner}."
    yield "Dates", f"{me.name} is of {on(body.effective_on)} and was added on {on(body.added_on)}."
    yield from one("Artefact", f"The artefact of {me.name} is the file", body.artefact.file)
    yield from one("Artefact", f"The sha256 of the artefact of {me.name} is", body.artefact.sha256)
    for field in fields(body.covers):
        lead = f"The {titled(field.name)} that {me.name} covers is"
        yield from one("Coverage", lead, getattr(body.covers, field.name))
    yield from quoted("Review trigger", f"{me.name} is looked at again on", body.review_trigger)
    yield "Reuse", f"{me.name} {_REUSE[body.reuse]}."
    if body.expires_on:
        yield "Expiry", f"{me.name} expires on {on(body.expires_on)}."
    yield from many("Intakes", f"{me.name} is used by", body.intakes)
    yield from taken_back(me, body.withdrawn)


def request_lines(body: EvidenceRequest, me: Told) -> Lines:
    """The sentences of an evidence request."""
    yield "Evidence request", f"{me.name} asks {body.to} for evidence for {_requirement(body)} by {on(body.due)}."
    yield from quoted("Evidence request", f"{me.name} asks {body.to} for", body.asked)
    yield "State", f"The evidence request {me.name} to {body.to} is {titled(body.state)}."
    yield "Due", f"{me.name} is due on {on(body.due)}."
    if body.document:
        yield "Evidence request", f"{me.name} asks for a document, not for what shows that a process operates."
    yield from one("Answer", f"{me.name} was answered by", body.answer)
    for back in body.sent_back:
        yield "Answer", f"{back.evidence}, given for {me.name}, was sent back on {on(back.on)} by {back.by}."
        yield from quoted("Answer", f"The reason given for sending {back.evidence} back", back.why)
    yield from one("Intakes", f"{me.name} belongs to", body.intake)


def _gone(body: Evidence) -> str:
    return f"; it was withdrawn on {body.withdrawn.on.isoformat()}" if body.withdrawn else ""


def _requirement(body: Evidence | EvidenceRequest) -> str:
    return f"{flat(body.requirement)} ({titled(body.framework)})"


def _period(body: Evidence) -> str:
    begin, end = body.period_from, body.period_to
    if begin and end:
        return f", of the period {begin.isoformat()} to {end.isoformat()}"
    return f", from {begin.isoformat()}" if begin else f", up to {end.isoformat()}" if end else ""


def _end(body: Evidence) -> str:
    return f"; it expires on {body.expires_on.isoformat()}" if body.expires_on else ""
