"""The listeners: what Slack sends is kept, then acknowledged; the work is done from jobs. No answer is given in here."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltResponse

from bots.slack.booth import Booth, name_of
from knowledge.store.inbox import Event, receive, waits

LOG = logging.getLogger("tickmark.slack")
_SPOKEN = frozenset({None, "file_share", "thread_broadcast"})
Body = Mapping[str, Any]


def bolt_app(booth: Booth, token: str, signing_secret: str) -> App:
    """The Bolt app with all listeners; the same over HTTP and over Socket Mode."""
    quiet = logging.getLogger("tickmark.slack.bolt")
    quiet.setLevel(logging.ERROR)  # below it Bolt logs whole bodies, message texts among them
    app = App(
        token=token,
        signing_secret=signing_secret or "unused-in-socket-mode",
        client=booth.slack.reading,
        logger=quiet,
        process_before_response=True,  # acknowledged when it is kept, not before
        token_verification_enabled=False,
        raise_error_for_unhandled_request=False,
    )
    app.use(lambda body, next: next() if same_team(body, booth.installed.team) else _elsewhere())
    app.error(_failed)
    app.event("app_mention")(lambda event, body: heard(booth, event, body))
    app.event("message")(lambda event, body: heard(booth, event, body))
    app.event(re.compile(".*"))(lambda: None)
    return app


def same_team(body: Body, team: str) -> bool:
    """Whether a request is of the one workspace that this installation serves."""
    plain = body.get("team_id") or (body.get("team") or {}).get("id")
    granted = [one.get("team_id") for one in body.get("authorizations") or () if one.get("team_id")]
    return team in (granted or [plain])


def heard(booth: Booth, event: Body, body: Body) -> None:
    """Keep a message that is for us: a mention, a direct message, or the answer that its thread waits for.

    A mention arrives as two events with one `ts`; the key is made of that, and only for what is handled.
    """
    if event.get("subtype") not in _SPOKEN or event.get("bot_id") or not event.get("user") or event.get("edited"):
        return
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = str(event.get("thread_ts") or ts)
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    if not direct and not _for_us(booth, event, channel, thread):
        return
    shared = bool(body.get("is_ext_shared_channel"))
    asked = {
        "user": event["user"],
        "channel": channel,
        "thread": thread,
        "ts": ts,
        "text": str(event.get("text") or ""),
    }
    keep(booth, Event(f"m:{channel}:{ts}", "question", asked | {"direct": direct, "shared": shared}))


def keep(booth: Booth, event: Event) -> bool:
    """Keep an event and call the workers; False where it had come before."""
    fresh = receive(booth.engine, event, booth.clock())
    booth.wake()
    return fresh


def _for_us(booth: Booth, event: Body, channel: str, thread: str) -> bool:
    if event.get("type") == "app_mention" or f"<@{booth.installed.bot_user}" in str(event.get("text") or ""):
        return True
    return bool(event.get("thread_ts")) and waits(booth.engine, channel, thread, str(event["user"])) is not None


def _elsewhere() -> BoltResponse:
    LOG.warning("refused: a request of another workspace; an installation serves one")
    return BoltResponse(status=403, body="another workspace")


def _failed(error: Exception, body: Body) -> BoltResponse:
    short = name_of(str(body.get("event_id") or body.get("trigger_id") or ""), 8)
    LOG.error("request %s could not be kept: %s", short, type(error).__name__)
    return BoltResponse(status=500, body="not kept; send it again")
