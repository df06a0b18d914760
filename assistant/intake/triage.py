"""Classify and assign: what is done to an intake before somebody works on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.intake.office import Done, Office, Refusal
from assistant.intake.step import Plan, Seen, known, step
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, changed
from knowledge.records.intake import Assignment, Intake
from knowledge.records.roles import Part
from knowledge.records.transitions import Action, Refused
from knowledge.records.vocabulary import Changes, Framework

_PROPOSED = ("route", "intake_class", "changes")


def classify(office: Office, actor: Person, record_id: str, fields: Mapping[str, Any]) -> Done | Refusal:
    """Set class, route and what it changes. What is left out is taken as proposed; what differs is kept as corrected."""
    at = office.now()

    def plan(seen: Seen) -> Plan | Refusal:
        merged = _merged(seen.intake, fields)
        if merged["intake_class"] is None or merged["route"] is None:
            absent = "class" if merged["intake_class"] is None else "route"
            return Refused((f"no {absent} was proposed; name one with --{absent}",))
        trial = changed(seen.intake, **merged)
        if isinstance(trial, Invalid):
            return trial
        assert isinstance(trial, Intake)
        dropped = [one for one in seen.intake.changes if one not in trial.changes] if seen.decision else []
        if dropped:
            what = ", ".join(_said(one) for one in dropped)
            return Refused(
                (f"it was decided as changing {what}, and stays so; open another intake where that was wrong",)
            )
        corrections = (*seen.intake.corrections, *_corrected(seen.intake, trial, actor, at))
        return Plan(
            {**merged, "corrections": corrections},
            detail={
                "class": str(trial.intake_class),
                "route": str(trial.route),
                "changes": ", ".join(_said(one) for one in trial.changes) or "nothing that needs an approver",
            },
        )

    return step(office, actor, record_id, Action.CLASSIFY, plan)


def _merged(intake: Intake, fields: Mapping[str, Any]) -> dict[str, Any]:
    first = intake.intake_class is None
    source = intake.proposal if first else intake
    merged = {name: fields[name] if name in fields else getattr(source, name) for name in _PROPOSED}
    return merged | {name: value for name, value in fields.items() if name not in _PROPOSED}


def _corrected(old: Intake, new: Intake, actor: Person, at: datetime) -> list[dict[str, Any]]:
    known_ = {(c.field, c.corrected) for c in old.corrections}
    pairs = [(name, _word(getattr(old.proposal, name)), _word(getattr(new, name))) for name in _PROPOSED]
    return [
        {"field": name, "proposed": was, "corrected": now, "by": actor.email, "at": at}
        for name, was, now in pairs
        if was != now and (name, now) not in known_
    ]


def _said(change: Changes) -> str:
    return change.value.replace("_", " ")


def _word(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def assign(
    office: Office, actor: Person, record_id: str, framework: Framework, parts: Mapping[Part, str]
) -> Done | Refusal:
    """Give parts of the work for one framework to people. Nothing is taken over from another framework."""

    def plan(seen: Seen) -> Plan | Refusal:
        refused = known(office, seen, *parts.values()) or _unable(office, parts)
        if refused:
            return refused
        held = {one.framework: one for one in seen.intake.assignments}
        old = held.get(framework, Assignment(framework=framework))
        merged = {part.value: parts.get(part, getattr(old, part.value)) for part in Part}
        if merged["owner"] and merged["owner"] == merged["approver"]:
            return Refused((f"{merged['owner']} can't both own and approve for {framework.value}; name two people",))
        new = Assignment(framework=framework, **merged)
        detail = {"framework": framework.value, **{part.value: who for part, who in parts.items()}}
        ordered = sorted({**held, framework: new}.values(), key=lambda one: list(Framework).index(one.framework))
        stays = {} if any(one.owner for one in ordered) else {"status": seen.intake.status}
        return Plan({"assignments": tuple(ordered), **stays}, tell=tuple(parts.values()), detail=detail)

    return step(office, actor, record_id, Action.ASSIGN, plan)


def _unable(office: Office, parts: Mapping[Part, str]) -> Refused | None:
    for part, email in parts.items():
        found = office.person(email)
        if found and part.value not in {role.value for role in found.roles}:
            return Refused(
                (f"{email} has not the role {part.value}; an admin gives it with: tickmark people import FILE",)
            )
    return None
