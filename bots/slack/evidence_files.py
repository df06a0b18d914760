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
from knowledge.records.evidence import EvidenceRequest
from knowledge.store.inbox import Draft, Event, Work, draft, keep_draft

MOST = 5  # files of a message, and requests that are offered
Body = Mapping[str, Any]
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
    """Read the files of a direct message for their sha256 and offer the requests that they may answer."""
    asked, person = Asked(**event.body["asked"]), booth.who(str(event.body["asked"]["user"]))
    wanted = [] if isinstance(person, Stranger) else open_requests(booth, person)[:MOST]
    text = said(asked.text, booth.installed.bot_user)
    if isinstance(person, Stranger) or (text and (not wanted or text.endswith("?"))):
        return answer_question(booth, Event(event.key, "question", event.body["asked"]))
    files = [Shared(**one) for one in event.body["files"]]
    if not wanted:
        told = [notice(NOBODY_ASKS.format(name=line(short(one.name, 100)))) for one in files]
        return Work(posts=posts(event.key, asked.channel, asked.thread, told))
    read = [(one, booth.slack.sha256(one.url, one.size)) for one in files]
    held = [{"file": one.name, "link": one.link, "sha256": digest} for one, digest in read if digest]
    name = f"F{name_of(event.key)}"
    keep_draft(booth.engine, Draft(name, person.email, {"files": held, "text": text}), booth.clock())
    pages = [_offer(name, number, one, wanted) for number, one in enumerate(held)]
    pages += [notice(UNREAD.format(name=line(short(one.name, 100)))) for one, digest in read if not digest]
    return Work(posts=posts(event.key, asked.channel, asked.thread, pages))


def given_file(booth: Booth, person_email: str, name: str, number: int) -> Given | None:
    """The file that a button was made for; None where it is not this person's, or gone."""
    held = draft(booth.engine, name)
    if held is None or held.person != person_email or not 0 <= number < len(held.body.get("files") or ()):
        return None
    return Given(**held.body["files"][number], text=str(held.body.get("text") or ""))


def _offer(name: str, number: int, one: Body, wanted: list[tuple[str, EvidenceRequest]]) -> Page:
    head = f"{line(short(str(one['file']), 200))} (sha256 {str(one['sha256'])[:12]}): what is it evidence for?"
    return notice(f"{head} It is kept by its link and sha256 once you say so.", *_buttons(name, number, wanted))


def _buttons(name: str, number: int, wanted: list[tuple[str, EvidenceRequest]]) -> Iterator[Block]:
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
