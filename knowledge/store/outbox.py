"""What goes out to Slack: posts with an idempotency key, one after another in a channel, at the pace that it allows.

Slack has no idempotency key of its own. A post that was begun and never confirmed may have gone out: its sender looks it up
before it is sent again, and each time that nothing was found and it went out anew is counted in `resent`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from knowledge.store import jobs
from knowledge.store.database import reading, writing
from knowledge.store.slack_tables import slack_pace, slack_posts

SEND = "slack_send"
WAITING, SENDING, SENT, REFUSED = "waiting", "sending", "sent", "refused"
CLAIM = timedelta(seconds=30)  # longer than a request to Slack may take: after it none of the claim is on its way
PACE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Post:
    """A call to be made once: `method` of Slack's Web API with `body` as arguments. `channel` orders and paces it."""

    key: str
    channel: str
    body: Mapping[str, Any]
    thread: str = ""
    method: str = "chat.postMessage"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post that the caller sends now; `since` is when an earlier claim began that may have gone out."""

    post: Post
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """The channel has something to send, not before `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Traffic:
    """How many posts stand where, and how many were sent again since nobody knew whether they had gone out."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    refused: int = 0
    resent: int = 0


def put(connection: Connection, posts: Sequence[Post], at: datetime) -> None:
    """Add posts with their jobs, in the caller's write transaction; a key that is there already is passed over."""
    for post in posts:
        if connection.scalar(select(slack_posts.c.post_id).where(slack_posts.c.post_key == post.key)):
            continue
        plain = {"post_key": post.key, "method": post.method, "channel": post.channel, "thread": post.thread}
        fresh = {"state": WAITING, "tries": 0, "resent": 0, "ts": "", "problem": ""}
        connection.execute(insert(slack_posts).values(**plain, **fresh, body=json.dumps(dict(post.body)), put_at=at))
        jobs.enqueue(connection, SEND, post.channel, at)


def put_all(engine: Engine, posts: Sequence[Post], at: datetime) -> None:
    """Add posts in a transaction of their own."""
    with writing(engine) as connection:
        put(connection, posts, at)


def claim(engine: Engine, channel: str, at: datetime) -> Claimed | Later | None:
    """The next post of a channel, from now on the caller's for CLAIM; or when to come again; None where nothing waits."""
    its = (slack_posts.c.channel == channel) & slack_posts.c.state.in_((WAITING, SENDING))
    first = select(slack_posts).where(its).order_by(slack_posts.c.post_id).limit(1).with_for_update()
    with writing(engine) as connection:
        row = connection.execute(first).first()
        if row is None:
            return None
        free = _free_at(connection, channel, row)
        if free and free > at:
            return Later(free)
        again = row.state == SENDING
        values = {"state": SENDING, "claimed_at": at, "tries": row.tries + 1}
        connection.execute(update(slack_posts).where(slack_posts.c.post_id == row.post_id).values(values))
        _hold(connection, channel, at + PACE)
    post = Post(row.post_key, row.channel, json.loads(row.body), row.thread, row.method)
    return Claimed(post, row.claimed_at if again else None)


def sent(engine: Engine, key: str, ts: str, at: datetime) -> None:
    """It has gone out, as the message `ts`; its words are forgotten."""
    _set(engine, key, {"state": SENT, "sent_at": at, "ts": ts, "body": ""})


def refused(engine: Engine, key: str, problem: str) -> None:
    """Slack will never take it; `problem` is the name that Slack gives the reason."""
    _set(engine, key, {"state": REFUSED, "problem": problem[:300], "body": ""})


def give_back(engine: Engine, key: str, until: datetime) -> None:
    """It has surely not gone out: the channel may send again from `until`."""
    with writing(engine) as connection:
        its = slack_posts.c.post_key == key
        channel = connection.scalars(select(slack_posts.c.channel).where(its)).one()
        connection.execute(update(slack_posts).where(its).values(state=WAITING))
        _hold(connection, channel, until)


def sent_again(engine: Engine, key: str) -> None:
    """Count that it is sent although it may have gone out before."""
    _set(engine, key, {"resent": slack_posts.c.resent + 1})


def ts_of(engine: Engine, key: str) -> str:
    """The message that a post became; "" while it is not sent."""
    with reading(engine) as connection:
        return connection.scalars(select(slack_posts.c.ts).where(slack_posts.c.post_key == key)).first() or ""


def key_of(engine: Engine, channel: str, ts: str) -> str:
    """The key of the post that became this message; "" where none of ours did."""
    its = (slack_posts.c.channel == channel) & (slack_posts.c.ts == ts)
    with reading(engine) as connection:
        return connection.scalars(select(slack_posts.c.post_key).where(its)).first() or ""


def traffic(engine: Engine) -> Traffic:
    """Where all posts stand."""
    with reading(engine) as connection:
        rows = connection.execute(select(slack_posts.c.state, func.count()).group_by(slack_posts.c.state))
        again = connection.scalar(select(func.coalesce(func.sum(slack_posts.c.resent), 0)))
        return Traffic(**{row[0]: row[1] for row in rows}, resent=int(again or 0))


def _free_at(connection: Connection, channel: str, row: Any) -> datetime | None:
    paced = connection.scalars(select(slack_pace.c.next_at).where(slack_pace.c.channel == channel)).first()
    claimed = row.claimed_at + CLAIM if row.state == SENDING else None
    return max((one for one in (paced, claimed) if one), default=None)


def _hold(connection: Connection, channel: str, until: datetime) -> None:
    connection.execute(delete(slack_pace).where(slack_pace.c.channel == channel))
    connection.execute(insert(slack_pace).values(channel=channel, next_at=until))


def _set(engine: Engine, key: str, values: Mapping[str, Any]) -> None:
    with writing(engine) as connection:
        connection.execute(update(slack_posts).where(slack_posts.c.post_key == key).values(**values))
