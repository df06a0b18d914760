"""A question that is answered where only its asker reads it: from /tickmark, or asked again out of a channel."""

from collections.abc import Mapping
from typing import Any

from bots.slack import words
from bots.slack.asking import Asked, answer_question, posts
from bots.slack.booth import Booth, name_of
from bots.slack.identity import Stranger
from bots.slack.reaching import direct_channel
from bots.slack.rendering import notice
from knowledge.store.inbox import Event, Work, answered, receive


def ask_in_dm(booth: Booth, body: Mapping[str, Any]) -> None:
    """Ask the question of the reply whose button was clicked again, as whoever clicked, in their direct messages."""
    kept = answered(booth.engine, str(body["actions"][0]["value"]))
    if kept is None:
        return
    at = {"user": str(body["user"]["id"]), "text": words.escaped(kept.question)}
    receive(booth.engine, Event(f"c:{name_of(str(body['trigger_id']), 32)}", "direct", at), booth.clock())
    booth.wake()


def answer_directly(booth: Booth, event: Event) -> Work:
    """Answer in the asker's direct messages, under a line that says what was asked."""
    user, text = str(event.body["user"]), str(event.body["text"])
    channel = direct_channel(booth, user)
    if channel is None or isinstance(booth.who(user), Stranger):
        return Work()
    asked = Asked(user, channel, "", "", text, direct=True)
    work = answer_question(
        booth, Event(event.key, "question", {name: getattr(asked, name) for name in asked.__slots__})
    )
    head = notice(f"You asked: {words.line(words.short(words.said(text), 500))}")
    return Work(posts=(*posts(f"{event.key}/asked", channel, "", [head]), *work.posts), answered=work.answered)
