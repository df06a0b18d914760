"""Finish a task, accept a risk, end an exception, close a finding.

A finding takes a corrective action that is done or an acceptance that holds."""

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.intake.forums import accepts_for
from assistant.intake.office import Done, Missing, Office, Refusal
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import Body, Invalid, changed
from knowledge.records.record import Record
from knowledge.records.roles import Role
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import ExceptionKind, RecordKind, WorkState
from knowledge.records.work import ExceptionRecord, Finding, Task, is_action
from knowledge.store.records import Change, Committed, Notice, Write

_LEADS = frozenset({Role.LEAD, Role.ADMIN})


def finish_task(office: Office, actor: Person, task_id: str) -> Done | Refusal:
    """Mark a task as done; its owner and the leads may."""
    held = _own_open(office, actor, task_id, Task)
    if not isinstance(held, Record):
        return held
    return _written(office, actor, held, changed(held.body, state=WorkState.DONE), "done")


def accept_risk(office: Office, actor: Person, exception_id: str) -> Done | Refusal:
    """Accept a risk as its approver: until then the acceptance closes no finding."""
    held = office.record(exception_id, actor.audiences)
    if held is None or not isinstance(held.body, ExceptionRecord):
        return Missing(exception_id, RecordKind.EXCEPTION)
    body, today = held.body, office.now().date()
    if body.kind != ExceptionKind.RISK_ACCEPTANCE or body.state != WorkState.OPEN or body.accepted_by:
        return Refused((f"{exception_id} is no risk acceptance that waits for its approver",))
    if actor.email == body.owner or not accepts_for(office, actor.email, body.approver):
        return Refused((f"only its approver ({body.approver}), or who sits on that forum, may accept it",))
    if body.expires_on and body.expires_on <= today:
        return Refused((f"it expired on {body.expires_on.isoformat()}; file another one",))
    return _written(office, actor, held, changed(body, accepted_by=actor.email, accepted_on=today), "accept")


def end_exception(office: Office, actor: Person, exception_id: str) -> Done | Refusal:
    """Close an exception: what was to be done is done."""
    held = _own_open(office, actor, exception_id, ExceptionRecord)
    if not isinstance(held, Record):
        return held
    assert isinstance(held.body, ExceptionRecord)
    if held.body.kind == ExceptionKind.RISK_ACCEPTANCE:
        return Refused(
            (f"a risk acceptance is not done but withdrawn, with: tickmark exception withdraw {exception_id}",)
        )
    return _written(office, actor, held, changed(held.body, state=WorkState.DONE), WorkState.DONE.value)


def close_finding(
    office: Office, actor: Person, finding_id: str, action: str | None = None, acceptance: str | None = None
) -> Done | Refusal:
    """Close a finding with a corrective action that is done, or an acceptance; those it names already if left out."""
    held = office.record(finding_id, actor.audiences)
    if held is None or not isinstance(held.body, Finding):
        return Missing(finding_id, RecordKind.FINDING)
    finding = held.body
    refused = _may(actor, finding.owner, _LEADS | {Role.REVIEWER}) or _is_open(finding_id, finding.state)
    if refused:
        return refused
    today = office.now().date()
    by = {"corrective_action": action or finding.corrective_action, "acceptance": acceptance or finding.acceptance}
    body = changed(finding, **by, state=WorkState.DONE, closed_on=today)
    if not isinstance(body, Finding):
        return body if isinstance(body, Invalid) else Missing(finding_id, RecordKind.FINDING)
    found = office.records([one for one in by.values() if one], actor.audiences)
    absent = [one for one in by.values() if one and one not in found]
    why = tuple(unclosed(body, found, today)) if not absent else ()
    if absent or why:
        return Missing(absent[0]) if absent else Refused(why)
    return _written(office, actor, held, body, "close")


def unclosed(finding: Finding, found: Mapping[str, Record], today: date) -> Iterator[str]:
    """Why a finding that says it is closed can't be: `found` are the records that it names."""
    if finding.state == WorkState.OPEN or finding.withdrawn:
        return
    if not finding.corrective_action and not finding.acceptance:
        yield "a finding is closed with a corrective action that is done or an acceptance; name one"
    if finding.corrective_action:
        yield from _undone(finding.corrective_action, found[finding.corrective_action].body)
    if finding.acceptance:
        yield from _unaccepted(finding.acceptance, found[finding.acceptance].body, today)


def _undone(record_id: str, body: Body) -> Iterator[str]:
    if not is_action(body):
        yield f"{record_id} is no corrective action: name a task, or an exception of that kind"
    elif getattr(body, "state", None) != WorkState.DONE:
        yield f"the corrective action {record_id} is not done"


def _unaccepted(record_id: str, body: Body, today: date) -> Iterator[str]:
    if not isinstance(body, ExceptionRecord) or body.kind != ExceptionKind.RISK_ACCEPTANCE:
        yield f"{record_id} is no risk acceptance"
    elif body.state == WorkState.DROPPED or (body.expires_on and body.expires_on < today):
        yield f"the acceptance {record_id} does not hold any more"
    elif not body.accepted_by:
        yield f"nobody has accepted the risk in {record_id}; its approver does, with: tickmark exception accept"


def _own_open(
    office: Office, actor: Person, record_id: str, kind: type[Task] | type[ExceptionRecord]
) -> Record | Missing | Refused:
    """An open record of `kind` that the actor owns or leads, or why not."""
    held = office.record(record_id, actor.audiences)
    if held is None or not isinstance(held.body, kind):
        return Missing(record_id, RecordKind.TASK if kind is Task else RecordKind.EXCEPTION)
    return _may(actor, held.body.owner, _LEADS) or _is_open(record_id, held.body.state) or held


def _may(actor: Person, owner: str, roles: frozenset[Role]) -> Refused | None:
    if actor.email in (OPERATOR, owner) or actor.roles & roles:
        return None
    return Refused((f"only its owner ({owner}) may do that, or a {' or a '.join(sorted(roles, reverse=True))}",))


def _is_open(record_id: str, state: WorkState) -> Refused | None:
    return None if state == WorkState.OPEN else Refused((f"{record_id} is {state.value} already",))


def _written(office: Office, actor: Person, held: Record, body: Body | Invalid, action: str) -> Done | Refusal:
    if isinstance(body, Invalid):
        return body
    owner = str(getattr(body, "owner", ""))
    notices = [Notice(owner, held.record_id, action)] if owner != actor.email else []
    write = Write(held.record_id, held.version, body, {"to": str(getattr(body, "state", "done"))})
    done = office.commit(Change(action, actor.email, office.now(), (write,), notices))
    return Done(done.record_ids) if isinstance(done, Committed) else done
