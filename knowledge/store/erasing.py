"""Blank the texts of a record for good. Its id stays, and who did what when; the log keeps hashes, so it still verifies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, delete, or_, select, update

from knowledge.records.record import Relation
from knowledge.sources.types import Kind
from knowledge.store import audit, jobs, tables
from knowledge.store.audit import Entry
from knowledge.store.audit_texts import ERASE
from knowledge.store.database import writing
from knowledge.store.record_tables import dues, links, record_versions, records
from knowledge.store.record_tables import jobs as job_table
from knowledge.store.records import INDEX
from knowledge.store.slack_tables import slack_cited, slack_replies
from knowledge.store.sources import bump, lock
from knowledge.store.tables import passages, sources, versions
from knowledge.store.vectors import CHUNK, chunks

ERASED = "erased"
_OF_RECORDS = (Kind.RECORD.value, Kind.DECISION.value)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Which record, who wants it erased and why. `remembered` are keys of vectors of its texts beside its passages'."""

    record_id: str
    actor: str
    at: datetime
    why: str
    remembered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gone:
    """How many versions were blanked and vectors dropped; `related` are records that may repeat what was erased."""

    versions: int
    vectors: int
    related: tuple[str, ...]


def erase(engine: Engine, key: bytes, wanted: Erasure) -> Gone | None:
    """Blank every version of a record, its source and what only they use, in one transaction; None where there is none.

    The bytes may still stand in the database's file: `scrub` after it. Whoever indexes the record meanwhile finds the
    job that is left here, and with it that there is nothing to index.
    """
    with writing(engine) as connection:
        head = audit.lock(connection)
        its = records.c.record_id == wanted.record_id
        row = connection.execute(select(records.c.version).where(its, records.c.erased.is_(False))).first()
        if row is None:
            return None
        related = _related(connection, wanted.record_id)
        count = _blank(connection, wanted, row.version + 1)
        dropped = forget(connection, wanted.record_id, wanted.remembered, wanted.at)
        detail = {"why": sha256(wanted.why.encode("utf-8", "surrogatepass")).hexdigest(), "versions": str(count)}
        entry = Entry(ERASE, wanted.actor, wanted.at, wanted.record_id, row.version + 1, detail=detail)
        audit.append(connection, key, head, entry)
        jobs.enqueue(connection, INDEX, wanted.record_id, wanted.at)
    return Gone(count, dropped, related)


def forget_source(engine: Engine, record_id: str, at: datetime) -> None:
    """Blank and retire the source of a record that is erased. Does nothing where there is none, or nothing left."""
    with writing(engine) as connection:
        audit.lock(connection)
        forget(connection, record_id, frozenset(), at)


def forget(connection: Connection, record_id: str, remembered: frozenset[str], at: datetime) -> int:
    """Within a write transaction: blank the record's source, its passages and vectors; how many vectors that were."""
    lock(connection)
    its = or_(
        sources.c.origin == f"record:{record_id}",
        (sources.c.source_id == record_id) & sources.c.kind.in_(_OF_RECORDS),
    )
    ids = list(connection.scalars(select(sources.c.source_id).where(its)))
    used = set(connection.scalars(select(passages.c.embed_key).where(passages.c.source_id.in_(ids))))
    connection.execute(delete(passages).where(passages.c.source_id.in_(ids)))
    connection.execute(update(versions).where(versions.c.source_id.in_(ids)).values(text=""))
    nothing = {"url": "", "author": "", "publisher": "", "reviewed_by": ""}
    blank = {**nothing, "rests_on": {}, "title": record_id, "status": ERASED, "retired_at": at}
    connection.execute(update(sources).where(sources.c.source_id.in_(ids)).values(blank))
    forget_replies(connection, ids)
    bump(connection, [f"{one}@" for one in ids], at)
    return _drop_vectors(connection, used | remembered)


def forget_replies(connection: Connection, source_ids: Sequence[str]) -> None:
    """Blank the replies that were kept for their buttons and quote one of these sources."""
    citing = select(slack_cited.c.reply_id).where(slack_cited.c.source_id.in_(list(source_ids)))
    connection.execute(update(slack_replies).where(slack_replies.c.reply_id.in_(citing)).values(question="", body=""))


def _related(connection: Connection, record_id: str) -> tuple[str, ...]:
    """Records that hang on this one, and those it is part of: they may hold its words."""
    up = select(links.c.target).where(links.c.record_id == record_id, links.c.relation == Relation.PART_OF.value)
    down = select(links.c.record_id).where(links.c.target == record_id)
    near = {*connection.scalars(up), *connection.scalars(down)}
    live = select(records.c.record_id).where(records.c.erased.is_(False), records.c.record_id.in_(sorted(near)))
    return tuple(sorted(connection.scalars(live)))


def _blank(connection: Connection, wanted: Erasure, version: int) -> int:
    """The version moves on, so that a writer who read the record before is refused."""
    empty = {"summary": "", "body": "", "owner": "", "status": ERASED, "erased": True}
    now = {**empty, "version": version, "changed_at": wanted.at, "changed_by": wanted.actor}
    connection.execute(update(records).where(records.c.record_id == wanted.record_id).values(now))
    its = record_versions.c.record_id == wanted.record_id
    done = connection.execute(update(record_versions).where(its).values(body=""))
    for table in (links, dues):
        connection.execute(delete(table).where(table.c.record_id == wanted.record_id))
    connection.execute(update(job_table).where(job_table.c.subject == wanted.record_id).values(problem=""))
    return done.rowcount


def _drop_vectors(connection: Connection, keys: Iterable[str]) -> int:
    return sum(_drop_chunk(connection, chunk) for chunk in chunks(sorted(keys), CHUNK))


def _drop_chunk(connection: Connection, keys: Sequence[str]) -> int:
    still = set(connection.scalars(select(passages.c.embed_key).where(passages.c.embed_key.in_(keys))))
    gone = [key for key in keys if key not in still]
    return connection.execute(delete(tables.vectors).where(tables.vectors.c.key.in_(gone))).rowcount
