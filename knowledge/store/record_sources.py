"""Records as sources: which may be shown now, and what they said on a day."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, func, select

from knowledge.records.record import Relation
from knowledge.store.database import reading
from knowledge.store.reading import passages
from knowledge.store.record_tables import links, record_versions, records
from knowledge.store.rows import Found
from knowledge.store.tables import passages as passage_table
from knowledge.store.tables import sources, versions
from knowledge.store.vectors import CHUNK, chunks

_AMONG = (Relation.PART_OF.value, Relation.RESTS_ON.value)


def living(engine: Engine, ids: Iterable[str], audiences: frozenset[str] | None = None) -> tuple[str, ...]:
    """Those of these ids, in order, whose records exist, are not erased, and may be read as they are now (None: by all)."""
    table, order = records.c, list(dict.fromkeys(ids))
    if not order:
        return ()
    rule: ColumnElement[bool] = table.erased.is_(False)
    if audiences is not None:
        rule &= table.audience.in_(sorted(audiences))
    with reading(engine) as connection:
        alive = {
            one
            for chunk in chunks(order, CHUNK)
            for one in connection.scalars(select(table.record_id).where(table.record_id.in_(chunk), rule))
        }
    return tuple(one for one in order if one in alive)


def heads(engine: Engine, ids: Iterable[str]) -> dict[str, int]:
    """The version that each of these records is at now, without those that are erased or not there."""
    table, wanted = records.c, sorted(set(ids))
    with reading(engine) as connection:
        rows = connection.execute(
            select(table.record_id, table.version).where(table.record_id.in_(wanted), table.erased.is_(False))
        )
        return {row.record_id: row.version for row in rows}


def linked(engine: Engine, ids: Iterable[str]) -> tuple[str, ...]:
    """The records that these name as linked, and those that name these."""
    wanted, table = sorted(set(ids)), links.c
    with reading(engine) as connection:
        out = connection.scalars(select(table.target).where(table.record_id.in_(wanted), table.relation.in_(_AMONG)))
        back = connection.scalars(select(table.record_id).where(table.target.in_(wanted), table.relation.in_(_AMONG)))
        return tuple(sorted({*out, *back}))


def unstored(engine: Engine, ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each record the versions that are to be stored as a source: those later than what is stored, at least the last."""
    table, wanted = record_versions.c, sorted(set(ids))
    stored = (
        select(versions.c.source_id, func.count().label("count"))
        .where(versions.c.source_id.in_(wanted))
        .group_by(versions.c.source_id)
    )
    made = (
        select(table.record_id, func.max(table.version).label("last"))
        .where(table.record_id.in_(wanted))
        .group_by(table.record_id)
    )
    with reading(engine) as connection:
        counts = {row.source_id: row.count for row in connection.execute(stored)}
        lasts = {row.record_id: row.last for row in connection.execute(made)}
    return {one: tuple(range(min(counts.get(one, 0), last - 1) + 1, last + 1)) for one, last in lasts.items()}


def sections_on(engine: Engine, ids: Iterable[str], day: date | None) -> Mapping[str, list[Found]]:
    """The passages, in order, of what these sources said at the end of `day` (UTC; None: now). Retired ones say nothing."""
    held = _versions_on(engine, sorted(set(ids)), day)
    its = passage_table.c
    wanted = select(its.passage_id, its.source_id, its.version).where(its.source_id.in_(sorted(held)))
    with reading(engine) as connection:
        rows = connection.execute(wanted.order_by(its.source_id, its.ordinal))
        found = [row.passage_id for row in rows if held[row.source_id] == row.version]
    told: dict[str, list[Found]] = {}
    for one in passages(engine, found):
        told.setdefault(one.source.source_id, []).append(one)
    return told


def _versions_on(engine: Engine, ids: list[str], day: date | None) -> dict[str, str]:
    live = sources.c.source_id.in_(ids) & sources.c.retired_at.is_(None)
    with reading(engine) as connection:
        if day is None:
            return {
                row[0]: row[1] for row in connection.execute(select(sources.c.source_id, sources.c.version).where(live))
            }
        end = datetime.combine(day, time.min, UTC) + timedelta(days=1)
        table = versions.c
        then = (
            select(table.source_id, table.version)
            .join_from(versions, sources, table.source_id == sources.c.source_id)
            .where(live, table.stored_at < end)
            .order_by(table.stored_at)
        )
        return {row[0]: row[1] for row in connection.execute(then)}
