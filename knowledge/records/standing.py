"""How records stand: what they are counted and listed by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.records.bodies import Body, kind_of
from knowledge.records.intake import Intake
from knowledge.records.record import facets
from knowledge.records.vocabulary import RecordKind
from knowledge.records.work import ExceptionRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stands; `days` on which it wants attention, by what for. `accepted`: somebody took the risk.
    `frameworks` that it is for, or that work on it is assigned for."""

    record_id: str
    kind: RecordKind
    status: str
    owners: tuple[str, ...]
    days: Mapping[str, date]
    accepted: bool = False
    frameworks: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The number in its id."""
        return int(self.record_id.rpartition("-")[2])


def standing(record_id: str, body: Body) -> Standing:
    """How a record stands by its body."""
    seen = facets(body)
    owners = [one.owner for one in body.assignments] if isinstance(body, Intake) else [seen.owner]
    accepted = isinstance(body, ExceptionRecord) and bool(body.accepted_by)
    kept = tuple(dict.fromkeys(one for one in owners if one))
    days = {one.what: one.day for one in seen.dues}
    return Standing(record_id, kind_of(body), seen.status, kept, days, accepted, _frameworks(body))


def _frameworks(body: Body) -> tuple[str, ...]:
    parts = body.assignments if isinstance(body, Intake) else (body,)
    return tuple(dict.fromkeys(str(one.framework) for one in parts if hasattr(one, "framework")))
