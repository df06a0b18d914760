"""The forms of triage, filled in with what is on record or proposed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.triage_card import ACTIONS
from bots.slack.words import line, short, spoken
from knowledge.records.evidence import EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.vocabulary import Changes, Framework, IntakeClass, Outcome, Route


@dataclass(frozen=True, slots=True)
class Shown:
    """The intake that a form is for, the notes that the form carries, and the evidence requests that were answered, by id."""

    record: Record
    noted: str
    answered: Mapping[str, EvidenceRequest]


Form = Callable[[Shown], Block]
_LEADS_FIRST = {"iso_27001": "iso_27001", "soc_2": "soc_2", "both": "iso_27001"}


def _assign(shown: Shown) -> Block:
    intake = _intake(shown.record)
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
    return _form("triage_assign", shown, blocks, "Assign")


def _ask(shown: Shown) -> Block:
    return _form("triage_ask", shown, [kit.typed("question", "Question to the requester", lines=True)], "Ask")


def _decide(shown: Shown) -> Block:
    proposed = _intake(shown.record).proposal
    blocks = [
        kit.chosen("outcome", "Outcome", _labels(Outcome), proposed.outcome),
        kit.typed("decision", "Decision", short(proposed.headline, 2_900), lines=True),
        kit.typed("scope", "Scope", lines=True),
        kit.day("review_on", "Review on"),
        kit.typed("review_trigger", "Review sooner if"),
        kit.typed("next_action", "Next action"),
    ]
    return _form("triage_decide", shown, blocks, "Decide")


def _escalate(shown: Shown) -> Block:
    blocks = [
        kit.somebody("to", "To whom, who can accept the risk or fund it", optional=False),
        kit.typed("why", "Why", lines=True),
    ]
    return _form("triage_escalate", shown, blocks, "Escalate")


def _close(shown: Shown) -> Block:
    return _form("triage_close", shown, [kit.typed("resolution", "How it ended", lines=True)], "Close")


def _reject(shown: Shown) -> Block:
    """What does not do of what was given."""
    asked = {one: short(f"{one}: {body.requirement}, {body.asked}", 70) for one, body in shown.answered.items()}
    blocks = [
        kit.chosen("request", "Evidence that was given for", asked, next(iter(asked), "")),
        kit.typed("why", "Why it does not do", lines=True),
        kit.day("due", "Other evidence by; as before if left out", optional=True),
    ]
    return _form("triage_reject", shown, blocks, "Send back")


def _reopen(shown: Shown) -> Block:
    return _form("triage_reopen", shown, [kit.typed("why", "Why it goes on", lines=True)], "Reopen")


FORMS: Mapping[str, Form] = {
    "triage_assign": _assign,
    "triage_ask": _ask,
    "triage_decide": _decide,
    "triage_escalate": _escalate,
    "triage_reject": _reject,
    "triage_close": _close,
    "triage_reopen": _reopen,
}


def _form(action: str, shown: Shown, blocks: list[Block], submit: str) -> Block:
    head = kit.section(f"*{shown.record.record_id}* {line(_intake(shown.record).summary)}")
    return kit.modal(action, ACTIONS[action], [head, *blocks], submit, shown.noted)


def _intake(record: Record) -> Intake:
    assert isinstance(record.body, Intake)
    return record.body


def _labels(kinds: Iterable[StrEnum]) -> dict[str, str]:
    return {one.value: spoken(one.value) for one in kinds}
