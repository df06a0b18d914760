"""Memos of a request for people to sign and file: its scope, and its decision. Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.intake.pages import page, section
from assistant.intake.said import exception_line, finding_line, review_line, said_kind
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.material import answering, material
from knowledge.records.parts import Cited
from knowledge.records.record import CYCLES
from knowledge.records.work import ExceptionRecord, Finding


def scope_memo(record_id: str, intake: Intake, decision: DecisionRecord | None) -> str:
    """What a request is about, what it touches and who works on it for which framework."""
    affected = [f"{one.kind.value.replace('_', ' ')}: {one.name}" for one in intake.affected]
    turns = [f"{turn.author or 'unknown'}: {turn.text}" for turn in intake.conversation.turns]
    return page(
        f"Scope memo {record_id}: {intake.summary}",
        section("Request", [("Asked by", intake.requester), ("In their words", intake.asked)]),
        section("Scope", [("Scope", decision.scope if decision else "not decided yet"), ("Affected", affected)]),
        section("Kind", [("Route", intake.route), ("Class", intake.intake_class), ("Changes", intake.changes)]),
        section("Work", [(one.framework.value, _parts(one)) for one in intake.assignments]),
        section("Conversation", [("Channel", intake.conversation.channel), ("Turns", turns)]),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """The records that a decision is read with, by id, as far as the reader may read them."""

    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    exceptions: Mapping[str, ExceptionRecord] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)


def decision_memo(record_id: str, intake: Intake, decision: DecisionRecord, beside: Beside) -> str:
    """A decision with everything it rests on, and what came up since."""
    facts = [f"{fact.name}: {fact.value} (“{fact.quote}”)" for fact in decision.facts]
    then = [_excepted(one, beside.exceptions.get(one)) for one in decision.exceptions]
    later = [_excepted(one, beside.exceptions.get(one)) for one in intake.exceptions if one not in decision.exceptions]
    found = [finding_line(one, body) for one, body in beside.findings.items()]
    said = [("Outcome", decision.outcome), ("Decision", decision.decision), ("Scope", decision.scope)]
    made = [("Decided on", decision.decided_on), ("Decided by", decision.decided_by)]
    seen = [review_line(one, body) for one, body in beside.reviews.items()]
    kind = said_kind(decision.review_kind or CYCLES[decision.framework])
    return page(
        f"Decision memo {record_id}",
        section("Decision", [*said, *made]),
        section("Grounds", [("Rule", f"{decision.rule} {decision.rule_version}".strip()), ("Facts", facts)]),
        section("Obligation or risk", [("", decision.obligation), ("Assumptions", decision.assumptions)]),
        section("Sources", [("", [_cited(one) for one in decision.citations])]),
        section("Evidence", [("", [_shown(one, body) for one, body in beside.evidence.items()])]),
        section("Exceptions", [("", then), ("After the decision, not decided on", later)]),
        section("Findings", [("", found)]),
        section("People", [("Owner", decision.owner), ("Approvals", _approvals(intake, decision))]),
        section("What would change it", [("", decision.flips)]),
        section("Review", [("On", f"{decision.review_on} ({kind})"), ("Sooner if", decision.review_trigger)]),
        section("Reviews", [("", seen)]),
        section("Next action", [("", decision.next_action)]),
    )


def _approvals(intake: Intake, decision: DecisionRecord) -> list[str]:
    """For each framework that the decision answers to: who approved it as it is, or what is missing."""
    now, given = material(decision), {one.framework: one for one in decision.approvals}
    named = {one.framework: one.approver for one in intake.assignments}
    told = []
    for one in answering(decision):
        signed = given.get(one)
        if signed:
            void = "" if signed.material == now else ", void: what was approved has changed since"
            told.append(f"{one.value}: approved by {signed.by} on {signed.at.date().isoformat()}{void}")
        elif intake.changes:
            told.append(f"{one.value}: not approved (approver: {named.get(one) or 'nobody'})")
        else:
            told.append(f"{one.value}: none, and none is needed (approver: {named.get(one) or 'nobody'})")
    return told


def _shown(record_id: str, body: Evidence) -> str:
    until = f", until {body.expires_on}" if body.expires_on else ""
    gone = f", withdrawn on {body.withdrawn.on}" if body.withdrawn else ""
    period = f", for {body.period_from or '?'} to {body.period_to or '?'}" if body.period_from or body.period_to else ""
    kept = body.artefact
    where = kept.link or (f"{kept.file}, sha256 {kept.sha256}" if kept.sha256 else kept.file) or "no artefact"
    what = f"{body.type.value} for {body.requirement} ({body.framework.value})"
    return f"{record_id}: {body.claim} ({what}, of {body.effective_on}{period}{until}{gone}; {where})"


def _excepted(record_id: str, body: ExceptionRecord | None) -> str:
    return exception_line(record_id, body) if body else record_id


def _parts(one: object) -> str:
    named = ((part, getattr(one, part)) for part in ("owner", "reviewer", "approver"))
    return ", ".join(f"{part} {email}" for part, email in named if email)


def _cited(one: Cited) -> str:
    place = f"{one.title or one.source_id}{f', {one.section}' if one.section else ''}"
    return f"“{one.quote}” ({place}, version {one.version[:12]}, {one.start} to {one.end})"
