"""Block Kit held against two kits that others wrote: slackblocks, and a JSON Schema made from Slack's own types."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import slackblocks
from jsonschema import Draft7Validator
from slackblocks.elements import FeedbackButton, FeedbackButtons
from slackblocks.errors import InvalidUsageError
from slackblocks.objects import Option, Text, TextType
from slackblocks.views import HomeTabView, ModalView

SCHEMA = Path(__file__).with_name("blocks.schema.json")
_MADE: Mapping[str, Callable[..., Any]] = {
    "section": slackblocks.SectionBlock,
    "context": slackblocks.ContextBlock,
    "context_actions": slackblocks.ContextActionsBlock,
    "actions": slackblocks.ActionsBlock,
    "divider": slackblocks.DividerBlock,
    "input": slackblocks.InputBlock,
    "button": slackblocks.Button,
    "feedback_buttons": FeedbackButtons,
    "plain_text_input": slackblocks.PlainTextInput,
    "static_select": slackblocks.StaticSelectMenu,
    "checkboxes": slackblocks.CheckboxGroup,
    "users_select": slackblocks.UserSelectMenu,
    "datepicker": slackblocks.DatePicker,
    "modal": ModalView,
    "home": HomeTabView,
}
_MESSAGE = ("channel", "text", "blocks", "thread_ts")


def built(payload: Mapping[str, Any]) -> Iterator[str]:
    """What slackblocks says against a message or a view when it is built of the same parts."""
    try:
        if "type" in payload:
            _of(payload)
        else:
            slackblocks.Message(**{"channel": "C1", **{k: _of(v) for k, v in payload.items() if k in _MESSAGE}})
    except (InvalidUsageError, KeyError, TypeError) as error:
        yield f"slackblocks: {type(error).__name__}: {error}"


def shaped(payload: Mapping[str, Any]) -> Iterator[str]:
    """What of the blocks of a message or a view has another shape than Slack's types give it."""
    for number, block in enumerate(payload.get("blocks") or ()):
        schema = _schema(str(block.get("type")))
        if schema is None:
            yield f"types: blocks[{number}]: no block has the type {block.get('type')}"
            continue
        for error in schema.iter_errors(block):
            yield f"types: blocks[{number}]{error.json_path[1:]}: {error.message[:120]}"


def _of(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_of(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    kind, rest = value.get("type"), {name: _of(one) for name, one in value.items() if name != "type"}
    if kind in ("mrkdwn", "plain_text"):
        return Text(rest.pop("text"), TextType.MARKDOWN if kind == "mrkdwn" else TextType.PLAINTEXT, **rest)
    if kind is None:
        return (FeedbackButton if "accessibility_label" in value else Option)(**rest)
    return _MADE[str(kind)](**rest)


@cache
def _schema(kind: str) -> Draft7Validator | None:
    whole = json.loads(SCHEMA.read_text("utf-8"))
    name = whole["x-blocks"].get(kind)
    return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": whole["definitions"]}) if name else None
