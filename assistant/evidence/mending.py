"""Correct evidence, tasks, findings and exceptions, or withdraw them: a new version each, and what rests on it is stale."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.evidence.filing import mendable
from assistant.intake.forums import reached
from assistant.intake.office import Done, Missing, Office, Refusal
from knowledge.access.people import OPERATOR, Person
from knowledge.records.bodies import BODIES, Body, Invalid, changed
from knowledge.records.record import Record
from knowledge.records.roles import Role
from knowledge.records.transitions import LEADS, Refused
from knowledge.records.vocabulary import RecordKind, WorkState
from knowledge.records.work import ExceptionRecord, Finding
from knowledge.store.records import Change, Committed, Notice, Write

_OF_ALL = ("owner", "audience", "date_kind")
EDITABLE: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.EVIDENCE: (
        *("type", "claim", "requirement", "framework", "artefact", "effective_on", "period_from", "period_to"),
        *("covers", "review_trigger", "reuse", "expires_on", *_OF_ALL),
    ),
    RecordKind.TASK: ("title", "satisfies", "framework", "due", "consequence", "notes", *_OF_ALL),
    RecordKind.FINDING: ("what", "source", "found_on", "due", *_OF_ALL),
    RecordKind.EXCEPTION: ("what", "approver", "rating", "expires_on", *_OF_ALL),
}
_ACCEPTED = ("what", "approver", "rating", "expires_on")
"""What was accepted with a risk: from then on it is frozen."""


def edit(office: Office, actor: Person, kind: RecordKind, record_id: str, fields: Mapping[str, Any]) -> Done | Refusal:
    """Set `fields` of a record of `kind` that is open; None empties one. Those of `covers` that are left out stay."""
    held = _mendable(office, actor, kind, record_id)
    if not isinstance(held, Record):
        return held
    strange = [name for name in fields if name not in EDITABLE[kind]]
    if strange:
        return Refused((f"{strange[0]} can't be edited; what can be is {', '.join(EDITABLE[kind])}",))
    body = changed(held.body, **_merged(held.body, fields))
    if isinstance(body, Invalid):
        return body
    new = [name for name in fields if getattr(body, name) != getattr(held.body, name)]
    if not new:
        return Refused(("it says that already; nothing was changed",))
    frozen = [name for name in new if name in _ACCEPTED] if getattr(held.body, "accepted_by", None) else []
    if frozen:
        return Refused((f"its {frozen[0]} is as it was accepted; withdraw it and file another one",))
    refused = mendable(office, actor, body)
    return refused or _written(office, actor, held, body, "edit", {"fields": ", ".join(new)})


def withdraw(office: Office, actor: Person, kind: RecordKind, record_id: str, why: str) -> Done | Refusal:
    """Take a record of `kind` back for a reason: it stays on record, shows nothing any more and is due no more."""
    held = _mendable(office, actor, kind, record_id)
    if not isinstance(held, Record):
        return held
    given = {"by": actor.email, "on": office.now().date(), "why": why}
    state = {"state": WorkState.DROPPED} if hasattr(held.body, "state") else {}
    body = changed(held.body, withdrawn=given, **state)
    return body if isinstance(body, Invalid) else _written(office, actor, held, body, "withdraw", {"to": "withdrawn"})


def _mendable(office: Office, actor: Person, kind: RecordKind, record_id: str) -> Record | Refusal:
    held = office.record(record_id, actor.audiences)
    if held is None or not isinstance(held.body, BODIES[kind]):
        return Missing(record_id, kind)
    state = getattr(held.body, "state", WorkState.OPEN)
    if getattr(held.body, "withdrawn", None) or state != WorkState.OPEN:
        said = "withdrawn" if getattr(held.body, "withdrawn", None) else state.value
        return Refused((f"{record_id} is {said} already",))
    return _may(actor, held.body) or held


def _may(actor: Person, body: Body) -> Refused | None:
    """Its owner and the leads; a finding is not its owner's to change, but that of reviewers."""
    owner = str(getattr(body, "owner", ""))
    others = {Role.REVIEWER} if isinstance(body, Finding) else set()
    named = set() if isinstance(body, Finding) else {owner}
    if isinstance(body, ExceptionRecord) and body.accepted_by:
        named = {owner, body.accepted_by}
    if actor.email in {OPERATOR, *named} or actor.roles & (LEADS | others):
        return None
    who = "a reviewer" if isinstance(body, Finding) else f"its owner ({owner})"
    return Refused((f"only {who}, a lead or an admin may do that",))


def _merged(body: Body, fields: Mapping[str, Any]) -> dict[str, Any]:
    """An emptied field gets what it has where nobody says anything."""
    blank = {name: _blank(body, name) if value is None else value for name, value in fields.items()}
    if isinstance(blank.get("covers"), Mapping):
        blank["covers"] = asdict(getattr(body, "covers")) | dict(blank["covers"])  # noqa: B009
    return blank


def _blank(body: Body, name: str) -> Any:
    return "" if isinstance(getattr(body, name), str) and name in ("review_trigger", "notes", "rating") else None


def _written(
    office: Office, actor: Person, held: Record, body: Body, action: str, detail: Mapping[str, str]
) -> Done | Refusal:
    named = [getattr(one, name, None) for one in (held.body, body) for name in ("owner", "approver")]
    told = reached(office, [one for one in dict.fromkeys(named) if one], body.audience)
    notices = [Notice(who, held.record_id, action) for who in told if who != actor.email]
    write = Write(held.record_id, held.version, body, detail)
    done = office.commit(Change(action, actor.email, office.now(), (write,), notices))
    return Done(done.record_ids) if isinstance(done, Committed) else done
