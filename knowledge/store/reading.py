"""Look sources, versions and passages up. What is retired is found too, so that an old answer can be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, bindparam, func, select

from knowledge.sources.types import Kind, SourceVersion
from knowledge.store.database import reading
from knowledge.store.rows import CURRENT, PASSAGE_COLUMNS, SOURCE_COLUMNS, Found, Held, found, held
from knowledge.store.standing import NONE, Older, ends, holds
from knowledge.store.tables import passages as passage_table
from knowledge.store.tables import sources
from knowledge.store.tables import versions as version_table
from knowledge.store.vectors import CHUNK, chunks

Audiences = frozenset[str] | None
_OF_ITS_VERSION = (passage_table.c.source_id == version_table.c.source_id) & (
    passage_table.c.version == version_table.c.version
)
_PASSAGES = (
    select(*PASSAGE_COLUMNS, *SOURCE_COLUMNS)
    .join_from(passage_table, sources, passage_table.c.source_id == sources.c.source_id)
    .join(version_table, _OF_ITS_VERSION)
    .where(passage_table.c.passage_id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class UnknownSource:
    source_id: str


@dataclass(frozen=True, slots=True)
class UnknownVersion:
    source_id: str
    prefix: str


@dataclass(frozen=True, slots=True)
class AmbiguousVersion:
    """`versions` are those that begin with `prefix`."""

    source_id: str
    prefix: str
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionHeld:
    """One version of a source, without its text; `reviewed_by` is "" until someone did."""

    version: str
    stored_at: datetime
    current: bool
    reviewed_by: str
    reviewed_at: datetime | None


def find(engine: Engine, source_id: str, audiences: Audiences = None) -> Held | None:
    """The source of this id, live or retired; where it is not for `audiences` (None: whoever), as if there were none."""
    return next(iter(_held(engine, sources.c.source_id == source_id, *_for(audiences))), None)


def by_origin(engine: Engine, origin: str) -> tuple[Held, ...]:
    """The sources that came from exactly this origin, by id; a file of many documents has several."""
    return _held(engine, sources.c.origin == origin)


def under_origin(engine: Engine, prefix: str) -> tuple[Held, ...]:
    """The sources whose origin begins with `prefix` (end a folder's with its separator), by id."""
    return _held(engine, func.substr(sources.c.origin, 1, len(prefix)) == prefix)


def list_sources(engine: Engine, audiences: Audiences = None) -> tuple[Held, ...]:
    """Every source for `audiences` (None: whoever), live or retired, by id."""
    return _held(engine, *_for(audiences))


def versions(engine: Engine, source_id: str) -> tuple[VersionHeld, ...]:
    """The versions of a source, oldest first; empty when the source is unknown."""
    table = version_table.c
    of = select(table.version, table.stored_at, table.reviewed_by, table.reviewed_at, sources.c.version.label("now"))
    joined = of.join_from(version_table, sources, table.source_id == sources.c.source_id)
    with reading(engine) as connection:
        rows = connection.execute(joined.where(table.source_id == source_id).order_by(table.stored_at, table.version))
        return tuple(VersionHeld(r[0], r[1], r[0] == r.now, r.reviewed_by or "", r.reviewed_at) for r in rows)


def text(
    engine: Engine, source_id: str, version_prefix: str = "", audiences: Audiences = None
) -> SourceVersion | UnknownSource | UnknownVersion | AmbiguousVersion:
    """A stored text by a unique prefix of its sha256; an empty prefix means the current version. `audiences` as in `find`."""
    if find(engine, source_id, audiences) is None:
        return UnknownSource(source_id)
    known = versions(engine, source_id)
    wanted = version_prefix.lower()
    fitting = tuple(v.version for v in known if (v.version.startswith(wanted) if wanted else v.current))
    if len(fitting) != 1:
        return AmbiguousVersion(source_id, wanted, fitting) if fitting else UnknownVersion(source_id, wanted)
    return SourceVersion(source_id, fitting[0], _text(engine, source_id, fitting[0]))


def stored_text(engine: Engine, source_id: str, version: str) -> str | None:
    """The stored text of a version by the whole of its sha256; None where the store does not hold it."""
    with reading(engine) as connection:
        return connection.scalars(_text_of(source_id, version)).one_or_none()


def passages(engine: Engine, passage_ids: Iterable[str]) -> tuple[Found, ...]:
    """The passages of these ids in this order, of whatever version; unknown ids are left out."""
    wanted = tuple(passage_ids)
    with reading(engine) as connection:
        rows = [
            row
            for chunk in chunks(sorted(set(wanted)), CHUNK)
            for row in connection.execute(_PASSAGES, {"ids": chunk}).mappings()
        ]
    by_id = {row["passage_passage_id"]: found(row) for row in rows}
    return tuple(by_id[passage_id] for passage_id in wanted if passage_id in by_id)


def of_source(engine: Engine, source_id: str) -> tuple[str, ...]:
    """The ids of the passages of a source, of every version."""
    with reading(engine) as connection:
        table = passage_table.c
        return tuple(connection.scalars(select(table.passage_id).where(table.source_id == source_id)))


def readable(
    engine: Engine,
    ids: Iterable[str],
    audiences: frozenset[str],
    as_of: date | None,
    kinds: frozenset[Kind],
    older: Older = NONE,
) -> frozenset[str]:
    """Those passage ids that are now live, of `kinds`, valid on `as_of` (None: any day) and open to `audiences`.

    Of a source in `older` (id to version) the passages of that version are meant, which stood on `as_of`.
    """
    rule = (
        sources.c.audience.in_(sorted(audiences)) & sources.c.kind.in_(sorted(kinds)) & sources.c.retired_at.is_(None)
    )
    table = passage_table.c
    place = (
        table.passage_id,
        table.source_id,
        table.version,
        sources.c.version,
        sources.c.valid_from,
        sources.c.valid_to,
    )
    wanted = select(*place).join_from(passage_table, sources, table.source_id == sources.c.source_id).where(rule)
    with reading(engine) as connection:
        last = ends(connection)
        rows = [
            row
            for chunk in chunks(sorted(set(ids)), CHUNK)
            for row in connection.execute(wanted.where(table.passage_id.in_(chunk)))
        ]
    return frozenset(row[0] for row in rows if _stands(row, as_of, older, last))


def _stands(row: Any, as_of: date | None, older: Older, last: Mapping[str, date]) -> bool:
    _, source_id, version, current, valid_from, valid_to = row
    if version != older.get(source_id, current):
        return False
    if as_of is None:
        return True
    in_time = source_id in older or holds(valid_from, valid_to, as_of)
    return in_time and as_of <= last.get(source_id, as_of)


def _held(engine: Engine, *where: ColumnElement[bool]) -> tuple[Held, ...]:
    columns = (*SOURCE_COLUMNS, sources.c.version, version_table.c.stored_at)
    wanted = select(*columns).join_from(sources, version_table, CURRENT).where(*where)
    with reading(engine) as connection:
        return tuple(sorted((held(row) for row in connection.execute(wanted).mappings()), key=_by_id))


def _for(audiences: Audiences) -> tuple[ColumnElement[bool], ...]:
    return () if audiences is None else (sources.c.audience.in_(sorted(audiences)),)


def _by_id(item: Held) -> str:
    return item.source.source_id


def _text(engine: Engine, source_id: str, version: str) -> str:
    with reading(engine) as connection:
        return connection.scalars(_text_of(source_id, version)).one()


def _text_of(source_id: str, version: str) -> Select[str]:
    table = version_table.c
    return select(table.text).where(table.source_id == source_id, table.version == version)
