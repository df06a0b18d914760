"""The listeners: what Slack sends is kept, then acknowledged; the work is done from jobs. No answer is given in here."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse

from bots.slack.booth import Booth, name_of
from bots.slack.commands import command
from bots.slack.direct import ask_in_dm
from bots.slack.evidence import give_evidence, open_evidence, open_file
from bots.slack.evidence_files import given_file, shared
from bots.slack.following import below_post
from bots.slack.home import show_card
from bots.slack.intake import start_intake, submit_intake
from bots.slack.quoting import show_quotes
from bots.slack.thinking import feedback, reason
from bots.slack.triage import STEPS, open_form, take_step
from bots.slack.triage_card import ACTIONS
from knowledge.store.inbox import Event, Wait, receive, waits
from knowledge.store.outbox import key_of
from knowledge.store.record_threads import asks_in

LOG = logging.getLogger("tickmark.slack")
_SPOKEN = frozenset({None, "file_share", "thread_broadcast"})
Body = Mapping[str, Any]
Act = Callable[[Booth, Body], None]
Submit = Callable[[Booth, Body], dict[str, str]]
CLICKS: Mapping[str, Act] = {
    "quotes": show_quotes,
    "open_intake": start_intake,
    "feedback": feedback,
    "ask_in_dm": ask_in_dm,
    "give_evidence": open_evidence,
    "give_file": lambda booth, body: open_file(booth, body, given_file),
    "look": show_card,
    **dict.fromkeys(ACTIONS, open_form),
}
SUBMITS: Mapping[str, Submit] = {
    "intake": submit_intake,
    "reason": reason,
    "give_evidence": lambda booth, body: give_evidence(booth, body, given_file),
    **dict.fromkeys(STEPS, take_step),
}


def bolt_app(booth: Booth, token: str, signing_secret: str) -> App:
    """The Bolt app with all listeners; the same over HTTP and over Socket Mode."""
    quiet = logging.getLogger("tickmark.slack.bolt")
    quiet.setLevel(logging.ERROR)  # below it Bolt logs whole bodies, message texts among them
    quiet.addFilter(_one_line)
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
    app.event("app_home_opened")(lambda event, body: opened(booth, event, body))
    app.command("/tickmark")(lambda ack, body: ack(text=command(booth, body)))
    app.event(re.compile(".*"))(lambda: None)
    for name, act in CLICKS.items():
        app.action(name)(_acted(booth, act))
    app.shortcut("open_intake")(_acted(booth, start_intake))
    for name, submit in SUBMITS.items():
        app.view(name)(_submitted(booth, submit))
    app.action(re.compile(".*"))(lambda ack: ack())
    return app


def _acted(booth: Booth, act: Act) -> Callable[..., None]:
    def listener(ack: Ack, body: Body) -> None:
        act(booth, body)
        ack()

    return listener


def _submitted(booth: Booth, submit: Submit) -> Callable[..., None]:
    def listener(ack: Ack, body: Body) -> None:
        wrong = submit(booth, body)
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()

    return listener


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
    called = event.get("type") == "app_mention" or f"<@{booth.installed.bot_user}" in str(event.get("text") or "")
    wait = _wait(booth, channel, thread, str(event["user"])) if event.get("thread_ts") and not called else None
    files = _given(booth, event, direct, wait)
    if not (direct or called or wait or files):
        return
    asked = {
        "user": event["user"],
        "channel": channel,
        "thread": thread,
        "ts": ts,
        "text": str(event.get("text") or ""),
    }
    asked |= {"direct": direct, "shared": bool(body.get("is_ext_shared_channel"))}
    if files:
        keep(booth, Event(f"m:{channel}:{ts}", "files", {"asked": asked, "files": files}))
    elif wait and wait.about:
        keep(booth, Event(f"m:{channel}:{ts}", "answer", {"asked": asked, "about": wait.about, "below": wait.thread}))
    else:
        keep(booth, Event(f"m:{channel}:{ts}", "question", asked))


def _given(booth: Booth, event: Body, direct: bool, wait: Wait | None) -> list[dict[str, Any]]:
    """The files of a message that may be evidence: sent directly, or in a thread of a channel where evidence is asked for."""
    thread, spoken = str(event.get("thread_ts") or ""), str(event.get("text") or "").strip()
    if not event.get("files") or (wait and spoken):
        return []
    asked = direct or (thread and asks_in(booth.engine, str(event["channel"]), thread))
    return shared(event.get("files")) if asked else []


def opened(booth: Booth, event: Body, body: Body) -> None:
    """Keep that somebody looks at App Home, to show them their queue."""
    if event.get("tab") == "home":
        keep(booth, Event(f"home:{body['event_id']}", "home", {"user": event["user"]}))


def keep(booth: Booth, event: Event) -> bool:
    """Keep an event and call the workers; False where it had come before."""
    fresh = receive(booth.engine, event, booth.clock())
    booth.wake()
    return fresh


def _wait(booth: Booth, channel: str, thread: str, user: str) -> Wait | None:
    """What a thread waits for: one that somebody began, or one below a message of ours."""
    found = waits(booth.engine, channel, thread, user)
    if found:
        return found
    key = key_of(booth.engine, channel, thread)
    return waits(booth.engine, channel, below_post(key), user) if key else None


def _elsewhere() -> BoltResponse:
    LOG.warning("refused: a request of another workspace; an installation serves one")
    return BoltResponse(status=403, body="another workspace")


def _failed(error: Exception, body: Body) -> BoltResponse:
    named = body.get("event_id") or body.get("trigger_id") or (body.get("view") or {}).get("id")
    short = name_of(str(named or ""), 8)
    LOG.error("request %s could not be kept: %s", short, type(error).__name__)
    return BoltResponse(status=500, body=f"not kept; send it again; id: {short}")


def _one_line(record: logging.LogRecord) -> bool:
    """Of a failure inside of Bolt or its socket only the kind is logged: its words may be those of a message."""
    if record.exc_info:
        kind = record.exc_info[0]
        record.msg, record.args = "a message of Slack could not be handled: %s", (kind.__name__ if kind else "unknown",)
        record.exc_info = record.exc_text = None
    return True
