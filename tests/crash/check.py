"""What must hold after the kills: nothing acknowledged is lost, doubled or half-written, the log is whole, jobs are done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from knowledge.records.bodies import read
from knowledge.records.record import facets
from knowledge.records.vocabulary import RecordKind
from knowledge.store import audit, jobs
from knowledge.store import record_tables as tables
from knowledge.store.record_reading import record
from knowledge.store.tables import passages, sources, versions
from tests.crash.ledger import lines
from tests.crash.writer import told, work
from tests.offices import ANA, SECRET


@dataclass
class Report:
    """What was counted, and every breach in words."""

    counts: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)

    @property
    def breaches(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.half, *self.log, *self.jobs]


@dataclass
class _Held:
    """The tables by record."""

    records: dict[str, Any]
    versions: dict[tuple[str, int], Any]
    events: Counter[tuple[str, int]]


def checked(engine: Engine, folder: Path, at: datetime) -> Report:
    """Let the jobs that are left run, as a worker would that comes up after all leases have run out; then look."""
    rest = 0
    while done := work(engine, "the last worker", at + 10 * jobs.LEASE):
        rest += done
    acknowledged = [line for path in sorted(folder.glob("*.ledger")) for line in lines(path)]
    held, report = _held(engine), Report()
    report.lost = list(_lost(held, acknowledged))
    report.doubled = list(_doubled(held, acknowledged))
    report.half = [*_half(held), *_beside(engine, held)]
    report.log = [fault.why for fault in audit.verify(engine, SECRET, None)]
    report.jobs = list(_jobs(engine, held))
    report.counts = _counts(held, acknowledged) | {"jobs left for the last worker": rest}
    return report


def _held(engine: Engine) -> _Held:
    with engine.connect() as connection:
        records = {row.record_id: row for row in connection.execute(select(tables.records))}
        found = connection.execute(select(tables.record_versions))
        kept = {(row.record_id, row.version): row for row in found}
        events = Counter(
            tuple(row) for row in connection.execute(select(tables.events.c.record_id, tables.events.c.version))
        )
    return _Held(records, kept, events)


def _acknowledged(notes: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [tuple(one) for note in notes for one in note.get("acknowledged", ())]


def _lost(held: _Held, notes: list[dict[str, Any]]) -> Iterator[str]:
    for record_id, version, digest in _acknowledged(notes):
        row = held.versions.get((record_id, version))
        if row is None or row.digest != digest:
            yield f"version {version} of {record_id} was acknowledged and is lost"
    for note in notes:
        if "opened" in note and note["opened"] not in held.records:
            yield f"{note['opened']} was acknowledged and is lost"
        if "erased" in note and not held.records[note["erased"]].erased:
            yield f"the erasure of {note['erased']} was acknowledged and is lost"


def _doubled(held: _Held, notes: list[dict[str, Any]]) -> Iterator[str]:
    said = Counter((record_id, version) for record_id, version, _ in _acknowledged(notes))
    yield from (f"version {one[1]} of {one[0]} was acknowledged to {n} writers" for one, n in said.items() if n > 1)
    bodies = (
        read(RecordKind(row.kind), row.body) for row in held.records.values() if row.body and row.kind == "intake"
    )
    asked = Counter(body.asked for body in bodies)  # type: ignore[union-attr]
    yield from (f"{text} is there {n} times" for text, n in asked.items() if n > 1)
    opened: dict[str, set[str]] = {}
    for note in notes:
        if "opened" in note:
            opened.setdefault(note["text"], set()).add(note["opened"])
    yield from (f"{text} was opened as {ids}" for text, ids in opened.items() if len(ids) > 1)


def _half(held: _Held) -> Iterator[str]:
    numbers: dict[str, list[int]] = {}
    for record_id, version in held.versions:
        numbers.setdefault(record_id, []).append(version)
    for record_id, row in held.records.items():
        last = row.version - 1 if row.erased else row.version
        if sorted(numbers.get(record_id, [])) != list(range(1, last + 1)):
            yield f"{record_id} is at version {row.version} but has {sorted(numbers.get(record_id, []))}"
        elif held.versions[record_id, last].body != row.body:
            yield f"{record_id} is not its last version"
        wrong = [v for v in range(1, row.version + 1) if held.events[record_id, v] != 1]
        if wrong:
            yield f"{record_id} has not one event for each of versions {wrong}"
    yield from (f"{one} has versions but no record" for one in numbers if one not in held.records)


def _beside(engine: Engine, held: _Held) -> Iterator[str]:
    """Links, days and notices are those of the record as it is."""
    with engine.connect() as connection:
        hung = Counter((r.record_id, r.relation, r.target) for r in connection.execute(select(tables.links)))
        days = Counter((r.record_id, r.what, r.day) for r in connection.execute(select(tables.dues)))
        told_ = {(r.record_id, r.what, r.at) for r in connection.execute(select(tables.notices))}
        events = list(connection.execute(select(tables.events)))
    seen = {one: facets(read(RecordKind(row.kind), row.body)) for one, row in held.records.items() if row.body}
    if hung != Counter((one, o.relation.value, o.target) for one, f in seen.items() for o in f.links):
        yield "links are not those of the records"
    if days != Counter((one, o.what, o.day) for one, f in seen.items() for o in f.dues):
        yield "days are not those of the records"
    for event in events:
        silent = event.actor == ANA.email or event.action == "erase" or not event.record_id.startswith("INT")
        if not silent and (event.record_id, event.action, event.at) not in told_:
            yield f"nobody is told of event {event.seq}"


def _jobs(engine: Engine, held: _Held) -> Iterator[str]:
    load = jobs.load(engine)
    if load != jobs.Load(0, 0):
        yield f"jobs are left: {load}"
    with engine.connect() as connection:
        live = {row.source_id: row for row in connection.execute(select(sources)) if row.retired_at is None}
        texts = {(row.source_id, row.version): row.text for row in connection.execute(select(versions))}
        parts = Counter((row.source_id, row.version) for row in connection.execute(select(passages)))
    yield from (
        f"{one} is indexed but erased or unknown" for one in live if one not in held.records or held.records[one].erased
    )
    for record_id, row in held.records.items():
        now = record(engine, record_id, None)
        if now is None or row.erased:
            continue
        place = (record_id, live[record_id].version) if record_id in live else None
        if place is None or texts[place] != told(now) or parts[place] != 1:
            yield f"{record_id} is not indexed once, as it is now"


def _counts(held: _Held, notes: list[dict[str, Any]]) -> dict[str, int]:
    acknowledged = {(one[0], one[1]) for one in _acknowledged(notes)}
    return {
        "requests sent": sum("sends" in note for note in notes),
        "records": len(held.records),
        "erased": sum(bool(row.erased) for row in held.records.values()),
        "versions written": len(held.versions),
        "acknowledged": len(acknowledged),
        "written, killed before the acknowledgement": len(held.versions.keys() - acknowledged),
        "events": sum(held.events.values()),
    }
