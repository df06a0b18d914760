"""Which sentences answer: those of our own documents, those of the library and other sources, or both."""

from collections.abc import Sequence

from assistant.question.abstain import Refusal, no_practice
from assistant.question.asking import US
from assistant.question.gather import Gathered
from assistant.question.intent import asks_norm
from assistant.question.relevance import Relevant
from assistant.question.select import select
from assistant.question.sides import both_sides
from knowledge.sources.types import Tier

CLAIMED, CLEARLY = (
    0.3,
    0.0,
)  # of a section to a question, and by how much more than "unanswered", so that the library is meant
AHEAD = 0.1  # of the question's words, by weight: how many more a sentence holds that is said before others
SURE = 0.3  # chance from which our own sentence stands beside an answer of the library


def chosen(gathered: Gathered, answering: list[Relevant] | Refusal) -> list[Relevant] | Refusal:
    """What to say, given what of the library and of other sources answers.

    What is so with us is told by our own documents; the library tells it only where it plainly is what is asked about.
    """
    own = [told.one for told in gathered.own]
    if isinstance(answering, Refusal):
        return own or gathered.why_not or answering
    signs = gathered.pools[0].signs
    clearly = signs.asked - signs.unanswered >= CLEARLY
    ours = bool(US.search(gathered.text)) and not asks_norm(gathered.text)
    if not own:
        return no_practice() if ours and not clearly and _is_library(answering) else _selected(gathered, answering)
    if ours or (_is_library(answering) and not (clearly and signs.asked >= CLAIMED)):
        return own
    return _nearest_first(_selected(gathered, answering), [told.one for told in gathered.own if told.chance >= SURE])


def _selected(gathered: Gathered, answering: Sequence[Relevant]) -> list[Relevant]:
    said = both_sides(gathered.asking, select(answering, gathered.form), answering)
    others = [one for one in said if not one.unit.found.asked]
    return _nearest_first([one for one in said if one not in others], others) if said[0] not in others else said


def _nearest_first(some: list[Relevant], others: list[Relevant]) -> list[Relevant]:
    """Both, `others` first where the first of them holds more of the question's own words."""
    leads = bool(some and others) and others[0].words > some[0].words + AHEAD
    return [*others, *some] if leads else [*some, *others]


def _is_library(answering: Sequence[Relevant]) -> bool:
    return all(one.unit.found.source.tier is Tier.LIBRARY for one in answering)
