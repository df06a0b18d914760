"""Three writers on one store; one of them is killed again and again, at any moment, and starts anew."""

import multiprocessing
import random
import sys
import time
from datetime import UTC, datetime
from multiprocessing.context import ForkProcess
from pathlib import Path

from knowledge.records.bodies import parse
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import open_database
from knowledge.store.people import put_people
from tests.crash.check import Report, checked
from tests.crash.writer import Orders, write
from tests.offices import PEOPLE, SECRET

WRITERS = 3
PATIENCE = 60  # seconds
_FORK = multiprocessing.get_context("fork")


def killed(url: str, folder: Path, kills: int, seed: int) -> Report:
    """What holds after `kills` SIGKILLs."""
    base, chance = datetime.now(UTC), random.Random(seed)
    engine = open_database(url)
    put_people(engine, SECRET, PEOPLE, "admin@example.com", base)
    engine.dispose()
    for kind in RecordKind:
        parse(
            kind, {}
        )  # what is built once a process is built before the fork: a writer's short life goes into writing
    started = 0
    running: list[ForkProcess] = []
    while started < kills + WRITERS:
        if len(running) == WRITERS:
            victim = running.pop(0 if chance.random() < 0.5 else chance.randrange(WRITERS))
            if chance.random() < 0.5:
                _await_acknowledgement(victim, folder)
            time.sleep(chance.uniform(0.02, 1.0))
            _kill(victim)
        running.append(_start(Orders(url, f"writer{_free(running)}", folder, base, seed + started)))
        started += 1
    for one in running:
        _kill(one)
    engine = open_database(url)
    report = checked(engine, folder, Orders(url, "", folder, base, 0).now())
    engine.dispose()
    return report


def _await_acknowledgement(process: ForkProcess, folder: Path) -> None:
    """However slow the machine is, some writers are killed after they were told that something was written."""
    ledger, until = folder / f"{process.name}.ledger", time.monotonic() + PATIENCE
    before = _acknowledged(ledger)
    while _acknowledged(ledger) == before and process.exitcode is None and time.monotonic() < until:
        time.sleep(0.02)


def _acknowledged(ledger: Path) -> int:
    return ledger.read_bytes().count(b'"acknowledged"') if ledger.exists() else 0


def _free(running: list[ForkProcess]) -> int:
    return next(n for n in range(WRITERS) if all(one.name != f"writer{n}" for one in running))


def _start(orders: Orders) -> ForkProcess:
    process = _FORK.Process(target=write, args=(orders,), name=orders.name)
    process.start()
    return process


def _kill(process: ForkProcess) -> None:
    """A writer that ended before it was killed is a fault of its own, not a kill."""
    if process.exitcode is not None:
        sys.exit(f"{process.name} ended by itself with {process.exitcode}")
    process.kill()
    process.join()
