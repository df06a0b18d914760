"""How what decisions and open intakes rest on differs from what it was. Each question is one query; no body is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Select, String, and_, cast, literal, null, or_, select

from knowledge.records.record import WITHDRAWN, Relation
from knowledge.records.vocabulary import RecordKind, Status, WorkState
from knowledge.store.database import reading
from knowledge.store.links import parted
from knowledge.store.record_tables import dues, links, records
from knowledge.store.tables import sources

Asked = Select[*tuple[Any, ...]]


class Cause(StrEnum):
    """How what something rests on differs from what it was."""

    NEW_VERSION = "new_version"
    RETIRED = "retired"
    GONE = "gone"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SENT_BACK = "sent_back"
    CHANGED = "changed"
    NEW_RULE = "new_rule"
    AFFECTED = "affected"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Drift:
    """Record `record_id` rests on `target`, which was `frozen` then and is `live` now (both "" where not told)."""

    record_id: str
    target: str
    cause: Cause
    frozen: str
    live: str


def drifts(engine: Engine, rules: Mapping[str, str], today: date) -> list[Drift]:
    """Every difference between frozen and live that decisions and open intakes have.

    `rules` are the versions in force by rule id.
    """
    asked = (
        _versions(),
        _retired(today),
        _gone(),
        _expired(today),
        _withdrawn(),
        _sent_back(),
        _changed(),
        _ruled(rules),
        _affected(),
        _void(),
    )
    with reading(engine) as connection:
        found = [one for ask in asked for one in _run(connection, ask)]
        kept = _in_force(connection, {one.record_id for one in found})
    return [one for one in found if one.record_id in kept]


def _in_force(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of `ids` that are decisions or open intakes, and not erased."""
    decided = records.c.kind == RecordKind.DECISION.value
    open_ = (records.c.kind == RecordKind.INTAKE.value) & (records.c.status != Status.CLOSED.value)
    ask = select(records.c.record_id).where(records.c.erased.is_(False), decided | open_)
    return {one for part in parted(ids) for one in connection.scalars(ask.where(records.c.record_id.in_(part)))}


def _run(connection: Connection, ask: Asked) -> list[Drift]:
    return [Drift(row[0], row[1], Cause(row[2]), row[3] or "", row[4] or "") for row in connection.execute(ask)]


def _asked(cause: Cause, live: Any = None) -> Asked:
    """A query for links, to be joined and narrowed."""
    now = cast(null(), String) if live is None else live
    return select(links.c.record_id, links.c.target, literal(cause.value), links.c.version, now)


def _versions() -> Asked:
    ask = _asked(Cause.NEW_VERSION, sources.c.version).join(sources, sources.c.source_id == links.c.target)
    return ask.where(
        links.c.relation == Relation.CITES.value,
        sources.c.version != links.c.version,
        sources.c.retired_at.is_(None),
    )


def _retired(today: date) -> Asked:
    ask = _asked(Cause.RETIRED, sources.c.superseded_by).join(sources, sources.c.source_id == links.c.target)
    ended = or_(sources.c.retired_at.is_not(None), sources.c.valid_to < today, sources.c.superseded_by != "")
    return ask.where(links.c.relation == Relation.CITES.value, ended)


def _gone() -> Asked:
    """A record that was rested on and has been erased."""
    ask = _asked(Cause.GONE).join(records, records.c.record_id == links.c.target)
    return ask.where(links.c.relation == Relation.RESTS_ON.value, records.c.erased.is_(True))


def _expired(today: date) -> Asked:
    ask = _asked(Cause.EXPIRED, cast(dues.c.day, String)).join(dues, dues.c.record_id == links.c.target)
    return ask.where(
        links.c.relation == Relation.RESTS_ON.value,
        dues.c.what.in_(("expiry", "acceptance")),
        dues.c.day < today,
    )


def _withdrawn() -> Asked:
    """Evidence that was withdrawn, or an exception that was."""
    ask = _asked(Cause.WITHDRAWN).join(records, records.c.record_id == links.c.target)
    gone = records.c.status.in_((WITHDRAWN, WorkState.DROPPED.value))
    return ask.where(links.c.relation == Relation.RESTS_ON.value, gone, records.c.erased.is_(False))


def _sent_back() -> Asked:
    """Evidence that did not do for a request of the same intake, and answers none of its requests now."""
    back, mine, asks = links.alias("back"), links.alias("mine"), links.alias("asks")
    answer, its = links.alias("answer"), links.alias("its")
    part = Relation.PART_OF.value
    given = and_(answer.c.relation == Relation.ANSWERED_BY.value, answer.c.target == links.c.target)
    asked = and_(its.c.record_id == answer.c.record_id, its.c.relation == part, its.c.target == mine.c.target)
    ask = _asked(Cause.SENT_BACK, back.c.record_id)
    ask = ask.join(back, and_(back.c.target == links.c.target, back.c.relation == Relation.SENT_BACK.value))
    ask = ask.join(mine, and_(mine.c.record_id == links.c.record_id, mine.c.relation == part))
    ask = ask.join(asks, and_(asks.c.record_id == back.c.record_id, asks.c.relation == part))
    again = select(answer.c.record_id).select_from(answer.join(its, asked)).where(given).exists()
    return ask.where(links.c.relation == Relation.RESTS_ON.value, asks.c.target == mine.c.target, ~again)


def _changed() -> Asked:
    ask = _asked(Cause.CHANGED, cast(records.c.version, String))
    ask = ask.join(records, records.c.record_id == links.c.target)
    moved = and_(links.c.version != "", cast(records.c.version, String) != links.c.version)
    return ask.where(links.c.relation == Relation.RESTS_ON.value, moved, records.c.erased.is_(False))


def _ruled(rules: Mapping[str, str]) -> Asked:
    in_force = [and_(links.c.target == name, links.c.version == version) for name, version in rules.items()]
    ask = _asked(Cause.NEW_RULE).where(links.c.relation == Relation.RULE.value)
    return ask.where(~or_(*in_force)) if in_force else ask


def _affected() -> Asked:
    """A decision keeps what its intake affected then; the intake keeps what it affects now under its own name."""
    own = links.alias("own")
    its = and_(
        own.c.record_id == links.c.target,
        own.c.relation == Relation.AFFECTS.value,
        own.c.target == Relation.AFFECTS.value,
    )
    ask = _asked(Cause.AFFECTED, own.c.version).join(own, its)
    return ask.where(links.c.relation == Relation.AFFECTS.value, own.c.version != links.c.version)


def _void() -> Asked:
    own = links.alias("own")
    its = and_(own.c.record_id == links.c.record_id, own.c.relation == Relation.MATERIAL.value)
    ask = _asked(Cause.VOID, own.c.version).join(own, its)
    return ask.where(links.c.relation == Relation.APPROVED.value, own.c.version != links.c.version)
