"""What the fields of a record must come to beside each other, and beside the records that it names."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.evidence.closing import unclosed
from assistant.intake.forums import accepts_for
from assistant.intake.office import Office
from knowledge.records.bodies import Body
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.roles import Power, Role
from knowledge.records.vocabulary import ExceptionKind, RecordKind, Status
from knowledge.records.work import ExceptionRecord, Finding

_ACCEPTS = frozenset({Role.APPROVER, Role.LEAD, Role.ADMIN})
Found = Mapping[str, Record]
Checking = Callable[[Office, Any, Found], Iterator[str]]


def _evidence(office: Office, body: Evidence, found: Found) -> Iterator[str]:
    if body.period_from and body.period_to and body.period_to < body.period_from:
        yield f"its period ends ({body.period_to}) before it begins ({body.period_from})"
    if body.expires_on and body.expires_on < body.effective_on:
        yield f"it expires ({body.expires_on}) before the day it is of ({body.effective_on})"
    if body.added_on > office.now().date():
        yield f"it can't be added on a day to come ({body.added_on})"


def _exception(office: Office, body: ExceptionRecord, found: Found) -> Iterator[str]:
    if body.kind != ExceptionKind.RISK_ACCEPTANCE:
        return
    given = {"approver": body.approver, "rating": body.rating, "expiry": body.expires_on}
    yield from (f"a risk acceptance needs its {name}" for name, value in given.items() if not value)
    if body.owner == body.approver:
        yield f"{body.owner} can't accept a risk of their own; name another approver"
    if body.accepted_by and not accepts_for(office, body.accepted_by, body.approver):
        yield f"only {body.approver} accepts it, with: tickmark exception accept"
    if body.expires_on and body.expires_on <= (body.accepted_on or office.now().date()):
        yield f"its expiry ({body.expires_on}) must lie after the day of the acceptance"
    approver = office.person(body.approver) if body.approver else None
    if approver and not (approver.roles & _ACCEPTS or Power.ACCEPTS_RISK in approver.powers):
        yield f"{approver.email} can accept no risk: no approver, lead or admin, and no forum that accepts risks"


def _finding(office: Office, body: Finding, found: Found) -> Iterator[str]:
    if body.found_on > office.now().date():
        yield f"it can't be found on a day to come ({body.found_on})"
    yield from unclosed(body, found, office.now().date())


def _kinds(office: Office, body: Body, found: Found) -> Iterator[str]:
    wanted = {"intake": Intake, "finding": Finding, "acceptance": ExceptionRecord}
    named = [(getattr(body, name, None), kind) for name, kind in wanted.items()]
    named += [(one, Intake) for one in getattr(body, "intakes", ())]
    for one, kind in named:
        if one and not isinstance(found[one].body, kind):
            yield f"{one} is not of the kind {kind.__name__.removesuffix('Record').lower()}"


def open_intake(office: Office, body: Body, found: Found) -> Iterator[str]:
    """No intake that it is put onto is closed."""
    for one, record in found.items():
        if isinstance(record.body, Intake) and record.body.status == Status.CLOSED:
            yield f"{one} is closed"


CHECKS: Mapping[RecordKind, tuple[Checking, ...]] = {
    RecordKind.EVIDENCE: (_kinds, open_intake, _evidence),
    RecordKind.EXCEPTION: (_kinds, open_intake, _exception),
    RecordKind.FINDING: (_kinds, open_intake, _finding),
    RecordKind.TASK: (_kinds,),
    RecordKind.REQUEST: (_kinds, open_intake),
}
