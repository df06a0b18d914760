"""`make bench`: what commands on records cost against the number of records. Medians, with their counts."""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from assistant.evidence.stale import stale
from knowledge.records.bodies import Body, Invalid, parse
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import Engine
from knowledge.store.record_reading import due, listing
from knowledge.store.records import Change, Committed, Write, commit, next_id
from tests.bench.asking import asking, home_in, index_all

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SIZES = (100, 1_000, 10_000)
BATCH, TIMES = 500, 21
SECRET = b"a key that is only for the bench"
EVERYONE = frozenset({"everyone"})
WHO = "ana@example.com"


def body(kind: RecordKind, number: int) -> Body:
    """A record as people write them."""
    day = (date(2026, 1, 1) + timedelta(days=number % 900)).isoformat()
    task = {
        "satisfies": "9.2",
        "due": day,
        "date_kind": "internal",
        "consequence": "audit_readiness",
        "title": f"Task {number}",
    }
    intake = {
        "asked": f"Does customer {number} need a certificate or a report?",
        "summary": f"Customer {number}",
        "requester": WHO,
    }
    shown = {
        "type": "log",
        "claim": f"Access was reviewed, {number}",
        "requirement": "CC6.1",
        "artefact": {"link": "https://example.com"},
    }
    shown |= {"effective_on": "2025-12-01", "added_on": "2025-12-20", "expires_on": day}
    owned = {"framework": "soc_2", "owner": WHO}
    fields = {RecordKind.TASK: task | owned, RecordKind.INTAKE: intake, RecordKind.EVIDENCE: shown | owned}[kind]
    made = parse(kind, fields)
    assert not isinstance(made, Invalid), made
    return made


def fill(engine: Engine, start: int, end: int) -> None:
    """Records `start` to `end`, in batches of one transaction."""
    kinds = (RecordKind.INTAKE, RecordKind.EVIDENCE, RecordKind.TASK)
    for at in range(start, end, BATCH):
        writes = [Write(next_id(engine, k := kinds[n % 3]), 0, body(k, n)) for n in range(at, min(at + BATCH, end))]
        assert isinstance(commit(engine, SECRET, Change("open", WHO, AT, writes)), Committed)


@contextmanager
def unsafely(engine: Engine) -> Iterator[None]:
    """Without waiting for the disk: the records are only here to be counted, and what is measured comes after."""

    def relaxed(raw: Any, _: Any) -> None:
        raw.execute("PRAGMA synchronous = OFF")

    engine.dispose()
    event.listen(engine, "connect", relaxed)
    yield
    event.remove(engine, "connect", relaxed)
    engine.dispose()


def open_one(engine: Engine) -> None:
    """One intake, as a person opens it."""
    write = Write(next_id(engine, RecordKind.INTAKE), 0, body(RecordKind.INTAKE, 1))
    assert isinstance(commit(engine, SECRET, Change("open", WHO, AT, (write,))), Committed)


def median_ms(act: Callable[[], object]) -> float:
    """The median of TIMES runs, in milliseconds."""
    spent = []
    for _ in range(TIMES):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def main() -> None:
    """Print a table: a row for each command, a column for each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of records, rising")
    sizes: tuple[int, ...] = tuple(parser.parse_args().sizes)
    acts: dict[str, Callable[[Engine], object]] = {
        "list intakes": lambda engine: listing(engine, RecordKind.INTAKE, EVERYONE),
        "due in 30 days": lambda engine: due(engine, date(2026, 3, 31), EVERYONE),
        "stale": lambda engine: stale(engine, {}, date(2026, 3, 1), EVERYONE),
        "open": open_one,
    }
    rows: dict[str, list[float]] = {name: [] for name in (*acts, "record question")}
    with tempfile.TemporaryDirectory() as folder:
        settings, home = home_in(Path(folder))
        for before, size in zip((0, *sizes), sizes, strict=False):
            begun = time.perf_counter()
            with unsafely(home.engine):
                fill(home.engine, before, size)
                index_all(home)
            print(f"{before} to {size} records in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
            for name, act in (acts | {"record question": asking(settings)}).items():
                rows[name].append(median_ms(lambda act=act: act(home.engine)))  # type: ignore[misc]
        home.engine.dispose()
    print(f"{'median ms of ' + str(TIMES):24}" + "".join(f"{f'{size:,} records':>18}" for size in sizes))
    for name, found in rows.items():
        print(f"{name:24}" + "".join(f"{one:18.1f}" for one in found))


if __name__ == "__main__":
    main()
