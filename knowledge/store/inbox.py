"""What came in from Slack: kept before it is acknowledged, worked from a durable job, and settled in one transaction.

An event is known by a key that is the same however often Slack sends it. Its words are kept only until it is settled.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from knowledge.store import jobs
from knowledge.store.database import reading, writing
from knowledge.store.outbox import Post, put
from knowledge.store.slack_tables import slack_cited, slack_drafts, slack_events, slack_replies, slack_threads

EVENT = "slack_event"


@dataclass(frozen=True, slots=True)
class Event:
    """Something to handle: `key` is its identity, `kind` names the handler, `body` is what the handler needs (JSON)."""

    key: str
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply as it is kept for its buttons; `body` is the Reply's JSON, `cites` the sources that it quotes."""

    reply_id: str
    asker: str
    channel: str
    thread: str
    question: str
    body: str
    cites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wait:
    """A thread that waits for the next words of a Slack user; `about` is "" for a question, else a record's id."""

    channel: str
    thread: str
    waits_for: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An intake that somebody is looking at in a modal: what of the conversation would be kept (JSON)."""

    draft_id: str
    person: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What handling an event came to. `over` are waits that have ended."""

    posts: Sequence[Post] = ()
    answered: Answered | None = None
    waits: Sequence[Wait] = ()
    over: Sequence[Wait] = ()


def receive(engine: Engine, event: Event, at: datetime) -> bool:
    """Keep an event and its job in one transaction; False where it had come before."""
    row = {"event_key": event.key, "kind": event.kind, "body": json.dumps(dict(event.body)), "received_at": at}
    with writing(engine) as connection:
        if (
            connection.dialect.name == "postgresql"
        ):  # two senders at once: the second waits here, and then sees the first
            connection.execute(select(func.pg_advisory_xact_lock(_lock_number(event.key))))
        if connection.scalar(select(slack_events.c.event_key).where(slack_events.c.event_key == event.key)):
            return False
        connection.execute(insert(slack_events).values(**row, problem=""))
        jobs.enqueue(connection, EVENT, event.key, at)
    return True


def waiting_event(engine: Engine, key: str) -> Event | None:
    """The event of this key; None once it is settled."""
    its = (slack_events.c.event_key == key) & slack_events.c.done_at.is_(None)
    with reading(engine) as connection:
        row = connection.execute(select(slack_events).where(its)).first()
    return Event(row.event_key, row.kind, json.loads(row.body)) if row else None


def settle(engine: Engine, key: str, work: Work, at: datetime, problem: str = "") -> None:
    """Write everything that an event came to, once; its words are forgotten. `problem` is the short name of a failure."""
    with writing(engine) as connection:
        its = (slack_events.c.event_key == key) & slack_events.c.done_at.is_(None)
        done = {"done_at": at, "body": "", "problem": problem[:300]}
        if not connection.execute(update(slack_events).where(its).values(done)).rowcount:
            return
        write(connection, work, at)


def write(connection: Connection, work: Work, at: datetime) -> None:
    """Within a write transaction: the posts, the reply and the waits."""
    put(connection, work.posts, at)
    if work.answered:
        _keep(connection, work.answered, at)
    for wait in (*work.over, *work.waits):
        connection.execute(delete(slack_threads).where(*_place(wait)))
    for wait in work.waits:
        row = {"channel": wait.channel, "thread": wait.thread, "waits_for": wait.waits_for}
        connection.execute(insert(slack_threads).values(**row, about=wait.about, at=at))


def waits(engine: Engine, channel: str, thread: str, user: str) -> Wait | None:
    """Whether, and about what, a thread waits for this Slack user."""
    its = _place(Wait(channel, thread, user))
    with reading(engine) as connection:
        row = connection.execute(select(slack_threads).where(*its)).first()
    return Wait(row.channel, row.thread, row.waits_for, row.about) if row else None


def answered(engine: Engine, reply_id: str) -> Answered | None:
    """A kept reply; None where there is none, or where what it quoted was erased."""
    with reading(engine) as connection:
        row = connection.execute(select(slack_replies).where(slack_replies.c.reply_id == reply_id)).first()
    if row is None or not row.body:
        return None
    return Answered(row.reply_id, row.asker, row.channel, row.thread, row.question, row.body)


def replies(engine: Engine, last: int) -> list[tuple[datetime, str, str]]:
    """The `last` replies (0: all) that are kept and not erased, newest first: when, their id, and the Reply's JSON."""
    table = slack_replies.c
    newest = select(table.at, table.reply_id, table.body).where(table.body != "").order_by(table.at.desc())
    with reading(engine) as connection:
        return [(row.at, row.reply_id, row.body) for row in connection.execute(newest.limit(last or None))]


def keep_draft(engine: Engine, draft: Draft, at: datetime) -> None:
    """Keep a draft, in place of an earlier one of its id."""
    row = {"draft_id": draft.draft_id, "person": draft.person, "body": json.dumps(dict(draft.body)), "at": at}
    with writing(engine) as connection:
        connection.execute(delete(slack_drafts).where(slack_drafts.c.draft_id == draft.draft_id))
        connection.execute(insert(slack_drafts).values(**row))


def draft(engine: Engine, draft_id: str) -> Draft | None:
    """A draft by its id."""
    with reading(engine) as connection:
        row = connection.execute(select(slack_drafts).where(slack_drafts.c.draft_id == draft_id)).first()
    return Draft(row.draft_id, row.person, json.loads(row.body)) if row else None


def question_hash(text: str) -> str:
    """The sha256 (hex) of a question's words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _keep(connection: Connection, one: Answered, at: datetime) -> None:
    plain = {name: getattr(one, name) for name in ("reply_id", "asker", "channel", "thread", "question", "body")}
    connection.execute(insert(slack_replies).values(**plain, question_hash=question_hash(one.question), at=at))
    if one.cites:
        rows = [{"reply_id": one.reply_id, "source_id": source} for source in sorted(one.cites)]
        connection.execute(insert(slack_cited), rows)


def _place(wait: Wait) -> tuple[Any, ...]:
    table = slack_threads.c
    return (table.channel == wait.channel, table.thread == wait.thread, table.waits_for == wait.waits_for)


def _lock_number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)
