"""Store, change and retire sources. Each function is one transaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, delete, insert, select, update

from knowledge.sources.types import Passage, Source, SourceVersion, Tier
from knowledge.store.arrival import Arrival, IdTaken, Put, Rows, fresh_ids, id_of, store_fresh, text_values
from knowledge.store.database import writing
from knowledge.store.errors import VectorsMissing
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.rows import passage_values, source_values
from knowledge.store.tables import passages, sources, state, versions
from knowledge.store.vectors import Vector, insert_vectors, known_keys

GENERATION = "generation"
_HELD = select(versions.c.version).where(
    versions.c.source_id == bindparam("source_id"), versions.c.version == bindparam("version")
)


def put(
    engine: Engine,
    source: Source,
    version: SourceVersion,
    passages: Sequence[Passage],
    vectors: Mapping[str, Vector],
    encoder_key: str,
    at: datetime,
) -> IdTaken | None:
    """Store one version and make it current; None when stored. As `put_all`."""
    return put_all(engine, (Arrival(source, version, passages),), vectors, encoder_key, at)[0]


def put_all(
    engine: Engine, arrivals: Sequence[Arrival], vectors: Mapping[str, Vector], encoder_key: str, at: datetime
) -> tuple[IdTaken | None, ...]:
    """Store versions with their passages and vectors in one transaction; one result an arrival, None when stored.

    `vectors` maps `embed_key(embed_text(...))` to float32 of the encoder's width; what SQL already has may be left
    out. An id whose holder is retired may change its origin, and so may the library's own. What is held already, to
    the letter, changes nothing.
    Raises VectorsMissing, and then stores nothing.
    """
    with writing(engine) as connection:
        lock(connection)
        insert_vectors(connection, encoder_key, vectors)
        rows = [[_row(arrival, passage) for passage in arrival.passages] for arrival in arrivals]
        _require_vectors(connection, rows, encoder_key)
        fresh = fresh_ids(connection, arrivals)
        store_fresh(connection, [each for each in zip(arrivals, rows, strict=True) if id_of(each[0]) in fresh], at)
        results = tuple(
            Put.STORED if id_of(arrival) in fresh else _store(connection, arrival, its, at)
            for arrival, its in zip(arrivals, rows, strict=True)
        )
        stored = [a.version for a, result in zip(arrivals, results, strict=True) if result is Put.STORED]
        bump(connection, [f"{v.source_id}@{v.version}" for v in stored], at)
    return tuple(result if isinstance(result, IdTaken) else None for result in results)


def retire(engine: Engine, source_ids: Iterable[str], at: datetime) -> tuple[str, ...]:
    """Take sources out of every search; their versions stay. The ids that were live until now, sorted."""
    with writing(engine) as connection:
        lock(connection)
        live = select(sources.c.source_id).where(sources.c.retired_at.is_(None))
        gone = sorted(set(source_ids) & set(connection.scalars(live)))
        for source_id in gone:
            connection.execute(update(sources).where(sources.c.source_id == source_id).values(retired_at=at))
        bump(connection, [f"{source_id}@" for source_id in gone], at)
    return tuple(gone)


def review(engine: Engine, source_id: str, who: str, at: datetime) -> bool:
    """Record that `who` reviewed the current version; a later version has to be reviewed anew. False if unknown."""
    current = select(sources.c.version).where(sources.c.source_id == source_id).scalar_subquery()
    its = (versions.c.source_id == source_id) & (versions.c.version == current)
    with writing(engine) as connection:
        done = connection.execute(update(versions).where(its).values(reviewed_by=who, reviewed_at=at))
        return done.rowcount == 1


def lock(connection: Connection) -> None:
    """Writers take turns: PostgreSQL on this row, SQLite on the whole file."""
    connection.execute(select(state.c.value).where(state.c.key == GENERATION).with_for_update())


def bump(connection: Connection, changes: Sequence[str], at: datetime) -> None:
    """Name the new state. The digest tells apart states of one number, as after a restored backup."""
    if not changes:
        return
    before = connection.scalars(select(state.c.value).where(state.c.key == GENERATION)).one()
    digest = hashlib.sha256("\n".join((before, at.isoformat(), *changes)).encode("utf-8", "surrogatepass")).hexdigest()
    after = f"{int(before.partition('-')[0]) + 1}-{digest[:12]}"
    connection.execute(update(state).where(state.c.key == GENERATION).values(value=after))


def _store(connection: Connection, arrival: Arrival, rows: Rows, at: datetime) -> IdTaken | Put:
    source, version = arrival.source, arrival.version
    mine = sources.c.source_id == source.source_id
    holder = connection.execute(select(sources).where(mine)).mappings().first()
    moved = holder is not None and holder["tier"] == source.tier == Tier.LIBRARY  # installed elsewhere
    if holder and holder["retired_at"] is None and holder["origin"] != source.origin and not moved:
        return IdTaken(source.source_id, holder["origin"], source.origin)
    values = source_values(source, version.version)
    if holder and dict(holder) == values and _passages(connection, version) == rows:
        return Put.HELD
    if holder:
        connection.execute(update(sources).where(mine).values(values))
    else:
        connection.execute(insert(sources), values)
    _keep_text(connection, source, version, arrival.since or at)
    _replace_passages(connection, version, rows)
    return Put.STORED


def _keep_text(connection: Connection, source: Source, version: SourceVersion, at: datetime) -> None:
    key = {"source_id": version.source_id, "version": version.version}
    valid = {"valid_from": source.valid_from, "valid_to": source.valid_to}
    if connection.scalars(_HELD, key).first() is None:
        connection.execute(insert(versions), text_values(source, version, at))
    else:
        connection.execute(update(versions).filter_by(**key).values(valid))


def _require_vectors(connection: Connection, arrivals: Sequence[Rows], encoder_key: str) -> None:
    """Looked up for all together: a look for each costs more than storing it."""
    known = known_keys(connection, encoder_key, {row["embed_key"] for rows in arrivals for row in rows})
    for rows in arrivals:
        missing = {row["embed_key"] for row in rows} - known
        if missing:
            raise VectorsMissing(f"{len(missing)} passages of {rows[0]['source_id']} have no vector of {encoder_key}")


def _passages(connection: Connection, version: SourceVersion) -> list[dict[str, Any]]:
    held = select(passages).where(_of(version)).order_by(passages.c.ordinal)
    return [dict(row) for row in connection.execute(held).mappings()]


def _of(version: SourceVersion) -> ColumnElement[bool]:
    return (passages.c.source_id == version.source_id) & (passages.c.version == version.version)


def _replace_passages(connection: Connection, version: SourceVersion, rows: Rows) -> None:
    connection.execute(delete(passages).where(_of(version)))
    if rows:
        connection.execute(insert(passages), list(rows))


def _row(arrival: Arrival, passage: Passage) -> dict[str, Any]:
    text = arrival.version.text[passage.start : passage.end]
    return passage_values(passage, text, embed_key(embed_text(arrival.source, passage, text)))
