"""The audit log: append-only, each event's HMAC chained to the last, holding ids and hashes and never a text."""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, update

from knowledge.store.audit_people import right_faults
from knowledge.store.audit_texts import Logged, text_faults
from knowledge.store.database import reading
from knowledge.store.links import parted
from knowledge.store.record_tables import events
from knowledge.store.tables import state

AUDIT = "audit"
FIRST = "0" * 64
_EDITED = "event {} was edited, or written with another key"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be logged. `detail` holds short names, ids, dates and hashes; `digest` is of the record's version."""

    action: str
    actor: str
    at: datetime
    record_id: str = ""
    version: int = 0
    digest: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An entry as it stands in the log."""

    seq: int
    entry: Entry
    previous: str
    mac: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: the number of its last event and that event's MAC."""

    seq: int
    mac: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the log at event `seq`, in words."""

    seq: int
    why: str


def lock(connection: Connection) -> Head:
    """Take the writers' turn and say where the log ends. PostgreSQL waits on this row, SQLite on the whole file."""
    found = connection.scalars(select(state.c.value).where(state.c.key == AUDIT).with_for_update()).one()
    seq, _, mac = found.partition(":")
    return Head(int(seq), mac or FIRST)


def append(connection: Connection, key: bytes, head: Head, entry: Entry) -> Head:
    """Log `entry` after `head`, in the transaction of what it tells of. The caller holds `lock`."""
    event = _chained(key, head, entry)
    connection.execute(insert(events).values(_row(event)))
    after = Head(event.seq, event.mac)
    connection.execute(update(state).where(state.c.key == AUDIT).values(value=f"{after.seq}:{after.mac}"))
    return after


def story(engine: Engine, record_id: str) -> list[Event]:
    """The events of a record, first to last."""
    with reading(engine) as connection:
        rows = connection.execute(select(events).where(events.c.record_id == record_id).order_by(events.c.seq))
        return [_event(row._mapping) for row in rows]


def head(engine: Engine) -> Head:
    """Where the log ends now."""
    with reading(engine) as connection:
        last = connection.execute(select(events.c.seq, events.c.mac).order_by(events.c.seq.desc()).limit(1)).first()
        return Head(last[0], last[1]) if last else Head(0, FIRST)


def length(engine: Engine) -> int:
    """How many events the log holds."""
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(events)) or 0


def verify(engine: Engine, key: bytes, anchor: Head | None) -> tuple[Fault, ...]:
    """Every fault of the log: edited, missing or reordered events, texts that are not those logged, a cut-off end.

    `anchor` is a head that was exported earlier; without one a log cut off at its end (with `state`) looks whole.
    """
    with reading(engine) as connection:
        rows = connection.execute(select(events).order_by(events.c.seq))
        found = [_event(row._mapping) for row in rows]
        kept = connection.scalars(select(state.c.value).where(state.c.key == AUDIT)).first() or ""
        wrong = [Fault(*one) for one in text_faults(connection, _logged(found))]
        told = ((event.seq, event.entry.action, event.entry.detail) for event in found)
        rights = [Fault(*one) for one in right_faults(connection, told)]
        return (*_chain_faults(key, found), *_end_faults(found, kept, anchor), *wrong, *rights)


def altered(engine: Engine, key: bytes, ids: Iterable[str]) -> tuple[Fault, ...]:
    """Every way in which these records are not what the log says of them: looked at before they are shown.

    Their events are checked one by one, without the chain between them, which `verify` checks.
    """
    found: list[Fault] = []
    with reading(engine) as connection:
        for part in parted(ids):
            rows = connection.execute(select(events).where(events.c.record_id.in_(part)).order_by(events.c.seq))
            told = [_event(row._mapping) for row in rows]
            found += [Fault(one.seq, _EDITED.format(one.seq)) for one in told if not _is_ours(key, one)]
            found += [Fault(*one) for one in text_faults(connection, _logged(told), part)]
    return tuple(found)


def _chained(key: bytes, head: Head, entry: Entry) -> Event:
    return Event(head.seq + 1, entry, head.mac, _mac(key, head.seq + 1, head.mac, entry))


def _mac(key: bytes, seq: int, previous: str, entry: Entry) -> str:
    what = [entry.action, entry.actor, entry.at.isoformat(), entry.record_id, entry.version, entry.digest]
    message = json.dumps([seq, previous, *what, _detail(entry)], ensure_ascii=True)
    return hmac.new(key, message.encode(), sha256).hexdigest()


def _detail(entry: Entry) -> str:
    return json.dumps(dict(entry.detail), ensure_ascii=True, sort_keys=True)


def _row(event: Event) -> dict[str, object]:
    entry = event.entry
    plain = {name: getattr(entry, name) for name in ("action", "actor", "at", "record_id", "version", "digest")}
    return {**plain, "seq": event.seq, "detail": _detail(entry), "previous": event.previous, "mac": event.mac}


def _event(row: RowMapping) -> Event:
    names = ("action", "actor", "at", "record_id", "version", "digest")
    entry = Entry(**{name: row[name] for name in names}, detail=json.loads(str(row["detail"])))
    return Event(int(str(row["seq"])), entry, str(row["previous"]), str(row["mac"]))


def _is_ours(key: bytes, event: Event) -> bool:
    return hmac.compare_digest(event.mac, _mac(key, event.seq, event.previous, event.entry))


def _chain_faults(key: bytes, found: list[Event]) -> Iterator[Fault]:
    """One pass: numbers without a gap, each MAC that of its content, each `previous` the MAC before it."""
    before = Head(0, FIRST)
    for event in found:
        if event.seq != before.seq + 1:
            yield Fault(before.seq + 1, f"events {before.seq + 1} to {event.seq - 1} are missing")
        elif event.previous != before.mac:
            yield Fault(event.seq, f"event {event.seq} does not follow event {before.seq}: one of them was replaced")
        if not _is_ours(key, event):
            yield Fault(event.seq, _EDITED.format(event.seq))
        before = Head(event.seq, event.mac)


def _end_faults(found: list[Event], kept: str, anchor: Head | None) -> Iterator[Fault]:
    last = Head(found[-1].seq, found[-1].mac) if found else Head(0, "")
    if kept != f"{last.seq}:{last.mac}":
        yield Fault(last.seq + 1, f"the log ends at event {last.seq}, but {kept.partition(':')[0]} were written")
    if anchor is None:
        return
    at = {event.seq: event.mac for event in found}
    if anchor.seq and at.get(anchor.seq) != anchor.mac:
        why = "is not the one that was exported" if anchor.seq in at else "is missing: the log was cut off"
        yield Fault(anchor.seq, f"event {anchor.seq} {why}")


def _logged(found: list[Event]) -> list[Logged]:
    entries = ((event.seq, event.entry) for event in found)
    return [Logged(seq, e.action, e.record_id, e.version, e.digest, e.actor, e.at) for seq, e in entries]
