"""Find records by what they are called or of which kind they are, without the index: nothing that may be read is missed."""

import json
import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Engine, LargeBinary, func, select, type_coerce

from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import reading
from knowledge.store.links import parted
from knowledge.store.record_reading import readable
from knowledge.store.record_tables import keys, records

NAMED = 100  # records that one name may bring, last changed first
_WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]|[^\W\d_]{2,}")


def named(engine: Engine, names: Iterable[str], audiences: frozenset[str]) -> tuple[str, ...]:
    """The ids of records whose body holds each of `names`, in any case; at most NAMED, last changed first."""
    wanted = [_holds(engine, name) for name in names]
    if not wanted:
        return ()
    ask = select(records.c.record_id).where(readable(audiences), *wanted)
    with reading(engine) as connection:
        return tuple(connection.scalars(ask.order_by(records.c.changed_at.desc(), records.c.record_id).limit(NAMED)))


def _holds(engine: Engine, name: str) -> ColumnElement[bool]:
    """That a body holds `name`, in any case of its ASCII letters: PostgreSQL compares bytes without case only as escapes."""
    if engine.dialect.name != "postgresql":
        return records.c.body.icontains(name, autoescape=True)
    escaped = "".join(map(_escape, name.encode("utf-8", "surrogatepass")))
    return func.encode(type_coerce(records.c.body, LargeBinary), "escape").icontains(escaped, autoescape=True)


def _escape(byte: int) -> str:
    if byte == 0 or byte > 127:
        return f"\\{byte:03o}"
    return "\\\\" if byte == 92 else chr(byte)


def of_kinds(engine: Engine, prefixes: Iterable[str], audiences: frozenset[str]) -> tuple[str, ...]:
    """The ids of all records of these kinds, first to last."""
    kinds = [kind.value for kind in RecordKind if kind.prefix in set(prefixes)]
    with reading(engine) as connection:
        found = connection.scalars(select(records.c.record_id).where(records.c.kind.in_(kinds) & readable(audiences)))
        return tuple(sorted(found, key=lambda one: (one.partition("-")[0], int(one.partition("-")[2]))))


def words(engine: Engine, audiences: frozenset[str]) -> dict[str, str]:
    """The words, as they are written, that records go by: of their first lines, and of what requests affect."""
    intake = (records.c.kind == RecordKind.INTAKE.value) & readable(audiences)
    with reading(engine) as connection:
        said = list(connection.scalars(select(records.c.summary).where(readable(audiences))))
        bodies = list(
            connection.scalars(select(records.c.body).where(intake, records.c.body.contains('"affected":[{')))
        )
    said += [one["name"] for body in bodies for one in json.loads(body)["affected"]]
    return {word.casefold(): word for text in said for word in _WORD.findall(text)}


def sent(engine: Engine, wanted: Iterable[str], audiences: frozenset[str] | None) -> dict[str, tuple[str, str]]:
    """Which of these keys were used before: what was sent with it (digest) and the record that it stands for.

    Only those of records that `audiences` may read, or might if they were not erased; None for all.
    """
    ask = select(keys).join(records, records.c.record_id == keys.c.record_id)
    if audiences is not None:
        ask = ask.where(records.c.audience.in_(audiences))
    with reading(engine) as connection:
        rows = (row for part in parted(wanted) for row in connection.execute(ask.where(keys.c.key.in_(part))))
        return {row.key: (row.digest, row.record_id) for row in rows}
