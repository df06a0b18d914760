"""The worker: takes waiting jobs and does them, a batch at a time. A job that is done twice comes to the same."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from knowledge.index.encoder import Encoder
from knowledge.store import jobs
from knowledge.store.arrival import Arrival
from knowledge.store.database import Engine
from knowledge.store.erasing import forget_source
from knowledge.store.jobs import Job
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.record_reading import versions_of
from knowledge.store.record_sources import heads, unstored
from knowledge.store.records import INDEX
from knowledge.store.sources import put_all
from knowledge.store.vectors import known_vectors
from tickmark.recorded import arrival

BATCH = 64
CATCH_UP = 500  # jobs that a question waits for


@dataclass(frozen=True)
class Bench:
    """What the worker works with: the store, the encoder, its own name, and the clock (an aware datetime)."""

    engine: Engine
    encoder: Encoder
    name: str
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Drained:
    """How many jobs were done, and how many went wrong and will be tried again."""

    done: int = 0
    failed: int = 0


def drain(bench: Bench, limit: int) -> Drained:
    """Do waiting jobs until none is due or `limit` of them were taken."""
    done = failed = 0
    while done + failed < limit:
        held = jobs.lease(bench.engine, bench.name, bench.clock(), min(BATCH, limit - done - failed), (INDEX,))
        if not held:
            break
        wrong = _batch(bench, held)
        done, failed = done + len(held) - wrong, failed + wrong
    return Drained(done, failed)


def catch_up(engine: Engine, encoder: Encoder) -> None:
    """Do what waits, in bounds, so that a question finds what was just recorded."""
    if jobs.load(engine).waiting:
        drain(Bench(engine, encoder, f"ask-{os.getpid()}", lambda: datetime.now(UTC)), CATCH_UP)


def _batch(bench: Bench, held: Sequence[Job]) -> int:
    """Do a batch together; if it fails, each job alone, so that one bad record holds no other up. How many failed."""
    why = _attempt(bench, held)
    if why and len(held) > 1:
        return sum(_batch(bench, [job]) for job in held)
    if why:
        jobs.failed(bench.engine, held[0], bench.name, why, bench.clock())
    return 1 if why else 0


def _attempt(bench: Bench, held: Sequence[Job]) -> str:
    """ "" when done, else what went wrong. Whatever a record holds, the worker goes on."""
    try:
        index_records(bench, [job.subject for job in held])
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    jobs.done(bench.engine, held, bench.name)
    return ""


def index_records(bench: Bench, ids: Sequence[str]) -> None:
    """Store what these records say now, and said in versions that were not stored yet; forget those that are erased.

    Looks again after it wrote: another worker may have been at it, or somebody may have erased one meanwhile.
    """
    done: dict[str, int] | None = None
    while (now := heads(bench.engine, ids)) != done:
        for gone in sorted(set(ids) - set(now)):
            forget_source(bench.engine, gone, bench.clock())
        arrivals = list(_arrivals(bench.engine, sorted(now)))
        if arrivals:
            put_all(bench.engine, arrivals, _embedded(bench, arrivals), bench.encoder.key, bench.clock())
        done = now


def _arrivals(engine: Engine, ids: Sequence[str]) -> Iterator[Arrival]:
    return (arrival(record) for record in versions_of(engine, unstored(engine, ids)))


def _embedded(bench: Bench, arrivals: Sequence[Arrival]) -> dict[str, NDArray[np.float32]]:
    """The vectors that the store lacks, all computed in one call."""
    texts = {
        embed_key(text): text
        for one in arrivals
        for passage in one.passages
        for text in [embed_text(one.source, passage, one.version.text[passage.start : passage.end])]
    }
    missing = sorted(texts.keys() - known_vectors(bench.engine, bench.encoder.key, texts).keys())
    return dict(zip(missing, bench.encoder.encode([texts[key] for key in missing]), strict=True)) if missing else {}
