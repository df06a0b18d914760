"""How well each unit answers the question: likeness of meaning, with and without framework names, and shared words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.question.found import Unit
from assistant.question.language import Language, content_words, without_names
from assistant.question.siblings import of_its_number
from assistant.question.side import of_its_side
from assistant.question.template import filled
from knowledge.sources.identifiers import covers, identifiers, without_identifiers
from knowledge.sources.types import Role

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
MEANING, BARE, WORDS, PLACE, ASKED, KEYED = 0.3, 0.2, 0.2, 0.1, 0.5, 0.3
WEIGHED = 32  # units whose meaning is compared
CLEAR, FAR_LESS = (
    0.4,
    0.6,
)  # of the question's words: from which a row is meant; of that row's, below which another isn't
_BAR = re.compile(r"(?<!\\)\|")
_LABEL = re.compile(r"(?:^|[;\n]) ?([^;:\n]+): ")
_OF_ANY_WORDS = """
require requires required requirement requirements demand demands cover covers covered state states control controls clause
criterion criteria article section annex text content contents describe describes define defines show summary summarise
summarize deal deals nist iso iec soc gdpr csf standard regulation
"""
OF_ANY = frozenset(_OF_ANY_WORDS.split())  # what may be asked of any identifier


@dataclass(frozen=True, slots=True)
class Relevant:
    """A unit and how it bears on the question, each figure 0 to 1.

    `meaning` and `bare` are cosines to the question (bare: framework names left out of both), `words` the weighted share of
    the question's words that the unit or its headings hold, `place` its passage's score against the best passage's, `keyed`
    1 for a row of a table whose first cell is what is asked about.
    """

    unit: Unit
    vector: NDArray[np.float32]
    meaning: float
    bare: float
    words: float
    place: float
    keyed: float = 0.0

    @property
    def score(self) -> float:
        """One figure to rank by."""
        own = MEANING * self.meaning + BARE * self.bare + WORDS * self.words
        return own + PLACE * self.place + ASKED * self.unit.found.asked + KEYED * self.keyed


def relevant(
    question: str, units: Sequence[Unit], encode: Encode, language: Language, names: re.Pattern[str]
) -> list[Relevant]:
    """The most promising of `units` with their relevance, best first; ties keep their order."""
    meant = of_its_number(question, of_its_side(question, units, names))
    units = _rows_asked_for(question, _identified(question, meant), language)
    shares = word_shares(question, units, language)
    best = max((unit.found.score for unit in units), default=0.0) or 1.0
    promising = sorted(range(len(units)), key=lambda i: -_promise(units[i], shares[i], best))[:WEIGHED]
    if not promising:
        return []
    kept = [units[i] for i in sorted(promising)]
    pairs = [searched(unit, names) for unit in kept]
    vectors = encode([question, without_names(question, names) or question, *(text for pair in pairs for text in pair)])
    meaning, bare = vectors[2::2] @ vectors[0], vectors[3::2] @ vectors[1]
    weights = _asked_stems(question, language)
    scored = [
        Relevant(
            unit,
            vectors[2 + 2 * i],
            float(meaning[i]),
            float(bare[i]),
            shares[at],
            unit.found.score / best,
            float(_is_keyed(weights, unit, language)),
        )
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


def _identified(question: str, units: Sequence[Unit]) -> Sequence[Unit]:
    """Where the question names an identifier: the units that go by it; else those that mention it, unless it is all
    that the question is about."""
    asked = identifiers(question)
    if not asked:
        return units
    named = [unit for unit in units if _goes_by(unit, asked)]
    if named or not set(content_words(without_identifiers(question))) - OF_ANY:
        return named
    return units


def _rows_asked_for(question: str, units: Sequence[Unit], language: Language) -> list[Unit]:
    """`units` without the rows of a table another row of which holds far more of the question's words itself."""
    asked = _asked_stems(question, language)
    own = [_held(asked, unit, language) if unit.found.passage.role is Role.ROW else None for unit in units]
    best: dict[tuple[str, str], float] = {}
    for unit, weight in zip(units, own, strict=True):
        if weight is not None:
            best[table_of(unit)] = max(weight, best.get(table_of(unit), 0.0))
    meant = {table: FAR_LESS * most for table, most in best.items() if most >= CLEAR * sum(asked.values())}
    return [u for u, weight in zip(units, own, strict=True) if weight is None or weight >= meant.get(table_of(u), 0.0)]


def _asked_stems(question: str, language: Language) -> dict[str, float]:
    """The stems of what the question is about, with their weights."""
    return {stem: language.weight(stem) for stem in language.stems(" ".join(content_words(question)))}


def _is_keyed(asked: Mapping[str, float], unit: Unit, language: Language) -> bool:
    """Whether a unit is of a row whose first cell the question names, and names little else."""
    if unit.found.passage.role is not Role.ROW:
        return False
    first, *more = _BAR.split(unit.found.text)
    key = set(language.stems(first if more else " ".join(unit.found.passage.section[-1:])))
    return bool(key) and key <= asked.keys() and sum(asked[stem] for stem in key) >= CLEAR * sum(asked.values())


def _held(asked: Mapping[str, float], row: Unit, language: Language) -> float:
    """The weight of the question's words that a row itself holds."""
    return sum(asked[stem] for stem in asked.keys() & set(language.stems(_row(row))))


def _row(unit: Unit) -> str:
    """The words of the row that a unit is of, its key among them."""
    return " ".join((*unit.found.passage.section[-1:], unit.found.text))


def table_of(unit: Unit) -> tuple[str, str]:
    """What rows of one table have in common: their version and the names of their columns."""
    passage = unit.found.passage
    return passage.version, passage.context or " ".join(_LABEL.findall(unit.found.text))


def _goes_by(unit: Unit, asked: Sequence[str]) -> bool:
    return any(covers(name, one) for name in unit.names for one in asked)


def word_shares(question: str, units: Sequence[Unit], language: Language) -> list[float]:
    """For each unit the weighted share of the question's words that it or its headings hold, 0 to 1."""
    words, asked = content_words(question), _asked_stems(question, language)
    codes = identifiers(question)
    coded = set(language.stems(" ".join(word for word in words if identifiers(word))))
    total = sum(asked.values()) or 1.0
    return [
        _share(asked, unit, coded if codes and _goes_by(unit, codes) else set(), language) / total for unit in units
    ]


def _share(asked: dict[str, float], unit: Unit, known: set[str], language: Language) -> float:
    said = known | set(language.stems(filled(unit.text)))
    near = set(language.stems(f"{unit.heading} {unit.found.source.title}"))
    return sum(weight if stem in said else 0.7 * weight if stem in near else 0.0 for stem, weight in asked.items())
