"""Read records: one, one of its versions, lists of them. What `audiences` does not name is as if it did not exist."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Engine, Row, select, true

from knowledge.records.bodies import Body, read
from knowledge.records.record import Record
from knowledge.records.vocabulary import DateKind, RecordKind
from knowledge.store.database import reading
from knowledge.store.errors import StoreError
from knowledge.store.record_tables import dues, record_versions, records

Audiences = frozenset[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list."""

    record_id: str
    kind: RecordKind
    version: int
    status: str
    audience: str
    owner: str
    summary: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of an erased record: its id, and who erased it when."""

    record_id: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """A day on which a record wants attention."""

    day: date
    kind: DateKind
    what: str
    record: Listed


def record(engine: Engine, record_id: str, audiences: Audiences | None) -> Record | None:
    """The record as it is now, or None; `audiences` None is for the house's own work, never for a person."""
    with reading(engine) as connection:
        row = connection.execute(select(records).where(records.c.record_id == record_id, readable(audiences))).first()
    return _record(row) if row else None


def erased(engine: Engine, record_id: str, audiences: Audiences | None) -> Erased | None:
    """That the record was erased, for those who could read it until then; else None."""
    its = (records.c.record_id == record_id) & records.c.erased.is_(True) & _for(audiences)
    with reading(engine) as connection:
        row = connection.execute(select(records.c.changed_at, records.c.changed_by).where(its)).first()
    return Erased(record_id, row.changed_at, row.changed_by) if row else None


def records_of(engine: Engine, ids: Iterable[str], audiences: Audiences | None) -> dict[str, Record]:
    """The records of these ids that may be read, by id."""
    with reading(engine) as connection:
        rows = connection.execute(select(records).where(records.c.record_id.in_(list(ids)), readable(audiences)))
        return {row.record_id: _record(row) for row in rows}


def record_at(engine: Engine, record_id: str, version: int, audiences: Audiences | None) -> Record | None:
    """A version of a record that may be read now, or None."""
    now = record(engine, record_id, audiences)
    if now is None:
        return None
    its = (record_versions.c.record_id == record_id) & (record_versions.c.version == version)
    with reading(engine) as connection:
        row = connection.execute(select(record_versions).where(its)).first()
    if row is None:
        return None
    return Record(record_id, now.kind, version, _body(record_id, now.kind, row.body), now.created_at, row.at, row.by)


def versions_of(engine: Engine, wanted: Mapping[str, Sequence[int]]) -> list[Record]:
    """These versions (numbers by id) of records that are not erased, by id and number; for the house's own work."""
    table = record_versions.c
    ask = select(record_versions, records.c.kind, records.c.created_at).join(records)
    ask = ask.where(table.record_id.in_(list(wanted)), records.c.erased.is_(False))
    with reading(engine) as connection:
        rows = connection.execute(ask.order_by(table.record_id, table.version)).all()
    return [_version(row) for row in rows if row.version in wanted[row.record_id]]


def _version(row: Row[tuple[object, ...]]) -> Record:
    kind = RecordKind(row.kind)
    body = _body(row.record_id, kind, row.body)
    return Record(row.record_id, kind, row.version, body, row.created_at, row.at, row.by)


def listing(
    engine: Engine, kind: RecordKind, audiences: Audiences | None, statuses: Sequence[str] = (), owner: str = ""
) -> list[Listed]:
    """The records of a kind, last changed first."""
    wanted = (records.c.kind == kind.value) & readable(audiences)
    if statuses:
        wanted &= records.c.status.in_(statuses)
    if owner:
        wanted &= records.c.owner == owner
    with reading(engine) as connection:
        rows = connection.execute(select(*LISTED).where(wanted).order_by(records.c.changed_at.desc()))
        return [line(row) for row in rows]


def texts(engine: Engine, kind: RecordKind, audiences: Audiences | None, limit: int | None) -> list[tuple[str, str]]:
    """The ids and the written bodies of a kind, last changed first."""
    wanted = (records.c.kind == kind.value) & readable(audiences)
    ask = select(records.c.record_id, records.c.body).where(wanted).order_by(records.c.changed_at.desc()).limit(limit)
    with reading(engine) as connection:
        return [(row[0], row[1]) for row in connection.execute(ask)]


def due(engine: Engine, until: date, audiences: Audiences | None) -> list[DueLine]:
    """What wants attention until `until`, first day first."""
    joined = dues.join(records, dues.c.record_id == records.c.record_id)
    ask = select(dues.c.day, dues.c.kind.label("of"), dues.c.what, *LISTED).select_from(joined)
    wanted = (dues.c.day <= until) & readable(audiences)
    with reading(engine) as connection:
        rows = connection.execute(ask.where(wanted).order_by(dues.c.day, dues.c.record_id))
        return [DueLine(row.day, DateKind(row.of), row.what, line(row)) for row in rows]


LISTED = tuple(
    records.c[name]
    for name in (
        *("record_id", "kind", "version", "status", "audience", "owner", "summary"),
        *("created_at", "changed_at"),
    )
)


def readable(audiences: Audiences | None) -> ColumnElement[bool]:
    """The condition on `records` that keeps what is for `audiences`. What is erased is read by nobody."""
    return records.c.erased.is_(False) & _for(audiences)


def _for(audiences: Audiences | None) -> ColumnElement[bool]:
    return true() if audiences is None else records.c.audience.in_(sorted(audiences))


def _record(row: Row[tuple[object, ...]]) -> Record:
    kind = RecordKind(row.kind)
    body = _body(row.record_id, kind, row.body)
    return Record(row.record_id, kind, row.version, body, row.created_at, row.changed_at, row.changed_by)


def _body(record_id: str, kind: RecordKind, text: str) -> Body:
    try:
        return read(kind, text)
    except ValueError as error:  # what was written can be read, so this was not
        raise StoreError(f"{record_id} is not what was written; see: tickmark audit verify") from error


def line(row: Row[tuple[object, ...]]) -> Listed:
    """The line of a list that a row of LISTED is."""
    plain = (row.version, row.status, row.audience, row.owner, row.summary, row.created_at, row.changed_at)
    return Listed(row.record_id, RecordKind(row.kind), *plain)
