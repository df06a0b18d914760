"""A model behind a server: what it is sent, what it may cost, and that nothing it or the ledger does breaks a reply."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import Engine

from assistant.contract import Question
from assistant.model.limits import Limits
from assistant.model.talk import Asked, Failure, Spoken
from assistant.trace import ModelTrace
from prompts.loader import prompt
from tests.scripted_server import Scripted, scripted
from tickmark.checkup import checkup
from tickmark.errors import Misuse
from tickmark.model_settings import ModelSettings
from tickmark.models import open_model, try_out
from tickmark.providers import parameters, provider
from tickmark.ready import Ready
from tickmark.settings import Settings
from tickmark.wiring import open_desk, seam

ASK = "What is a Statement of Applicability?"
ASKED = Asked(prompt("word-answer"), "What?", {"type": "object"}, "k" * 64)
HASTY = Limits(retries=0, seconds=20)
SPENDER = """
import sys
from knowledge.store.database import open_database
from tickmark.models import _purse
purse = _purse(open_database(sys.argv[1]), "ana@example.com")
sys.stdin.read()
print(sum(purse.take(0.001, 0.01) for _ in range(20)))
"""


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as running:
        yield running


def behind(server: Scripted, limits: Limits = HASTY, name: str = "scripted") -> ModelSettings:
    return ModelSettings("openai", name, server.url, limits=limits)


def spent(engine: Engine) -> float:
    with engine.connect() as connection:
        held = connection.exec_driver_sql("SELECT value FROM state WHERE key LIKE 'spent:%'").scalar()
    return int(held or 0) / 1_000_000


@pytest.mark.parametrize(("given", "sent"), [("sk-mine", "Bearer sk-mine"), ("", "Bearer none")])
def test_a_server_is_sent_the_provider_s_own_key(
    server: Scripted, monkeypatch: pytest.MonkeyPatch, given: str, sent: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", given)
    assert try_out(behind(server)).result == "unknown"
    assert [key for _, key in server.heard] == [sent]


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "the key is refused"), (404, "no such model at that address"), (400, "does not take"), (500, "failed")],
)
def test_doctor_tells_failures_apart(server: Scripted, home: Settings, status: int, says: str) -> None:
    server.status = status
    (found,) = [one for one in checkup(replace(home, model=behind(server))) if one.name == "model"]
    assert not found.well and says in found.found and "\n" not in found.found
    assert len(server.heard) == 1


def test_a_server_that_is_not_there_is_named(server: Scripted) -> None:
    gone = replace(behind(server), url="http://127.0.0.1:9/v1")
    assert try_out(gone).result == Failure.UNREACHABLE


@pytest.mark.parametrize(("name", "temperature"), [("scripted", True), ("gpt-5-mini", False), ("o3", False)])
def test_the_trail_holds_what_was_sent(server: Scripted, sqlite_engine: Engine, name: str, temperature: bool) -> None:
    model = open_model(sqlite_engine, behind(server, name=name))
    assert model is not None
    model.open(Question(text="x"))(ASKED)
    body = server.heard[0][0]
    assert {one: body[one] for one in model.parameters} == dict(model.parameters)
    assert ("temperature" in body, "temperature" in model.parameters) == (temperature, temperature)
    assert body["max_completion_tokens"] == 400 and "tools" not in body


def test_ollama_is_bounded_in_its_own_words() -> None:
    assert parameters("ollama", "llama3.2", 7) == {"temperature": 0, "num_predict": 7}
    line = {"mounts": {}}
    assert provider("ollama").within(3.0, line) == {"client_kwargs": {"timeout": 3.0}, "sync_client_kwargs": line}
    assert parameters("anthropic", "x", 7) == parameters("nobody", "x", 7) == {"temperature": 0, "max_tokens": 7}


@pytest.mark.parametrize(
    ("name", "says"), [("google_genai", "no extra"), ("anthropic", "extra: pip install -c constraints.txt")]
)
def test_what_is_not_installed_is_named_with_the_way_to_it(sqlite_engine: Engine, name: str, says: str) -> None:
    with pytest.raises(Misuse, match=says) as said:
        open_model(sqlite_engine, ModelSettings(name, "x"))
    assert ("google-genai" in str(said.value)) == (name == "google_genai")


@pytest.mark.parametrize(
    ("usage", "cost"), [((100_000, 0), 0.1), ((10**30, 10**30), None), ((-(10**9), -(10**9)), None), ((0, 0), None)]
)
def test_every_call_is_charged_whatever_its_usage_says(
    server: Scripted, sqlite_engine: Engine, usage: tuple[int, int], cost: float | None
) -> None:
    server.usage, server.content = usage, ""
    model = open_model(sqlite_engine, behind(server, Limits(retries=1, seconds=20)))
    assert model is not None
    said = model.open(Question(text="x"))(ASKED)
    assert isinstance(said, Spoken) and said.text == ""
    charged = spent(sqlite_engine)
    assert len(server.heard) == 2
    assert charged == pytest.approx(2 * cost, abs=1e-5) if cost else 0.0002 < charged < 0.01


def test_a_call_that_fails_or_never_ends_is_charged_and_one_that_is_not_taken_is_not(
    server: Scripted, sqlite_engine: Engine
) -> None:
    model = open_model(sqlite_engine, behind(server, Limits(retries=0, seconds=1)))
    assert model is not None
    server.status = 401
    assert model.open(Question(text="x"))(ASKED) is Failure.KEY_REFUSED
    assert spent(sqlite_engine) == pytest.approx(0, abs=1e-5)
    server.status = 500
    assert model.open(Question(text="x"))(ASKED) is Failure.FAILED
    failed = spent(sqlite_engine)
    server.status, server.slow = 200, 3
    assert model.open(Question(text="x"))(replace(ASKED, key="s" * 64)) is Failure.TIMED_OUT
    assert 0.0005 < failed < spent(sqlite_engine)


def test_processes_at_once_spend_no_more_than_one(sqlite_engine: Engine) -> None:
    url = str(sqlite_engine.url)
    spenders = [
        subprocess.Popen([sys.executable, "-c", SPENDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    taken = [int(one.communicate("go")[0]) for one in spenders]
    assert sum(taken) == 10


def test_a_ledger_that_another_process_holds_fails_no_reply(server: Scripted, fresh: Settings) -> None:
    desk = open_desk(replace(fresh, model=behind(server)))
    plain = seam(replace(desk, model=None))(Question(text=ASK))
    other = sqlite3.connect(fresh.home / "tickmark.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    reply = seam(desk, trace=True)(Question(text=ASK))
    took = time.monotonic() - began
    other.execute("ROLLBACK")
    other.close()
    assert (reply.headline, reply.statements) == (plain.headline, plain.statements)
    assert isinstance(reply.trace, ModelTrace) and took < 8
    assert [one.result for one in reply.trace.calls] == [Failure.NO_LEDGER] and server.heard == []


def test_an_output_that_can_not_be_kept_is_used_and_the_trail_says_so(server: Scripted, fresh: Settings) -> None:
    free = replace(HASTY, price=(0.0, 0.0))
    desk = open_desk(replace(fresh, model=behind(server, free)))
    other = sqlite3.connect(fresh.home / "tickmark.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    reply = seam(desk, trace=True)(Question(text=ASK))
    other.execute("ROLLBACK")
    other.close()
    assert isinstance(reply.trace, ModelTrace) and len(server.heard) == 1
    assert [one.result for one in reply.trace.calls] == ["unknown"]
    assert "could not be kept" in reply.trace.notes[0]


def test_a_bad_output_is_asked_again_and_replayed_as_it_was(server: Scripted, fresh: Settings) -> None:
    settings = replace(fresh, model=behind(server))
    server.content = "no JSON at all"
    first = seam(open_desk(settings), trace=True)(Question(text=ASK))
    replay = replace(settings, model=replace(settings.model, replay=True))
    again = seam(open_desk(replay), trace=True)(Question(text=ASK))
    assert again.model_copy(update={"elapsed_ms": 0}) == first.model_copy(update={"elapsed_ms": 0})
    server.content = json.dumps({"sentences": [], "unknown": False})
    mended = seam(open_desk(settings), trace=True)(Question(text=ASK))
    last = seam(open_desk(settings), trace=True)(Question(text=ASK))
    results = [[one.result for one in r.trace.calls] for r in (first, mended, last) if isinstance(r.trace, ModelTrace)]
    assert (results, len(server.heard)) == ([["not JSON"], ["ok"], ["ok"]], 2)


def test_of_an_endless_answer_no_more_is_kept_than_its_tokens_can_be(server: Scripted, fresh: Settings) -> None:
    server.content = json.dumps({"sentences": [{"text": "ab cd" * 1_000_000, "cite": [], "quotes": []}]})
    settings = replace(fresh, model=behind(server))
    desk = open_desk(settings)
    reply = seam(desk, trace=True)(Question(text=ASK))
    assert isinstance(reply.trace, ModelTrace) and reply.trace.calls[0].result in (Failure.CUT_OFF, Failure.LOOPS)
    held = sqlite3.connect(fresh.home / "tickmark.db").execute("SELECT max(length(value)) FROM state").fetchone()[0]
    assert held < 8 * 400 + 200


def test_who_waits_for_another_s_model_has_that_much_less_time(server: Scripted, fresh: Settings) -> None:
    server.slow = 30
    ready = Ready(replace(fresh, model=behind(server, Limits(retries=0, seconds=2, price=(0.0, 0.0)))))
    ready(Question(text="hello"))
    began, took = time.monotonic(), []

    def ask(number: int) -> None:
        reply = ready(Question(text=f"What is a bridge letter? ({number})"))
        took.append((time.monotonic() - began, reply))

    threads = [Thread(target=ask, args=(number,)) for number in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert max(seconds for seconds, _ in took) < 6
    results = [one.trace.calls[0].result for _, one in took if isinstance(one.trace, ModelTrace)]
    assert results == [Failure.TIMED_OUT] * 5
