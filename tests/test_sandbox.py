"""Hostile and broken files, each read in a child: one line or clean, nothing hidden, and the rest goes in."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ingest.confinement import Limits
from ingest.describe import Defaults
from ingest.document import Read, Unreadable
from ingest.documents import ingest
from ingest.progress import Event, Fate, Tally
from ingest.sandbox import Sandbox, sandbox
from ingest.shelf import Shelf
from knowledge.store.database import open_database
from knowledge.store.live import live_passages
from knowledge.store.reading import passages
from tests.conftest import AT, Command, random_vectors
from tests.hostile.kinds import KINDS, Kind
from tests.hostile.made import SECRET, SEEN

BOUNDED = Limits(seconds=5)


@dataclass(frozen=True)
class Outcome:
    """What was said of each file by its name, and by name the passages that went in."""

    events: dict[str, list[Event]]
    texts: dict[str, list[str]]
    peak: int


def shelf(engine: Engine, reads: Callable[[Path], Read]) -> Shelf:
    return Shelf(engine, random_vectors, "test", lambda: AT, reads)


def taken(engine: Engine, folder: Path, reads: Callable[[Path], Read]) -> tuple[Tally, list[Event]]:
    events: list[Event] = []
    return ingest([folder], shelf(engine, reads), Defaults(), lambda event, *_: events.append(event)), events


def all_taken(database: str, folder: Path) -> tuple[list[Event], int]:
    """What was said of the files, and the peak of the children, in kB: run where no other test has children."""
    engine = open_database(database)
    with sandbox(BOUNDED) as reader:
        _, events = taken(engine, folder, reader.read)
    engine.dispose()
    return events, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All kinds in one folder, ingested at once."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "outside.md").write_text(f"# Out\n\n{SECRET}\n")
    (folder / "all").mkdir()
    for kind in KINDS:
        kind.make(folder / "all" / kind.name)
    database = f"sqlite:///{folder / 'tickmark.db'}"
    with get_context("spawn").Pool(1) as pool:
        events, peak = pool.apply(all_taken, (database, folder / "all"))
    engine = open_database(database)
    said: dict[str, list[Event]] = {kind.name: [] for kind in KINDS}
    for event in events:
        name = max((n for n in said if f"/{n}" in event.where), key=len)
        said[name].append(event)
    texts: dict[str, list[str]] = {}
    for one in passages(
        engine, live_passages(engine).passages and [p.passage_id for p in live_passages(engine).passages]
    ):
        words = " ".join((one.text, *one.passage.section, one.passage.context, one.source.title))
        texts.setdefault(Path(one.source.origin).name, []).append(words)
    engine.dispose()
    return Outcome(said, texts, peak)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: ascii(kind.name[-20:]))
def test_each_kind_is_said_in_one_line_or_goes_in_clean(outcome: Outcome, kind: Kind) -> None:
    refused = [e for e in outcome.events[kind.name] if e.fate in (Fate.REFUSED, Fate.SKIPPED)]
    texts = outcome.texts.get(kind.name, [])
    assert len(refused) <= 1 and bool(refused) + bool(texts) >= 1
    assert not any("Zanzibar" in text or "root:" in text for text in texts)
    if kind.line in ("", "*") and not refused:
        assert any(SEEN in text for text in texts) or kind.line == "*"
    else:
        assert kind.line != "" and kind.line.strip("*") in refused[0].why and "\n" not in refused[0].why


def test_there_are_many_kinds_and_memory_is_bounded(outcome: Outcome) -> None:
    assert len(KINDS) >= 40
    assert outcome.peak < 1_100_000  # kB, of the largest child


def test_a_child_knows_nothing_of_its_parent_and_has_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    with sandbox() as reader:
        tried = reader.try_out()
        assert tried and not tried.overspent and not tried.wrote
        if not tried.means:
            pytest.skip("not run: this system lets no process give up the network")
        assert not tried.reached
        assert reader._child
        environ = Path(f"/proc/{reader._child.pid}/environ").read_bytes()
        assert b"xoxb" not in environ and b"PYTHONPATH" in environ
        handles = {os.readlink(one) for one in Path(f"/proc/{reader._child.pid}/fd").iterdir()}
        assert all(one.startswith(("pipe:", "/dev/null")) for one in handles), handles


def test_a_child_that_is_killed_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(f"# Ferry\n\n{SEEN}\n")
    with sandbox() as reader:
        first = reader.read(page)
        assert reader._child
        os.kill(reader._child.pid, 9)
        reader._child.wait()
        assert reader.read(page) == first


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    aliases = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    (tmp_path / "a.yaml").write_text("a0: &a0 [x, x]\n" + "".join(aliases))
    (tmp_path / "b.md").write_text(f"# Ferry\n\n{SEEN}\n")
    with sandbox(Limits(seconds=1, memory=8 << 30, idle=200)) as reader:
        with pytest.raises(Unreadable, match="more than 1 s"):
            reader.read(tmp_path / "a.yaml")
        assert reader.read(tmp_path / "b.md").documents[0].title == "Ferry"


def test_a_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys\nfrom ingest.sandbox import Sandbox\nreader = Sandbox()\nreader.try_out()\n"
        "print(reader._child.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child = Path(f"/proc/{int(ran.stdout)}")
    for _ in range(100):
        if not child.exists() or "(zombie)" in (child / "status").read_text():
            return
        time.sleep(0.05)
    raise AssertionError("the reader is still there")


@pytest.fixture
def reader() -> Iterator[Sandbox]:
    with sandbox() as opened:
        yield opened


def test_a_file_that_changes_while_it_is_read_is_noticed(
    sqlite_engine: Engine, tmp_path: Path, reader: Sandbox
) -> None:
    page = tmp_path / "docs" / "a.md"
    page.parent.mkdir()
    page.write_text(f"# Ferry\n\n{SEEN}\n")

    def meddling(path: Path) -> Read:
        found = reader.read(path)
        path.write_text(f"# Ferry\n\n{SECRET}\n")
        return found

    tally, events = taken(sqlite_engine, page.parent, meddling)
    assert tally.counts[Fate.REFUSED] == 1 and "changed while it was read" in events[0].why
    tally, _ = taken(sqlite_engine, page.parent, reader.read)
    assert tally.counts[Fate.ADDED] == 1


def test_a_file_that_becomes_a_link_while_it_waits_is_not_followed(
    sqlite_engine: Engine, tmp_path: Path, reader: Sandbox
) -> None:
    (tmp_path / "secret.md").write_text(f"# Secret\n\n{SECRET}\n")
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("a.md", "b.md"):
        (docs / name).write_text(f"# Ferry\n\n{SEEN}\n")

    def meddling(path: Path) -> Read:
        (docs / "b.md").unlink()
        (docs / "b.md").symlink_to(tmp_path / "secret.md")
        return reader.read(path)

    _, events = taken(sqlite_engine, docs, meddling)
    assert [(e.fate, "leads out" in e.why) for e in events] == [(Fate.REFUSED, True), (Fate.ADDED, False)]


def test_doctor_tells_what_the_sandbox_can_do(command: Command) -> None:
    status, out, _ = command("doctor")
    assert status in (0, 1) and "network" in out and "memory" in out
    assert (status == 0) == ("NO " not in out)


def test_limits_grow_with_the_file() -> None:
    assert replace(BOUNDED, seconds=5, seconds_a_mb=3).seconds_for(2_000_000) == 11


def test_a_reader_is_given_time_of_a_processor_and_one_that_sleeps_is_ended(tmp_path: Path) -> None:
    code = "import time\nfrom ingest.confinement import limit_time\nlimit_time(1, 60)\ntime.sleep(2.5)\n"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    os.mkfifo(tmp_path / "a.md")  # nobody ever writes into it
    with sandbox(Limits(seconds=1, idle=3)) as reader, pytest.raises(Unreadable, match="has not ended after 3 s"):
        reader.read(tmp_path / "a.md")
