"""What goes out: in order, at the pace of its channel, once where that can be known. What comes in: once. On both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine

from bots.slack.asking import posts
from bots.slack.calls import Slack
from bots.slack.rendering import notice
from bots.slack.sending import send_next
from knowledge.store import jobs
from knowledge.store.inbox import Answered, Event, Wait, Work, answered, receive, settle, waiting_event, waits
from knowledge.store.outbox import CLAIM, PACE, Claimed, Later, Post, claim, put_all, sent, traffic
from tests.conftest import AT
from tests.crash.slack import attacked
from tests.slack.double import BOT_TOKEN, Double, workspace


@dataclass
class Clock:
    """A clock that a test turns."""

    now: datetime = AT

    def __call__(self) -> datetime:
        return self.now


def post(key: str, channel: str = "C1") -> Post:
    return posts(key, channel, "", [notice(f"This is {key}.")])[0]


def test_an_event_is_kept_once_and_settled_once(engine: Engine) -> None:
    event = Event("m:C1:1.0", "question", {"text": "a secret"})
    assert receive(engine, event, AT) and not receive(engine, event, AT)
    assert len(jobs.lease(engine, "w", AT, 10)) == 1
    kept = Answered("r1", "ana@example.com", "C1", "1.0", "a secret", "{}", frozenset({"s"}))
    work = Work((post("a"),), kept, waits=(Wait("C1", "1.0", "U1"),))
    for _ in range(2):
        settle(engine, event.key, work, AT)
    assert waiting_event(engine, event.key) is None and not receive(engine, event, AT)
    assert traffic(engine).waiting == 1 and answered(engine, "r1") and waits(engine, "C1", "1.0", "U1")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT body FROM slack_events").fetchall()
    assert [bytes(row[0]) for row in rows] == [b""], "its words are forgotten"


def test_many_senders_at_once_keep_one(engine: Engine) -> None:
    fresh: list[bool] = []
    event = Event("m:C1:2.0", "question", {})
    senders = [Thread(target=lambda: fresh.append(receive(engine, event, AT))) for _ in range(8)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert sorted(fresh) == [False] * 7 + [True]


def test_a_channel_sends_one_after_the_other_at_its_pace(engine: Engine) -> None:
    put_all(engine, [post("a"), post("b"), post("a"), post("c", "C2")], AT)
    first = claim(engine, "C1", AT)
    assert isinstance(first, Claimed) and first.post.key == "a/0" and first.since is None
    assert claim(engine, "C1", AT) == Later(AT + CLAIM) and isinstance(claim(engine, "C2", AT), Claimed)
    sent(engine, "a/0", "1.0", AT)
    assert claim(engine, "C1", AT) == Later(AT + PACE)
    second = claim(engine, "C1", AT + PACE)
    assert isinstance(second, Claimed) and second.post.key == "b/0"
    sent(engine, "b/0", "2.0", AT)
    assert claim(engine, "C1", AT + 2 * PACE) is None
    assert (traffic(engine).sent, traffic(engine).sending, traffic(engine).resent) == (2, 1, 0)


def test_a_claim_that_ran_out_says_since_when(engine: Engine) -> None:
    put_all(engine, [post("a")], AT)
    claim(engine, "C1", AT)
    again = claim(engine, "C1", AT + CLAIM + PACE)
    assert isinstance(again, Claimed) and again.since == AT


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with workspace(tmp_path_factory.mktemp("outbox")) as running:
        yield running


def _shown(double: Double, channel: str, text: str) -> int:
    found = double.api("conversations.history", channel=channel, limit=200)["messages"]
    return sum(text in one["text"] for one in found)


@pytest.mark.parametrize(("fault", "resent"), [("drop", 0), ("500", 1)])
def test_what_may_have_gone_out_is_looked_up_first(engine: Engine, double: Double, fault: str, resent: int) -> None:
    channel, clock = double.ids["load-1"], Clock(datetime.now(AT.tzinfo))
    slack, key = Slack(BOT_TOKEN, double.url), f"{fault}-{engine.dialect.name}"
    put_all(engine, [post(key, channel)], clock())
    double.faults.append(("chat.postMessage", fault))
    assert send_next(engine, slack, channel, clock) == clock() + CLAIM
    assert send_next(engine, slack, channel, clock) == clock() + CLAIM, "not before nobody can be at it any more"
    clock.now += CLAIM + timedelta(seconds=2)
    send_next(engine, slack, channel, clock)
    assert _shown(double, channel, f"This is {key}.") == 1
    assert (traffic(engine).sent, traffic(engine).resent) == (1, resent)


def test_what_slack_will_never_take_holds_nothing_up(engine: Engine, double: Double) -> None:
    clock, slack = Clock(datetime.now(AT.tzinfo)), Slack(BOT_TOKEN, double.url)
    bad = Post("bad", "C0NOWHERE", post("x").body | {"channel": "C0NOWHERE"})
    worse = Post("worse", "C0NOWHERE", {"channel": "C0NOWHERE", "text": "", "blocks": []})
    put_all(engine, [bad, worse], clock())
    for _ in range(2):
        send_next(engine, slack, "C0NOWHERE", clock)
        clock.now += PACE
    assert send_next(engine, slack, "C0NOWHERE", clock) is None and traffic(engine).refused == 2


def test_killed_processes_lose_nothing_and_file_nothing_twice(database_url: str, double: Double) -> None:
    tally = attacked(database_url, double, 24, 12, 3, 7)
    assert tally.breaches == [] and tally.counts["records made"] == 24 and tally.counts["kills"] == 3, tally
