"""Say anew what a request is about: its summary and what it affects. What was asked stays in the requester's words."""

from collections.abc import Mapping
from typing import Any

from assistant.intake.office import Done, Office, Refusal
from assistant.intake.step import Plan, Seen, step
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, changed
from knowledge.records.transitions import Action, Refused

_EDITED = ("summary", "affected")


def edit(office: Office, actor: Person, record_id: str, fields: Mapping[str, Any]) -> Done | Refusal:
    """Set `summary`, `affected` or both. A decision made before on what it affected is stale from then on."""

    def plan(seen: Seen) -> Plan | Refusal:
        trial = changed(seen.intake, **{name: fields[name] for name in _EDITED if name in fields})
        if isinstance(trial, Invalid):
            return trial
        new = {name: getattr(trial, name) for name in _EDITED if getattr(trial, name) != getattr(seen.intake, name)}
        if not new:
            return Refused(("it says that already; nothing was changed",))
        return Plan(new, detail={"fields": ", ".join(new)})

    return step(office, actor, record_id, Action.EDIT, plan)
