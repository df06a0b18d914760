"""What arrives to be stored, and the short way for what is new: a statement a table instead of some for each source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, insert, select

from knowledge.sources.types import Passage, Source, SourceVersion
from knowledge.store.rows import source_values
from knowledge.store.tables import passages, sources, versions

ASKED = 500  # ids looked up at once
Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class IdTaken:
    """Refused: another origin holds this id."""

    source_id: str
    held_by: str
    wanted_by: str


class Put(Enum):
    """What became of an arrival that was not refused."""

    STORED = auto()
    HELD = auto()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version of a source, to be stored as its current one. Passage ids are unique over all versions.

    `since` is when its text began to hold, where that is known and earlier than now.
    """

    source: Source
    version: SourceVersion
    passages: Sequence[Passage]
    since: datetime | None = None


def id_of(arrival: Arrival) -> str:
    """The id under which it is to be held."""
    return arrival.source.source_id


def fresh_ids(connection: Connection, arrivals: Sequence[Arrival]) -> frozenset[str]:
    """The ids that come once and of which nothing is held: they are written together, a statement a table."""
    count = Counter(map(id_of, arrivals))
    once, held = sorted(one for one in count if count[one] == 1), set[str]()
    for start in range(0, len(once), ASKED):
        for column in (sources.c.source_id, versions.c.source_id):
            held.update(connection.scalars(select(column).where(column.in_(once[start : start + ASKED]))))
    return frozenset(once) - held


def store_fresh(connection: Connection, pairs: Sequence[tuple[Arrival, Rows]], at: datetime) -> None:
    """Write arrivals of which nothing is held, with the rows of their passages."""
    values = [source_values(arrival.source, arrival.version.version) for arrival, _ in pairs]
    texts = [text_values(arrival.source, arrival.version, arrival.since or at) for arrival, _ in pairs]
    for table, its in ((sources, values), (versions, texts), (passages, [row for _, rows in pairs for row in rows])):
        if its:
            connection.execute(insert(table), its)


def text_values(source: Source, version: SourceVersion, at: datetime) -> dict[str, Any]:
    """The row of a version that is stored now."""
    key = {"source_id": version.source_id, "version": version.version}
    return key | {"valid_from": source.valid_from, "valid_to": source.valid_to, "text": version.text, "stored_at": at}
