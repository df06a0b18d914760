"""Gather what may answer: the words to search for, the passages found, their sentences ranked, the signs of support."""

from dataclasses import dataclass

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.found import Found, units
from assistant.question.kinds import Form, form_asked
from assistant.question.language import content_words
from assistant.question.relevance import Relevant, relevant
from assistant.question.support import Signs
from knowledge.sources.types import Kind

PASSAGES = 12
UNITS = 48
FOLLOW_UP = 5  # content words below which a question leans on the turns before it
PRACTICE = frozenset({Kind.PRACTICE, Kind.DECISION, Kind.RECORD})
EVERY = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words searched for, the form of answer they ask for, the passages found, their sentences best first, the signs."""

    text: str
    form: Form | None
    found: tuple[Found, ...]
    ranked: tuple[Relevant, ...]
    signs: Signs


def gather(text: str, question: Question, kinds: frozenset[Kind], desk: Desk) -> Gathered:
    """What the sources of `kinds` that the asker may read have to say to `text`."""
    found = tuple(desk.search(text, question, kinds, PASSAGES))
    ranked = tuple(relevant(text, units(found)[:UNITS], desk.encode, desk.language, desk.names))
    return Gathered(text, form_asked(text), found, ranked, _signs(text, found, ranked, desk))


def search_text(question: Question) -> str:
    """The question's own words; a short follow-up leans on the last turn by somebody else than Tickmark."""
    before = [turn.text for turn in question.conversation if turn.author != "tickmark"]
    if before and len(content_words(question.text)) < FOLLOW_UP:
        return f"{before[-1]}\n{question.text}"
    return question.text


def _signs(text: str, found: tuple[Found, ...], ranked: tuple[Relevant, ...], desk: Desk) -> Signs:
    if not ranked:
        return Signs(0.0, 0.0, 0.0, 0.0, 0.0)
    top = ranked[:5]
    return Signs(
        asked=max(one.asked for one in found),
        meaning=max(one.meaning for one in top),
        bare=max(one.bare for one in top),
        words=max(one.words for one in top),
        stray=_stray(text, ranked[0], desk),
    )


def _stray(text: str, best: Relevant, desk: Desk) -> float:
    """How much nearer the question comes to the best sentence when its oddest word is left out, 0 if none does."""
    said = set(desk.language.stems(f"{best.unit.text} {best.unit.heading}"))
    odd = [w for w in content_words(text) if not said & set(desk.language.stems(w))][:8]
    if not odd:
        return 0.0
    words = text.split()
    without = [" ".join(w for w in words if odd_word not in w.lower()) for odd_word in odd]
    near = desk.encode([text, *without]) @ best.vector
    return max(0.0, float(near[1:].max() - near[0]))
