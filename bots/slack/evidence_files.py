"""A file that somebody shares with the bot: kept by link and sha256 for the request that it answers, else refused in a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bots.slack import blocks as kit
from bots.slack.asking import Asked, answer_question, posts
from bots.slack.blocks import Block
from bots.slack.booth import Booth, name_of
from bots.slack.evidence import Given, open_requests
from bots.slack.identity import Stranger
from bots.slack.rendering import Page, notice
from bots.slack.words import line, said, short
from knowledge.access.people import Person
from knowledge.records.bodies import Body as RecordBody
from knowledge.records.evidence import EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.sources.types import EVERYONE
from knowledge.store.inbox import Draft, Event, Work, draft, keep_draft
from knowledge.store.people import channel_audiences

MOST = 5  # files of a message, and requests that are offered
Body = Mapping[str, Any]
Wanted = list[tuple[str, EvidenceRequest]]
NOBODY_ASKS = "Nobody asks you for evidence now, so {name} is not kept."
UNREAD = (
    "{name} is not kept: I can't read it. It must lie at Slack, have at most 50 MB, and the app needs the scope files:read. "
    "You can give a link to it instead."
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A file as a message names it: `url` is where Slack holds its `size` bytes, `link` where people open it."""

    name: str
    url: str
    link: str
    size: int


def shared(files: object) -> list[dict[str, Any]]:
    """The files of a message, as an event keeps them."""
    named = [one for one in files if isinstance(one, Mapping)] if isinstance(files, list) else []
    return [asdict(_shared(one)) for one in named[:MOST]]


def take_files(booth: Booth, event: Event) -> Work:
    """Read the files of a message for their sha256 and offer the requests that they may answer.

    In a channel that is said only to whoever is asked for evidence in that very thread; anybody else's file is no matter.
    """
    asked, person = Asked(**event.body["asked"]), booth.who(str(event.body["asked"]["user"]))
    called = asked.direct or f"<@{booth.installed.bot_user}" in asked.text
    wanted = [] if isinstance(person, Stranger) else _wanted(booth, asked, person)
    text = said(asked.text, booth.installed.bot_user)
    if called and (isinstance(person, Stranger) or (text and (not wanted or text.endswith("?")))):
        return answer_question(booth, Event(event.key, "question", event.body["asked"]))
    if isinstance(person, Stranger) or not (wanted or asked.direct):
        return Work()
    files = [Shared(**one) for one in event.body["files"]]
    if not wanted:
        told = [notice(NOBODY_ASKS.format(name=line(short(one.name, 100)))) for one in files]
        return Work(posts=posts(event.key, asked.channel, asked.thread, told))
    return _offered(booth, event.key, asked, person, wanted, files, text)


def _wanted(booth: Booth, asked: Asked, person: Person) -> Wanted:
    """What a person is asked for here: directly all of it, in a channel what its readers may read and its thread is about."""
    mine = open_requests(booth, person)
    if asked.direct:
        return mine[:MOST]
    given = channel_audiences(booth.engine)
    if asked.shared and asked.channel not in given:
        return []
    shown = (EVERYONE, given.get(asked.channel, EVERYONE))
    held = booth.office.records([one.intake for _, one in mine if one.intake], person.audiences)
    places = {one: _place(record.body) for one, record in held.items()}
    here = (asked.channel, asked.thread)
    return [(one, body) for one, body in mine if body.audience in shown and places.get(body.intake or "") == here][
        :MOST
    ]


def _place(body: RecordBody) -> tuple[str, str]:
    assert isinstance(body, Intake)
    return body.conversation.channel, body.conversation.thread


def _offered(
    booth: Booth, key: str, asked: Asked, person: Person, wanted: Wanted, files: list[Shared], text: str
) -> Work:
    read = [(one, booth.slack.sha256(one.url, one.size)) for one in files]
    held = [{"file": one.name, "link": one.link, "sha256": digest} for one, digest in read if digest]
    name = f"F{name_of(key)}"
    keep_draft(booth.engine, Draft(name, person.email, {"files": held, "text": text}), booth.clock())
    pages = [_offer(name, number, one, wanted) for number, one in enumerate(held)]
    pages += [notice(UNREAD.format(name=line(short(one.name, 100)))) for one, digest in read if not digest]
    return Work(posts=posts(key, asked.channel, asked.thread, pages))


def given_file(booth: Booth, person_email: str, name: str, number: int) -> Given | None:
    """The file that a button was made for; None where it is not this person's, or gone."""
    held = draft(booth.engine, name)
    if held is None or held.person != person_email or not 0 <= number < len(held.body.get("files") or ()):
        return None
    return Given(**held.body["files"][number], text=str(held.body.get("text") or ""))


def _offer(name: str, number: int, one: Body, wanted: Wanted) -> Page:
    head = f"{line(short(str(one['file']), 200))} (sha256 {str(one['sha256'])[:12]}): what is it evidence for?"
    return notice(f"{head} It is kept by its link and sha256 once you say so.", *_buttons(name, number, wanted))


def _buttons(name: str, number: int, wanted: Wanted) -> Iterator[Block]:
    for record_id, body in wanted:
        yield kit.section(
            f"*{record_id}* {line(short(body.asked, 500))} ({line(body.requirement)}, by {body.due.isoformat()})"
        )
        value = json.dumps({"id": record_id, "draft": name, "n": number})
        yield kit.actions(record_id, kit.button("Give it", "give_file", value, label=f"Give it for {record_id}"))


def _shared(one: Body) -> Shared:
    name = " ".join(said(str(one.get("name") or one.get("title") or "")).split()) or "a file"
    outside = one.get("is_external") or one.get("mode") in ("external", "tombstone", "hidden_by_limit")
    url = "" if outside else str(one.get("url_private_download") or one.get("url_private") or "")
    size = one.get("size")
    return Shared(short(name, 200), url, str(one.get("permalink") or "")[:2_000], size if isinstance(size, int) else 0)
