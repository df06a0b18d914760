"""`python -m tests.bench.speed`: ingest and retrieval beside the usual LangChain pipeline, parity, warm questions, shares."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.bench.resampled import NOISE, drawn, grow
from tests.bench.retrieval import labelled
from tests.bench.sets import HERE, SHARED, Retrieval, home_with, read_set
from tests.bench.shares import INGEST, shares
from tests.bench.warm import grown, seconds, times, warm
from tickmark.settings import Settings, in_home
from tickmark.wiring import open_home

K = 10
WATCHED = 0.02  # s between two looks at the memory of a process


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
    """Both pipelines in turns on the same documents; medians over `rounds`. Then the parity of encoders on the last."""
    from tests.bench import pipeline  # torch takes seconds to import
    from tests.bench.parity import parity

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
    rates = [passages / statistics.median(one) for one in (theirs, ours)]
    spent = [1000 * statistics.median(one) for one in asked]
    return [
        f"ingest of {passages} documents, median of {rounds}: LangChain {rates[0]:.1f}/s, Tickmark {rates[1]:.1f}/s,"
        f" {rates[1] / rates[0]:.2f} times as many",
        f"retrieval, median of {len(asked[0])}: LangChain {spent[0]:.1f} ms, Tickmark {spent[1]:.1f} ms,"
        f" {spent[1] / spent[0]:.2f} of the time",
        *parity(one, index, list(documents), embedding.model),
    ]


def memory(home: Path, corpus: Path) -> float:
    """The most that `tickmark ingest` of `corpus` holds at once, in MB; the readers' process is not part of it.

    What the system says of an ended child holds also what its parent held when it was begun, so the child is watched (Linux).
    """
    environ = os.environ | {"TICKMARK_HOME": str(home)}
    command = [sys.executable, "-m", "tickmark", "ingest", str(corpus), "--kind", "norm"]
    child, most = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL), 0
    while child.poll() is None:
        most = max(most, _held(child.pid))
        time.sleep(WATCHED)
    assert child.returncode == 0, command
    return most / 1024


def _held(pid: int) -> int:
    """The most memory in KB that a process has held since it was begun; 0 where it has ended."""
    with suppress(OSError, StopIteration, IndexError):
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return 0


def held(one: Retrieval, folder: Path, sizes: Sequence[int], questions: Sequence[str]) -> Iterator[str]:
    """Memory while the first of rising `sizes` comes in, and warm questions at each; what the set lacks is resampled."""
    home, real, found = folder / "held", len(one.documents), []
    settings = Settings(home, in_home(home), None)
    shutil.copytree(folder / "begin", home)
    first(one, sizes[0], folder / "held.jsonl")
    peak = memory(home, folder / "held.jsonl")
    yield f"memory while {min(sizes[0], real):,} documents come in: {peak:.0f} MB"
    vectors, before = drawn(settings), min(sizes[0], real)
    for size in sizes:
        if size > before:
            grow(settings, one.corpus, range(before, size), vectors)
            yield (
                f"{size - before:,} documents more are resampled: sentences of two drawn ones, and for a vector a drawn one"
                f" with noise of length {NOISE}"
            )
            before = size
        opened = home_with(home)
        lines, quantiles = warm(opened, questions)
        opened.index.close()
        found.append(quantiles)
        yield from lines
    yield grown(found)


def ingest_shares(folder: Path) -> str:
    """Where the time of an ingest goes."""
    home = Path(shutil.copytree(folder / "begin", folder / "profiled"))
    return f"  ingest: {shares(lambda: home_with(home, folder / 'some.jsonl'), INGEST)}"


def main(arguments: Iterable[str] | None = None) -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with retrieval/obliqa")
    parser.add_argument("--passages", type=int, default=2_000, help="documents that both pipelines take in")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--held",
        type=int,
        nargs="+",
        default=[13_012, 130_000],
        help="documents beside the library for warm questions, rising; more than the set has are resampled",
    )
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
        print(ingest_shares(folder), flush=True)
        for line in held(one, folder, given.held, [case.text for case in labelled()][: given.queries]):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
