"""The exact words behind an answer, shown to whoever clicks as far as they may read the sources now."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.contract import CitationOut, Reply
from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.booth import Booth
from bots.slack.identity import Stranger
from bots.slack.modals import fill_view, loading, open_view, saying
from bots.slack.rendering import source_name
from bots.slack.words import line, pieces, short
from knowledge.access.people import Person
from knowledge.sources.types import SourceVersion
from knowledge.store import reading
from knowledge.store.inbox import Answered, answered

TITLE = "Quotes"
NOTHING = "There are no quotes here that you may read."
_PIECE, _BLOCKS = 2_900, 90


def show_quotes(booth: Booth, body: Mapping[str, Any]) -> None:
    """Open the quotes of the reply whose button was clicked."""
    view_id = open_view(booth, body, loading("quotes", TITLE))
    if view_id is None:
        return
    person = booth.who(str(body["user"]["id"]))
    if isinstance(person, Stranger):
        fill_view(booth, view_id, saying(TITLE, person.why))
        return
    kept = answered(booth.engine, str(body["actions"][0]["value"]))
    shown = list(_shown(booth, person, kept))[:_BLOCKS] if kept else []
    fill_view(booth, view_id, kit.modal("quotes", TITLE, shown) if shown else saying(TITLE, NOTHING))


def _shown(booth: Booth, person: Person, kept: Answered) -> Iterator[Block]:
    reply = Reply.model_validate_json(kept.body)
    for one in reply.citations:
        if readable(booth, person, one):
            yield kit.section(
                f"*[{one.n}] {line(short(source_name(one), 400))}*\n{line(one.kind)}, version {one.version[:12]}"
            )
            yield from (kit.quoted(part) for part in pieces(one.quote, _PIECE))
    if reply.decision and reply.decision.facts and person.email == kept.asker:
        yield kit.divider()
        facts = (f"• {line(f.name)} = {line(f.value)}: “{line(f.quote)}”" for f in reply.decision.facts)
        yield kit.section(short("*Facts read from your words*\n" + "\n".join(facts), _PIECE))


def readable(booth: Booth, person: Person, one: CitationOut) -> bool:
    """Whether somebody may read the source now, and its version still holds these very words at this place."""
    held = reading.find(booth.engine, one.source_id, person.audiences)
    text = reading.text(booth.engine, one.source_id, one.version) if held else None
    return isinstance(text, SourceVersion) and text.text[one.start : one.end] == one.quote
