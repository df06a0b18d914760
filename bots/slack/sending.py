"""Send what the outbox holds for a channel: one post a turn, never one twice where it can be known."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bots.slack.booth import name_of
from bots.slack.calls import Denied, Given, Outcome, Slack, Slow
from bots.slack.limits import validate
from bots.slack.turns import ours
from knowledge.store.database import Engine
from knowledge.store.outbox import CLAIM, Claimed, Later, Post, claim, give_back, refused, sent, sent_again

_LOOKS_BACK = timedelta(seconds=60)  # clocks of two machines differ


def send_next(engine: Engine, slack: Slack, channel: str, clock: Callable[[], datetime]) -> datetime | None:
    """Send the next post of a channel; when to come again, or None where nothing waits. Raises SlackBroken."""
    now = clock()
    got = claim(engine, channel, now)
    if not isinstance(got, Claimed):
        return got.at if isinstance(got, Later) else None
    if got.since and (ts := _found(slack, got.post, got.since)):
        sent(engine, got.post.key, ts, clock())
        return now
    if got.since and got.post.method == "chat.postMessage":
        sent_again(engine, got.post.key)
    return _told(engine, got.post, _say(slack, got.post), clock())


def _say(slack: Slack, post: Post) -> Outcome:
    faults = validate(post.body) if post.method in ("chat.postMessage", "chat.update") else ()
    return Denied(f"invalid: {faults[0]}") if faults else slack.say(post.method, **post.body)


def _told(engine: Engine, post: Post, outcome: Outcome, now: datetime) -> datetime:
    match outcome:
        case Given(body):
            sent(engine, post.key, str(body.get("ts") or ""), now)
            return now
        case Denied(error):
            refused(engine, post.key, error)
            return now
        case Slow(seconds):
            give_back(engine, post.key, now + timedelta(seconds=seconds))
            return now + timedelta(seconds=seconds)
    return now + CLAIM  # it may have gone out: looked up when none of the claim can be on its way any more


def _found(slack: Slack, post: Post, since: datetime) -> str:
    """The message that an earlier try became; "" where there is none."""
    if post.method != "chat.postMessage":
        return ""  # an update or a view comes to the same when it is sent again
    key, oldest = name_of(post.key, 32), f"{(since - _LOOKS_BACK).timestamp():.6f}"
    asked = {"channel": post.channel, "oldest": oldest, "limit": 200, "include_all_metadata": True}
    method = "conversations.replies" if post.thread else "conversations.history"
    page = slack.ask(method, **asked, **({"ts": post.thread} if post.thread else {}))
    messages = page.body.get("messages") or [] if isinstance(page, Given) else []
    return next((str(one["ts"]) for one in messages if ours(one).get("key") == key), "")
