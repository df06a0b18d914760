"""Slack's limits on what is sent to it, checked before it is sent: lengths, counts, ids that stand twice, missing submits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MESSAGE_TEXT, MESSAGE_BLOCKS, MESSAGE_TOTAL = 4_000, 50, 11_000
VIEW_BLOCKS, VIEW_BYTES, METADATA = 100, 250_000, 3_000
SECTION, HEADER, FIELD, CONTEXT, ID = 3_000, 150, 2_000, 2_000, 255
BUTTON_TEXT, BUTTON_VALUE, BUTTON_URL, TITLE, INPUT = 75, 2_000, 3_000, 24, 3_000
OPTION_TEXT, OPTION_VALUE, LABEL, HINT = 75, 150, 2_000, 2_000
ELEMENTS = {"actions": 25, "context": 10, "context_actions": 5}
OPTIONS = {"static_select": 100, "multi_static_select": 100, "radio_buttons": 10, "checkboxes": 10, "overflow": 5}
ROWS, COLUMNS = 100, 20
_VIEWS = frozenset({"modal", "home"})

Json = Mapping[str, Any]


def validate(payload: Json) -> tuple[str, ...]:
    """What Slack would refuse of a message (`text`, `blocks`) or of a view (`type` modal or home); () where nothing."""
    faults = _view(payload) if payload.get("type") in _VIEWS else _message(payload)
    return tuple(faults)


def _message(payload: Json) -> Iterator[str]:
    text, blocks = payload.get("text") or "", payload.get("blocks") or ()
    if not text:
        yield "text: is empty; phones show only that"
    yield from _longer("text", text, MESSAGE_TEXT)
    yield from _more("blocks", blocks, MESSAGE_BLOCKS)
    total = sum(len(one) for block in blocks for one in _strings(block))
    if total > MESSAGE_TOTAL:
        yield f"blocks: {total} characters in all; Slack takes about {MESSAGE_TOTAL}"
    yield from _blocks(blocks)


def _view(view: Json) -> Iterator[str]:
    blocks = view.get("blocks") or ()
    yield from _more("blocks", blocks, VIEW_BLOCKS)
    yield from _longer("private_metadata", view.get("private_metadata") or "", METADATA)
    yield from _longer("callback_id", view.get("callback_id") or "", ID)
    for part in ("title", "submit", "close"):
        yield from _longer(part, (view.get(part) or {}).get("text", ""), TITLE)
    if view["type"] == "modal" and not (view.get("title") or {}).get("text"):
        yield "title: a modal needs one"
    if any(block.get("type") == "input" for block in blocks) and view["type"] == "modal" and not view.get("submit"):
        yield "submit: a modal with an input needs one"
    if len(str(view).encode()) > VIEW_BYTES:
        yield f"view: more than {VIEW_BYTES} bytes"
    yield from _blocks(blocks)


def _blocks(blocks: Sequence[Json]) -> Iterator[str]:
    yield from _twice("block_id", [block.get("block_id") for block in blocks])
    for number, block in enumerate(blocks):
        where = f"blocks[{number}]"
        yield from _longer(f"{where}.block_id", block.get("block_id") or "", ID)
        yield from _block(where, block)
        elements = [*block.get("elements", ()), *filter(None, (block.get("accessory"), block.get("element")))]
        yield from _twice(f"{where}.action_id", [one.get("action_id") for one in elements])
        for one in elements:
            yield from _element(where, one)


def _block(where: str, block: Json) -> Iterator[str]:
    kind, text = block.get("type", ""), (block.get("text") or {}).get("text", "")
    yield from _longer(f"{where}.text", text, {"header": HEADER}.get(kind, SECTION))
    if kind in ("section", "header") and not text and not block.get("fields"):
        yield f"{where}.text: is empty"
    if kind in ELEMENTS:
        yield from _more(f"{where}.elements", block.get("elements", ()), ELEMENTS[kind], least=1)
    if kind == "input":
        yield from _longer(f"{where}.label", (block.get("label") or {}).get("text", ""), LABEL)
        yield from _longer(f"{where}.hint", (block.get("hint") or {}).get("text", ""), HINT)
    if kind == "table":
        yield from _more(f"{where}.rows", block.get("rows", ()), ROWS)
        for row in block.get("rows", ()):
            yield from _more(f"{where}.row", row, COLUMNS)
    for one in block.get("fields", ()):
        yield from _longer(f"{where}.fields", one.get("text", ""), FIELD)


def _element(where: str, one: Json) -> Iterator[str]:
    kind = one.get("type", "")
    yield from _longer(f"{where}.action_id", one.get("action_id") or "", ID)
    if kind == "button":
        yield from _longer(f"{where}.button", one["text"]["text"], BUTTON_TEXT, least=1)
        yield from _longer(f"{where}.value", one.get("value") or "", BUTTON_VALUE)
        yield from _longer(f"{where}.url", one.get("url") or "", BUTTON_URL)
    if kind in ("mrkdwn", "plain_text"):
        yield from _longer(f"{where}.text", one.get("text", ""), CONTEXT, least=1)
    if kind == "plain_text_input":
        yield from _longer(f"{where}.initial_value", one.get("initial_value") or "", INPUT)
    if kind in OPTIONS:
        yield from _more(f"{where}.options", one.get("options", ()), OPTIONS[kind], least=1)
    for option in one.get("options", ()):
        yield from _longer(f"{where}.option", option["text"]["text"], OPTION_TEXT, least=1)
        yield from _longer(f"{where}.option", option.get("value", ""), OPTION_VALUE)


def _longer(where: str, text: str, most: int, least: int = 0) -> Iterator[str]:
    if len(text) > most:
        yield f"{where}: {len(text)} characters; Slack takes {most}"
    if len(text) < least:
        yield f"{where}: is empty"


def _more(where: str, items: Sequence[Any], most: int, least: int = 0) -> Iterator[str]:
    if not least <= len(items) <= most:
        yield f"{where}: {len(items)} of them; Slack takes {most}"


def _twice(where: str, ids: Sequence[str | None]) -> Iterator[str]:
    yield from (f"{where}: {one} stands twice" for one, count in Counter(filter(None, ids)).items() if count > 1)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name not in ("type", "action_id", "block_id", "value"):
                yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value
