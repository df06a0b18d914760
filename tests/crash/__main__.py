"""`make crash`: the kills on both databases, with their counts. Exits 1 if anything was lost, doubled or half-written."""

import argparse
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.crash.check import Report
from tests.crash.ingesting import ASKED, stopped
from tests.crash.killing import WRITERS, killed
from tests.servers import new_database, postgres_in


def main() -> int:
    """Run and print; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=200, help="SIGKILLs for each database")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database alone")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30), help="chooses moments and steps")
    parser.add_argument("--stops", type=int, default=50, help="stops of an ingest; 0 leaves it out")
    given = parser.parse_args()
    status = _ingest(given.stops, given.seed) if given.stops else 0
    with ExitStack() as stack:
        for kind in (given.only,) if given.only else ("sqlite", "postgresql"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = f"sqlite:///{folder / 'tickmark.db'}" if kind == "sqlite" else _server(stack, folder)
            begun = time.monotonic()
            report = killed(url, folder, given.kills, given.seed)
            print(_said(kind, report, given.kills, given.seed, time.monotonic() - begun), flush=True)
            status |= bool(report.breaches)
    return status


def _ingest(stops: int, seed: int) -> int:
    """Stop an ingest again and again, print what came of it; 1 if its home differs from one never stopped."""
    from knowledge.index.export import export

    with tempfile.TemporaryDirectory() as name:
        folder, begun = Path(name), time.monotonic()
        export(folder / "new" / "encoder")
        report = stopped(folder, folder / "new", stops, seed)
    signals = ", ".join(f"{count} {one}" for one, count in sorted(report.signals.items()))
    print(f"ingest: {stops} stops, {time.monotonic() - begun:.0f} s, seed {seed}")
    print(f"  stopped by {signals}; {report.finished} ended before they were stopped")
    print(
        f"  {report.passages:>7,} passages, {report.answered} of {ASKED} questions answered, as in a home never stopped"
    )
    print(
        f"  {len(report.differences):>7} differences",
        *(f"  ! {one}" for one in report.differences[:20]),
        sep="\n",
        flush=True,
    )
    return bool(report.differences)


def _server(stack: ExitStack, folder: Path) -> str:
    return new_database(stack.enter_context(postgres_in(folder)))


def _said(kind: str, report: Report, kills: int, seed: int, seconds: float) -> str:
    counts = [f"  {count:>7,} {name}" for name, count in report.counts.items()]
    verdict = [
        f"  {len(getattr(report, name)):>7} {words}"
        for name, words in (
            ("lost", "acknowledged and lost"),
            ("doubled", "doubled"),
            ("half", "half-written"),
            ("log", "faults of the audit log"),
            ("jobs", "jobs not done, or with another effect than one"),
        )
    ]
    head = f"{kind}: {WRITERS} writers, {kills} SIGKILLs, {seconds:.0f} s, seed {seed}"
    return "\n".join([head, *counts, *verdict, *(f"  ! {one}" for one in report.breaches[:20])])


if __name__ == "__main__":
    sys.exit(main())
