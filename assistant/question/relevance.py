"""How well each unit answers the question: likeness of meaning, with and without framework names, and shared words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.question.found import Unit
from assistant.question.language import Language, content_words, without_names

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
MEANING, BARE, WORDS, PLACE, ASKED = 0.3, 0.2, 0.2, 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Relevant:
    """A unit and how it bears on the question, each figure 0 to 1.

    `meaning` and `bare` are cosines to the question (bare: framework names left out of both), `words` the weighted share of
    the question's words that the unit or its headings hold, `place` its passage's score against the best passage's.
    """

    unit: Unit
    vector: NDArray[np.float32]
    meaning: float
    bare: float
    words: float
    place: float

    @property
    def score(self) -> float:
        """One figure to rank by."""
        own = MEANING * self.meaning + BARE * self.bare + WORDS * self.words
        return own + PLACE * self.place + ASKED * self.unit.found.asked


def relevant(
    question: str, units: Sequence[Unit], encode: Encode, language: Language, names: re.Pattern[str]
) -> list[Relevant]:
    """`units` with their relevance, best first; ties keep their order."""
    if not units:
        return []
    texts = [_placed(unit) for unit in units]
    bare = [without_names(text, names) or text for text in (question, *texts)]
    vectors = encode([question, *texts, *bare])
    count = len(texts) + 1
    meaning, bared = vectors[1:count] @ vectors[0], vectors[count + 1 :] @ vectors[count]
    shares = _word_shares(question, units, language)
    best = max(unit.found.score for unit in units) or 1.0
    scored = [
        Relevant(unit, vectors[i + 1], float(meaning[i]), float(bared[i]), shares[i], unit.found.score / best)
        for i, unit in enumerate(units)
    ]
    return sorted(scored, key=lambda one: -one.score)


def _placed(unit: Unit) -> str:
    section = unit.found.passage.section
    return f"{section[-1]}: {unit.text}" if section else unit.text


def _word_shares(question: str, units: Sequence[Unit], language: Language) -> list[float]:
    asked = {stem: language.weight(stem) for stem in language.stems(" ".join(content_words(question)))}
    total = sum(asked.values()) or 1.0
    return [_share(asked, unit, language) / total for unit in units]


def _share(asked: dict[str, float], unit: Unit, language: Language) -> float:
    said = set(language.stems(unit.text))
    near = set(language.stems(f"{unit.heading} {unit.found.source.title}"))
    return sum(weight if stem in said else 0.7 * weight if stem in near else 0.0 for stem, weight in asked.items())
