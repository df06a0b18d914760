"""From a conversation to an intake record: a modal that fills in from the thread, what a person submits, the reference."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.intake.affected import affected
from assistant.intake.lookalikes import alike
from assistant.intake.office import Done, said
from assistant.intake.open import Asked, drafted, open_intake
from bots.slack import words
from bots.slack.asking import posts
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.intake_form import TITLE, Filled, form
from bots.slack.modals import errors, fill_view, loading, metadata, open_view, saying, values_of
from bots.slack.rendering import notice
from bots.slack.triage_card import card_posts, next_step
from bots.slack.turns import messages, ours
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, parse
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind
from knowledge.sources.types import EVERYONE
from knowledge.store.inbox import Draft, Event, Work, answered, draft, keep_draft, receive
from knowledge.store.people import channel_audiences
from knowledge.store.record_reading import texts

LATEST, KEPT, _LINES = 300, 50, 2_900
Body = Mapping[str, Any]


def start_intake(booth: Booth, body: Body) -> None:
    """Open the modal at once; a job fills it in."""
    message, channel = body["message"], str(body["channel"]["id"])
    view_id = open_view(booth, body, loading("intake", TITLE))
    if view_id is None:
        return
    reply_id = next((str(one["value"]) for one in body.get("actions") or ()), "")
    thread = str(message.get("thread_ts") or message["ts"])
    place = {"user": body["user"]["id"], "view": view_id, "channel": channel, "thread": thread}
    kept = place | {"reply": reply_id, "text": str(message.get("text") or ""), "by": str(message.get("user") or "")}
    receive(booth.engine, Event(f"fill:{view_id}", "fill", kept), booth.clock())
    booth.wake()


def fill_intake(booth: Booth, event: Event) -> Work:
    """Fill the modal from the conversation: what would be kept, and what Tickmark proposes."""
    at, person = event.body, booth.who(str(event.body["user"]))
    if isinstance(person, Stranger):
        fill_view(booth, str(at["view"]), saying(TITLE, person.why))
        return Work()
    thread = messages(booth, str(at["channel"]), str(at["thread"]))
    turns = _kept_turns(booth, thread)
    text = _asked(booth, at, thread) or "A request from Slack"
    conversation = {"channel": at["channel"], "thread": at["thread"], "turns": turns}
    proposed = drafted(booth.office, person, Asked(text, {"conversation": conversation}))
    if isinstance(proposed, Invalid):
        fill_view(booth, str(at["view"]), saying(TITLE, said(proposed)))
        return Work()
    held = {"text": text, "conversation": conversation, "user": at["user"]}
    keep_draft(booth.engine, Draft(str(at["view"]), person.email, held), booth.clock())
    earlier = _earlier(booth, person)
    named = affected((text, *(one["text"] for one in turns)), _things(earlier))
    lines = "\n".join(f"{words.spoken(kind)}: {name}" for kind, name in named)
    audience = _audience(booth, person, str(at["channel"]))
    filled = Filled(proposed, audience, person, _same(earlier, text), words.short(lines, _LINES))
    fill_view(booth, str(at["view"]), form(filled, json.dumps({"draft": at["view"]})))
    return Work()


def submit_intake(booth: Booth, body: Body) -> dict[str, str]:
    """Check what was submitted and keep it for the job that opens the record; {} or what is wrong beside which field."""
    view, person = body["view"], booth.who(str(body["user"]["id"]))
    held = draft(booth.engine, str(metadata(view).get("draft") or ""))
    if isinstance(person, Stranger) or held is None or held.person != person.email:
        return {"summary": "This form is not yours or too old; open it again."}
    fields = _fields(values_of(view))
    given = {"asked": held.body["text"], "requester": person.email, "conversation": held.body["conversation"], **fields}
    trial = parse(RecordKind.INTAKE, given)
    if isinstance(trial, Invalid):
        return errors(view, trial)
    if not person.may_read(trial.audience):
        return {"audience": "You are not in that group."}
    receive(
        booth.engine,
        Event(f"intake:{held.draft_id}", "intake", {"draft": held.draft_id, "fields": fields}),
        booth.clock(),
    )
    booth.wake()
    return {}


def open_record(booth: Booth, event: Event) -> Work:
    """Open the record, once; its thread hears the reference and who takes it next, the leads get a card."""
    held = draft(booth.engine, str(event.body["draft"]))
    person = booth.office.person(held.person) if held else None
    if held is None or person is None:
        return Work()
    place = held.body["conversation"]
    asked = Asked(str(held.body["text"]), {"conversation": place, **event.body["fields"]}, f"slack {held.draft_id}")
    done = open_intake(booth.office, person, asked)
    if not isinstance(done, Done):
        told = notice(words.line(f"The intake was not opened: {said(done)}"))
        return Work(posts=posts(event.key, str(place["channel"]), str(place["thread"]), [told]))
    record = booth.office.record(done.record_ids[0], None)
    assert record is not None and isinstance(record.body, Intake)
    text = f"{record.record_id} is open, as <@{held.body['user']}> asked. Next: {next_step(record.body)}."
    told = notice(text)
    own = posts(event.key, str(place["channel"]), str(place["thread"]), [told])
    return Work(posts=(*own, *card_posts(booth, record)))


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    affected = [_affected(one) for one in str(values.get("affected") or "").splitlines() if one.strip()]
    plain = {name: values[name] for name in ("summary", "route", "intake_class", "audience") if values.get(name)}
    return {"summary": "", **plain, "affected": affected, "changes": values.get("changes") or []}


def _affected(written: str) -> dict[str, str]:
    kind, _, name = written.partition(":")
    return {"kind": kind.strip().lower().replace(" ", "_"), "name": name.strip()}


def _kept_turns(booth: Booth, thread: Sequence[Body]) -> list[dict[str, str]]:
    """What people wrote in the thread, and what the bot asked them; never what it answered."""
    kept = []
    for one in thread[-KEPT:]:
        text, own = (
            words.said(str(one.get("text") or ""), booth.installed.bot_user),
            one.get("user") == booth.installed.bot_user,
        )
        if text and (not own or ours(one).get("asks")) and not (one.get("bot_id") and not own):
            kept.append(
                {
                    "author": "tickmark" if own else _name(booth, str(one.get("user"))),
                    "text": text,
                    "ts": str(one["ts"]),
                }
            )
    return kept


def _name(booth: Booth, user: str) -> str:
    person = booth.who(user)
    return person.email if isinstance(person, Person) else "somebody who is not in the directory"


def _asked(booth: Booth, at: Body, thread: Sequence[Body]) -> str:
    """The question of the answer whose button was clicked, else the message itself, else how the thread began."""
    kept = answered(booth.engine, str(at["reply"])) if at["reply"] else None
    if kept:
        return kept.question
    if at["by"] != booth.installed.bot_user:
        return words.said(str(at["text"]), booth.installed.bot_user)
    theirs = (str(one.get("text") or "") for one in thread if one.get("user") != booth.installed.bot_user)
    return words.said(next(theirs, ""), booth.installed.bot_user)


def _audience(booth: Booth, person: Person, channel: str) -> str:
    given = channel_audiences(booth.engine).get(channel, EVERYONE)
    return given if person.may_read(given) else EVERYONE


def _earlier(booth: Booth, person: Person) -> dict[str, Body]:
    """The latest requests that this person may read, by id."""
    latest = texts(booth.engine, RecordKind.INTAKE, person.audiences, LATEST)
    return {record_id: json.loads(body) for record_id, body in latest}


def _same(earlier: Mapping[str, Body], text: str) -> list[tuple[str, str]]:
    """Requests that look the same, as (id, summary)."""
    found = alike(text, ((one, str(body["asked"])) for one, body in earlier.items()))
    return [(one, str(earlier[one]["summary"])) for one in found[:3]]


def _things(earlier: Mapping[str, Body]) -> list[tuple[str, str]]:
    """What earlier requests affected, as (kind, name)."""
    return [(str(one["kind"]), str(one["name"])) for body in earlier.values() for one in body.get("affected") or ()]
