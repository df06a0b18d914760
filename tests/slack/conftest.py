"""The bot as it runs: the real Bolt app behind FastAPI on a port, its workers, the library, and a workspace double."""

import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Thread
from typing import Any

import pytest
import uvicorn
from slack_sdk.signature import SignatureVerifier

from assistant.contract import Question, Reply
from bots.slack.booth import Booth
from bots.slack.calls import Slack
from bots.slack.listening import bolt_app
from bots.slack.web import web_app
from knowledge.access.people import Person
from knowledge.store.people import put_people
from tests.conftest import AT
from tests.offices import ANA, APO, LEA, OLU, OUT, REX, who
from tests.slack import payloads
from tests.slack.checks import faults
from tests.slack.double import BOT_TOKEN, Double, free_port, workspace
from tickmark.office import audit_key
from tickmark.ready import Ready
from tickmark.settings import Settings
from tickmark.slack import Workers, health, installed, open_booth

SIGNING = "a signing secret that is only for the tests"
LOU = who("lou", *LEA.roles)
PEOPLE: tuple[Person, ...] = (ANA, LEA, LOU, OLU, REX, APO, OUT)
SOON = 60.0


@dataclass
class Bot:
    """A running bot: what a test sends it and reads of it."""

    double: Double
    booth: Booth
    url: str
    asked: list[Question] = field(default_factory=list)

    def send(self, payload: dict[str, Any] | dict[str, str], as_form: bool = False, **headers: str) -> tuple[int, str]:
        """Send something signed, as Slack would; the status and the body."""
        body = urllib.parse.urlencode(payload) if as_form else json.dumps(payload)
        return self.raw(body, "application/x-www-form-urlencoded" if as_form else "application/json", **headers)

    def raw(self, body: str, kind: str = "application/json", secret: str = SIGNING, **headers: str) -> tuple[int, str]:
        stamp = str(int(time.time()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
        plain = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature or "", "Content-Type": kind}
        given = plain | {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.url}/slack/events", body.encode(), given)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def interact(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Send a click, a shortcut or a submission; what the acknowledgement says."""
        status, body = self.send(payloads.form(payload), as_form=True)
        assert status == 200, (status, body)
        return json.loads(body) if body else {}

    def command(self, who: str, text: str, channel: str = "general-questions") -> str:
        """Type /tickmark; the text of the acknowledgement."""
        ids = self.double.ids
        sent = payloads.command(ids[who], ids.get(channel, channel), text, self.double.trigger(who))
        status, body = self.send(sent, as_form=True)
        assert status == 200, (status, body)
        return str(json.loads(body)["text"]) if body.startswith("{") else body

    def ask(self, who: str, text: str, channel: str = "general-questions", thread: str = "") -> str:
        """Somebody mentions the bot, or writes to it directly; the ts of their message."""
        ids, place = self.double.ids, self.double.ids.get(channel, channel)
        direct = place.startswith("D")
        words = text if direct else f"<@{ids['tickmark']}> {text}"
        ts = self.double.speak(who, place, words, thread)
        made = payloads.message if direct else payloads.mention
        assert self.send(made(ids[who], place, words, ts, thread))[0] == 200
        return ts

    def replies(self, channel: str, ts: str, count: int = 1) -> list[dict[str, Any]]:
        """The bot's messages in a thread, once there are `count` of them."""
        return until(lambda: found if len(found := self.double.thread(channel, ts)) >= count else None)

    def click(self, who: str, message: dict[str, Any], channel: str, action: str, value: str = "") -> dict[str, Any]:
        """Click a button of a message; what the acknowledgement says."""
        chosen = value or value_of(message, action)
        place = self.double.ids.get(channel, channel)
        return self.interact(
            payloads.action(self.double.ids[who], self.double.trigger(who), message, place, action, chosen)
        )

    def view(self, callback: str, settled: bool = True) -> dict[str, Any]:
        """The latest modal of this callback, as it stands once it is filled in."""
        return until(lambda: self._view(callback, settled))

    def _view(self, callback: str, settled: bool) -> dict[str, Any] | None:
        shown = [
            c
            for c in self.double.calls
            if c.method in ("views.open", "views.update", "views.push") and c.bot and c.told
        ]
        last = shown[-1].arguments if shown else {}
        view = last.get("view", {})
        if view.get("callback_id") != callback or (settled and "Loading" in json.dumps(view)):
            return None
        name = shown[-1].told["view"]["id"] if "view" in shown[-1].told else last.get("view_id")
        return view | {"id": name, "root_view_id": name, "hash": "1"}

    def submit(self, who: str, view: dict[str, Any], **values: Any) -> dict[str, Any]:
        return self.interact(payloads.submission(self.double.ids[who], view, values))


def value_of(message: dict[str, Any], action: str) -> str:
    """The value of a button of a message."""
    elements = [one for block in message["blocks"] for one in block.get("elements", ())]
    return next(str(one["value"]) for one in elements if one.get("action_id") == action)


def until(found: Callable[[], Any], seconds: float = SOON) -> Any:
    """What `found` gives once it gives something."""
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        if (got := found()) is not None:
            return got
        time.sleep(0.05)
    raise AssertionError("it never happened")


def words(message: dict[str, Any]) -> str:
    """All that is shown of a message."""
    return json.dumps(message["blocks"], ensure_ascii=False)


@pytest.fixture(scope="session")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with workspace(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture(scope="session")
def house(home: Settings, double: Double, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot on a home of its own with the library, for the whole session: starting it costs more than most tests."""
    folder = tmp_path_factory.mktemp("bot") / "home"
    shutil.copytree(home.home, folder)
    with running(Settings(folder, f"sqlite:///{folder / 'tickmark.db'}", None), double) as started:
        yield started


@pytest.fixture
def bot(house: Bot) -> Iterator[Bot]:
    """The running bot, as if nobody had asked it anything."""
    house.double.calls.clear()
    house.double.faults.clear()
    house.double.flags.clear()
    house.asked.clear()
    house.booth.who._known.clear()  # type: ignore[attr-defined]
    answer = house.booth.answer
    yield house
    object.__setattr__(house.booth, "answer", answer)
    assert list(faults(house.double.calls)) == []


@contextmanager
def running(settings: Settings, double: Double) -> Iterator[Bot]:
    """A bot that runs until the block ends."""
    ready, slack, wake = Ready(settings), Slack(BOT_TOKEN, double.url), Event()
    engine, asked = ready.home.engine, []
    put_people(engine, audit_key(settings), PEOPLE, "admin@example.com", AT)

    def answer(question: Question) -> Reply:
        asked.append(question)
        return ready(question)

    at = replace(installed(engine, slack, double.ids["leads"]), app="A0TICKMARK")
    booth = open_booth(engine, settings, slack, answer, at, wake)
    bolt, port, workers = bolt_app(booth, BOT_TOKEN, SIGNING), free_port(), Workers(booth, wake)
    config = uvicorn.Config(web_app(bolt, SIGNING, lambda: health(engine)), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    workers.start()
    until(lambda: server.started or None)
    try:
        yield Bot(double, booth, f"http://127.0.0.1:{port}", asked)
    finally:
        server.should_exit = True
        thread.join()
        workers.stop()
        engine.dispose()
