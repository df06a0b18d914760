"""Durable jobs: written in the transaction of what they follow from, leased by a worker, done with one effect.

A worker that dies keeps its lease until it runs out; then another takes the job. A job may so run twice: what it does
must come to the same when done again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from knowledge.store.database import reading, writing
from knowledge.store.record_tables import jobs

WAITING, FAILED = "waiting", "failed"
LEASE = timedelta(seconds=60)
TRIES = 8
_BACKOFF = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do about `subject`, begun `attempts` times so far (this one included)."""

    job_id: int
    kind: str
    subject: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Load:
    """How many jobs wait, and how many were given up."""

    waiting: int
    failed: int


def enqueue(connection: Connection, kind: str, subject: str, at: datetime) -> None:
    """Add a job, in the caller's transaction."""
    fresh = {"state": WAITING, "attempts": 0, "worker": "", "problem": ""}
    connection.execute(insert(jobs).values(kind=kind, subject=subject, due_at=at, **fresh))


def lease(engine: Engine, worker: str, at: datetime, limit: int, kinds: Sequence[str] = ()) -> list[Job]:
    """Up to `limit` jobs that are due and that nobody holds, held by `worker` from now on for LEASE."""
    free = (jobs.c.state == WAITING) & (jobs.c.due_at <= at)
    free &= jobs.c.lease_until.is_(None) | (jobs.c.lease_until < at)
    if kinds:
        free &= jobs.c.kind.in_(kinds)
    ask = select(jobs.c.job_id).where(free).order_by(jobs.c.job_id).limit(limit).with_for_update(skip_locked=True)
    with writing(engine) as connection:
        ids = list(connection.scalars(ask))
        if not ids:
            return []
        held = {"worker": worker, "lease_until": at + LEASE, "attempts": jobs.c.attempts + 1}
        connection.execute(update(jobs).where(jobs.c.job_id.in_(ids)).values(held))
        rows = connection.execute(select(jobs).where(jobs.c.job_id.in_(ids)).order_by(jobs.c.job_id))
        return [Job(row.job_id, row.kind, row.subject, row.attempts) for row in rows]


def done(engine: Engine, held: Sequence[Job], worker: str) -> None:
    """Take finished jobs off the list, where `worker` still holds them."""
    with writing(engine) as connection:
        connection.execute(delete(jobs).where(jobs.c.job_id.in_([j.job_id for j in held]), jobs.c.worker == worker))


def failed(engine: Engine, job: Job, worker: str, problem: str, at: datetime) -> None:
    """Give a job back, to be tried again later and later; after TRIES it stays failed, with its problem."""
    spent = job.attempts >= TRIES
    later = at + _BACKOFF * 2 ** min(job.attempts, 10)
    values = {"state": FAILED if spent else WAITING, "lease_until": None, "due_at": later, "problem": problem[:500]}
    with writing(engine) as connection:
        its = (jobs.c.job_id == job.job_id) & (jobs.c.worker == worker)
        connection.execute(update(jobs).where(its).values(values))


def put_off(engine: Engine, job: Job, worker: str, at: datetime) -> None:
    """Give a job back until `at`, not counted as tried: there is nothing wrong with it, it is only too early."""
    values = {"lease_until": None, "due_at": at, "attempts": job.attempts - 1}
    with writing(engine) as connection:
        its = (jobs.c.job_id == job.job_id) & (jobs.c.worker == worker)
        connection.execute(update(jobs).where(its).values(values))


def load(engine: Engine) -> Load:
    """How much is to be done."""
    with reading(engine) as connection:
        counted = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
        counts = {row[0]: row[1] for row in counted}
    return Load(counts.get(WAITING, 0), counts.get(FAILED, 0))
