"""`python -m tests.bench.sizes`: what a home costs against the number of its passages, as a table and a picture."""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.resampled import drawn, grow
from tests.bench.retrieval import labelled
from tests.bench.sets import SHARED
from tests.bench.sizes_picture import Panel, picture
from tests.bench.warm import asking, quantile, seconds, times
from tickmark.settings import Settings, in_home
from tickmark.wiring import Opened, open_home

SIZES = (1_000, 10_000, 100_000)
ASKED = 200
OPENINGS = 3
MB = 1e6
APART = shutil.ignore_patterns("evals", "runs")  # what evaluations left in a home is no cost of its passages


@dataclass(frozen=True)
class Cost:
    """Of one home: `ingest` in ms a document, embedding apart; `p50` and `p95` of a warm question in ms; seconds until the
    home is open; MB that a process which answers held at most; MB on disk."""

    size: int
    ingest: float
    p50: float
    p95: float
    opening: float
    memory: float
    disk: float


PANELS = (
    Panel("Ingest of a document, embedding apart", "ms", ("ingest",)),
    Panel("Warm question: p50, and dashed p95", "ms", ("p50", "p95")),
    Panel("Opening a home", "s", ("opening",)),
    Panel("Memory of a process that answers, at most", "MB", ("memory",)),
    Panel("Home on disk", "MB", ("disk",)),
)


def settings_of(home: Path) -> Settings:
    """Settings for nothing but a home."""
    return Settings(home, in_home(home), None)


def measure(begin: Path, corpus: Path, size: int, folder: Path) -> Cost:
    """What `size` resampled documents beside the library of `begin` cost; a question is asked in a process of its own."""
    home = Path(shutil.copytree(begin, folder / f"home{size}", ignore=APART))
    settings = settings_of(home)
    vectors = drawn(settings)
    spent = seconds(lambda: grow(settings, corpus, range(size), vectors))
    runs = [_apart(home, ASKED if number == 0 else 0) for number in range(OPENINGS)]
    disk = sum(one.stat().st_size for one in home.rglob("*") if one.is_file()) / MB
    shutil.rmtree(home)
    opening = sorted(run["opening"] for run in runs)[OPENINGS // 2]
    return Cost(size, 1000 * spent / size, runs[0]["p50"], runs[0]["p95"], opening, runs[0]["memory"], disk)


def ask(home: Path, count: int) -> dict[str, float]:
    """In this process, which has done nothing yet: open the home, ask, and how much memory that took."""
    opened = list[Opened]()
    opening = seconds(lambda: opened.append(open_home(settings_of(home))))
    asked = _asked(opened[0], [case.text for case in labelled()][:count]) if count else {}
    opened[0].index.close()  # the next process would have to probe a Chroma that was not left in order
    return {"opening": opening, **asked}


def _asked(home: Opened, questions: Sequence[str]) -> dict[str, float]:
    spent = [1000 * one for one in times(asking(home), questions)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB
    return {"p50": quantile(spent, 50), "p95": quantile(spent, 95), "memory": memory}


def _apart(home: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.sizes", "--ask", str(home), "--asked", str(count)]
    said: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return said


def table(costs: Iterable[Cost]) -> list[str]:
    """A line for each size."""
    names = ("ingest ms", "p50 ms", "p95 ms", "opening s", "memory MB", "disk MB")
    lines = [f"{'documents':>10}" + "".join(f"{name:>12}" for name in names)]
    for cost in costs:
        size, *figures = asdict(cost).values()
        lines.append(f"{size:>10,}" + "".join(f"{_short(one):>12}" for one in figures))
    return [*lines, f"{ASKED} questions a size; the opening is the median of {OPENINGS} processes"]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004


def main(arguments: Iterable[str] | None = None) -> int:
    """Print the table; draw the picture where one is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sizes")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with retrieval/obliqa")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="documents beside the library")
    parser.add_argument(
        "--home", type=Path, help="begin from this home, which holds the library; one is made otherwise"
    )
    parser.add_argument("--picture", type=Path, help="where to draw it (SVG)")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--asked", type=int, default=ASKED, help=argparse.SUPPRESS)
    given = parser.parse_args(None if arguments is None else list(arguments))
    if given.ask:
        print(json.dumps(ask(given.ask, given.asked)))
        return 0
    if not given.shared.exists():
        print(f"not run: {given.shared} is not here", file=sys.stderr)
        return 1
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        begin = given.home or Path(scratch) / "begin"
        open_home(settings_of(begin)).index.close()
        corpus = given.shared / "retrieval" / "obliqa" / "corpus.jsonl"
        costs = []
        for size in given.sizes:
            costs.append(measure(begin, corpus, size, Path(scratch)))
            print(f"measured: {costs[-1]}", file=sys.stderr, flush=True)
    print(*table(costs), sep="\n")
    if given.picture:
        given.picture.write_text(picture(PANELS, [asdict(one) for one in costs]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
