"""The real model on this machine: served on loopback, ended with its parent, and behind the gate like any other."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.contract import Question
from assistant.model.cost import dearest
from assistant.model.limits import Limits
from assistant.model.talk import Asked, Model, Spoken
from assistant.trace import ModelTrace
from evals.judge import CONTRADICTS, judged
from evals.labels import Label, Origin
from evals.statements import statements
from prompts.loader import prompt
from tests.evals.made import answer, case, run_in
from tickmark.chat_model import open_chat
from tickmark.errors import Misuse, Problem
from tickmark.local_model import LocalModel, Where, started, stop
from tickmark.model_settings import ModelSettings
from tickmark.models import _turns, open_model
from tickmark.settings import Settings
from tickmark.wiring import open_desk, seam

PATIENT = Limits(tokens=160, seconds=150)
# A suite that is run in the background hands on an ignored SIGINT.
PARENT = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from tickmark.local_model import started
child, where = started("smollm2")
print(child.pid, where.url, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def served() -> Iterator[Where]:
    child, where = started("smollm2")
    yield where
    stop(child)
    assert child.poll() is not None


def test_it_answers_on_loopback_and_only_to_whoever_has_the_key(served: Where) -> None:
    assert served.url.startswith("http://127.0.0.1:")
    body = json.dumps({"messages": [{"role": "user", "content": "Say hi."}], "max_tokens": 4}).encode()
    request = urllib.request.Request(f"{served.url}/chat/completions", body, {"content-type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    assert refused.value.code == 401
    request.add_header("authorization", f"Bearer {served.secret}")
    with urllib.request.urlopen(request, timeout=120) as answered:
        assert json.load(answered)["choices"][0]["message"]["content"]
    assert served.secret not in repr(served)


@pytest.mark.parametrize(
    "text", ["7310" * 300, "!?#; " * 200, "a9f3c1" * 200, "🜀𓀀" * 100, "xqzjvk" * 100, "ﷺ한글" * 99]
)
def test_a_text_has_no_more_tokens_than_are_laid_aside_for_it(served: Where, text: str) -> None:
    given = {"content-type": "application/json", "authorization": f"Bearer {served.secret}"}
    request = urllib.request.Request(f"{served.url[:-3]}/tokenize", json.dumps({"content": text}).encode(), given)
    with urllib.request.urlopen(request, timeout=60) as answered:
        tokens = len(json.load(answered)["tokens"])
    bare = replace(prompt("word-answer"), system="", example="", answer="")
    assert tokens <= dearest(Asked(bare, text, {}, "k"), 0, (1e6, 1e6))


def test_it_judges_statements_in_the_form_that_is_asked_for(served: Where, tmp_path: Path) -> None:
    """Whether it judges well is another matter: what it says is read, and is a judge's label."""
    given = ModelSettings("openai", "smollm2", served.url, limits=PATIENT)
    call = open_chat(given, {"temperature": 0, "max_tokens": 60}, served.secret)
    model = Model("local:smollm2", {}, frozenset(), lambda question: lambda asked: call(asked, 120.0))
    run = run_in(tmp_path / "r", [(case("a"), answer())])
    (said,) = judged(statements(run.results), model)
    assert isinstance(said, Label) and (said.origin, len(said.alone)) == (Origin.JUDGE, 1) or said.reason == CONTRADICTS


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_orphan_is_left_however_the_parent_ends(how: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline().split()[0])
    assert _lives(child)
    parent.send_signal(how)
    parent.wait(timeout=60)
    for _ in range(600):
        if not _lives(child):
            return
        time.sleep(0.1)
    raise AssertionError(f"{child} is an orphan")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return False


def test_however_often_a_model_is_opened_one_server_is_started(sqlite_engine: Engine) -> None:
    given, sent = ModelSettings("local", "smollm2", limits=PATIENT), []
    before = _served()
    for number in range(2):
        model = open_model(sqlite_engine, given)
        assert model is not None
        sent.append(model.open(Question(text="x"))(Asked(prompt("word-answer"), f"Say hi {number}.", {}, str(number))))
    assert all(isinstance(one, Spoken) for one in sent)
    assert len(_served() - before) == 1
    assert _turns(4) is _turns(4)


def _served() -> set[int]:
    """The processes of this one that serve a model."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if parent == os.getpid() and b"tickmark.local_server" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def test_a_model_that_is_not_there_is_named_in_one_line(home: Settings) -> None:
    with pytest.raises(Problem, match="no weights are known by that name"):
        started("pony")
    with pytest.raises(Misuse, match="no local model goes by that name"):
        open_desk(replace(home, model=ModelSettings("local", "pony")))
    with pytest.raises(Misuse, match="TICKMARK_MODEL"):
        open_desk(replace(home, model=ModelSettings("nobody", "x")))
    assert LocalModel("smollm2").lacking() == ""


def test_the_real_model_behind_the_gate_shows_only_what_the_sources_say_and_is_replayed(fresh: Settings) -> None:
    """One question: what is shown is ours or passed, the rest is dropped for a reason, and a replay is the same reply."""
    asked = Question(id="q", text="What is a Statement of Applicability?")
    given = ModelSettings("local", "smollm2", jobs=frozenset({"word"}), limits=PATIENT)
    desk = open_desk(replace(fresh, model=given))
    reply = seam(desk, trace=True)(asked)
    plain = seam(replace(desk, model=None))(asked)
    assert isinstance(reply.trace, ModelTrace)
    assert reply.trace.calls[0].prompt == "word-answer"
    ours = {one.text for one in plain.statements}
    assert {one.text for one in reply.statements} - ours <= set(reply.trace.wording.shown)
    assert (reply.headline, reply.status) == (plain.headline, plain.status)
    again = seam(open_desk(replace(fresh, model=replace(given, replay=True))), trace=True)(asked)
    same = {"elapsed_ms": 0.0}
    assert again.model_copy(update=same).model_dump_json() == reply.model_copy(update=same).model_dump_json()
