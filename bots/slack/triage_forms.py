"""The forms of triage, filled in with what is on record or proposed."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.triage_card import ACTIONS
from bots.slack.words import line, short, spoken
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.vocabulary import Changes, Framework, IntakeClass, Outcome, Route

Form = Callable[[Record, str], Block]
_LEADS_FIRST = {"iso_27001": "iso_27001", "soc_2": "soc_2", "both": "iso_27001"}


def _assign(record: Record, noted: str) -> Block:
    intake = _intake(record)
    proposed = intake.proposal
    blocks = [
        kit.chosen("route", "Route", _labels(Route), intake.route or proposed.route or ""),
        kit.chosen("intake_class", "Class", _labels(IntakeClass), intake.intake_class or proposed.intake_class or ""),
        kit.several("changes", "What it changes", _labels(Changes), intake.changes or proposed.changes),
        kit.chosen("framework", "Work for", _labels(Framework), _LEADS_FIRST.get(proposed.outcome, "other")),
        kit.somebody("owner", "Owner"),
        kit.somebody("reviewer", "Reviewer"),
        kit.somebody("approver", "Approver, somebody else than the owner"),
    ]
    return _form("triage_assign", record, blocks, "Assign", noted)


def _ask(record: Record, noted: str) -> Block:
    return _form("triage_ask", record, [kit.typed("question", "Question to the requester", lines=True)], "Ask", noted)


def _decide(record: Record, noted: str) -> Block:
    proposed = _intake(record).proposal
    blocks = [
        kit.chosen("outcome", "Outcome", _labels(Outcome), proposed.outcome),
        kit.typed("decision", "Decision", short(proposed.headline, 2_900), lines=True),
        kit.typed("scope", "Scope", lines=True),
        kit.day("review_on", "Review on"),
        kit.typed("review_trigger", "Review sooner if"),
        kit.typed("next_action", "Next action"),
    ]
    return _form("triage_decide", record, blocks, "Decide", noted)


def _escalate(record: Record, noted: str) -> Block:
    blocks = [
        kit.somebody("to", "To whom, who can accept the risk or fund it", optional=False),
        kit.typed("why", "Why", lines=True),
    ]
    return _form("triage_escalate", record, blocks, "Escalate", noted)


def _close(record: Record, noted: str) -> Block:
    return _form("triage_close", record, [kit.typed("resolution", "How it ended", lines=True)], "Close", noted)


FORMS: Mapping[str, Form] = {
    "triage_assign": _assign,
    "triage_ask": _ask,
    "triage_decide": _decide,
    "triage_escalate": _escalate,
    "triage_close": _close,
}


def _form(action: str, record: Record, blocks: list[Block], submit: str, noted: str) -> Block:
    head = kit.section(f"*{record.record_id}* {line(_intake(record).summary)}")
    return kit.modal(action, ACTIONS[action], [head, *blocks], submit, noted)


def _intake(record: Record) -> Intake:
    assert isinstance(record.body, Intake)
    return record.body


def _labels(kinds: Iterable[StrEnum]) -> dict[str, str]:
    return {one.value: spoken(one.value) for one in kinds}
