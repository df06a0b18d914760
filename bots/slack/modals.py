"""Modals: opened at once, filled in after, and read when they are submitted. A refusal stands beside its field."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.intake.office import Refusal, said
from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.booth import Booth
from bots.slack.calls import Given
from bots.slack.limits import validate
from bots.slack.words import escaped, short
from knowledge.records.bodies import Invalid

Body = Mapping[str, Any]
_ERROR = 140


def open_view(booth: Booth, body: Body, view: Block) -> str | None:
    """Open a modal on top of what was clicked in; its id, or None where the trigger was spent."""
    _checked(view)
    inside = (body.get("container") or {}).get("type") == "view" and (body.get("view") or {}).get("type") == "modal"
    told = booth.slack.say("views.push" if inside else "views.open", trigger_id=str(body["trigger_id"]), view=view)
    return str(told.body["view"]["id"]) if isinstance(told, Given) else None


def fill_view(booth: Booth, view_id: str, view: Block) -> None:
    """Put `view` in place of what a modal shows; where somebody closed it, nothing happens."""
    _checked(view)
    booth.slack.ask("views.update", view_id=view_id, view=view)


def loading(callback: str, title: str) -> Block:
    return kit.modal(callback, title, [kit.section("Loading …")])


def saying(title: str, text: str) -> Block:
    """A modal that only says something of ours."""
    return kit.modal("said", title, [kit.section(short(escaped(text), 2_900))])


def values_of(view: Body) -> dict[str, Any]:
    """What was filled in, by block: a text, the value of an option, a list of values, a user or a day; None for nothing."""
    state = (view.get("state") or {}).get("values") or {}
    return {block: _value(next(iter(fields.values()), {})) for block, fields in state.items()}


def errors(view: Body, refusal: Refusal) -> dict[str, str]:
    """A refusal beside the field that it is about; beside the first one where it is about none of them."""
    inputs = [str(one["block_id"]) for one in view["blocks"] if one.get("type") == "input"]
    named = refusal.field.partition(".")[0] if isinstance(refusal, Invalid) else ""
    words = refusal.why if named in inputs and isinstance(refusal, Invalid) else said(refusal)
    return {named if named in inputs else inputs[0]: short(words, _ERROR)}


def metadata(view: Body) -> dict[str, Any]:
    """The notes that a view carries."""
    found: dict[str, Any] = json.loads(view.get("private_metadata") or "{}")
    return found


def _value(field: Body) -> Any:
    match field.get("type"):
        case "static_select":
            return (field.get("selected_option") or {}).get("value")
        case "checkboxes":
            chosen: Sequence[Body] = field.get("selected_options") or ()
            return [one["value"] for one in chosen]
        case "users_select":
            return field.get("selected_user")
        case "datepicker":
            return field.get("selected_date")
    return field.get("value")


def _checked(view: Block) -> None:
    faults = validate(view)
    if faults:
        raise ValueError(faults[0])
