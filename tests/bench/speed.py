"""`python -m tests.bench.speed`: ingest and retrieval beside the usual LangChain pipeline, warm questions, where time goes."""

import argparse
import cProfile
import json
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from assistant.contract import Question
from tests.bench.retrieval import labelled
from tests.bench.sets import HERE, SHARED, Retrieval, home_with, read_set
from tickmark.settings import Settings, in_home
from tickmark.wiring import Opened, desk_of, open_home, seam

K = 10
INGEST = {"read": "_ask", "split": "split", "embed": "encode", "store": "put_all", "index": "refresh"}
ASK = {"decide": "decided", "retrieve": "_documents", "rank": "relevant", "gate": "pass_gate"}
FILES = {
    "_ask": "sandbox.py",
    "split": "split.py",
    "encode": "encoder.py",
    "put_all": "sources.py",
    "refresh": "upkeep.py",
}
FILES |= {"decided": "decided.py", "_documents": "gather.py", "relevant": "relevance.py", "pass_gate": "answer.py"}


def seconds(act: Callable[[], object]) -> float:
    """How long `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def times(ask: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """How long each of `texts` takes."""
    return [seconds(partial(ask, text)) for text in texts]


def quantile(times: Sequence[float], share: int) -> float:
    """The value that `share` percent of `times` do not exceed."""
    return sorted(times)[max(0, -(-len(times) * share // 100) - 1)]


def first(one: Retrieval, count: int, target: Path) -> dict[str, str]:
    """The first `count` documents, written to `target` as they are in the set."""
    lines = one.corpus.read_text("utf-8").splitlines()[:count]
    target.write_text("\n".join(lines) + "\n", "utf-8")
    return {name: one.documents[name] for name in (json.loads(line)["_id"] for line in lines)}


def begin(folder: Path, home: Path | None) -> None:
    """A home with the library in `folder`: a copy of `home`, or a new one."""
    if home:
        shutil.copytree(home, folder)
    open_home(Settings(folder, in_home(folder), None)).index.close()


def beside(one: Retrieval, folder: Path, passages: int, queries: Sequence[str], rounds: int) -> list[str]:
    """Both pipelines in turns on the same documents; medians over `rounds`."""
    from tests.bench import pipeline  # torch takes seconds to import, and nothing else here needs it

    documents, embedding = first(one, passages, folder / "some.jsonl"), pipeline.embeddings()
    theirs, ours, asked = list[float](), list[float](), (list[float](), list[float]())
    for number in range(rounds):
        home = folder / f"home{number}"
        shutil.copytree(folder / "begin", home)
        ours.append(seconds(partial(home_with, home, folder / "some.jsonl")))
        begun = time.perf_counter()
        store = pipeline.ingest(documents, folder / f"theirs{number}", embedding)
        theirs.append(time.perf_counter() - begun)
        index = home_with(home).index
        asked[0].extend(times(partial(store.similarity_search, k=K), queries))
        asked[1].extend(times(partial(index.search, k=K, scope=HERE), queries))
        index.close()
    rates = [passages / statistics.median(one) for one in (theirs, ours)]
    spent = [1000 * statistics.median(one) for one in asked]
    return [
        f"ingest of {passages} documents, median of {rounds}: LangChain {rates[0]:.1f}/s, Tickmark {rates[1]:.1f}/s,"
        f" {rates[1] / rates[0]:.2f} times as many",
        f"retrieval, median of {len(asked[0])}: LangChain {spent[0]:.1f} ms, Tickmark {spent[1]:.1f} ms,"
        f" {spent[1] / spent[0]:.2f} of the time",
    ]


def warm(home: Opened, questions: Sequence[str]) -> list[str]:
    """How long replies take in one process, after one that warms it up."""
    ask = seam(desk_of(home))
    ask(Question(text="What is a Type 2 report?"))
    spent = [1000 * one for one in times(lambda text: ask(Question(text=text)), questions)]
    p50, p95 = quantile(spent, 50), quantile(spent, 95)
    held = f"{len(home.index.corpus.passages):,} passages"
    shares = profiled(lambda: [ask(Question(text=text)) for text in questions], ASK)
    return [f"warm question, {held}, {len(spent)} asked: p50 {p50:.0f} ms, p95 {p95:.0f} ms", f"  of which {shares}"]


def profiled(act: Callable[[], object], stages: dict[str, str]) -> str:
    """The share of time that each stage takes, as the profiler counts it."""
    profile = cProfile.Profile()
    profile.runcall(act)
    held = pstats.Stats(profile)
    total = held.total_tt or 1.0  # type: ignore[attr-defined]
    found = {label: _spent(held, name) / total for label, name in stages.items()}
    return ", ".join(f"{label} {share:.0%}" for label, share in found.items())


def _spent(held: pstats.Stats, name: str) -> float:
    """Seconds in a function with all that it calls."""
    table = held.stats  # type: ignore[attr-defined]
    return sum(
        row[3]
        for (path, _, its), row in table.items()
        if its.strip("_") == name.strip("_") and path.endswith(FILES[name])
    )


def memory(home: Path, corpus: Path) -> float:
    """The most that `tickmark ingest` of `corpus` holds at once, in MB; the readers' process is not part of it."""
    environ = os.environ | {"TICKMARK_HOME": str(home)}
    command = [sys.executable, "-m", "tickmark", "ingest", str(corpus), "--kind", "norm"]
    child = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss / 1024


def main(arguments: Iterable[str] | None = None) -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with retrieval/obliqa")
    parser.add_argument("--passages", type=int, default=2_000, help="documents that both pipelines take in")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--held", type=int, default=13_012, help="documents beside the library for warm questions")
    parser.add_argument(
        "--home", type=Path, help="begin from this home, which holds the library; one is made if left out"
    )
    given = parser.parse_args(None if arguments is None else list(arguments))
    if not given.shared.exists():
        print(f"not run: {given.shared} is not here", file=sys.stderr)
        return 1
    one = read_set(given.shared / "retrieval" / "obliqa")
    queries = [one.queries[name] for name in one.some(given.queries, None)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        begin(folder / "begin", given.home)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        print(*beside(one, folder, given.passages, queries, given.rounds), sep="\n", flush=True)
        first(one, given.held, folder / "held.jsonl")
        home = Path(shutil.copytree(folder / "begin", folder / "held"))
        print(
            f"memory while {given.held:,} documents come in: {memory(home, folder / 'held.jsonl'):.0f} MB", flush=True
        )
        print(*warm(home_with(home), [case.text for case in labelled()][: given.queries]), sep="\n", flush=True)
        print(f"  ingest: {ingest_shares(folder, given.passages)}")
    return 0


def ingest_shares(folder: Path, passages: int) -> str:
    """Where the time of an ingest goes."""
    home = Path(shutil.copytree(folder / "begin", folder / "profiled"))
    return profiled(lambda: home_with(home, folder / "some.jsonl"), INGEST)


if __name__ == "__main__":
    sys.exit(main())
