"""Word for people: what changed in requests that they asked for or work on, and what falls due; each once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bots.slack import blocks as kit
from bots.slack.asking import posts
from bots.slack.blocks import Block
from bots.slack.booth import Booth
from bots.slack.reaching import direct_channel, user_of
from bots.slack.rendering import Page, notice
from bots.slack.triage_card import next_step
from bots.slack.words import line, short
from knowledge.access.people import Person
from knowledge.records.evidence import EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RequestState
from knowledge.store.notices import Waiting, delivered, recipients, waiting
from knowledge.store.outbox import Post, put_all
from knowledge.store.record_reading import DueLine, due

AHEAD = timedelta(days=7)
MISSED = timedelta(minutes=10)
_REMINDS = frozenset({"review", "expiry", "evidence request", "acceptance"})
_SAID = {
    "open": "was opened for you",
    "classify": "was classified",
    "assign": "was assigned",
    "request": "needs evidence",
    "reject": "had evidence sent back",
    "decide": "was decided",
    "approve": "was approved",
    "review": "was reviewed",
    "escalate": "was escalated",
    "resume": "goes on",
    "close": "was closed",
    "reopen": "was opened again",
    "merge": "was merged into another one",
    "edit": "was edited",
    "ask": "has a question for its requester",
    "reply": "got an answer from its requester",
    "provided": "got the evidence that was asked for",
    "add": "names you",
}


class Addresses:
    """Where people are in Slack, remembered while this process runs; who is not there is looked for again after MISSED."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._missed: dict[str, datetime] = {}

    def direct(self, booth: Booth, email: str) -> str | None:
        """The direct channel of the person with this address. Raises SlackBroken."""
        missed, now = self._missed.get(email), booth.clock()
        if email in self._known or (missed and now - missed < MISSED):
            return self._known.get(email)
        user = user_of(booth, email)
        channel = direct_channel(booth, user) if user else None
        if channel is None:
            self._missed[email] = now
        else:
            self._known[email] = channel
        return channel


def tell(booth: Booth, addresses: Addresses) -> int:
    """Put what waits for people into the outbox; how many notices. Those of people who are not in Slack wait on."""
    told = 0
    for email in recipients(booth.engine):
        person = booth.office.person(email)
        found = waiting(booth.engine, email, person.audiences) if person else []
        channel = addresses.direct(booth, email) if found else None
        if person is None or channel is None:
            continue
        for one in found:
            put_all(
                booth.engine, posts(f"notice:{one.notice_id}", channel, "", [_page(booth, person, one)]), booth.clock()
            )
        delivered(booth.engine, [one.notice_id for one in found], booth.clock())
        told += len(found)
    return told


def remind(booth: Booth, addresses: Addresses) -> int:
    """Remind owners of what falls due, once a record and day; how many reminders there are."""
    today, made = booth.clock().date(), list[Post]()
    for one in due(booth.engine, today + AHEAD, None):
        person = booth.office.person(one.record.owner) if one.what in _REMINDS and one.record.owner else None
        if person is None or not person.may_read(one.record.audience):
            continue
        channel = addresses.direct(booth, person.email)
        if channel:
            made += posts(_key(one), channel, "", [_due(one)])
    put_all(booth.engine, made, booth.clock())
    return len(made)


def _key(one: DueLine) -> str:
    return f"due:{one.record.record_id}:{one.what}:{one.day.isoformat()}"


def _due(one: DueLine) -> Page:
    summary = line(short(one.record.summary, 200))
    return notice(f"{one.record.record_id} ({summary}): its {one.what} is due on {one.day.isoformat()}.")


def _page(booth: Booth, person: Person, one: Waiting) -> Page:
    record = booth.office.record(one.record_id, person.audiences)
    more = f" Next: {line(next_step(record.body))}." if record and isinstance(record.body, Intake) else ""
    text = f"{one.record_id} ({line(short(one.summary, 200))}) {_SAID.get(one.what, 'changed')}.{more}"
    return notice(text, *_asked_of(booth, person, one))


def _asked_of(booth: Booth, person: Person, one: Waiting) -> Iterator[Block]:
    """The evidence that this person is asked for, with a button to give it."""
    record = booth.office.record(one.record_id, person.audiences)
    if one.what not in ("request", "reject") or record is None or not isinstance(record.body, Intake):
        return
    for record_id, asked in booth.office.records(record.body.requests, person.audiences).items():
        body = asked.body
        if isinstance(body, EvidenceRequest) and body.to == person.email and body.state == RequestState.OPEN:
            yield kit.section(f"{line(body.asked)} ({line(body.requirement)}, by {body.due.isoformat()})")
            yield kit.actions(record_id, kit.button("Give evidence", "give_evidence", record_id))
