"""Block Kit, as small functions. Texts are escaped by whoever writes them; nothing that stands in a block turns into a link."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def marked(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: str, block_id: str = "") -> Block:
    return {"type": "section", "text": marked(text), **({"block_id": block_id} if block_id else {})}


def quoted(text: str) -> Block:
    """A section of words of others, exactly as they are: nothing in them is read as markup."""
    return {"type": "section", "text": plain(text)}


def context(texts: Iterable[str]) -> Block:
    return {"type": "context", "elements": [marked(one) for one in texts]}


def divider() -> Block:
    return {"type": "divider"}


def button(text: str, action: str, value: str, style: str = "", label: str = "") -> Block:
    made: Block = {"type": "button", "text": plain(text), "action_id": action, "value": value}
    return made | ({"style": style} if style else {}) | ({"accessibility_label": label} if label else {})


def actions(block_id: str, *elements: Block) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def feedback(block_id: str, reply_id: str) -> Block:
    """Slack's own pair of thumbs under an answer."""
    helpful = {"text": plain("Helpful"), "value": f"{reply_id} yes", "accessibility_label": "This answer is helpful"}
    not_so = {
        "text": plain("Not helpful"),
        "value": f"{reply_id} no",
        "accessibility_label": "This answer is not helpful",
    }
    pair = {"type": "feedback_buttons", "action_id": "feedback", "positive_button": helpful, "negative_button": not_so}
    return {"type": "context_actions", "block_id": block_id, "elements": [pair]}


def typed(
    block_id: str, label: str, value: str = "", lines: bool = False, optional: bool = False, hint: str = ""
) -> Block:
    """A text to type; its action's id is that of the block."""
    element: Block = {"type": "plain_text_input", "action_id": block_id, "multiline": lines}
    return _input(block_id, label, element | ({"initial_value": value} if value else {}), optional, hint)


def chosen(block_id: str, label: str, options: Mapping[str, str], value: str = "", optional: bool = False) -> Block:
    """One of `options` (value to label)."""
    element: Block = {
        "type": "static_select",
        "action_id": block_id,
        "options": [_option(*one) for one in options.items()],
    }
    if value in options:
        element["initial_option"] = _option(value, options[value])
    return _input(block_id, label, element, optional)


def several(block_id: str, label: str, options: Mapping[str, str], values: Sequence[str] = ()) -> Block:
    """Any of `options`."""
    element: Block = {
        "type": "checkboxes",
        "action_id": block_id,
        "options": [_option(*one) for one in options.items()],
    }
    picked = [_option(one, options[one]) for one in values if one in options]
    return _input(block_id, label, element | ({"initial_options": picked} if picked else {}), True)


def somebody(block_id: str, label: str, user: str = "", optional: bool = True) -> Block:
    """A person of the workspace."""
    element: Block = {"type": "users_select", "action_id": block_id}
    return _input(block_id, label, element | ({"initial_user": user} if user else {}), optional)


def day(block_id: str, label: str, value: str = "", optional: bool = False) -> Block:
    element: Block = {"type": "datepicker", "action_id": block_id}
    return _input(block_id, label, element | ({"initial_date": value} if value else {}), optional)


def modal(callback: str, title: str, blocks: Sequence[Block], submit: str = "", metadata: str = "") -> Block:
    made: Block = {"type": "modal", "callback_id": callback, "title": plain(title), "blocks": list(blocks)}
    made |= {"close": plain("Cancel" if submit else "Close"), "private_metadata": metadata}
    return made | ({"submit": plain(submit)} if submit else {})


def _input(block_id: str, label: str, element: Block, optional: bool, hint: str = "") -> Block:
    made: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return made | ({"hint": plain(hint)} if hint else {})


def _option(value: str, label: str) -> Block:
    return {"text": plain(label), "value": value}
