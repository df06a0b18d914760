"""What records hang on: the links between them, followed. No body is read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from knowledge.records.record import Relation
from knowledge.store.database import reading
from knowledge.store.record_reading import LISTED, Audiences, Listed, line, readable
from knowledge.store.record_tables import links, records

_HANGS = (Relation.CITES.value, Relation.RESTS_ON.value, Relation.PART_OF.value)
_MANY = 5_000  # ids in one query; SQLite takes 32,766


@dataclass(frozen=True, slots=True)
class Edge:
    """Record `record_id` hangs on record `target`."""

    record_id: str
    target: str
    relation: Relation


def edges(engine: Engine, to: Iterable[str]) -> list[Edge]:
    """Every link by which a record cites, rests on or is part of one of `to`, or of what hangs on those, and so on."""
    found, seen, waiting = list[Edge](), set(to), sorted(to)
    with reading(engine) as connection:
        while waiting:
            more = [edge for part in parted(waiting) for edge in _edges(connection, part)]
            waiting = sorted({one.record_id for one in more} - seen)
            found, seen = found + more, seen | set(waiting)
    return found


def _edges(connection: Connection, to: list[str]) -> list[Edge]:
    ask = select(links.c.record_id, links.c.target, links.c.relation)
    rows = connection.execute(ask.where(links.c.relation.in_(_HANGS), links.c.target.in_(to)))
    return [Edge(row[0], row[1], Relation(row[2])) for row in rows]


def parted(ids: Iterable[str]) -> list[list[str]]:
    """`ids` once each, in lists that one query can take."""
    wanted = sorted(set(ids))
    return [wanted[at : at + _MANY] for at in range(0, len(wanted), _MANY)]


def approved(engine: Engine) -> frozenset[str]:
    """The ids of the decisions that carry an approval, void or not."""
    with reading(engine) as connection:
        its = links.c.relation == Relation.APPROVED.value
        return frozenset(connection.scalars(select(links.c.record_id).where(its)))


def lines(engine: Engine, ids: Iterable[str], audiences: Audiences | None) -> dict[str, Listed]:
    """The lines of those records of `ids` that may be read."""
    ask = select(*LISTED).where(readable(audiences))
    with reading(engine) as connection:
        rows = (row for part in parted(ids) for row in connection.execute(ask.where(records.c.record_id.in_(part))))
        return {row.record_id: line(row) for row in rows}
