"""What follows a step of triage: the card is brought up to date, a question goes to the requester, the answer onto the record."""

from assistant.intake.office import Done, said
from assistant.intake.talking import reply
from bots.slack import words
from bots.slack.asking import Asked, posts
from bots.slack.booth import Booth, name_of
from bots.slack.identity import Stranger
from bots.slack.reaching import direct_channel, user_of
from bots.slack.rendering import notice
from bots.slack.triage_card import card_posts
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.sources.types import EVERYONE
from knowledge.store.inbox import Event, Wait, Work
from knowledge.store.people import channel_audiences


def after_step(booth: Booth, event: Event) -> Work:
    """Bring the card up to date; bring a question to the requester."""
    record = booth.office.record(str(event.body["id"]), None)
    if record is None or not isinstance(record.body, Intake):
        return Work()
    cards = card_posts(booth, record)
    question = str(event.body.get("question") or "")
    if not question:
        return Work(posts=cards)
    asked = _question(booth, event, record, question)
    return Work(posts=(*cards, *asked.posts), waits=asked.waits)


def hear_answer(booth: Booth, event: Event) -> Work:
    """Put what the requester answered in their thread onto the record."""
    asked, about = Asked(**event.body["asked"]), str(event.body["about"])
    person, wait = booth.who(asked.user), Wait(asked.channel, str(event.body["below"]), asked.user)
    text = words.said(asked.text, booth.installed.bot_user)
    if isinstance(person, Stranger) or not text:
        return Work()
    done = reply(booth.office, person, about, text, asked.ts)
    told = f"Thank you, it is on {about}." if isinstance(done, Done) else words.line(f"It was not kept: {said(done)}")
    record = booth.office.record(about, None)
    cards = card_posts(booth, record) if record and isinstance(done, Done) else ()
    return Work(posts=(*posts(event.key, asked.channel, asked.thread, [notice(told)]), *cards), over=(wait,))


def below_post(key: str) -> str:
    """What stands for the thread under a post of ours that has no ts yet."""
    return f"post:{name_of(key, 24)}"


def _question(booth: Booth, event: Event, record: Record, question: str) -> Work:
    intake = record.body
    assert isinstance(intake, Intake)
    user = user_of(booth, intake.requester)
    place = _place(booth, intake, user) if user else None
    if user is None or place is None:
        return Work()  # the question is on record; the requester hears of it where notices are read
    channel, thread = place
    below = thread or below_post(f"{event.key}/0")
    text = f"<@{user}>, a question about {record.record_id}: {words.escaped(question)}"
    made = posts(event.key, channel, thread, [notice(text + "\nAnswer in this thread: it is kept with the record.")])
    return Work(posts=made, waits=(Wait(channel, below, user, record.record_id),))


def _place(booth: Booth, intake: Intake, user: str) -> tuple[str, str] | None:
    """The thread that the request came from where its readers may read the intake; else the requester's direct channel."""
    at = intake.conversation
    given = channel_audiences(booth.engine).get(at.channel, EVERYONE)
    if at.channel and at.thread and (at.channel.startswith("D") or intake.audience in (EVERYONE, given)):
        return at.channel, at.thread
    direct = direct_channel(booth, user)
    return (direct, "") if direct else None
