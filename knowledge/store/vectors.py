"""Vectors in SQL, by encoder and by the sha256 of the text they stand for: what an index is rebuilt from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, Select, insert, select

from knowledge.store import tables
from knowledge.store.database import reading, writing
from knowledge.store.keys import embedded
from knowledge.store.rows import LIVE
from knowledge.store.tables import passages, sources

Vector = NDArray[np.float32]
CHUNK = 900  # bound values a statement; old SQLite builds allow 999

T = TypeVar("T")


def known_vectors(engine: Engine, encoder_key: str, keys: Iterable[str]) -> dict[str, Vector]:
    """The vectors that `encoder_key` already has, by key; the others are absent."""
    with reading(engine) as connection:
        return {
            key: np.frombuffer(vector, dtype="<f4")
            for chunk in chunks(sorted(set(keys)), CHUNK)
            for key, vector in connection.execute(_of(encoder_key, chunk))
        }


def add_vectors(engine: Engine, encoder_key: str, vectors: Mapping[str, Vector]) -> None:
    """Keep vectors of texts that are stored already (after a change of encoder)."""
    with writing(engine) as connection:
        insert_vectors(connection, encoder_key, vectors)


def unembedded(engine: Engine, encoder_key: str) -> dict[str, str]:
    """Key to text of every live passage that `encoder_key` has no vector for."""
    known = select(tables.vectors.c.key).where(tables.vectors.c.encoder_key == encoder_key)
    parts = (sources.c.title, passages.c.section, passages.c.context, passages.c.text)
    wanted = select(passages.c.embed_key, *parts).where(LIVE, passages.c.embed_key.not_in(known))
    with reading(engine) as connection:
        return {row[0]: embedded(*row[1:]) for row in connection.execute(wanted)}


def insert_vectors(connection: Connection, encoder_key: str, vectors: Mapping[str, Vector]) -> None:
    """Within a write transaction: insert those that are not there."""
    missing = sorted(set(vectors) - known_keys(connection, encoder_key, vectors))
    rows = [{"encoder_key": encoder_key, "key": key, "vector": _bytes(vectors[key])} for key in missing]
    if rows:
        connection.execute(insert(tables.vectors), rows)


def known_keys(connection: Connection, encoder_key: str, keys: Iterable[str]) -> set[str]:
    """Those of `keys` that have a vector of `encoder_key`."""
    table = tables.vectors.c
    return {
        key
        for chunk in chunks(sorted(set(keys)), CHUNK)
        for key in connection.scalars(select(table.key).where(table.encoder_key == encoder_key, table.key.in_(chunk)))
    }


def chunks(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """`items` in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _of(encoder_key: str, keys: Sequence[str]) -> Select[str, bytes]:
    table = tables.vectors.c
    return select(table.key, table.vector).where(table.encoder_key == encoder_key, table.key.in_(keys))


def _bytes(vector: Vector) -> bytes:
    return np.ascontiguousarray(vector, dtype="<f4").tobytes()
