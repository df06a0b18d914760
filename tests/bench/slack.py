"""`make bench`: staff ask at a steady rate, in many channels, and two processes of the Slack bot share the work.

Run as `python -m tests.bench.slack`. Each question is sent when it is due, however late earlier ones are, as the two events
that Slack makes of a mention; times count from when it was due. The processes are `tickmark serve` on one PostgreSQL, Slack
is the double of its Web API, and both share this machine with whoever asks.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slack_sdk.signature import SignatureVerifier

from knowledge.store.people import put_people
from tests.offices import PEOPLE
from tests.servers import postgres_in
from tests.slack import payloads
from tests.slack.double import BOT_TOKEN, Double, free_port, workspace
from tickmark.office import audit_key
from tickmark.settings import Settings, go_offline
from tickmark.wiring import open_home

SIGNING = "a signing secret that is only for the bench"
ACKNOWLEDGED, ANSWERED = 1.0, 3.0  # seconds: the bars for p99 and p95
STARTS, PATIENCE = 180.0, 120.0  # seconds: for a process to be healthy, and for the last answers
FAILED = "Something went wrong"
ASKERS = ("ana", "lea", "olu", "rex", "apo")
QUESTIONS = (
    "ISO or SOC 2 for this request? {} wants a report on how our controls operated from January to June",
    "ISO or SOC 2? {} asks for a certificate of our information security management system",
    "{} wants both a certificate and a report over the last year. What do they need?",
    "What is the difference between a Type 1 and a Type 2 report? {} asks",
    "Can evidence from the ISO audit be reused for the SOC 2 report for {}?",
    "Who owns the evidence that {} needs for SOC 2?",
    "How long is an ISO 27001 certificate valid, for {}?",
    "What did we decide for {}?",
    "ISO or SOC 2 for this request from {}?",
    "How many moons does Jupiter have, asks {}?",
)


@dataclass(frozen=True)
class Asked:
    """A question: the two events of it, the thread in which its answer is looked for, and when it is due (seconds)."""

    events: tuple[str, str]
    thread: str
    due: float


@dataclass(frozen=True)
class Delivered:
    """How one event was taken: the status (0 for none), and seconds since it was due."""

    status: int
    seconds: float


def asked(double: Double, count: int, channels: int, rate: float) -> list[Asked]:
    """`count` questions, `rate` a minute, round `channels`; every fifth is a follow-up in a thread."""
    made = []
    for n in range(count):
        who, channel = ASKERS[n % len(ASKERS)], double.ids[f"load-{n % channels}"]
        text = f"<@{double.ids['tickmark']}> {QUESTIONS[n % len(QUESTIONS)].format(f'Customer {n}')}"
        root = double.speak(who, channel, "They run their service in our cloud.") if n % 5 == 4 else ""
        ts = double.speak(who, channel, text, root)
        both = (kind(double.ids[who], channel, text, ts, root) for kind in (payloads.message, payloads.mention))
        first, second = (json.dumps(one) for one in both)
        made.append(Asked((first, second), root or ts, n * 60 / rate))
    return made


def deliver(body: str, url: str, due: float) -> Delivered:
    """Send an event, signed; `due` is of the monotonic clock."""
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SIGNING).generate_signature(timestamp=stamp, body=body) or ""
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/slack/events", body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status = int(answer.status)
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        status = 0
    return Delivered(status, time.monotonic() - due)


def run(double: Double, urls: Sequence[str], questions: Sequence[Asked]) -> tuple[list[Delivered], list[float], int]:
    """Ask them all; (each delivery, seconds to each answer, how many messages stand twice)."""
    double.calls.clear()
    begun, wall = time.monotonic() + 1, time.time() + 1
    with ThreadPoolExecutor(64) as pool:
        going = []
        for n, one in enumerate(questions):
            time.sleep(max(0.0, begun + one.due - time.monotonic()))
            going += [pool.submit(deliver, body, urls[n % len(urls)], begun + one.due) for body in one.events]
        taken = [one.result() for one in going]
    over = time.monotonic() + PATIENCE
    while len(first := answers(double)) < len(questions) and time.monotonic() < over:
        time.sleep(0.5)
    found = [first[one.thread] - wall - one.due for one in questions if one.thread in first]
    posted = Counter(json.dumps(call.arguments.get("metadata")) for call in double.calls if _posts(call))
    return taken, found, sum(posted.values()) - len(posted)


def answers(double: Double) -> dict[str, float]:
    """When the first message of ours came to each thread."""
    found: dict[str, float] = {}
    for call in list(double.calls):
        if _posts(call):
            found.setdefault(str(call.arguments.get("thread_ts")), float(call.told["ts"]))
    return found


def _posts(call: Any) -> bool:
    """Whether a call posted an answer; word of a failure is none."""
    said = str(call.arguments.get("text") or "")
    return bool(call.method == "chat.postMessage" and call.bot and call.told.get("ok") and not said.startswith(FAILED))


@contextmanager
def serving(settings: Settings, double: Double, log: Path) -> Iterator[tuple[str, int]]:
    """The address and the id of a `tickmark serve` on a copy of the home: each process has an index of its own."""
    port = free_port()
    given = {"TICKMARK_HOME": str(settings.home), "TICKMARK_DATABASE_URL": settings.database_url}
    given |= {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING, "SLACK_API_URL": double.url}
    command = [sys.executable, "-m", "tickmark", "serve", "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **given})
    try:
        _until_healthy(process, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(30)


def _until_healthy(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    over = time.monotonic() + STARTS
    while time.monotonic() < over:
        if process.poll() is not None:
            sys.exit(f"a process ended: {log.read_text('utf-8')[-500:]}")
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("a process was never healthy")


def busy(pid: int) -> float:
    """The seconds that a process has spent on a processor; 0 where the system does not say."""
    file = Path(f"/proc/{pid}/stat")
    if not file.exists():
        return 0.0
    spent = file.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def at(values: Sequence[float], share: float) -> float:
    """The nearest-rank quantile; infinity where there is nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)] if ordered else float("inf")


def table(taken: Sequence[Delivered], found: Sequence[float], questions: int, twice: int) -> tuple[str, bool]:
    """What is printed, and whether every bar was met."""
    acks = [one.seconds for one in taken if one.status == 200]
    lost = questions - len(found)
    rows = [("acknowledged", acks, 0.99, ACKNOWLEDGED), ("answered", found, 0.95, ANSWERED)]
    lines = [f"{'seconds':14}{'count':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}  bar"]
    for name, values, share, bar in rows:
        shown = "".join(f"{at(values, one):8.2f}" for one in (0.5, 0.95, 0.99, 1.0))
        met = "met" if at(values, share) < bar else "MISSED"
        lines.append(f"{name:14}{len(values):8,}{shown}  p{share * 100:.0f} under {bar:.0f} s: {met}")
    refused = len(taken) - len(acks)
    lines.append(f"questions {questions:,}, events {len(taken):,}, not acknowledged {refused}, standing twice {twice}")
    lines.append(f"without an answer {PATIENCE:.0f} s later {lost}")
    met = not lost and not refused and all(at(values, share) < bar for _, values, share, bar in rows)
    return "\n".join(lines), met


def prepared(folder: Path, url: str, count: int) -> list[Settings]:
    """Homes for `count` processes on the database at `url`, with the library and the people."""
    homes = [Settings(folder / f"home{n}", url, None) for n in range(count)]
    opened = open_home(homes[0])
    put_people(opened.engine, audit_key(homes[0]), PEOPLE, "admin@example.com", datetime.now(UTC))
    opened.engine.dispose()
    for one in homes[1:]:
        shutil.copytree(homes[0].home, one.home)
    return homes


def main() -> int:
    """Run and print; 1 where a bar was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.slack", description=__doc__)
    parser.add_argument("--rate", type=float, default=200, help="questions a minute")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--channels", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--logs", type=Path, help="a folder that keeps the logs of the processes")
    given = parser.parse_args()
    go_offline()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        logs = given.logs or folder
        logs.mkdir(parents=True, exist_ok=True)
        url, double = stack.enter_context(postgres_in(folder)), stack.enter_context(workspace(folder))
        homes = prepared(folder, url, given.processes)
        serves = [serving(one, double, logs / f"{one.home.name}.log") for one in homes]
        running = [stack.enter_context(one) for one in serves]
        questions = asked(double, int(given.rate * given.minutes), given.channels, given.rate)
        before, spent = os.getloadavg()[0], sum(busy(pid) for _, pid in running)
        taken, found, twice = run(double, [one for one, _ in running], questions)
        spent = sum(busy(pid) for _, pid in running) - spent
        shown, met = table(taken, found, len(questions), twice)
    print(f"Slack: {given.rate:.0f} questions a minute for {given.minutes:g} min, {given.channels} channels, "
          f"{given.processes} processes on PostgreSQL")  # fmt: skip
    print(
        f"{os.cpu_count()} cores, load average {before:.1f} before and {os.getloadavg()[0]:.1f} after; "
        f"{spent / len(questions):.2f} s of a core for a question"
    )
    print(shown, flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
