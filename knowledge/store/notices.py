"""Word that waits for people until a surface has delivered it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, update

from knowledge.store.database import reading, writing
from knowledge.store.record_tables import notices, records


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that nobody has delivered yet: what was done to which record, and when."""

    notice_id: int
    recipient: str
    record_id: str
    summary: str
    what: str
    at: datetime


def waiting(engine: Engine, recipient: str, audiences: frozenset[str]) -> list[Waiting]:
    """What waits for a person, oldest first; only of records that they may still read."""
    joined = notices.join(records, notices.c.record_id == records.c.record_id)
    columns = (*(notices.c[n] for n in ("notice_id", "recipient", "record_id", "what", "at")), records.c.summary)
    its = notices.c.delivered_at.is_(None) & (notices.c.recipient == recipient)
    its &= records.c.audience.in_(sorted(audiences)) & records.c.erased.is_(False)
    with reading(engine) as connection:
        rows = connection.execute(select(*columns).select_from(joined).where(its).order_by(notices.c.notice_id))
        return [Waiting(r.notice_id, r.recipient, r.record_id, r.summary, r.what, r.at) for r in rows]


def recipients(engine: Engine) -> list[str]:
    """Everybody for whom something waits."""
    ask = select(notices.c.recipient).where(notices.c.delivered_at.is_(None)).distinct().order_by(notices.c.recipient)
    with reading(engine) as connection:
        return list(connection.scalars(ask))


def delivered(engine: Engine, notice_ids: Sequence[int], at: datetime) -> None:
    """Mark notices as delivered."""
    with writing(engine) as connection:
        its = notices.c.notice_id.in_(list(notice_ids)) & notices.c.delivered_at.is_(None)
        connection.execute(update(notices).where(its).values(delivered_at=at))
