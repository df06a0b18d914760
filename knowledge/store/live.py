"""What an index is made of: the current passages of unretired sources, under the name of the state they are of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection, Engine, func, select

from knowledge.sources.types import Kind, Tier
from knowledge.store import tables
from knowledge.store.database import reading
from knowledge.store.keys import worded
from knowledge.store.rows import LIVE
from knowledge.store.sources import GENERATION
from knowledge.store.tables import passages, sources, state
from knowledge.store.vectors import Vector


@dataclass(frozen=True, slots=True)
class LivePassage:
    """What a search must know of a passage before it ranks it. Both ends of the validity are part of it."""

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


def live_texts(engine: Engine) -> tuple[str, dict[str, str]]:
    """The generation, and by passage id, in order, the text that the word index reads."""
    parts = (passages.c.passage_id, sources.c.title, passages.c.section, passages.c.context, passages.c.text)
    with reading(engine) as connection:
        rows = sorted(connection.execute(select(*parts).where(LIVE)), key=lambda row: str(row[0]))
        return _generation(connection), {row[0]: worded(*row[1:]) for row in rows}


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
    found: str = connection.scalars(select(state.c.value).where(state.c.key == GENERATION)).one()
    return found


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(passages.join(sources, LIVE))) or 0


def _passages(connection: Connection) -> tuple[LivePassage, ...]:
    place = (passages.c.passage_id, passages.c.source_id, passages.c.embed_key)
    rule = (sources.c.audience, sources.c.valid_from, sources.c.valid_to, sources.c.kind, sources.c.tier)
    rows = connection.execute(select(*place, *rule).where(LIVE))
    kinds, tiers = {kind.value: kind for kind in Kind}, {int(tier): tier for tier in Tier}
    return tuple(
        LivePassage(row[0], row[1], row[2], row[3], row[4], row[5], kinds[row[6]], tiers[row[7]])
        for row in sorted(rows, key=lambda row: str(row[0]))
    )


def _vectors(connection: Connection, encoder_key: str) -> dict[str, Vector]:
    live = select(passages.c.embed_key).where(LIVE)
    table = tables.vectors.c
    wanted = select(table.key, table.vector).where(table.encoder_key == encoder_key, table.key.in_(live))
    return {row[0]: np.frombuffer(row[1], dtype="<f4") for row in connection.execute(wanted)}
