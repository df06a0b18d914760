"""A Reply as Slack messages: the headline, each statement with its numbers, one context block of titled sources, buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.contract import PRACTICE, CitationOut, Reply, Status
from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.words import escaped, line, link, pieces, short

NOTICE = "Tickmark supports decisions; it is not audit or legal advice."
PART, PAGE = 2_800, 7_000  # characters of a section, and of all sections of a message
_CONTEXT, _SOURCES = 1_900, 10
_TEXT = 3_000


@dataclass(frozen=True, slots=True)
class Page:
    """One message: what phones show, and the blocks."""

    text: str
    blocks: tuple[Block, ...]


def rendered(reply: Reply, reply_id: str, in_channel: bool) -> tuple[Page, ...]:
    """The messages that say `reply`, in order; what is too long for one goes on in the next."""
    filled = list(_filled(_paragraphs(reply)))
    count = len(filled)
    return tuple(
        Page(
            _short_answer(reply) if n == 1 else f"{line(reply.headline)} ({n} of {count})",
            (
                *(kit.section(one) for one in part),
                *(_foot(reply, reply_id, in_channel) if n == count else (kit.context([f"Goes on: {n} of {count}"]),)),
            ),
        )
        for n, part in enumerate(filled, 1)
    )


def arguments(page: Page, channel: str, thread: str) -> dict[str, Any]:
    """The arguments of chat.postMessage for a page: no link and no medium unfurls."""
    where = {"channel": channel, **({"thread_ts": thread} if thread else {})}
    return where | {"text": page.text, "blocks": list(page.blocks), "unfurl_links": False, "unfurl_media": False}


def notice(text: str, *more: Block) -> Page:
    """A message of our own words."""
    return Page(short(text, _TEXT), (*(kit.section(part) for part in pieces(text, PART)), *more))


def marks(numbers: Iterable[int]) -> str:
    """Citation numbers as they stand beside a claim: [1][2]."""
    return "".join(f"[{n}]" for n in numbers)


def source_name(citation: CitationOut) -> str:
    """The title of a citation's source with the section."""
    return f"{citation.title} > {citation.section}" if citation.section else citation.title


def _short_answer(reply: Reply) -> str:
    if reply.status is Status.NEEDS_FACTS and reply.decision and reply.decision.missing:
        return short(line(reply.decision.missing[0].question), _TEXT)
    first = reply.statements[0].text if reply.statements and not reply.decision else ""
    detail = reply.abstention.detail if reply.abstention else ""
    return short(" ".join(filter(None, (line(reply.headline), line(first or detail)))), _TEXT)


def _paragraphs(reply: Reply) -> Iterator[str]:
    yield f"*{line(reply.headline)}*"
    decision = reply.decision
    if decision:
        yield from _bullets("", ((one.reason, one.citations) for one in decision.clauses))
    yield from _bullets("What the sources say" if decision else "", ((s.text, s.citations) for s in reply.statements))
    for one in reply.conflicts:
        first, second = (place + 1 for place in one.statements)
        yield f"_The sources of statements {first} and {second} disagree: both are quoted._"
    if decision and decision.flips:
        yield from _bullets("What would change it", ((flip.text, ()) for flip in decision.flips))
    if decision and decision.missing:
        yield f"*One question:* {line(decision.missing[0].question)}"
    if reply.abstention:
        yield from filter(None, (line(reply.abstention.detail), line(reply.abstention.next_step)))
    if reply.as_of:
        yield f"_As of {reply.as_of.isoformat()}_"


def _bullets(title: str, said: Iterable[tuple[str, Iterable[int]]]) -> Iterator[str]:
    told = [f"• {line(text)} {marks(numbers)}".rstrip() for text, numbers in said]
    if told and title:
        yield f"*{title}*\n{told[0]}"
    yield from told[1:] if title else told


def _filled(paragraphs: Iterable[str]) -> Iterator[Sequence[str]]:
    """Pages of sections: paragraphs join into sections of PART, sections into pages of PAGE."""
    page: list[str] = []
    for part in (part for one in paragraphs for part in _kept_whole(one)):
        if page and len(page[-1]) + 1 + len(part) <= PART:
            page[-1] = f"{page[-1]}\n{part}"
        elif sum(map(len, page)) + len(part) > PAGE:
            yield page
            page = [part]
        else:
            page.append(part)
    yield page


def _kept_whole(paragraph: str) -> list[str]:
    return [paragraph] if len(paragraph) <= PART else pieces(paragraph, PART)


def _foot(reply: Reply, reply_id: str, in_channel: bool) -> Iterator[Block]:
    if reply.citations:
        yield kit.context(_sources(reply.citations))
    yield kit.context([NOTICE])
    offered = []
    if reply.citations:
        offered.append(kit.button("Quotes", "quotes", reply_id, label="Show the exact words behind each citation"))
    offered.append(kit.button("Open intake", "open_intake", reply_id, label="Make this conversation an intake record"))
    if in_channel and reply.abstention:
        offered.append(kit.button("Ask me in a DM", "ask_in_dm", reply_id, label="Ask again where only you read it"))
    yield kit.actions("next", *offered)
    yield kit.feedback("thumbs", reply_id)


def _sources(citations: Sequence[CitationOut]) -> list[str]:
    """The sources as lines, as few elements as they need and no more than Slack takes."""
    lines = [*_cited(citations), *_resting(citations)]
    texts: list[str] = []
    for one in lines:
        if texts and len(texts[-1]) + 1 + len(one) <= _CONTEXT:
            texts[-1] = f"{texts[-1]}\n{one}"
        elif len(texts) < _SOURCES and len(one) <= _CONTEXT:
            texts.append(one)
    return texts


def _cited(citations: Sequence[CitationOut]) -> Iterator[str]:
    by_place: dict[tuple[str, str, str], list[CitationOut]] = {}
    for one in citations:
        by_place.setdefault((one.source_id, one.version, one.section), []).append(one)
    for same in by_place.values():
        first, name = same[0], short(source_name(same[0]), 300)
        title = link(first.url, name) if first.url else line(name)
        practice = f"\n{PRACTICE}" if first.is_practice else ""
        yield f"{marks(one.n for one in same)} {title} · {escaped(first.kind)} · version {first.version[:8]}{practice}"


def _resting(citations: Sequence[CitationOut]) -> Iterator[str]:
    primary = {one.title: one for citation in citations for one in citation.rests_on}
    if primary:
        named = [link(one.url, short(one.title, 200)) for one in list(primary.values())[:4]]
        yield f"Rests on, not quoted here: {'; '.join(named)}"
