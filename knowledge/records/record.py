"""A record as it is kept: its body with the envelope around it, and what is read off a body to find it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import singledispatch

from knowledge.records.bodies import Body
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.material import ground, material
from knowledge.records.vocabulary import DateKind, EvidenceType, Framework, RecordKind, RequestState, WorkState
from knowledge.records.work import ExceptionRecord, Finding, Task


@dataclass(frozen=True, slots=True)
class Record:
    """One version of a record; versions count from 1. `by` is the email of who made this version, `at` when."""

    record_id: str
    kind: RecordKind
    version: int
    body: Body
    created_at: datetime
    at: datetime
    by: str


class Relation(StrEnum):
    """How something hangs on something else. All but PART_OF are frozen: they name the version that was looked at.

    AFFECTS: what a decision's intake affected and was classed as then, by digest; an intake says so of itself, with the
    word as target.
    APPROVED and MATERIAL: the material part of a decision as it was approved and as it is.
    ANSWERED_BY and SENT_BACK: the evidence that a request was answered with, and what was given for it and did not do.
    """

    CITES = "cites"
    RESTS_ON = "rests_on"
    RULE = "rule"
    PART_OF = "part_of"
    AFFECTS = "affects"
    APPROVED = "approved"
    MATERIAL = "material"
    ANSWERED_BY = "answered_by"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Link:
    """A record's link to a source, a rule or another record; `version` is "" where none is frozen."""

    relation: Relation
    target: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which a record wants attention, of one kind."""

    what: str
    day: date
    kind: DateKind


@dataclass(frozen=True, slots=True)
class Facets:
    """What records are listed and found by. `status` is "" for kinds that have none."""

    summary: str
    status: str
    owner: str
    links: tuple[Link, ...]
    dues: tuple[Due, ...]


WITHDRAWN = "withdrawn"
CYCLES = {
    Framework.ISO_27001: DateKind.ISO_REVIEW_CYCLE,
    Framework.SOC_2: DateKind.ASSURANCE_PERIOD,
    Framework.OTHER: DateKind.INTERNAL,
}
"""What a date is of where nobody said: the cycle that its framework runs in."""


@singledispatch
def facets(body: Body) -> Facets:
    """The facets of a body."""
    raise TypeError(type(body))


@facets.register
def _(body: Intake) -> Facets:
    owners = [one.owner for one in body.assignments if one.owner]
    cited = [Link(Relation.CITES, c.source_id, c.version) for c in body.proposal.citations]
    ruled = [Link(Relation.RULE, body.proposal.rule, body.proposal.rule_version)] if body.proposal.rule else []
    affects = Link(Relation.AFFECTS, Relation.AFFECTS, ground(body))
    return Facets(body.summary, body.status, owners[0] if owners else "", (*_once(cited), *ruled, affects), ())


@facets.register
def _(body: DecisionRecord) -> Facets:
    cited = [Link(Relation.CITES, c.source_id, c.version) for c in body.citations]
    rested = [Link(Relation.RESTS_ON, one.record_id, str(one.version)) for one in body.evidence]
    ruled = [Link(Relation.RULE, body.rule, body.rule_version)] if body.rule else []
    excepted = [Link(Relation.RESTS_ON, one) for one in body.exceptions]
    own = (Link(Relation.PART_OF, body.intake), Link(Relation.AFFECTS, body.intake, ground(body)))
    links = (*_once(cited), *_once([*excepted, *rested]), *ruled, *own, *_approval(body))
    due = Due("review", body.review_on, body.review_kind or CYCLES[body.framework])
    return Facets(_first_line(body.decision), body.outcome, body.owner, links, (due,))


@facets.register
def _(body: Evidence) -> Facets:
    kind = body.date_kind or (
        DateKind.CONTRACT if body.type == EvidenceType.CONTRACT_CLAUSE else CYCLES[body.framework]
    )
    due = [Due("expiry", body.expires_on, kind)] if body.expires_on and not body.withdrawn else []
    status = WITHDRAWN if body.withdrawn else ""
    return Facets(_first_line(body.claim), status, body.owner, _parts(*body.intakes), tuple(due))


@facets.register
def _(body: EvidenceRequest) -> Facets:
    kind = body.date_kind or CYCLES[body.framework]
    due = [Due("evidence request", body.due, kind)] if body.state == RequestState.OPEN else []
    answer = (Link(Relation.ANSWERED_BY, body.answer),) if body.answer else ()
    back = _once([Link(Relation.SENT_BACK, one.evidence) for one in body.sent_back])
    return Facets(_first_line(body.asked), body.state, body.to, (*_parts(body.intake), *answer, *back), tuple(due))


@facets.register
def _(body: Task) -> Facets:
    due = [Due("task", body.due, body.date_kind)] if body.state == WorkState.OPEN else []
    return Facets(body.title, body.state, body.owner, _parts(body.intake, body.finding), tuple(due))


@facets.register
def _(body: ExceptionRecord) -> Facets:
    live = body.state == WorkState.OPEN and body.expires_on
    due = [Due("acceptance", body.expires_on, body.date_kind)] if live and body.expires_on else []
    return Facets(_first_line(body.what), body.state, body.owner, _parts(body.intake), tuple(due))


@facets.register
def _(body: Finding) -> Facets:
    due = [Due("finding", body.due, body.date_kind)] if body.state == WorkState.OPEN and body.due else []
    parts = _parts(body.intake, body.corrective_action, body.acceptance)
    return Facets(_first_line(body.what), body.state, body.owner, parts, tuple(due))


@facets.register
def _(body: Review) -> Facets:
    parts = _parts(body.intake, body.decision, *body.exceptions, *body.corrective_actions)
    return Facets(_first_line(body.change_triggers), body.result, body.next_owner, parts, ())


def made_on(body: Body) -> date | None:
    """The day on which what a record tells of was asked, decided, added or found, by its own word; None where it has none."""
    days = (getattr(body, name, None) for name in ("asked_on", "decided_on", "added_on", "found_on", "reviewed_on"))
    return next((day for day in days if day), None)


def _approval(body: DecisionRecord) -> tuple[Link, ...]:
    given = tuple(Link(Relation.APPROVED, one.by, one.material) for one in body.approvals)
    return (*given, Link(Relation.MATERIAL, Relation.MATERIAL, material(body))) if given else ()


def _parts(*ids: str | None) -> tuple[Link, ...]:
    return _once([Link(Relation.PART_OF, one) for one in ids if one])


def _once(links: list[Link]) -> tuple[Link, ...]:
    """One link a target; of several versions of one target the last."""
    return tuple({link.target: link for link in links}.values())


def _first_line(text: str) -> str:
    first = next(iter(_lines(text)), "")
    return first if len(first) <= 120 else first[:119].rpartition(" ")[0] + "…"


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
