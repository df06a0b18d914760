"""`tickmark ingest` stopped at any moment, again and again; then its home answers as one that was never stopped."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from assistant.contract import Question
from knowledge.index.encoder import load
from knowledge.index.upkeep import status
from knowledge.store.database import open_database
from knowledge.store.tables import passages, sources, vectors, versions
from tickmark.settings import Settings, in_home
from tickmark.wiring import open_desk, seam

SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
DOCUMENTS, PARTS, EXTRA = 120, 6, 60  # files, their paragraphs, lines of one more file
ASKED = 20
_SEAS = ("Baltic", "Irish", "Ligurian", "Tyrrhenian", "Aegean", "Ionian", "Barents", "Norwegian", "Celtic", "Alboran")


@dataclass
class Stopped:
    """How often it was stopped by which signal, how far it had come, and every difference in words."""

    signals: Counter[str] = field(default_factory=Counter)
    finished: int = 0
    passages: int = 0
    answered: int = 0
    differences: list[str] = field(default_factory=list)


def stopped(folder: Path, begin: Path, kills: int, seed: int, documents: int = DOCUMENTS) -> Stopped:
    """Ingest the same documents into two copies of the home `begin`, one of them stopped `kills` times, and compare."""
    chance, report = random.Random(seed), Stopped()
    docs = _written(folder / "docs", documents, chance)
    whole, hurt = (Path(shutil.copytree(begin, folder / name)) for name in ("whole", "hurt"))
    begun = time.monotonic()
    _ended(_started(whole, docs))
    longest = time.monotonic() - begun
    while report.signals.total() < kills:
        process = _started(hurt, docs)
        try:
            process.wait(chance.uniform(0.3, 1.0) * longest)
            report.finished += 1
            longest *= 0.8  # it ran faster than the one that was timed
            _forget(hurt, chance)
        except subprocess.TimeoutExpired:
            one = chance.choice(SIGNALS)
            os.kill(process.pid, one)
            process.wait()
            report.signals[one.name] += 1
    _ended(_started(hurt, docs))
    report.differences = _compared(whole, hurt, report)
    return report


def _written(folder: Path, documents: int, chance: random.Random) -> Path:
    folder.mkdir(parents=True)
    for number in range(documents):
        parts = [_rule(number, part, chance) for part in range(PARTS)]
        body = "\n\n".join(f"## Part {part}\n\n{words}" for part, words in enumerate(parts))
        (folder / f"page{number}.md").write_text(f"# Harbour {number}\n\n{body}\n")
    lines = ({"_id": f"line{n}", "title": f"Pier {n}", "text": _rule(n, 0, chance)} for n in range(EXTRA))
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n")
    return folder


def _rule(number: int, part: int, chance: random.Random) -> str:
    sea = chance.choice(_SEAS)
    return (
        f"The harbour gate {number}-{part} on the {sea} Sea must be locked at {chance.randrange(1, 12)}. Guards log it."
    )


def _forget(home: Path, chance: random.Random) -> None:
    """A run that ended is followed by one with work to do: its digests are gone, or its index is."""
    shutil.rmtree(home / chance.choice(("chroma", "words")), ignore_errors=True)


def _command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environ = os.environ | {"TICKMARK_HOME": str(home)}
    command = [sys.executable, "-m", "tickmark", *arguments]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _started(home: Path, docs: Path) -> subprocess.Popen[str]:
    return _command(home, "ingest", str(docs))


def _ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


def _compared(whole: Path, hurt: Path, report: Stopped) -> list[str]:
    held, found = _rows(whole), _rows(hurt)
    report.passages = len(held["passages"])
    wrong = [f"{name} differ: {len(held[name])} and {len(found[name])}" for name in held if held[name] != found[name]]
    wrong += [f"{name} are doubled" for name in found if len(found[name]) != len(set(found[name]))]
    wrong += _behind(hurt, len(held["live"]))
    asked, said = _answers(whole), _answers(hurt)
    report.answered = sum(one["status"] == "answered" for one in asked)
    return wrong + [f"another answer to {a['id']}" for a, b in zip(asked, said, strict=True) if a != b]


def _rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    engine = open_database(f"sqlite:///{home / 'tickmark.db'}")
    live = select(sources.c.source_id, sources.c.version).where(sources.c.retired_at.is_(None))
    of = passages.join(
        sources, (passages.c.source_id == sources.c.source_id) & (passages.c.version == sources.c.version)
    )
    asks = {
        "sources": live,
        "versions": select(versions.c.source_id, versions.c.version, versions.c.text),
        "passages": select(passages.c.passage_id, passages.c.text, passages.c.embed_key),
        "live": select(passages.c.passage_id).select_from(of).where(sources.c.retired_at.is_(None)),
        "vectors": select(vectors.c.encoder_key, vectors.c.key),
    }
    with engine.connect() as connection:
        found = {name: sorted(tuple(row) for row in connection.execute(ask)) for name, ask in asks.items()}
    engine.dispose()
    return found


def _behind(home: Path, live: int) -> list[str]:
    """What is not up to date in the index, in words."""
    engine = open_database(in_home(home))
    found = status(engine, home, load(home / "encoder").key)
    engine.dispose()
    whole = found.current and found.chroma.passages == found.words.passages == live
    return [] if whole else [f"the index is not current: {found}"]


def _answers(home: Path) -> list[dict[str, object]]:
    """What a home answers, asked in this process."""
    ask = seam(open_desk(Settings(home, in_home(home), None)), trace=True)
    texts = [f"When must the harbour gate {n * 5}-{n % PARTS} be locked?" for n in range(ASKED)]
    replies = (ask(Question(id=str(n), text=text)) for n, text in enumerate(texts))
    return [one.model_dump(mode="json", exclude={"elapsed_ms": True, "trace": {"index": True}}) for one in replies]
