"""Whether the records say what the log says they say: each text against the hash of the event that wrote it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select, true

from knowledge.records.bodies import read
from knowledge.records.record import facets
from knowledge.records.vocabulary import RecordKind
from knowledge.store.record_tables import dues, links, record_versions, records

ERASE = "erase"
Wrong = tuple[int, str]
"""The number of the event that is contradicted (0 for none), and why in words."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What an event says of a record's version; `digest` is "" for an event that wrote none."""

    seq: int
    action: str
    record_id: str
    version: int
    digest: str
    actor: str
    at: datetime


_Beside = dict[str, set[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Held:
    digest: str
    by: str
    at: datetime


def text_faults(connection: Connection, logged: Sequence[Logged], only: Sequence[str] | None = None) -> Iterator[Wrong]:
    """What of the records is missing, edited, or in no event. Of an erased record nothing may be left.

    `only` names the records to look at, with `logged` all that is logged of them; None: all.
    """
    erased = {one.record_id: one.seq for one in logged if one.action == ERASE}
    held = _held(connection, only)
    told = [one for one in logged if one.digest and one.record_id not in erased]
    yield from _versions(told, held)
    known = {(one.record_id, one.version) for one in told}
    for record_id, version in sorted(held.keys() - known):
        if record_id not in erased:
            yield 0, f"version {version} of {record_id} is not in the log"
        elif held[record_id, version].digest != _EMPTY:
            yield erased[record_id], f"{record_id} was erased, but its version {version} holds a text"
    last = {one.record_id: one for one in told}
    beside = _beside(connection, only)
    for row in connection.execute(select(records).where(_its(records, only))).mappings():
        yield from _current(row, last, erased, beside)


_KINDS = {kind.prefix: kind for kind in RecordKind}
_EMPTY = sha256(b"").hexdigest()


def _its(table: Table, only: Sequence[str] | None) -> ColumnElement[bool]:
    return true() if only is None else table.c.record_id.in_(only)


def _held(connection: Connection, only: Sequence[str] | None) -> dict[tuple[str, int], _Held]:
    rows = connection.execute(select(record_versions).where(_its(record_versions, only)))
    return {(r.record_id, r.version): _Held(_digest(r.body), r.by, r.at) for r in rows}


def _beside(connection: Connection, only: Sequence[str] | None) -> _Beside:
    """What stands in the tables that are read off the bodies: links and days, by record."""
    found: _Beside = defaultdict(set)
    for row in connection.execute(select(links).where(_its(links, only))):
        found[row.record_id].add(("link", row.relation, row.target, row.version))
    for row in connection.execute(select(dues).where(_its(dues, only))):
        found[row.record_id].add(("day", row.what, row.day.isoformat(), row.kind))
    return found


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _versions(told: Sequence[Logged], held: Mapping[tuple[str, int], _Held]) -> Iterator[Wrong]:
    for one in told:
        what = f"version {one.version} of {one.record_id}, logged by event {one.seq},"
        now = held.get((one.record_id, one.version))
        if now is None:
            yield one.seq, f"{what} is missing"
        elif now.digest != one.digest:
            yield one.seq, f"{what} was edited"
        elif (now.by, now.at) != (one.actor, one.at):
            yield one.seq, f"{what} names another person or time than the log"


def _current(
    row: RowMapping, last: Mapping[str, Logged], erased: Mapping[str, int], beside: _Beside
) -> Iterator[Wrong]:
    record_id = row["record_id"]
    if record_id in erased:
        if row["body"] or row["summary"] or not row["erased"]:
            yield erased[record_id], f"{record_id} was erased, but is back"
        return
    event = last.get(record_id)
    if event is None:
        yield 0, f"{record_id} is not in the log"
    elif row["erased"] or (row["version"], _digest(row["body"])) != (event.version, event.digest):
        yield (
            event.seq,
            f"{record_id} is not what event {event.seq} wrote: it was edited, or put back to an old version",
        )
    else:
        yield from _facets(row, event.seq, beside[record_id])


def _facets(row: RowMapping, seq: int, beside: set[tuple[str, ...]]) -> Iterator[Wrong]:
    kind = _KINDS[row["record_id"].partition("-")[0]]
    body = read(kind, row["body"])
    seen = facets(body)
    wanted = {
        "kind": kind.value,
        "status": seen.status,
        "owner": seen.owner,
        "summary": seen.summary,
        "audience": body.audience,
    }
    for name, value in wanted.items():
        if row[name] != value:
            yield seq, f"{row['record_id']} is listed with another {name} than its text has"
    derived = {("link", o.relation.value, o.target, o.version) for o in seen.links}
    derived |= {("day", o.what, o.day.isoformat(), o.kind.value) for o in seen.dues}
    for what in sorted({one[0] for one in derived ^ beside}):
        yield seq, f"{row['record_id']} is kept with another {what} than its text has"
