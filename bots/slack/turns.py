"""A thread's earlier turns, read from Slack: after a restart they are still there."""

from collections.abc import Mapping
from typing import Any

from assistant.contract import Turn
from bots.slack.booth import Booth
from bots.slack.calls import Denied
from bots.slack.words import said

MOST = 50
METADATA = "tickmark_post"
_PLAIN = frozenset({"", "file_share", "thread_broadcast"})


def earlier(booth: Booth, channel: str, thread: str, before: str) -> tuple[Turn, ...]:
    """What people said in a thread before the message `before`, and what we asked them; oldest first."""
    if not thread or thread == before:
        return ()
    turns = [
        turn for one in messages(booth, channel, thread) if str(one.get("ts")) < before and (turn := _turn(booth, one))
    ]
    return tuple(turns[-MOST:])


def messages(booth: Booth, channel: str, thread: str) -> list[Mapping[str, Any]]:
    """The messages of a thread, its first one included; [] where the bot may not read there."""
    found: list[Mapping[str, Any]] = []
    asked = {"channel": channel, "ts": thread, "limit": 200, "include_all_metadata": True}
    cursor = ""
    for _ in range(5):
        page = booth.slack.ask("conversations.replies", **asked, **({"cursor": cursor} if cursor else {}))
        if isinstance(page, Denied):
            return found
        found += page.body.get("messages") or []
        cursor = str((page.body.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return found


def ours(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """What we noted with a message of our own when we sent it; {} for one of anybody else."""
    noted = message.get("metadata") or {}
    return noted.get("event_payload") or {} if noted.get("event_type") == METADATA else {}


def _turn(booth: Booth, message: Mapping[str, Any]) -> Turn | None:
    """Of what we said only our questions count: our answers are no facts about a request."""
    text, own = (
        said(str(message.get("text") or ""), booth.installed.bot_user),
        message.get("user") == booth.installed.bot_user,
    )
    if not text or str(message.get("subtype") or "") not in _PLAIN or (message.get("bot_id") and not own):
        return None
    if own:
        return Turn(author="tickmark", text=text, ts=str(message["ts"])) if ours(message).get("asks") else None
    return Turn(author=str(message.get("user") or ""), text=text, ts=str(message["ts"]))
