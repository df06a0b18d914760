"""How the records of some kinds stand, now or on a day, of those that may be read now."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, and_, or_, select, true

from knowledge.records.bodies import read
from knowledge.records.record import made_on
from knowledge.records.standing import Standing, standing
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import reading
from knowledge.store.record_reading import readable
from knowledge.store.record_tables import dues, record_versions, records

Days = tuple[date | None, date | None]
"""From the first to the last, both with it; None: without an end on that side."""
_ALL: Days = (None, None)


def standing_now(
    engine: Engine, kinds: Iterable[RecordKind], audiences: frozenset[str], days: Days | None = None
) -> list[Standing]:
    """How they stand by what they are listed by: of the owners of an intake only the first, and neither who accepted it nor
    for which frameworks it is. With `days` only those that want attention on one of them."""
    wanted = records.c.kind.in_([kind.value for kind in kinds]) & readable(audiences)
    ask = select(records.c.record_id, records.c.kind, records.c.status, records.c.owner).where(wanted)
    if days:
        ask = ask.where(records.c.record_id.in_(select(dues.c.record_id).where(_within(*days))))
    its = select(dues.c.record_id, dues.c.what, dues.c.day).join(records, records.c.record_id == dues.c.record_id)
    wants: dict[str, dict[str, date]] = {}
    with reading(engine) as connection:
        for record_id, what, day in connection.execute(its.where(wanted, _within(*(days or _ALL)))):
            wants.setdefault(record_id, {})[what] = day
        rows = connection.execute(ask).all()
    return [
        Standing(one, RecordKind(kind), status, (owner,) if owner else (), wants.get(one, {}))
        for one, kind, status, owner in rows
    ]


def _within(first: date | None, last: date | None) -> ColumnElement[bool]:
    return and_(true(), *([dues.c.day >= first] if first else []), *([dues.c.day <= last] if last else []))


def standing_on(
    engine: Engine, kinds: Iterable[RecordKind], audiences: frozenset[str], day: date | None
) -> list[Standing]:
    """How they stood by their bodies at the end of `day` (UTC; None: now)."""
    table, end = record_versions.c, datetime.combine(day or date.max, time.min, UTC)
    end = end + timedelta(days=1) if day else end
    ask = select(table.record_id, records.c.kind, table.at, table.body).join(
        records, records.c.record_id == table.record_id
    )
    wanted = records.c.kind.in_([kind.value for kind in kinds]) & readable(audiences)
    then = or_(table.at < end, table.version == 1) if day else table.version == records.c.version
    with reading(engine) as connection:
        rows = connection.execute(ask.where(wanted, then).order_by(table.version))
        last = {row.record_id: (RecordKind(row.kind), row.at < end, row.body) for row in rows}
    return list(_stood(last, day))


def _stood(last: dict[str, tuple[RecordKind, bool, str]], day: date | None) -> Iterator[Standing]:
    """What was decided, added or found before it came in here stood from that day on."""
    for record_id, (kind, written, text) in last.items():
        body = read(kind, text)
        made = made_on(body)
        if written or (day and made and made <= day):
            yield standing(record_id, body)
