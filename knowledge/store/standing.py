"""Which version of a source stood on a day, and until when a source stands that names its successor."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sqlalchemy import Connection, Engine, func, select

from knowledge.store.database import reading
from knowledge.store.rows import CURRENT
from knowledge.store.tables import sources, versions

Older = Mapping[str, str]
NONE: Older = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Term:
    """One version: when it was stored, and between which days (both included) its own text says that it holds."""

    version: str
    stored_at: datetime
    valid_from: date | None
    valid_to: date | None
    current: bool

    @property
    def begins(self) -> date:
        """The day from which it counts: its own, or the day it was stored."""
        return self.valid_from or self.stored_at.date()

    def holds(self, day: date) -> bool:
        """Whether nothing that it says of itself speaks against `day`."""
        return holds(self.valid_from, self.valid_to, day)


def holds(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether `day` is in a validity; both ends are part of it, and None is an open end."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def stood(terms: Sequence[Term], day: date) -> str | None:
    """The version of a source that stood on `day`: of those that hold, the one that began last.

    Once every version is stored, the current one is meant if it holds (an old text may have come back). On a day before
    any began, the first that was stored stands in: nothing says that it did not hold. None where none holds.
    """
    holding = [one for one in terms if one.holds(day)]
    begun = [one for one in holding if one.begins <= day]
    known = all(one.stored_at.date() <= day for one in terms)
    if begun:
        return max(begun, key=lambda one: (known and one.current, one.begins, one.stored_at)).version
    return min(holding, key=lambda one: one.stored_at).version if holding else None


def older(engine: Engine, day: date) -> dict[str, str]:
    """By source id the version that stood on `day`, for every unretired source where that is not the current one."""
    with reading(engine) as connection:
        terms = _terms(connection)
    chosen = {source_id: stood(each, day) for source_id, each in terms.items()}
    current = {source_id: next(one.version for one in each if one.current) for source_id, each in terms.items()}
    return {source_id: one for source_id, one in chosen.items() if one is not None and one != current[source_id]}


def ends(connection: Connection) -> Mapping[str, date]:
    """By source id the last day on which a superseded source may be cited.

    Its successor takes over on the first day that it says it holds, or on which it was stored. A successor that is not
    held took over, at the latest, when the source that names it was stored.
    """
    begins = _begins(connection)
    wanted = select(sources.c.source_id, sources.c.superseded_by, sources.c.valid_to, versions.c.stored_at)
    named = wanted.join_from(sources, versions, CURRENT).where(sources.c.superseded_by.is_not(None))
    rows = [row for row in connection.execute(named) if row[0] != row[1]]
    last = {row[0]: begins.get(row[1], row[3].date()) - timedelta(days=1) for row in rows}
    return {row[0]: min(last[row[0]], row[2] or date.max) for row in rows}


def _begins(connection: Connection) -> dict[str, date]:
    """When each source that another one names as its successor began."""
    named = select(sources.c.superseded_by).where(sources.c.superseded_by.is_not(None))
    first = (
        select(sources.c.source_id, sources.c.valid_from, func.min(versions.c.stored_at))
        .join_from(sources, versions, sources.c.source_id == versions.c.source_id)
        .where(sources.c.source_id.in_(named))
        .group_by(sources.c.source_id, sources.c.valid_from)
    )
    return {row[0]: row[1] or row[2].date() for row in connection.execute(first)}


def _terms(connection: Connection) -> dict[str, list[Term]]:
    """The versions of every unretired source that has more than one."""
    mine = versions.c.source_id == sources.c.source_id
    changed = select(versions.c.source_id).join_from(
        versions, sources, mine & (versions.c.version != sources.c.version)
    )
    live = changed.where(sources.c.retired_at.is_(None))
    table = versions.c
    wanted = select(
        table.source_id, table.version, table.stored_at, table.valid_from, table.valid_to, sources.c.version
    )
    found: dict[str, list[Term]] = defaultdict(list)
    for row in connection.execute(wanted.join_from(versions, sources, mine).where(table.source_id.in_(live))):
        found[row[0]].append(Term(row[1], row[2], row[3], row[4], row[1] == row[5]))
    return found
