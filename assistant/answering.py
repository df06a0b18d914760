"""What answers a question: found by its own words or, where a model takes part, by its words written anew."""

from dataclasses import dataclass, replace

from assistant.contract import Question
from assistant.desk import Desk
from assistant.model.search import rewritten
from assistant.question.abstain import Refusal, no_support, perhaps
from assistant.question.chosen import chosen
from assistant.question.follow_up import search_text
from assistant.question.foreign import foreign
from assistant.question.gather import BEST, EVERY, PASSAGES, Gathered, gather
from assistant.question.language import content_words, without_names
from assistant.question.matter import is_silent_on
from assistant.question.names import frameworks_in
from assistant.question.relevance import Relevant
from assistant.question.support import LIBRARY, confidence, missing_name, supported
from knowledge.sources.types import Kind

# By how much "not answered" may claim a question more than any section does, so that other words may still answer it.
WARY = 0.2
# Of a question's content words, those that must be exceeded in what only other words find: in a passage of no listed questions
# half, in all of it a third.
HALF, A_THIRD = 0.5, 0.33
NEARLY = 0.8  # of the claim of the section that claims the question most, what another must claim to be meant as well


@dataclass(frozen=True, slots=True)
class Answering:
    """What was found, and what of it answers, or why nothing does; whether it is `anew`, found by a search that a model worded."""

    gathered: Gathered
    said: list[Relevant] | Refusal
    anew: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything answers."""
        return bool(self.gathered.own) or not isinstance(self.said, Refusal)

    @property
    def is_told(self) -> bool:
        """Whether anything of it is told, be it of what is so with us or of what is required."""
        return not isinstance(chosen(self.gathered, self.said), Refusal)

    @property
    def sure(self) -> float:
        """How likely it is, 0 to 1, that what was found answers the words that it was looked for with."""
        return max((confidence(pool.signs, pool.weights) for pool in self.gathered.pools if pool.ranked), default=0.0)


def answering(question: Question, kinds: frozenset[Kind], desk: Desk) -> Answering:
    """What was found, and what of it answers. Where the question's own words, with what the talk is about, find nothing that
    does, a model may word the search anew."""
    plain = _judged(gather(search_text(question, desk.rules), question, kinds, desk), desk)
    if plain.is_any:
        return plain
    anew = rewritten(question, desk.session)
    return _better(plain, anew, question, kinds, desk) if anew else plain


def _judged(gathered: Gathered, desk: Desk) -> Answering:
    asked = without_names(gathered.asking, desk.names)
    return Answering(gathered, supported(asked, gathered.form, gathered.pools))


def _better(plain: Answering, anew: str, question: Question, kinds: frozenset[Kind], desk: Desk) -> Answering:
    """What the search for `anew` answers, where the question's own words lead to the same passages; else what they answer. Words
    of another language lead nowhere."""
    more = _judged(gather(search_text(question, desk.rules), question, kinds, desk, anew), desk)
    signs = plain.gathered.pools[0].signs
    if question.contexts is not None or signs.unanswered - signs.asked > WARY or foreign(question.text):
        return more
    other = _reworded(plain.gathered, anew, question, kinds, desk)
    shared = _shared(other, question, desk)
    if shared.is_told and (not more.is_any or shared.sure > more.sure):
        _note(desk, f"found by the search “{anew}”, which the model worded; the question's own words lead there too")
        return replace(shared, anew=True)
    if isinstance(more.said, Refusal) and isinstance(other.said, list) and not more.is_any:
        _note(
            desk,
            f"the search “{anew}”, which the model worded, leads where the question's own words do not: not answered",
        )
        return replace(more, said=perhaps(more.said, _section(other.said)))
    return more


def _reworded(plain: Gathered, anew: str, question: Question, kinds: frozenset[Kind], desk: Desk) -> Answering:
    """What the search for `anew` answers that has the form and the names for which the question itself asks."""
    found = gather(anew, question, kinds, desk)
    whole = f"{plain.text}\n{anew}"
    form, mine = plain.form or found.form, without_names(plain.asking, desk.names)
    asked = " ".join((without_names(found.asking, desk.names), *frameworks_in(mine)))
    said = supported(asked, form, found.pools)
    lacking = missing_name(mine, said) if isinstance(said, list) else None
    said = no_support(f"speaks of {lacking}") if lacking else said
    return Answering(replace(found, text=whole, asking=whole, form=form), said)


def _shared(other: Answering, question: Question, desk: Desk) -> Answering:
    """`other`, where its best sentence stands in a passage that the question's own words lead to, and of it no more than what
    does, as long as words of the question are left in it and it speaks of each thing and each bound that the question names.

    What our own documents say of us answers the question's own words, or nothing."""
    wanted = desk.searchable(search_text(question, desk.rules))
    first = {one.passage.passage_id for one in desk.search(wanted, question, EVERY, {}, PASSAGES)}
    likeness = desk.likeness(wanted)
    listed, claimed = likeness.passages, max(LIBRARY.claimed, NEARLY * likeness.best)

    def is_led_to(one: Relevant) -> bool:
        place = one.unit.found.passage.passage_id
        if place not in first:
            return False
        return listed[place] >= claimed if place in listed else _has_words(wanted, [one], HALF, desk)

    said = other.said
    if isinstance(said, list):
        kept = [one for one in said if is_led_to(one)]
        tied = kept[:1] == said[:1] and _has_words(question.text, kept, A_THIRD, desk)
        silent = is_silent_on(desk.searchable(question.text), kept[:BEST], desk.language)
        said = kept if tied and not silent else no_support()
    return Answering(replace(other.gathered, own=()), said)


def _has_words(asked: str, said: list[Relevant], share: float, desk: Desk) -> bool:
    """Whether the best of `said`, with their headings, hold more than this share of the content words that are asked with."""
    told = set(desk.language.stems(" ".join(f"{one.unit.heading} {one.unit.text}" for one in said[:BEST])))
    words = content_words(desk.searchable(asked))
    held = sum(bool(told & set(desk.language.stems(word))) for word in words)
    return held > share * len(words)


def _section(said: list[Relevant]) -> str:
    best = said[0].unit.found
    return " > ".join((best.source.title, *best.passage.section[-1:]))


def _note(desk: Desk, note: str) -> None:
    if desk.session:
        desk.session.notes.append(note)
