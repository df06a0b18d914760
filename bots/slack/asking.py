"""A question from Slack: who asks, what was said before, the reply through the one answering seam, the messages it makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.contract import Question, Reply, Status
from assistant.model.trail import to_keep
from bots.slack.booth import Booth, name_of
from bots.slack.identity import Stranger
from bots.slack.rendering import Page, arguments, notice, rendered
from bots.slack.turns import METADATA, earlier
from bots.slack.words import said
from knowledge.access.people import Person
from knowledge.store.inbox import Answered, Event, Wait, Work
from knowledge.store.outbox import Post
from knowledge.store.people import channel_audiences

LONGEST = 20_000
HELLO = (
    "Ask me about ISO/IEC 27001 and SOC 2: what a request calls for, evidence, owners, timing, past decisions. "
    "Each sentence of an answer names its source."
)
TOO_LONG = f"That is longer than {LONGEST:,} characters. Please ask with the part that matters."
SHARED = "I don't answer in channels that are shared with other companies. Ask me in a direct message."
STATUS = ("Reading the rule", "Checking citations")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message to answer: `text` is Slack's own markup, `direct` in the app's messages, `shared` with another company."""

    user: str
    channel: str
    thread: str
    ts: str
    text: str
    direct: bool = False
    shared: bool = False


def answer_question(booth: Booth, event: Event) -> Work:
    """The work that a question comes to: always at least one message."""
    asked = Asked(**event.body)
    person, text = booth.who(asked.user), said(asked.text, booth.installed.bot_user)
    refusal = _refusal(booth, asked, person, text)
    if refusal or isinstance(person, Stranger):
        return Work(posts=posts(event.key, asked.channel, asked.thread, [notice(refusal)]))
    show_status(booth, asked)
    turns = earlier(booth, asked.channel, asked.thread, asked.ts)
    where = None if asked.direct else asked.channel
    reply_id = name_of(event.key)
    question = Question(id=reply_id, text=text, conversation=turns, user=person.email, channel=where)
    return told(event, asked, person, question, booth.answer(question))


def told(event: Event, asked: Asked, person: Person, question: Question, reply: Reply) -> Work:
    """A reply as messages, kept for its buttons, with what a model had to do with it; a question back leaves the thread waiting
    for the asker."""
    reply_id = name_of(event.key)
    asks = reply.status is Status.NEEDS_FACTS
    pages = rendered(reply, reply_id, in_channel=not asked.direct)
    wait = Wait(asked.channel, asked.thread, asked.user)
    cites = frozenset(one.source_id for one in reply.citations)
    body = to_keep(reply).model_dump_json()
    kept = (reply_id, person.email, asked.channel, asked.thread, question.text, body)
    return Work(
        posts=posts(event.key, asked.channel, asked.thread, pages, asks),
        answered=Answered(*kept, cites=cites),
        waits=(wait,) if asks else (),
        over=(wait,),
    )


def posts(key: str, channel: str, thread: str, pages: Sequence[Page], asks: bool = False) -> tuple[Post, ...]:
    """Pages as posts of the outbox, each with a key of its own and noted as ours."""
    made = []
    for number, page in enumerate(pages):
        own = f"{key}/{number}"
        noted = {"event_type": METADATA, "event_payload": {"key": name_of(own, 32), "asks": asks and number == 0}}
        made.append(Post(own, channel, arguments(page, channel, thread) | {"metadata": noted}, thread))
    return tuple(made)


def show_status(booth: Booth, asked: Asked) -> None:
    """Show that it is being worked on; the answer clears it. Only a hint: where it can't be shown, nothing is lost."""
    booth.slack.say(
        "assistant.threads.setStatus",
        channel_id=asked.channel,
        thread_ts=asked.thread,
        status=f"is working: {STATUS[0]}",
        loading_messages=list(STATUS),
    )


def _refusal(booth: Booth, asked: Asked, person: Person | Stranger, text: str) -> str:
    if isinstance(person, Stranger):
        return person.why
    if asked.shared and asked.channel not in channel_audiences(booth.engine):
        return SHARED
    if len(text) > LONGEST:
        return TOO_LONG
    return "" if text else HELLO
