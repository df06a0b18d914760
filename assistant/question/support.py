"""Whether what was found answers the question at all, and if not, what is missing."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.abstain import OUT_OF_SCOPE, Refusal, no_support
from assistant.question.kinds import Form
from assistant.question.names import names_in, speaks_of
from assistant.question.relevance import Relevant


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of "these sentences answer it", fitted on the development cases."""

    bias: float
    asked: float
    meaning: float
    bare: float
    words: float
    stray: float


FITTED = Weights(bias=-5.0, asked=4.0, meaning=4.0, bare=2.0, words=2.0, stray=-6.0)
ANSWERED = 0.5
FAR, FEW = 0.3, 0.2  # below both, the question is about something else altogether


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer, each 0 to 1: likeness to a question the library lists (`asked`), the best sentence's
    `meaning`, `bare` and `words`; against it `stray`: how much nearer the question gets when its oddest word is left out.
    """

    asked: float
    meaning: float
    bare: float
    words: float
    stray: float


def confidence(signs: Signs, weights: Weights = FITTED) -> float:
    """The probability, 0 to 1, that what was found answers the question."""
    named = ("asked", "meaning", "bare", "words", "stray")
    return 1 / (1 + math.exp(-weights.bias - sum(getattr(weights, n) * getattr(signs, n) for n in named)))


def missing_name(question: str, ranked: Sequence[Relevant], known: re.Pattern[str]) -> str | None:
    """The first name of the question that none of the best sentences' passages speaks of, or None."""
    texts = [_all_words(one) for one in ranked[:8]]
    names = [name for name in names_in(known.sub(" ", question))]
    return next((name for name in names if not any(speaks_of(text, name) for text in texts)), None)


def missing_form(form: Form | None, ranked: Sequence[Relevant]) -> str | None:
    """The name of the form asked for where none of the best sentences has it, or None."""
    if form is None or any(form.given.search(one.unit.text) for one in ranked[:8]):
        return None
    return form.name


def _all_words(one: Relevant) -> str:
    found = one.unit.found
    return " ".join((found.source.title, one.unit.heading, found.text))


def refusal_of(
    question: str, form: Form | None, ranked: Sequence[Relevant], signs: Signs, known: re.Pattern[str]
) -> Refusal | None:
    """Why what was found is no answer, or None where it is one."""
    if max(signs.meaning, signs.asked) < FAR and signs.words < FEW:
        return OUT_OF_SCOPE
    if name := missing_name(question, ranked, known):
        return no_support(f"speaks of {name}")
    if said := missing_form(form, ranked):
        return no_support(f"gives {said}")
    return no_support() if confidence(signs) < ANSWERED else None
