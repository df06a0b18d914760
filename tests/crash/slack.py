"""Events that Slack sends one to four times, at once, to two processes that are killed: each has its effect, and has it once.

Run as `python -m tests.crash.slack`. Half of what is sent makes a record, the rest are questions.
"""

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from slack_sdk.signature import SignatureVerifier
from sqlalchemy import func, select

from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import Engine, open_database
from knowledge.store.inbox import Draft, keep_draft
from knowledge.store.outbox import traffic
from knowledge.store.people import put_people
from knowledge.store.record_reading import texts
from knowledge.store.slack_tables import slack_events
from tests.crash.slack_victim import SIGNING, Orders, serve
from tests.offices import PEOPLE, SECRET
from tests.servers import postgres_in
from tests.slack import payloads
from tests.slack.double import Double, free_port, workspace

SENDERS, CHANNELS = 8, 50
PATIENCE = 60  # seconds in which a sender is acknowledged, or says so
_SERVERS = multiprocessing.get_context("forkserver")
_SERVERS.set_forkserver_preload(["tests.crash.slack_victim"])


@dataclass
class Tally:
    """What was sent and what came of it; `breaches` is empty where everything holds."""

    counts: dict[str, int] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """An event to send: its body, and where its effect is to be found."""

    body: str
    kind: str
    name: str
    channel: str
    thread: str


class Herd:
    """Two processes; any of them may be killed at any moment, and starts anew."""

    def __init__(self, orders: list[Orders], chance: random.Random) -> None:
        self._orders, self._chance = orders, chance
        self._running = [_start(one) for one in orders]
        self.kills = 0

    def kill_one(self) -> None:
        place = self._chance.randrange(len(self._running))
        if self._running[place].exitcode is not None:
            sys.exit(f"a process ended by itself with {self._running[place].exitcode}")
        self._running[place].kill()
        self._running[place].join()
        self._running[place] = _start(self._orders[place])
        self.kills += 1

    def stop(self) -> None:
        for one in self._running:
            one.kill()
            one.join()


def attacked(url: str, double: Double, events: int, questions: int, kills: int, seed: int) -> Tally:
    """What holds after `events` submissions and `questions`, each sent one to four times, with `kills` SIGKILLs."""
    base, chance = datetime.now(UTC), random.Random(seed)
    engine = open_database(url)
    put_people(engine, SECRET, PEOPLE, "admin@example.com", base)
    sent = [*_submissions(engine, double, events, base), *_questions(double, questions)]
    chance.shuffle(sent)
    ports = [free_port(), free_port()]
    herd = Herd([Orders(url, port, double.url, base) for port in ports], chance)
    deliveries: Counter[str] = Counter()
    tally = Tally()
    try:
        with ThreadPoolExecutor(SENDERS) as pool:
            going = [pool.submit(_deliver, one, ports, seed + n, deliveries) for n, one in enumerate(sent)]
            _kill_meanwhile(herd, kills, chance, lambda: all(one.done() for one in going))
            tally.breaches += filter(None, (one.result() for one in going))
        while herd.kills < kills:
            time.sleep(chance.uniform(0.2, 1.0))
            herd.kill_one()
        _until_quiet(engine)
    finally:
        herd.stop()
    tally.counts |= {"events": len(sent), "deliveries": deliveries.total(), "kills": herd.kills}
    _records(engine, sent, tally)
    _posts(engine, double, sent, tally)
    engine.dispose()
    return tally


def _start(orders: Orders) -> ForkServerProcess:
    process = _SERVERS.Process(target=serve, args=(orders,), daemon=True)
    process.start()
    return process


def _kill_meanwhile(herd: Herd, kills: int, chance: random.Random, over: Callable[[], bool]) -> None:
    while herd.kills < kills and not over():
        time.sleep(chance.uniform(0.5, 2.5))
        herd.kill_one()


def _submissions(engine: Engine, double: Double, count: int, at: datetime) -> Iterator[Sent]:
    for n in range(count):
        channel = double.ids[f"load-{n % CHANNELS}"]
        name, thread = f"V{n:08d}", double.speak("ana", channel, f"Request {n}")
        held = {
            "text": f"Request {n}.",
            "conversation": {"channel": channel, "thread": thread, "turns": []},
            "user": "U1",
        }
        keep_draft(engine, Draft(name, "ana@example.com", held), at)
        fields = {"summary": f"Request {n}", "route": None, "intake_class": None, "audience": "everyone"}
        values = {one: {one: {"type": "plain_text_input", "value": value}} for one, value in fields.items()}
        view = {
            "id": name,
            "type": "modal",
            "callback_id": "intake",
            "private_metadata": json.dumps({"draft": name}),
            "blocks": [],
        }
        made = payloads.submission(double.ids["ana"], view, {})
        made["view"]["state"] = {"values": values}
        yield Sent(urllib.parse.urlencode(payloads.form(made)), "record", f"Request {n}.", channel, thread)


def _questions(double: Double, count: int) -> Iterator[Sent]:
    for n in range(count):
        channel, text = double.ids[f"load-{n % CHANNELS}"], f"<@U0TICKMARK> question {n}"
        ts = double.speak("ana", channel, text)
        yield Sent(json.dumps(payloads.mention(double.ids["ana"], channel, text, ts)), "question", text, channel, ts)


def _deliver(one: Sent, ports: list[int], seed: int, deliveries: Counter[str]) -> str:
    """One to four times at once, and until it was acknowledged: Slack tries again, and so does whoever clicked."""
    chance, over = random.Random(seed), time.monotonic() + PATIENCE
    wanted, acknowledged = chance.randint(1, 4), False
    while not acknowledged:
        with ThreadPoolExecutor(wanted) as pool:
            acknowledged = any(list(pool.map(lambda port: _sent(one, port), chance.choices(ports, k=wanted))))
        deliveries[one.kind] += wanted
        wanted = 1
        if not acknowledged and time.monotonic() > over:
            return f"{one.name} was never acknowledged"
        time.sleep(0 if acknowledged else 0.1)
    return ""


def _sent(one: Sent, port: int) -> bool:
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SIGNING).generate_signature(timestamp=stamp, body=one.body) or ""
    kind = "application/json" if one.kind == "question" else "application/x-www-form-urlencoded"
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": kind}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/slack/events", one.body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bool(answer.status == 200 and b"errors" not in answer.read())
    except (OSError, urllib.error.URLError):
        return False


def _until_quiet(engine: Engine, seconds: float = 300) -> None:
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        with engine.connect() as connection:
            left = connection.scalar(select(func.count()).where(slack_events.c.done_at.is_(None)))
        now = traffic(engine)
        if not left and not now.waiting and not now.sending:
            return
        time.sleep(0.5)


def _records(engine: Engine, sent: list[Sent], tally: Tally) -> None:
    held = Counter(json.loads(body)["asked"] for _, body in texts(engine, RecordKind.INTAKE, None, None))
    wanted = [one.name for one in sent if one.kind == "record"]
    tally.counts |= {"records wanted": len(wanted), "records made": held.total()}
    tally.breaches += [f"{one}: {held[one]} records" for one in wanted if held[one] != 1]


def _posts(engine: Engine, double: Double, sent: list[Sent], tally: Tally) -> None:
    """Every event has its message in its thread; a message that stands twice was counted as one that may."""
    keys: Counter[str] = Counter()
    silent = 0
    for one in sent:
        ours = [m["metadata"]["event_payload"]["key"] for m in double.thread(one.channel, one.thread)]
        keys.update(ours)
        silent += not ours
    twice, counted = sum(count - 1 for count in keys.values()), traffic(engine).resent
    tally.counts |= {
        "messages": keys.total(),
        "without a message": silent,
        "standing twice": twice,
        "counted as such": counted,
    }
    if silent:
        tally.breaches.append(f"{silent} events have no message in their thread")
    if twice > counted:
        tally.breaches.append(f"{twice} messages stand twice, {counted} are counted")


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'tickmark.db'}"
        return
    with postgres_in(folder) as url:
        yield url


def main() -> int:
    """Run and print; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.slack", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000, help="submissions, each of which makes a record")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20, help="SIGKILLs for each database")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30), help="chooses moments and counts")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database alone")
    given = parser.parse_args()
    status = 0
    for kind in (given.only,) if given.only else ("sqlite", "postgresql"):
        with ExitStack() as stack:
            folder, begun = Path(stack.enter_context(tempfile.TemporaryDirectory())), time.monotonic()
            url, double = stack.enter_context(_database(kind, folder)), stack.enter_context(workspace(folder))
            tally = attacked(url, double, given.events, given.questions, given.kills, given.seed)
        print(_said(kind, tally, given.seed, time.monotonic() - begun), flush=True)
        status |= bool(tally.breaches)
    return status


def _said(kind: str, tally: Tally, seed: int, seconds: float) -> str:
    counts = [f"  {count:>7,} {name}" for name, count in tally.counts.items()]
    head = f"Slack on {kind}: two processes, {seconds:.0f} s, seed {seed}"
    return "\n".join([head, *counts, *(f"  ! {one}" for one in tally.breaches[:20])])


if __name__ == "__main__":
    sys.exit(main())
