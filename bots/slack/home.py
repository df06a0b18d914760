"""App Home: the queue of whoever opens it, each line with a button that brings its card."""

from collections.abc import Iterator, Mapping
from typing import Any

from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.limits import validate
from bots.slack.lists import Queue, queues
from bots.slack.modals import open_view, saying
from bots.slack.rendering import NOTICE
from bots.slack.triage_card import card
from knowledge.records.intake import Intake
from knowledge.store.inbox import Event, Work

_INTRO = "Ask me in *Messages*, mention me in a channel, or type `/tickmark help`."


def publish_home(booth: Booth, event: Event) -> Work:
    """Show somebody their queue. The same again comes to the same, so it needs no outbox."""
    user = str(event.body["user"])
    person = booth.who(user)
    if isinstance(person, Stranger):
        blocks = [kit.section(person.why)]
    else:
        blocks = [kit.section(_INTRO), *_lists(queues(booth, person)), kit.context([NOTICE])]
    view = {"type": "home", "blocks": blocks}
    faults = validate(view)
    if faults:
        raise ValueError(faults[0])
    booth.slack.ask("views.publish", user_id=user, view=view)
    return Work()


def show_card(booth: Booth, body: Mapping[str, Any]) -> None:
    """Open the card of the intake whose button was clicked."""
    person, record_id = booth.who(str(body["user"]["id"])), str(body["actions"][0]["value"])
    record = None if isinstance(person, Stranger) else booth.office.record(record_id, person.audiences)
    if record is None or not isinstance(record.body, Intake):
        open_view(booth, body, saying("Intake", f"There is no intake {record_id} that you may read."))
        return
    open_view(booth, body, kit.modal("card", record_id, card(record).blocks))


def _lists(found: list[Queue]) -> Iterator[Block]:
    for queue in found:
        yield kit.divider()
        more = f" ({queue.more} more: `/tickmark queue`)" if queue.more else ""
        yield kit.section(f"*{queue.title}*{more}" if queue.rows else f"*{queue.title}*: nothing")
        for number, row in enumerate(queue.rows):
            block = kit.section(row.text, f"{queue.title} {number}")
            if row.record_id.startswith("INT-"):
                block["accessory"] = kit.button("Look", "look", row.record_id, label=f"Look at {row.record_id}")
            yield block
