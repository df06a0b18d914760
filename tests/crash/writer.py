"""One process that opens requests, moves them on, erases some, and does the jobs that follow. It never ends by itself."""

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import Engine

from assistant.intake.conclude import approve, decide
from assistant.intake.ending import close, escalate, reopen, resume
from assistant.intake.office import Done, Office
from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import provide, request
from assistant.intake.reviewing import review
from assistant.intake.triage import assign, classify
from knowledge.records.bodies import written
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.roles import Part
from knowledge.records.vocabulary import Framework, Status
from knowledge.sources.text import version_of
from knowledge.sources.types import Kind, Passage, Role, Source, SourceVersion, Span
from knowledge.store import jobs
from knowledge.store.arrival import Arrival
from knowledge.store.database import open_database
from knowledge.store.erasing import Erasure, erase, forget_source
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.record_reading import record
from knowledge.store.sources import put_all
from tests.crash.ledger import Ledger, next_number
from tests.offices import ANA, APO, LEA, OLU, REX, SECRET, office_on

FASTER = 30  # a lease of a minute runs out in two seconds
NEAR = 6  # how far back a step looks for a request: near, so that writers meet on the same one
ENCODER = "test"
SOC = Framework.SOC_2
PARTS = {Part.OWNER: OLU.email, Part.REVIEWER: REX.email, Part.APPROVER: APO.email}
DECISION = {
    "outcome": "soc_2",
    "decision": "A report is delivered.",
    "scope": "billing",
    "review_on": "2090-01-15",
    "review_trigger": "another service",
    "next_action": "agree the period",
}
REVIEW = {"result": "confirmed", "next_date": "2095-06-01", "change_triggers": "a new supplier"}
REQUEST = {
    "to": OLU.email,
    "requirement": "CC6.1",
    "framework": "soc_2",
    "asked": "the access review",
    "due": "2090-04-01",
}
Step = Callable[[Office, str], object]
STEPS: dict[str, Step] = {
    "classify": lambda office, one: classify(office, LEA, one, {}),
    "assign": lambda office, one: assign(office, LEA, one, SOC, PARTS),
    "request": lambda office, one: request(office, OLU, one, REQUEST),
    "withdraw": lambda office, one: provide(office, LEA, _request(office, one), None),
    "decide": lambda office, one: decide(office, OLU, one, DECISION),
    "approve": lambda office, one: approve(office, APO, one),
    "review": lambda office, one: review(office, REX, one, REVIEW),
    "escalate": lambda office, one: escalate(office, OLU, one, APO.email, "nobody can fund it"),
    "resume": lambda office, one: resume(office, LEA, one),
    "close": lambda office, one: close(office, OLU, one, "delivered"),
    "reopen": lambda office, one: reopen(office, LEA, one, "another period is wanted"),
}
USUAL = {
    Status.INTAKE: ("classify",),
    Status.CLASSIFIED: ("assign",),
    Status.OWNED: ("request", "decide"),
    Status.EVIDENCE_REQUESTED: ("withdraw", "decide"),
    Status.DECIDED: ("approve", "review"),
    Status.IN_REVIEW: ("close", "approve"),
    Status.ESCALATED: ("resume",),
    Status.CLOSED: ("reopen", "review"),
}
ERASES = 0.05
LUCK = 0.2  # how often a step is any step instead of one that its status usually takes


@dataclass(frozen=True)
class Orders:
    """What a writer is told when it starts; `base` is when the run began, for a clock that all writers share."""

    url: str
    name: str
    folder: Path
    base: datetime
    seed: int

    def now(self) -> datetime:
        return self.base + (datetime.now(UTC) - self.base) * FASTER


def write(orders: Orders) -> None:
    """Send, move on and index, for ever."""
    engine = open_database(orders.url)
    path = orders.folder / f"{orders.name}.ledger"
    number, ledger, chance = next_number(path), Ledger(path), random.Random(orders.seed)
    office = office_on(lambda: engine, orders.now, lambda _, wrote: ledger.note(acknowledged=wrote))
    while True:
        one = _open(office, ledger, orders.name, number)
        number += 1
        for _ in range(4):
            near = f"INT-{max(1, int(one.partition('-')[2]) - chance.randrange(NEAR))}"
            STEPS[_choice(office, near, chance)](office, near)
            work(engine, orders.name, orders.now())
        if chance.random() < ERASES and erase(engine, SECRET, Erasure(one, LEA.email, orders.now(), "crash")):
            ledger.note(erased=one)


def _choice(office: Office, one: str, chance: random.Random) -> str:
    held = office.record(one, None)
    usual = USUAL.get(held.body.status, ()) if held and isinstance(held.body, Intake) else ()
    return chance.choice(tuple(STEPS) if not usual or chance.random() < LUCK else usual)


def _request(office: Office, one: str) -> str:
    held = office.record(one, None)
    return held.body.requests[-1] if held and isinstance(held.body, Intake) and held.body.requests else "REQ-0"


def _open(office: Office, ledger: Ledger, name: str, number: int) -> str:
    ledger.note(sends=number)
    done = open_intake(office, ANA, Asked(f"Request {name}-{number}.", {"audience": "legal"}, f"{name}-{number}"))
    assert isinstance(done, Done), done
    ledger.note(opened=done.record_ids[0], number=number, text=f"Request {name}-{number}.")
    return done.record_ids[0]


def work(engine: Engine, worker: str, at: datetime) -> int:
    """Do up to four jobs; how many were leased."""
    held = jobs.lease(engine, worker, at, 4)
    for job in held:
        index(engine, job.subject, at)
    jobs.done(engine, held, worker)
    return len(held)


def index(engine: Engine, record_id: str, at: datetime) -> None:
    """Make the record's source say what the record says. Looks again after it wrote: two workers may be at it at once."""
    while True:
        held = record(engine, record_id, None)
        if held is None:
            forget_source(engine, record_id, at)
            return
        put_all(engine, (_arrival(held),), _vectors(held), ENCODER, at)
        again = record(engine, record_id, None)
        if again is not None and again.version == held.version:
            return


def told(held: Record) -> str:
    """The text that stands for a record in the index."""
    return f"{held.record_id}, version {held.version}: {written(held.body)}"


def _arrival(held: Record) -> Arrival:
    text, one = told(held), held.record_id
    version = version_of(text)
    source = Source(one, one, Kind.RECORD, audience=held.body.audience, origin=f"record:{one}")
    place = (f"{one}@{version[:12]}#0", one, version, 0, 0, len(text), (), Role.PROSE, "")
    return Arrival(source, SourceVersion(one, version, text), (Passage(*place, units=(Span(0, len(text)),)),))


def _vectors(held: Record) -> dict[str, np.ndarray]:
    arrival, text = _arrival(held), told(held)
    row = np.random.default_rng(zlib.crc32(text.encode())).normal(size=8).astype(np.float32)
    return {embed_key(embed_text(arrival.source, arrival.passages[0], text)): row}
