"""Take people off the work for a framework. What has an owner does not lose it silently."""

from collections.abc import Sequence

from assistant.intake.office import Done, Office, Refusal
from assistant.intake.step import Plan, Seen, step
from knowledge.access.people import Person
from knowledge.records.decision import DecisionRecord
from knowledge.records.intake import Assignment
from knowledge.records.material import answering
from knowledge.records.roles import Part
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import Framework, Status


def unassign(
    office: Office, actor: Person, record_id: str, framework: Framework, parts: Sequence[Part]
) -> Done | Refusal:
    """Take `parts` of the work for one framework from whom they were given to.

    The last owner leaves only where nothing was asked or decided yet: the intake goes back to classified.
    """

    def plan(seen: Seen) -> Plan | Refusal:
        held = next((one for one in seen.intake.assignments if one.framework == framework), None)
        absent = [part for part in parts if held is None or not getattr(held, part.value)]
        if held is None or absent:
            return Refused(tuple(f"it has no {part.value} for {framework.value}" for part in absent))
        left = Assignment(
            framework=framework, **{part.value: getattr(held, part.value) for part in Part if part not in parts}
        )
        rest = [one for one in seen.intake.assignments if one is not held]
        kept = [left, *rest] if any(getattr(left, part.value) for part in Part) else rest
        kept.sort(key=lambda one: list(Framework).index(one.framework))
        refused = _needed(seen, framework, parts, kept)
        if refused:
            return refused
        owned = any(one.owner for one in kept) or Part.OWNER not in parts
        status = seen.intake.status if owned else Status.CLASSIFIED
        gone = {part.value: str(getattr(held, part.value)) for part in parts}
        detail = {"framework": framework.value, **gone}
        return Plan({"assignments": tuple(kept), "status": status}, tell=tuple(gone.values()), detail=detail)

    return step(office, actor, record_id, Action.UNASSIGN, plan)


def _needed(seen: Seen, framework: Framework, parts: Sequence[Part], kept: Sequence[Assignment]) -> Refused | None:
    """Why the work can't do without them; "" in another's place, where one is named with `intake assign`."""
    made = seen.decision.body if seen.decision else None
    answers = answering(made) if isinstance(made, DecisionRecord) else ()
    needs = {Part.OWNER, *([Part.APPROVER] if seen.intake.changes else [])}
    bound = [part for part in parts if part in needs and framework in answers]
    if bound:
        return Refused(
            tuple(f"the decision needs its {p.value} for {framework.value}; name another one" for p in bound)
        )
    if Part.OWNER not in parts:
        return None
    if any(one.framework == framework for one in kept):
        return Refused((f"others still work on it for {framework.value}; take them off too, or name another owner",))
    if not any(one.owner for one in kept) and seen.intake.status != Status.OWNED:
        return Refused(
            (f"it is {seen.intake.status.value.replace('_', ' ')} and would have no owner; name another one",)
        )
    return None
