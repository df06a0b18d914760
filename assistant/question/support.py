"""Whether what was found answers the question at all, and if not, what is missing."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from assistant.question.abstain import OUT_OF_SCOPE, Refusal, no_support
from assistant.question.kinds import Form
from assistant.question.language import content_words
from assistant.question.logistic import chance
from assistant.question.names import frameworks_in, names_in, speaks_of, without_frameworks
from assistant.question.relevance import OF_ANY, Relevant
from knowledge.records.phrasing import listed
from knowledge.sources.identifiers import spans

TOP = 8  # sentences among which a name or a form must be found
HALF = 0.5  # of the best sentence's share of the question's words
FAR, FEW = 0.36, 0.3  # of meaning and of words: below both, the question is about something else altogether


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer, from 0, mostly to 1: `asked`, likeness to questions that the library lists; the best
    sentences' `meaning`, `bare` and `words`. Against it: `unanswered`, likeness to questions that it is known not to answer;
    `stray`, how much nearer the question comes when its oddest word is left out.
    """

    asked: float = 0.0
    unanswered: float = 0.0
    meaning: float = 0.0
    bare: float = 0.0
    words: float = 0.0
    stray: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of "these sentences answer it", the probability from which it counts as answered, and the claim that
    a section must make at least: below, the lists know nothing like the question. Below both `far`, of meaning, and `few`, of
    words, the question is about something else altogether."""

    signs: Signs
    bias: float
    answered: float
    claimed: float = 0.0
    far: float = FAR
    few: float = FEW


# Fitted by `tickmark fit-support`; the library lists questions, other sources don't.
LIBRARY = Weights(Signs(asked=5.0, unanswered=-5.0), bias=0.0, answered=0.4, claimed=0.15)
GIVEN = Weights(Signs(meaning=-2.48, bare=3.28, words=5.49, stray=-14.1), bias=-1.64, answered=0.5)
# No list tells what the documents of a whole home answer, and many hold some words of any question.
OTHERS = replace(GIVEN, far=0.4, few=0.65)


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences of one sort of source, best first, with the signs that they answer and the model to weigh these by.

    `unsaid` are words of the question that none of the best holds."""

    ranked: Sequence[Relevant]
    signs: Signs
    weights: Weights
    unsaid: tuple[str, ...] = ()


def confidence(signs: Signs, weights: Weights) -> float:
    """The probability, 0 to 1, that sentences with these signs answer the question."""
    return chance(astuple(weights.signs), astuple(signs), weights.bias)


def answers_by(signs: Signs, weights: Weights) -> bool:
    """Whether sentences with these signs count as an answer by the model alone."""
    return confidence(signs, weights) >= weights.answered and signs.asked >= weights.claimed


def supported(question: str, form: Form | None, pools: Sequence[Pool]) -> list[Relevant] | Refusal:
    """The sentences of every pool that answers, or why none does."""
    held = [(pool, _refusal(question, form, pool)) for pool in _on_topic(question, pools) if pool.ranked]
    answering = [one for pool, refusal in held if refusal is None for one in pool.ranked]
    if answering:
        return sorted(answering, key=lambda one: -one.score)
    if named := frameworks_in(question):
        return no_support(f"speaks of {named[0]}")
    codes = spans(question)
    unknown = no_support(f"speaks of {question[slice(*codes[0])]}") if codes else OUT_OF_SCOPE
    return next((r for _, r in held if r is not None and r is not OUT_OF_SCOPE), unknown)


def _on_topic(question: str, pools: Sequence[Pool]) -> list[Pool]:
    """Where the question names another law or framework, only sentences that speak of it, themselves or in their headings."""
    named = frameworks_in(question)
    if not named:
        return list(pools)
    return [replace(pool, ranked=[o for o in pool.ranked if all(_tells_of(o, n) for n in named)]) for pool in pools]


def _tells_of(one: Relevant, name: str) -> bool:
    return speaks_of(f"{one.unit.found.source.title} {one.unit.heading} {one.unit.text}", name)


def _refusal(question: str, form: Form | None, pool: Pool) -> Refusal | None:
    signs = pool.signs
    sure = answers_by(signs, pool.weights) or _asks_of_the_whole(question, form)
    if _is_far(question, pool) and not (sure and (pool.weights.claimed or _asks_of_the_whole(question, form))):
        return OUT_OF_SCOPE
    if name := missing_name(question, pool.ranked):
        return no_support(f"speaks of {name}")
    if form is not None and not any(_gives(form, one, pool) for one in pool.ranked[:TOP]):
        return no_support(f"gives {form.name}")
    if sure:
        return None
    return no_support(f"speaks of {listed(f'“{word}”' for word in pool.unsaid)}" if pool.unsaid else "")


def _asks_of_the_whole(question: str, form: Form | None) -> bool:
    """Whether a law or a framework is all that a question is about: "what does ISO 42001 cover?"."""
    rest = content_words(without_frameworks(question))
    return form is None and bool(frameworks_in(question)) and not set(rest) - OF_ANY


def _gives(form: Form, one: Relevant, pool: Pool) -> bool:
    """Whether a sentence has the form and, where no list says what a section answers, is about what the best is about."""
    near = bool(pool.weights.claimed) or one.words >= HALF * pool.signs.words
    return near and form.gives(one.unit.text, one.unit.columns)


def _is_far(question: str, pool: Pool) -> bool:
    """Whether the question is about something else altogether; one that names a control or an article has few words to be near."""
    signs, weights = pool.signs, pool.weights
    far, few = (FAR, FEW) if spans(question) else (weights.far, weights.few)
    return max(signs.meaning, signs.asked) < far and signs.words < few


def missing_name(question: str, ranked: Sequence[Relevant]) -> str | None:
    """The first name of the question that none of the best sentences' passages speaks of, or None."""
    texts = [_all_words(one) for one in ranked[:TOP]]
    return next((name for name in names_in(question) if not any(speaks_of(text, name) for text in texts)), None)


def _all_words(one: Relevant) -> str:
    found = one.unit.found
    return " ".join((found.source.title, one.unit.heading, found.text))
