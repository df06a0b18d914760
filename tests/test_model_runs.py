"""What a model was asked for a reply is kept with the reply's own outputs: each can be made again, byte for byte."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.model.limits import Limits
from assistant.trace import ModelTrace
from ingest.describe import Defaults
from ingest.documents import ingest
from ingest.readers import read
from ingest.shelf import Shelf
from knowledge.sources.types import Kind
from knowledge.store.state import drop, latest
from tests.conftest import Command
from tests.scripted_server import Scripted, scripted
from tickmark.errors import Misuse
from tickmark.model_settings import ModelSettings
from tickmark.opening import open_store
from tickmark.runs import runs
from tickmark.settings import Settings, today
from tickmark.wiring import desk_of, open_home, seam

ASK = "What is a Statement of Applicability?"
UNKNOWN = json.dumps({"sentences": [], "unknown": True})


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as running:
        yield running


def trace_of(reply: Reply) -> ModelTrace:
    assert isinstance(reply.trace, ModelTrace)
    return reply.trace


def test_each_reply_is_made_again_byte_for_byte_also_after_another_output_came(
    server: Scripted, fresh: Settings
) -> None:
    jobs = frozenset({"word"})
    given = replace(fresh, model=ModelSettings("openai", "m", server.url, jobs, Limits(retries=0, seconds=20)))
    home = open_home(given)
    desk, asks = desk_of(home), Question(text=ASK)

    def again(run: str = "", question: Question = asks) -> str:
        settings = replace(given, model=replace(given.model, replay=True, run=run))
        return seam(desk_of(open_home(settings)), trace=True)(question).model_dump_json()

    server.content = "junk"
    first = seam(desk, trace=True)(asks)
    assert again() == first.model_dump_json()
    server.status = 500
    failed = seam(desk, trace=True)(asks)
    server.status, server.content = 200, UNKNOWN
    last = seam(desk, trace=True)(asks)
    kept = seam(desk, trace=True)(asks)
    each = (first, failed, last, kept)
    results = [[(one.result, one.tries) for one in trace_of(reply).calls] for reply in each]
    assert results == [
        [("not JSON", ("answered",))],
        [("failed", ("failed",))],
        [("unknown", ("answered",))],
        [("unknown", ())],
    ]
    assert len({trace_of(one).run for one in each}) == 4 and len(server.heard) == 3
    for one in each:
        assert again(trace_of(one).run) == one.model_dump_json()
    assert again() == kept.model_dump_json()
    for run, question in ((trace_of(first).run, Question(text="What is SOC 2?")), ("20200101-x", asks)):
        with pytest.raises(Misuse):
            again(run, question)

    untraced = seam(desk)(Question(text="What is a bridge letter?"))
    (name, run), *before = runs(home.engine, 10)
    assert untraced.trace is None and len(before) == 4 and len(server.heard) == 4
    assert [(one.prompt, len(one.prompt_sha256), one.result) for one in run.calls] == [("word-answer", 64, "unknown")]
    assert run.elapsed_ms == untraced.elapsed_ms and name > before[0][0]

    drop(home.engine, "output:")  # as an erasure does
    gone = json.loads(again(trace_of(first).run))
    assert gone["trace"]["calls"][0]["result"] == "no output is kept" and gone["statements"]
    held = " ".join(value for _, value in latest(home.engine, "", 10_000))
    assert "junk" not in held and "bridge letter" not in held and len(runs(home.engine, 10)) == 5


def test_the_command_line_names_the_trail_and_shows_it(
    server: Scripted, command: Command, fresh: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKMARK_MODEL", "openai:m")
    monkeypatch.setenv("TICKMARK_MODEL_URL", server.url)
    monkeypatch.setenv("TICKMARK_MODEL_JOBS", "word")
    status, out, err = command("ask", ASK, "--json")
    assert status == 0 and "trace" not in json.loads(out) or json.loads(out)["trace"] is None
    run = err.rsplit("tickmark trail ", 1)[1].strip()
    status, shown, _ = command("trail", run)
    told = json.loads(shown)
    assert (status, told["run"], told["calls"][0]["tries"]) == (0, run, ["answered"])
    assert ASK not in shown and len(runs(open_store(fresh), 10)) == 1
    server.content = "junk"
    assert command("ask", ASK, "--json", "--run", run)[:2] == (0, out)
    assert len(server.heard) == 1
    batch = tmp_path / "asked.jsonl"
    batch.write_text(json.dumps({"text": ASK}) + "\n", "utf-8")
    assert command("ask", "--batch", str(batch), "--replay")[0] == 0
    for name, value, said in (
        ("TOKENS", "500", f"the run {run} was answered by"),
        ("URL", "http://127.0.0.1:9/v1", f"the run {run} was answered by"),
        ("JOBS", "facts", "can't be made again"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(f"TICKMARK_MODEL_{name}", value)
            for words in ((ASK, "--run", run), (ASK, "--replay"), ("--batch", str(batch), "--replay")):
                status, out, err = command("ask", *words)
                assert (status != 0, out) == (True, "") and said in err and "Traceback" not in err, (name, words)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TICKMARK_MODEL")
        status, out, err = command("ask", ASK, "--run", "nosuch")
        assert (status, out) == (2, "") and "set TICKMARK_MODEL" in err
    assert command("ask", "What is a bridge letter?", "--replay")[:2] == (1, "") and len(server.heard) == 1
    status, out, err = command("trail", "1999")
    assert (status, out) == (1, "") and "no run 1999" in err


def test_a_reply_is_made_again_as_of_the_day_it_was_made(
    server: Scripted, fresh: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = replace(fresh, model=ModelSettings("openai", "m", server.url, frozenset({"word"}), Limits(retries=0)))
    home, asks = open_home(given), Question(text="How long do we keep visitor badges?")
    page = tmp_path / "visitors.md"
    page.write_text(f"---\nvalid_to: {today()}\n---\n# Visitors\n\nWe keep visitor badges for nine weeks.\n")
    shelf = Shelf(home.engine, home.encoder.encode, home.encoder.key, lambda: datetime.now(UTC), read)
    ingest([page], shelf, Defaults(kind=Kind.PRACTICE), lambda *_: None)
    server.content = "junk"
    made = seam(desk_of(open_home(given)))(asks)
    assert made.status == "answered" and "nine weeks" in made.statements[0].text
    monkeypatch.setattr("tickmark.wiring.today", lambda: today() + timedelta(days=1))
    again = seam(desk_of(open_home(replace(given, model=replace(given.model, replay=True)))))(asks)
    assert again.model_dump_json() == made.model_dump_json()
    assert seam(desk_of(open_home(given)))(asks).status == "abstained"
