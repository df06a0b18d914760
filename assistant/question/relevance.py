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
WEIGHED = 32  # units whose meaning is compared


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
    """The most promising of `units` with their relevance, best first; ties keep their order."""
    shares = _word_shares(question, units, language)
    best = max((unit.found.score for unit in units), default=0.0) or 1.0
    promising = sorted(range(len(units)), key=lambda i: -_promise(units[i], shares[i], best))[:WEIGHED]
    if not promising:
        return []
    kept = [units[i] for i in sorted(promising)]
    pairs = [searched(unit, names) for unit in kept]
    vectors = encode([question, without_names(question, names) or question, *(text for pair in pairs for text in pair)])
    meaning, bare = vectors[2::2] @ vectors[0], vectors[3::2] @ vectors[1]
    scored = [
        Relevant(unit, vectors[2 + 2 * i], float(meaning[i]), float(bare[i]), shares[at], unit.found.score / best)
        for i, (unit, at) in enumerate(zip(kept, sorted(promising), strict=True))
    ]
    return sorted(scored, key=lambda one: -one.score)


def searched(unit: Unit, names: re.Pattern[str]) -> tuple[str, str]:
    """The two texts that stand for a unit: its section's heading and its words, with and without framework names."""
    section = unit.found.passage.section
    placed = f"{section[-1]}: {unit.text}" if section else unit.text
    return placed, without_names(placed, names) or placed


def _promise(unit: Unit, share: float, best: float) -> float:
    return share + unit.found.asked + unit.found.score / best


def _word_shares(question: str, units: Sequence[Unit], language: Language) -> list[float]:
    asked = {stem: language.weight(stem) for stem in language.stems(" ".join(content_words(question)))}
    total = sum(asked.values()) or 1.0
    return [_share(asked, unit, language) / total for unit in units]


def _share(asked: dict[str, float], unit: Unit, language: Language) -> float:
    said = set(language.stems(unit.text))
    near = set(language.stems(f"{unit.heading} {unit.found.source.title}"))
    return sum(weight if stem in said else 0.7 * weight if stem in near else 0.0 for stem, weight in asked.items())
