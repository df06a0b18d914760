"""Write records: each change is one transaction that holds the records, their audit events, their jobs and notices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from knowledge.records.bodies import Body, digest, kind_of, written
from knowledge.records.record import Facets, facets
from knowledge.records.vocabulary import RecordKind
from knowledge.store import audit, jobs
from knowledge.store.audit import Entry
from knowledge.store.database import writing
from knowledge.store.record_tables import dues, keys, links, notices, record_versions, records

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Write:
    """The next body of a record that is at version `expected` now; 0 makes it new. `detail` goes into the audit log."""

    record_id: str
    expected: int
    body: Body
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Word for somebody that something changed; the surfaces deliver it."""

    recipient: str
    record_id: str
    what: str


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a request the same when it is sent again: its key, and the digest of what was sent with it."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that one use case writes. The first write is of the record that `key` stands for, and each of `also`
    that nothing stands for yet."""

    action: str
    actor: str
    at: datetime
    writes: Sequence[Write]
    notices: Sequence[Notice] = ()
    key: Key | None = None
    also: Sequence[Key] = ()


@dataclass(frozen=True, slots=True)
class Committed:
    """The ids that were written; `again` where this very request had been written before and nothing was done now."""

    record_ids: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Refused: somebody changed the record since it was read."""

    record_id: str
    expected: int
    found: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeyReused:
    """Refused: the key was used before, with other content."""

    key: str
    record_id: str


Outcome = Committed | Moved | KeyReused


def next_id(engine: Engine, kind: RecordKind) -> str:
    """An id that no record has. A number whose record is never written stays unused."""
    with writing(engine) as connection:
        return f"{kind.prefix}-{connection.scalar(_COUNT, {'kind': kind.value})}"


# One statement, since of two who see that a kind has no counter yet PostgreSQL would let only one insert it.
_COUNT = text(
    "INSERT INTO counters (kind, last) VALUES (:kind, 1) "
    "ON CONFLICT (kind) DO UPDATE SET last = counters.last + 1 RETURNING last"
)


def commit(engine: Engine, key: bytes, change: Change) -> Outcome:
    """Write `change` in one transaction, or nothing of it. `key` is the audit log's."""
    with writing(engine) as connection:
        head = audit.lock(connection)
        refused = _sent_before(connection, change.key) or _moved(connection, change.writes)
        if refused is not None:
            return refused
        for write in change.writes:
            _write(connection, write, change)
            head = audit.append(connection, key, head, _entry(write, change))
            jobs.enqueue(connection, INDEX, write.record_id, change.at)
        _beside(connection, change)
    return Committed(tuple(write.record_id for write in change.writes))


def _sent_before(connection: Connection, key: Key | None) -> Committed | KeyReused | None:
    row = connection.execute(select(keys).where(keys.c.key == key.key)).first() if key else None
    if key is None or row is None:
        return None
    return Committed((row.record_id,), again=True) if row.digest == key.digest else KeyReused(key.key, row.record_id)


def _moved(connection: Connection, writes: Sequence[Write]) -> Moved | None:
    for write in writes:
        place = select(records.c.version, records.c.changed_by, records.c.changed_at)
        row = connection.execute(place.where(records.c.record_id == write.record_id)).first()
        found = row.version if row else 0
        if found != write.expected:
            at, by = (row.changed_at, row.changed_by) if row else (datetime.min, "")
            return Moved(write.record_id, write.expected, found, by, at)
    return None


def _write(connection: Connection, write: Write, change: Change) -> None:
    seen, body = facets(write.body), written(write.body)
    now = {
        "version": write.expected + 1,
        "status": seen.status,
        "audience": write.body.audience,
        "owner": seen.owner,
        "summary": seen.summary,
        "body": body,
        "changed_at": change.at,
        "changed_by": change.actor,
    }
    its = records.c.record_id == write.record_id
    if write.expected:
        connection.execute(update(records).where(its).values(now))
    else:
        new = {"record_id": write.record_id, "kind": kind_of(write.body).value, "created_at": change.at}
        connection.execute(insert(records).values(**now, **new, erased=False))
    version = {"record_id": write.record_id, "version": write.expected + 1, "body": body, "digest": digest(body)}
    connection.execute(insert(record_versions).values(**version, at=change.at, by=change.actor))
    _place(connection, write.record_id, seen)


def _place(connection: Connection, record_id: str, seen: Facets) -> None:
    for table in (links, dues):
        connection.execute(delete(table).where(table.c.record_id == record_id))
    hung = [
        {"record_id": record_id, "relation": o.relation, "target": o.target, "version": o.version} for o in seen.links
    ]
    wanted = [{"record_id": record_id, "what": o.what, "day": o.day, "kind": o.kind} for o in seen.dues]
    for table, rows in ((links, hung), (dues, wanted)):
        if rows:
            connection.execute(insert(table), rows)


def _entry(write: Write, change: Change) -> Entry:
    its = digest(written(write.body))
    return Entry(change.action, change.actor, change.at, write.record_id, write.expected + 1, its, write.detail)


def _beside(connection: Connection, change: Change) -> None:
    for key in (*([change.key] if change.key else []), *change.also):
        if connection.execute(select(keys.c.key).where(keys.c.key == key.key)).first() is None:
            first = change.writes[0].record_id
            connection.execute(insert(keys).values(key=key.key, digest=key.digest, record_id=first))
    told = [
        {"recipient": o.recipient, "record_id": o.record_id, "what": o.what, "at": change.at} for o in change.notices
    ]
    if told:
        connection.execute(insert(notices), told)
