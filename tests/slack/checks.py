"""Whatever the bot sends, held against what Slack documents: the arguments of each method, and the shapes of Block Kit."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bots.slack.limits import validate
from tests.slack import kits
from tests.slack.double import Call

SHARED = Path(__file__).parents[3] / "shared" / "slack"
METHODS = SHARED / "methods"


def faults(calls: list[Call]) -> Iterator[str]:
    """What is wrong with the bot's calls. Arguments are checked where `../shared` is there."""
    for call in (one for one in calls if one.bot):
        yield from (f"{call.method}: {fault}" for fault in (*_arguments(call), *_shapes(call.arguments)))


def _arguments(call: Call) -> Iterator[str]:
    known = documented(call.method)
    if known is None:
        return
    given = {name for name, value in call.arguments.items() if value is not None}
    yield from (f"{name} is no argument of it" for name in given - known.keys() - {"team_id"})
    yield from (f"{name} is missing" for name, one in known.items() if one.get("required") and name not in given)


@cache
def documented(method: str) -> Mapping[str, Any] | None:
    """The arguments of a method as Slack documents them; None where that is not at hand."""
    file = METHODS / f"{method}.json"
    if not file.exists():
        return None
    found: Mapping[str, Any] = json.loads(file.read_text("utf-8"))["args"]
    return found


def _shapes(arguments: Mapping[str, Any]) -> Iterator[str]:
    view, blocks = arguments.get("view"), arguments.get("blocks")
    if view:
        yield from validate(view)
        yield from (*kits.built(view), *kits.shaped(view))
        yield from _parsed(lambda: View(**view).to_dict())
        yield from _parsed(lambda: [one.to_dict() for one in Block.parse_all(view["blocks"])])
    if blocks:
        yield from validate(arguments)
        yield from (*kits.built(arguments), *kits.shaped(arguments))
        yield from _parsed(lambda: [one.to_dict() for one in Block.parse_all(blocks)])


def _parsed(parse: Any) -> Iterator[str]:
    try:
        parse()
    except SlackObjectFormationError as error:
        yield f"slack_sdk: {error}"
