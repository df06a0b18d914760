"""What people think of an answer: one click, a reason where it did not help, changed by clicking again."""

from collections.abc import Mapping
from typing import Any

from bots.slack import blocks as kit
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.modals import metadata, open_view, values_of
from bots.slack.words import short
from knowledge.store.feedback import think

TITLE = "What was wrong?"
_WHY = (
    "Your answer is noted. A word on what was wrong helps to mend it: it is kept with the question, the answer and the "
    "versions of its rule and sources. Click the other thumb to change your mind."
)


def feedback(booth: Booth, body: Mapping[str, Any]) -> None:
    """Keep a click on a thumb; one that found no help is asked why."""
    person = booth.who(str(body["user"]["id"]))
    reply_id, _, chosen = str(body["actions"][0]["value"]).partition(" ")
    if isinstance(person, Stranger):
        return
    kept = think(booth.engine, reply_id, person.email, chosen == "yes", "", booth.clock())
    if kept and chosen != "yes":
        asked = [kit.section(_WHY), kit.typed("reason", "What was wrong or missing?", lines=True, optional=True)]
        open_view(booth, body, kit.modal("reason", TITLE, asked, "Send", f'{{"reply": "{reply_id}"}}'))


def reason(booth: Booth, body: Mapping[str, Any]) -> dict[str, str]:
    """Keep why an answer did not help; nothing in it can be wrong."""
    person = booth.who(str(body["user"]["id"]))
    if not isinstance(person, Stranger):
        text = short(str(values_of(body["view"]).get("reason") or ""), 3_000)
        think(booth.engine, str(metadata(body["view"])["reply"]), person.email, False, text, booth.clock())
    return {}
