"""Memos of a request for people to sign and file: scope, decision, and a pack for the management review. Markdown."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.material import is_approved
from knowledge.records.parts import Cited
from knowledge.records.record import Record
from knowledge.records.work import ExceptionRecord, Finding, Task

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])")
Rows = Iterable[tuple[str, object]]


def scope_memo(record_id: str, intake: Intake, decision: DecisionRecord | None) -> str:
    """What a request is about, what it touches and who works on it for which framework."""
    affected = [f"{one.kind.value.replace('_', ' ')}: {one.name}" for one in intake.affected]
    turns = [f"{turn.author or 'unknown'}: {turn.text}" for turn in intake.conversation.turns]
    return _page(
        f"Scope memo {record_id}: {intake.summary}",
        _section("Request", [("Asked by", intake.requester), ("In their words", intake.asked)]),
        _section("Scope", [("Scope", decision.scope if decision else "not decided yet"), ("Affected", affected)]),
        _section("Kind", [("Route", intake.route), ("Class", intake.intake_class), ("Changes", intake.changes)]),
        _section("Work", [(one.framework.value, _parts(one)) for one in intake.assignments]),
        _section("Conversation", [("Channel", intake.conversation.channel), ("Turns", turns)]),
    )


def decision_memo(
    record_id: str, decision: DecisionRecord, evidence: Mapping[str, Evidence], reviews: Mapping[str, Review]
) -> str:
    """A decision with everything it rests on."""
    given = [f"{one.by} for {one.framework.value} on {one.at.date().isoformat()}" for one in decision.approvals]
    approved = [*given, *([] if is_approved(decision) else ["not approved as it is now"])]
    facts = [f"{fact.name}: {fact.value} (“{fact.quote}”)" for fact in decision.facts]
    shown = [f"{one}: {body.claim} ({body.type.value}, of {body.effective_on})" for one, body in evidence.items()]
    seen = [f"{one}: {body.result.value} by {body.reviewer} on {body.reviewed_on}" for one, body in reviews.items()]
    return _page(
        f"Decision memo {record_id}",
        _section(
            "Decision", [("Outcome", decision.outcome), ("Decision", decision.decision), ("Scope", decision.scope)]
        ),
        _section("Grounds", [("Rule", f"{decision.rule} {decision.rule_version}".strip()), ("Facts", facts)]),
        _section("Obligation or risk", [("", decision.obligation), ("Assumptions", decision.assumptions)]),
        _section("Sources", [("", [_cited(one) for one in decision.citations])]),
        _section("Evidence", [("", shown), ("Exceptions", decision.exceptions)]),
        _section("People", [("Owner", decision.owner), ("Approver", decision.approver), ("Approved by", approved)]),
        _section("What would change it", [("", decision.flips)]),
        _section("Review", [("On", decision.review_on), ("Sooner if", decision.review_trigger), ("Reviews", seen)]),
        _section("Next action", [("", decision.next_action)]),
    )


def review_pack(records: Iterable[Record], today: date) -> str:
    """What a management review looks at: decisions with their review dates, findings, exceptions and open tasks."""
    held = list(records)
    lines: dict[type, list[str]] = {DecisionRecord: [], Finding: [], ExceptionRecord: [], Task: []}
    for record in held:
        for kind, rows in lines.items():
            if isinstance(record.body, kind):
                rows.append(_line(record, today))
    titles = {DecisionRecord: "Decisions", Finding: "Findings", ExceptionRecord: "Exceptions", Task: "Open tasks"}
    parts = (_section(titles[kind], [("", rows or ["none"])]) for kind, rows in lines.items())
    return _page(f"Management review pack of {today.isoformat()}", *parts)


def _line(record: Record, today: date) -> str:
    body, name = record.body, record.record_id
    match body:
        case DecisionRecord():
            late = " (overdue)" if body.review_on < today else ""
            return f"{name}: {body.outcome.value}; {body.decision} Owner {body.owner}; review {body.review_on}{late}"
        case Finding():
            return f"{name}: {body.what} ({body.state.value}; owner {body.owner}; due {body.due or 'not set'})"
        case ExceptionRecord():
            until = body.expires_on or "not set"
            return f"{name}: {body.what} ({body.kind.value.replace('_', ' ')}; owner {body.owner}; until {until})"
        case Task():
            return f"{name}: {body.title} ({body.date_kind.value.replace('_', ' ')} {body.due}; owner {body.owner})"
    raise TypeError(type(body))


def _parts(one: object) -> str:
    named = ((part, getattr(one, part)) for part in ("owner", "reviewer", "approver"))
    return ", ".join(f"{part} {email}" for part, email in named if email)


def _cited(one: Cited) -> str:
    place = f"{one.title or one.source_id}{f', {one.section}' if one.section else ''}"
    return f"“{one.quote}” ({place}, version {one.version[:12]}, {one.start} to {one.end})"


def _page(title: str, *sections: str) -> str:
    return "\n\n".join((f"# {_plain(title)}", *(one for one in sections if one))) + "\n"


def _section(title: str, rows: Rows) -> str:
    said = [text for label, value in rows if (text := _row(label, value))]
    return f"## {title}\n\n" + "\n".join(said) if said else ""


def _row(label: str, value: object) -> str:
    if value in (None, "", (), []):
        return ""
    lead = f"**{_plain(label)}**: " if label else ""
    if isinstance(value, (tuple, list)):
        items = "\n".join(f"- {_plain(str(one))}" for one in value)
        return f"{lead.rstrip()}\n\n{items}\n" if lead else f"{items}\n"
    return f"{lead}{_plain(str(value))}\n"


def _plain(text: str) -> str:
    """Words of others as text: no mark of theirs becomes markup, no line of theirs a heading."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
