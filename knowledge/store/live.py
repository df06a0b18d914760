"""What an index is made of: the current passages of unretired sources, under the name of the state they are of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Engine, func, select

from knowledge.sources.types import Kind, Tier
from knowledge.store import tables
from knowledge.store.database import reading
from knowledge.store.keys import word_key, worded
from knowledge.store.rows import LIVE
from knowledge.store.sources import GENERATION
from knowledge.store.standing import NONE, Older, ends
from knowledge.store.tables import passages, sources, state
from knowledge.store.vectors import CHUNK, Vector, chunks


@dataclass(frozen=True, slots=True)
class LivePassage:
    """What a search must know of a passage before it ranks it. Both ends of the validity are part of it.

    `valid_to` is the last day of its source, or the last before a successor took over.
    """

    passage_id: str
    source_id: str
    embed_key: str
    audience: str
    valid_from: date | None
    valid_to: date | None
    kind: Kind
    tier: Tier


@dataclass(frozen=True, slots=True)
class Live:
    """The live passages by id, all of one generation, and on demand their vectors by embed key."""

    generation: str
    passages: tuple[LivePassage, ...]
    vectors: Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds; `unembedded` counts live passages without a vector of the encoder asked for."""

    sources: int
    retired: int
    versions: int
    passages: int
    live_passages: int
    unembedded: int


_STATE = select(state.c.value).where(state.c.key == GENERATION)


def generation(engine: Engine) -> str:
    """The name of the present state; every change of sources gives another."""
    with reading(engine) as connection:
        return _generation(connection)


def live_passages(engine: Engine) -> Live:
    """The live passages, without vectors."""
    with reading(engine) as connection:
        return Live(_generation(connection), _passages(connection), {})


def live_count(engine: Engine) -> int:
    """How many passages are live."""
    with reading(engine) as connection:
        return _count(connection)


def live_vectors(engine: Engine, encoder_key: str) -> Live:
    """The live passages with their vectors of `encoder_key`; keys without one are absent."""
    with reading(engine) as connection:
        return Live(_generation(connection), _passages(connection), _vectors(connection, encoder_key))


def live_keys(engine: Engine, older: Older = NONE) -> tuple[str, dict[str, str]]:
    """The generation, and by passage id, in order, a key of what the word index reads of it; `older` as in `stood_passages`."""
    parts = (sources.c.title, passages.c.section, passages.c.context, passages.c.embed_key)
    with reading(engine) as connection:
        return _generation(connection), {row[0]: word_key(*row[3:]) for row in _rows(connection, parts, older)}


def texts(engine: Engine, ids: Iterable[str]) -> dict[str, str]:
    """What the word index reads of passages, by id, in order."""
    parts = (sources.c.title, passages.c.section, passages.c.context, passages.c.text)
    of = select(passages.c.passage_id, *parts).join_from(passages, sources, passages.c.source_id == sources.c.source_id)
    with reading(engine) as connection:
        return {
            row[0]: worded(*row[1:])
            for chunk in chunks(sorted(ids), CHUNK)
            for row in connection.execute(of.where(passages.c.passage_id.in_(chunk)).order_by(passages.c.passage_id))
        }


def stood_passages(engine: Engine, older: Older) -> tuple[LivePassage, ...]:
    """The live passages, but of each source in `older` (id to version) those of that version, whatever its days."""
    with reading(engine) as connection:
        return _passages(connection, older)


def counts(engine: Engine, encoder_key: str) -> Counts:
    """Totals of sources, versions and passages."""
    known = select(tables.vectors.c.key).where(tables.vectors.c.encoder_key == encoder_key)
    without = select(func.count()).select_from(passages.join(sources, LIVE)).where(passages.c.embed_key.not_in(known))
    gone = select(func.count()).where(sources.c.retired_at.is_not(None))
    whole = [select(func.count()).select_from(table) for table in (sources, tables.versions, passages)]
    with reading(engine) as connection:
        held, texts, parts, retired, missing = (connection.scalar(total) or 0 for total in (*whole, gone, without))
        return Counts(held, retired, texts, parts, _count(connection), missing)


def _generation(connection: Connection) -> str:
    found: str = connection.scalars(_STATE).one()
    return found


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(passages.join(sources, LIVE))) or 0


def _passages(connection: Connection, older: Older = NONE) -> tuple[LivePassage, ...]:
    table, last = sources.c, ends(connection)
    rule = (passages.c.embed_key, table.audience, table.valid_from, table.valid_to, table.kind, table.tier)
    kinds, tiers = {kind.value: kind for kind in Kind}, {int(tier): tier for tier in Tier}
    return tuple(
        LivePassage(
            passage_id,
            source_id,
            key,
            audience,
            None if source_id in older else begin,
            last.get(source_id, None if source_id in older else end),
            kinds[kind],
            tiers[tier],
        )
        for passage_id, source_id, _, key, audience, begin, end, kind, tier in _rows(connection, rule, older)
    )


def _rows(connection: Connection, columns: Sequence[ColumnElement[Any]], older: Older) -> list[Any]:
    """Passage id, source id, version and `columns` of each passage, in order of ids."""
    wanted = select(passages.c.passage_id, passages.c.source_id, passages.c.version, *columns)
    found = [row for row in connection.execute(wanted.where(LIVE)) if row[1] not in older]
    mine = passages.c.source_id == sources.c.source_id
    for chunk in chunks(sorted(older), CHUNK):
        its = wanted.join_from(passages, sources, mine).where(sources.c.retired_at.is_(None))
        rows = connection.execute(its.where(passages.c.source_id.in_(chunk)))
        found += [row for row in rows if older[row[1]] == row[2]]
    return sorted(found, key=lambda row: str(row[0]))


def _vectors(connection: Connection, encoder_key: str) -> dict[str, Vector]:
    live = select(passages.c.embed_key).where(LIVE)
    table = tables.vectors.c
    wanted = select(table.key, table.vector).where(table.encoder_key == encoder_key, table.key.in_(live))
    return {row[0]: np.frombuffer(row[1], dtype="<f4") for row in connection.execute(wanted)}
