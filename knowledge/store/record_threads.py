"""Which threads of a channel evidence is asked for in: those that an intake with an open request for it came from."""

import json

from sqlalchemy import Engine, select

from knowledge.records.record import Relation
from knowledge.records.vocabulary import RecordKind, RequestState
from knowledge.store.database import reading
from knowledge.store.record_tables import links, records


def asks_in(engine: Engine, channel: str, thread: str) -> bool:
    """Whether an intake that came from this thread waits for evidence, whoever is asked for it."""
    asked = records.alias("asked")
    ask = select(records.c.body).join(links, links.c.target == records.c.record_id)
    ask = ask.join(asked, asked.c.record_id == links.c.record_id).distinct()
    waits = (asked.c.kind == RecordKind.REQUEST.value) & (asked.c.status == RequestState.OPEN.value)
    its = (links.c.relation == Relation.PART_OF.value) & (records.c.kind == RecordKind.INTAKE.value)
    with reading(engine) as connection:
        bodies = connection.scalars(ask.where(waits, its, records.c.erased.is_(False)))
        places = (json.loads(body).get("conversation") or {} for body in bodies)
        return any((at.get("channel"), at.get("thread")) == (channel, thread) for at in places)
