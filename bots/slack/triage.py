"""Triage in Slack: each button opens a form, each form takes one step of the workflow, and the card follows."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from assistant.intake.conclude import decide
from assistant.intake.ending import close, escalate, reopen
from assistant.intake.office import Done, Missing, Refusal, said
from assistant.intake.requesting import reject
from assistant.intake.talking import ask_requester
from assistant.intake.triage import assign, classify
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.modals import errors, metadata, open_view, saying, values_of
from bots.slack.triage_card import ACTIONS
from bots.slack.triage_forms import FORMS, Shown
from knowledge.access.people import Person
from knowledge.records.evidence import EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.roles import Part
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import Framework, RequestState, Status
from knowledge.store.inbox import Event, receive
from knowledge.store.records import Moved

MOST = 100  # options that a list of Slack's can have
Body = Mapping[str, Any]
Values = Mapping[str, Any]
Step = Callable[[Booth, Person, Record, Values], Done | Refusal]


def open_form(booth: Booth, body: Body) -> None:
    """Open the form of the button that was clicked, for the intake that it names."""
    clicked = body["actions"][0]
    action, record_id = str(clicked["action_id"]), str(clicked["value"])
    person = booth.who(str(body["user"]["id"]))
    if isinstance(person, Stranger):
        open_view(booth, body, saying(ACTIONS[action], person.why))
        return
    record = booth.office.record(record_id, person.audiences)
    if record is None or not isinstance(record.body, Intake):
        open_view(booth, body, saying(ACTIONS[action], said(Missing(record_id))))
        return
    noted = json.dumps({"id": record_id, "version": record.version})
    shown = Shown(record, noted, _answered(booth, person, record.body))
    if action == "triage_reject" and not shown.answered:
        open_view(booth, body, saying(ACTIONS[action], f"Nothing was given for {record_id} that could be sent back."))
        return
    open_view(booth, body, FORMS[action](shown))


def _answered(booth: Booth, person: Person, intake: Intake) -> dict[str, EvidenceRequest]:
    """The requests of an intake for which evidence was given; a form offers the last MOST of them."""
    found = booth.office.records(intake.requests, person.audiences)
    bodies = {one: held.body for one, held in found.items() if isinstance(held.body, EvidenceRequest)}
    given = [one for one in intake.requests if one in bodies and bodies[one].state == RequestState.PROVIDED]
    return {one: bodies[one] for one in given[-MOST:]}


def take_step(booth: Booth, body: Body) -> dict[str, str]:
    """Take the step of a submitted form; {} or what is wrong beside which field. Whoever was overtaken is told by whom."""
    view, person = body["view"], booth.who(str(body["user"]["id"]))
    noted, action = metadata(view), str(view["callback_id"])
    if isinstance(person, Stranger):
        return errors(view, Refused((person.why,)))
    record = booth.office.record(str(noted["id"]), person.audiences)
    if record is None or not isinstance(record.body, Intake):
        return errors(view, Missing(str(noted["id"])))
    if record.version != noted["version"]:
        return errors(view, Moved(record.record_id, int(noted["version"]), record.version, record.by, record.at))
    values = _with_people(booth, values_of(view))
    outcome = Refused((values.why,)) if isinstance(values, Stranger) else STEPS[action](booth, person, record, values)
    if not isinstance(outcome, Done):
        return errors(view, outcome)
    _follow(booth, record.record_id, str(view.get("id") or ""), values if isinstance(values, dict) else {}, action)
    return {}


def _with_people(booth: Booth, values: Values) -> dict[str, Any] | Stranger:
    """The values with each Slack user as the email of a person of the directory."""
    found = dict(values)
    for name in ("owner", "reviewer", "approver", "to"):
        if found.get(name):
            person = booth.who(str(found[name]))
            if isinstance(person, Stranger):
                return Stranger(f"{name}: that person is not in Tickmark's directory, or is a guest")
            found[name] = person.email
    return found


def _follow(booth: Booth, record_id: str, view_id: str, values: Values, action: str) -> None:
    question = str(values.get("question") or "") if action == "triage_ask" else ""
    body = {"id": record_id, "question": question}
    receive(booth.engine, Event(f"step:{view_id}", "step", body), booth.clock())
    booth.wake()


def _assign(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    """Classify first where nobody did, or where the form says otherwise."""
    intake = record.body
    assert isinstance(intake, Intake)
    wanted = {
        "route": values.get("route"),
        "intake_class": values.get("intake_class"),
        "changes": tuple(values["changes"]),
    }
    same = all(wanted[name] == getattr(intake, name) for name in wanted)
    if intake.status == Status.INTAKE or not same:
        done = classify(booth.office, person, record.record_id, {k: v for k, v in wanted.items() if v is not None})
        if not isinstance(done, Done):
            return done
    parts = {part: str(values[part.value]) for part in Part if values.get(part.value)}
    if not parts:
        return Refused(("it is classified; name an owner to assign it",))
    return assign(booth.office, person, record.record_id, Framework(str(values["framework"])), parts)


def _decide(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    return decide(booth.office, person, record.record_id, {name: value for name, value in values.items() if value})


def _escalate(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    return escalate(booth.office, person, record.record_id, str(values["to"]), str(values["why"]))


def _close(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    return close(booth.office, person, record.record_id, str(values["resolution"] or ""))


def _ask(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    return ask_requester(booth.office, person, record.record_id, str(values["question"]))


def _reject(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    intake, request_id = record.body, str(values["request"])
    if not isinstance(intake, Intake) or request_id not in intake.requests:
        return Missing(request_id)
    return reject(booth.office, person, request_id, str(values["why"] or ""), values.get("due") or None)


def _reopen(booth: Booth, person: Person, record: Record, values: Values) -> Done | Refusal:
    return reopen(booth.office, person, record.record_id, str(values["why"] or ""))


STEPS: Mapping[str, Step] = {
    "triage_assign": _assign,
    "triage_decide": _decide,
    "triage_escalate": _escalate,
    "triage_reject": _reject,
    "triage_close": _close,
    "triage_reopen": _reopen,
    "triage_ask": _ask,
}
