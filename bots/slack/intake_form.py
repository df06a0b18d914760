"""The modal of a new intake: fields to edit, what Tickmark proposes, and which messages are kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bots.slack import blocks as kit
from bots.slack.blocks import Block
from bots.slack.words import line, short, spoken
from knowledge.access.people import Person
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import AffectedKind, Changes, IntakeClass, Route

TITLE = "Open intake"
_LONG = 2_900
_TURN = 150


@dataclass(frozen=True)
class Filled:
    """What the form is filled in with: the drafted intake, its audience, who looks at it, requests that look the same, and
    what the conversation names as affected, one a line."""

    intake: Intake
    audience: str
    person: Person
    same: list[tuple[str, str]]
    affected: str = ""


def form(filled: Filled, metadata: str) -> Block:
    """The modal, ready to be edited and submitted."""
    intake, proposal = filled.intake, filled.intake.proposal
    readers = {
        one: "everyone" if one == "everyone" else f"the group {one}"[:75]
        for one in sorted(filled.person.audiences)[:100]
    }
    blocks = [
        *_alike(filled.same),
        kit.typed("summary", "Summary", intake.summary),
        kit.chosen("route", "Route", _labels(Route), proposal.route or "", optional=True),
        kit.chosen("intake_class", "Class", _labels(IntakeClass), proposal.intake_class or "", optional=True),
        kit.several("changes", "What it changes", _labels(Changes), proposal.changes),
        kit.typed("affected", "Affected, one a line", filled.affected, lines=True, optional=True, hint=_hint()),
        kit.chosen("audience", "Who may read it", readers, filled.audience),
        *_proposed(intake),
        *_messages(intake),
    ]
    return kit.modal("intake", TITLE, blocks, "Open", metadata)


def _labels(kinds: Iterable[StrEnum]) -> dict[str, str]:
    return {one.value: spoken(one.value) for one in kinds}


def _hint() -> str:
    return f"KIND: NAME, as in system: billing. Kinds: {', '.join(map(spoken, AffectedKind))}"


def _alike(same: list[tuple[str, str]]) -> Iterator[Block]:
    if same:
        told = "\n".join(f"• {record_id}: {line(summary)}" for record_id, summary in same)
        yield kit.section(short(f"*This looks the same as*\n{told}\nCancel if one of these is it.", _LONG))


def _proposed(intake: Intake) -> Iterator[Block]:
    proposal = intake.proposal
    yield kit.divider()
    if not proposal.outcome:
        yield kit.section("*Proposed decision*: none; the facts do not decide it yet.")
        return
    cited = "\n".join(
        f"[{n}] {line(short(c.title, 200))}: “{line(short(c.quote, 300))}”" for n, c in enumerate(proposal.citations, 1)
    )
    facts = "\n".join(f"• {line(f.name)} = {line(f.value)}: “{line(short(f.quote, 200))}”" for f in proposal.facts)
    yield kit.section(short(f"*Proposed decision*: {line(proposal.headline)}\n{cited}", _LONG))
    if facts:
        yield kit.section(short(f"*Facts read*\n{facts}", _LONG))


def _messages(intake: Intake) -> Iterator[Block]:
    turns = intake.conversation.turns
    part = (
        f"*Kept with the record*: your question and {len(turns)} message{'' if len(turns) == 1 else 's'} of this thread"
    )
    for one in turns:
        told = f"• {line(one.author)}: {line(short(one.text, _TURN))}"
        if len(part) + 1 + len(told) > _LONG:
            yield kit.section(part)
            part = told
        else:
            part = f"{part}\n{told}"
    yield kit.section(part)
