"""An intake as leads see it in Slack: its card, and who takes it next."""

from collections.abc import Iterator

from bots.slack import blocks as kit
from bots.slack.asking import posts
from bots.slack.blocks import Block
from bots.slack.booth import Booth, name_of
from bots.slack.rendering import Page
from bots.slack.words import line, short, spoken
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.transitions import MOVES, Action
from knowledge.records.vocabulary import Status
from knowledge.sources.types import EVERYONE
from knowledge.store.outbox import Post, ts_of
from knowledge.store.people import channel_audiences

ACTIONS = {
    "triage_assign": "Assign",
    "triage_ask": "Ask requester",
    "triage_decide": "Decide",
    "triage_escalate": "Escalate",
    "triage_reject": "Reject evidence",
    "triage_close": "Close",
    "triage_reopen": "Reopen",
}
_MOVES = {
    "triage_assign": Action.CLASSIFY,
    "triage_ask": Action.ASK,
    "triage_decide": Action.DECIDE,
    "triage_escalate": Action.ESCALATE,
    "triage_reject": Action.REJECT,
    "triage_close": Action.CLOSE,
    "triage_reopen": Action.REOPEN,
}
_ALWAYS = frozenset({"triage_decide", "triage_close"})  # of what is open: their refusal says what is missing
_NEXT = {
    Status.INTAKE: "a lead classifies and assigns it",
    Status.CLASSIFIED: "a lead assigns it",
    Status.OWNED: "{owner} decides it or asks for evidence",
    Status.EVIDENCE_REQUESTED: "the evidence asked for comes in, then {owner} decides it",
    Status.DECIDED: "it is approved and reviewed",
    Status.IN_REVIEW: "{owner} closes it",
    Status.ESCALATED: "{escalated} looks at it",
    Status.CLOSED: "nothing, it is closed",
}


def next_step(intake: Intake) -> str:
    """Who takes an intake next, in words."""
    owner = ", ".join(dict.fromkeys(one.owner for one in intake.assignments if one.owner)) or "its owner"
    escalated = intake.escalation.to if intake.escalation else "whoever it was escalated to"
    return _NEXT[intake.status].format(owner=owner, escalated=escalated)


def card(record: Record) -> Page:
    """The card of an intake, with what can be done to it."""
    assert isinstance(record.body, Intake)
    text = f"{record.record_id}: {line(record.body.summary)}"
    return Page(short(text, 300), (kit.section("\n".join(_lines(record))), buttons(record)))


def buttons(record: Record) -> Block:
    """What the workflow may allow where the intake stands."""
    assert isinstance(record.body, Intake)
    made = [kit.button(ACTIONS[one], one, record.record_id) for one in ACTIONS if _is_offered(one, record.body)]
    return kit.actions(f"triage {record.record_id}", *made)


def _is_offered(action: str, intake: Intake) -> bool:
    if action == "triage_reject" and not intake.requests:
        return False
    if action in _ALWAYS and intake.status is not Status.CLOSED:
        return True
    return any(move.action is _MOVES[action] and intake.status in move.start for move in MOVES)


def card_posts(booth: Booth, record: Record) -> tuple[Post, ...]:
    """The card in the leads' channel, new or brought up to date; none where the channel may not read the intake."""
    leads, assigned = booth.installed.leads, record.body.audience
    if not leads or assigned not in (EVERYONE, channel_audiences(booth.engine).get(leads, EVERYONE)):
        return ()
    key = f"card:{record.record_id}"
    ts = ts_of(booth.engine, f"{key}/0")
    if not ts:
        return posts(key, leads, "", [card(record)])
    page = card(record)
    body = {"channel": leads, "ts": ts, "text": page.text, "blocks": list(page.blocks)}
    return (Post(f"{key}/v{record.version}/{name_of(ts, 8)}", leads, body, method="chat.update"),)


def _lines(record: Record) -> Iterator[str]:
    intake = record.body
    assert isinstance(intake, Intake)
    yield f"*{record.record_id}* {line(intake.summary)}"
    proposed = intake.proposal
    route, kind = intake.route or proposed.route, intake.intake_class or proposed.intake_class
    yield f"Status: {spoken(intake.status)} · Route: {_said(route)} · Class: {_said(kind)}"
    yield f"Asked by {line(intake.requester)} · Next: {line(next_step(intake))}"
    for one in intake.assignments:
        parts = ((part, getattr(one, part)) for part in ("owner", "reviewer", "approver"))
        yield f"{spoken(one.framework)}: " + ", ".join(f"{part} {line(who)}" for part, who in parts if who)
    if proposed.headline:
        yield f"Proposed: {line(short(proposed.headline, 300))}"
    if intake.decision:
        yield f"Decision: {intake.decision}"


def _said(value: str | None) -> str:
    return spoken(value) if value else "not proposed"
