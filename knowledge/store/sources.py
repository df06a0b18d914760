"""Store, change and retire sources. Each function is one transaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Update, delete, insert, select, update

from knowledge.sources.types import Passage, Source, SourceVersion
from knowledge.store.database import writing
from knowledge.store.errors import VectorsMissing
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.rows import passage_values, source_values
from knowledge.store.tables import passages, sources, state, versions
from knowledge.store.vectors import Vector, insert_vectors, known_keys

GENERATION = "generation"


@dataclass(frozen=True, slots=True)
class IdTaken:
    """Refused: another origin holds this id."""

    source_id: str
    held_by: str
    wanted_by: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version of a source, to be stored as its current one. Passage ids are unique over all versions."""

    source: Source
    version: SourceVersion
    passages: Sequence[Passage]


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
    out. An id whose holder is retired may change its origin. Raises VectorsMissing, and then stores nothing.
    """
    with writing(engine) as connection:
        lock(connection)
        insert_vectors(connection, encoder_key, vectors)
        results = tuple(_store(connection, arrival, encoder_key, at) for arrival in arrivals)
        stored = [a.version for a, refusal in zip(arrivals, results, strict=True) if refusal is None]
        bump(connection, [f"{v.source_id}@{v.version}" for v in stored], at)
    return results


def retire(engine: Engine, source_ids: Iterable[str], at: datetime) -> tuple[str, ...]:
    """Take sources out of every search; their versions stay. The ids that were live until now, sorted."""
    with writing(engine) as connection:
        lock(connection)
        live = select(sources.c.source_id).where(sources.c.retired_at.is_(None))
        gone = sorted(set(source_ids) & set(connection.scalars(live)))
        for source_id in gone:
            connection.execute(_source(source_id).values(retired_at=at))
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


def _store(connection: Connection, arrival: Arrival, encoder_key: str, at: datetime) -> IdTaken | None:
    source, version = arrival.source, arrival.version
    holder = connection.execute(
        select(sources.c.origin, sources.c.retired_at).where(sources.c.source_id == source.source_id)
    ).first()
    if holder is not None and holder.retired_at is None and holder.origin != source.origin:
        return IdTaken(source.source_id, holder.origin, source.origin)
    values = source_values(source, version.version)
    connection.execute(insert(sources).values(values) if holder is None else _source(source.source_id).values(values))
    _keep_text(connection, version, at)
    _replace_passages(connection, arrival, encoder_key)
    return None


def _source(source_id: str) -> Update:
    return update(sources).where(sources.c.source_id == source_id)


def _keep_text(connection: Connection, version: SourceVersion, at: datetime) -> None:
    key = {"source_id": version.source_id, "version": version.version}
    if connection.execute(select(versions.c.version).filter_by(**key)).first() is None:
        connection.execute(insert(versions).values(**key, text=version.text, stored_at=at))


def _replace_passages(connection: Connection, arrival: Arrival, encoder_key: str) -> None:
    version = arrival.version
    its = (passages.c.source_id == version.source_id) & (passages.c.version == version.version)
    connection.execute(delete(passages).where(its))
    rows = [_row(arrival, passage) for passage in arrival.passages]
    wanted = {row["embed_key"] for row in rows}
    missing = wanted - known_keys(connection, encoder_key, wanted)
    if missing:
        raise VectorsMissing(f"{len(missing)} passages of {version.source_id} have no vector of {encoder_key}")
    if rows:
        connection.execute(insert(passages), rows)


def _row(arrival: Arrival, passage: Passage) -> dict[str, Any]:
    text = arrival.version.text[passage.start : passage.end]
    return passage_values(passage, text, embed_key(embed_text(arrival.source, passage, text)))
