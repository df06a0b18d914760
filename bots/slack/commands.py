"""`/tickmark`: a question, help, the queue, where an intake stands. Only the asker sees what it says."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bots.slack.asking import HELLO
from bots.slack.booth import Booth, name_of
from bots.slack.identity import Stranger
from bots.slack.lists import queues, said
from bots.slack.triage_card import next_step
from bots.slack.words import line, short
from knowledge.access.people import Person
from knowledge.records.intake import Intake
from knowledge.store.inbox import Event, receive

HELP = (
    f"{HELLO}\n"
    "• Mention me in a channel, or write to me in Messages: I answer in the thread, and its earlier turns count.\n"
    "• `/tickmark QUESTION`: I answer in our direct messages.\n"
    "• `/tickmark queue`: what waits for you.\n"
    "• `/tickmark status INT-1`: where an intake stands and who takes it next.\n"
    "• *Open intake*, under an answer or in a message's menu: makes the conversation a record."
)
_MOST = 3_500
Body = Mapping[str, Any]


def command(booth: Booth, body: Body) -> str:
    """What the acknowledgement of a command says."""
    person = booth.who(str(body["user_id"]))
    if isinstance(person, Stranger):
        return person.why
    text = str(body.get("text") or "").strip()
    word, _, rest = text.partition(" ")
    if word.lower() in _WORDS and (not rest or word.lower() == "status"):
        return short(_WORDS[word.lower()](booth, person, rest), _MOST)
    return _ask(booth, body, text) if text else HELP


def _ask(booth: Booth, body: Body, text: str) -> str:
    at = {"user": str(body["user_id"]), "text": text}
    receive(booth.engine, Event(f"c:{name_of(str(body['trigger_id']), 32)}", "direct", at), booth.clock())
    booth.wake()
    return "I answer in our direct messages."


def _help(booth: Booth, person: Person, rest: str) -> str:
    return HELP


def _queue(booth: Booth, person: Person, rest: str) -> str:
    return said(queues(booth, person))


def _status(booth: Booth, person: Person, rest: str) -> str:
    record_id = rest.strip().upper()
    if not re.fullmatch(r"INT-[1-9]\d{0,11}", record_id):
        return "Name an intake: `/tickmark status INT-1`"
    record = booth.office.record(record_id, person.audiences)
    if record is None or not isinstance(record.body, Intake):
        return f"There is no intake {record_id} that you may read."
    status = record.body.status.replace("_", " ")
    return f"*{record_id}* {line(record.body.summary)}\n{status} · Next: {line(next_step(record.body))}"


_WORDS: Mapping[str, Callable[[Booth, Person, str], str]] = {"help": _help, "queue": _queue, "status": _status}
