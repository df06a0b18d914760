"""Draft cases from what people put right: corrected intakes and replies that did not help. A person confirms each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Literal

from pydantic import Field

from assistant.contract import OURS, Status, Turn
from evals.cases import Expected, Origin, Outcome, Part, Split
from knowledge.records.intake import Correction, Intake
from knowledge.records.parts import Quoted
from knowledge.store.feedback import Opinion

MOST = 20_000  # characters of a case's text
OUTCOMES = frozenset(map(str, Outcome))


class Draft(Part):
    """A case that lacks what only a person can say: `expected` and `answerable` where nobody decided, and labels.

    `note` says what was put right. People's names and the requester are left out; their words are not.
    """

    id: str = Field(min_length=1)
    text: str = Field(min_length=1, max_length=MOST)
    conversation: tuple[Turn, ...] = ()
    expected: Expected | None
    answerable: bool | None
    tags: tuple[str, ...] = ("harvested",)
    split: Split = Split.DEV
    origin: Origin = Origin.HARVESTED
    note: str = Field(min_length=1)
    confirmed: Literal[False] = False


def from_intakes(intakes: Iterable[tuple[str, Intake]]) -> Iterator[Draft]:
    """A draft for each corrected intake, given with its id; an outcome that a person decided is its expected one."""
    for record_id, intake in intakes:
        if intake.corrections and intake.asked.strip():
            expected = _decided(intake.corrections)
            yield Draft(
                id=f"intake-{record_id.lower()}",
                text=intake.asked[:MOST],
                conversation=_before(intake),
                expected=expected,
                answerable=True if expected else None,
                note="; ".join(f"{one.field}: {one.proposed} became {one.corrected}" for one in intake.corrections),
            )


def from_opinions(opinions: Iterable[Opinion]) -> Iterator[Draft]:
    """A draft for each question whose reply did not help, however many said so; nothing of questions that were erased."""
    asked: dict[str, list[Opinion]] = defaultdict(list)
    for one in opinions:
        if not one.helpful and one.question.strip():
            asked[one.question_hash].append(one)
    for name, found in asked.items():
        note = "; ".join(dict.fromkeys(map(_thought, found)))
        text = found[0].question[:MOST]
        yield Draft(id=f"feedback-{name[:12]}", text=text, expected=None, answerable=None, note=note)


def written(draft: Draft) -> str:
    """A draft as a line, with the fields that a person has to fill in."""
    return draft.model_dump_json(exclude={} if draft.conversation else {"conversation"})


def _decided(corrections: Iterable[Correction]) -> Expected | None:
    """The last outcome that a person put in place of the proposed one."""
    outcomes = [one.corrected for one in corrections if one.field == "outcome" and one.corrected in OUTCOMES]
    if not outcomes or outcomes[-1] == Outcome.UNDETERMINED:
        return None
    return Expected(status=Status.ANSWERED, outcome=Outcome(outcomes[-1]))


def _before(intake: Intake) -> tuple[Turn, ...]:
    """What was said before the request, where it is one of the turns: later turns may hold the answer."""
    turns, asked = intake.conversation.turns, intake.asked.strip()
    if all(turn.text.strip() != asked for turn in turns):
        return ()
    authors = {name: f"person {n}" for n, name in enumerate(dict.fromkeys(turn.author for turn in turns), 1)}
    authors |= {name: name for name in OURS}
    return tuple(_turn(turn, authors[turn.author]) for turn in takewhile(lambda one: one.text.strip() != asked, turns))


def _turn(turn: Quoted, author: str) -> Turn:
    return Turn(author=author, text=turn.text)


def _thought(opinion: Opinion) -> str:
    said = ": ".join(str(opinion.reply[name]) for name in ("status", "headline") if opinion.reply.get(name))
    return f"did not help ({opinion.reason or 'no reason given'}); the reply was {said or 'not kept'}"
