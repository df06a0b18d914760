"""The library's sections with the questions that they list, and the questions it is known not to answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.question.language import without_names
from assistant.question.likeness import NEAREST, Likeness
from assistant.question.relevance import Encode
from tickmark.claims import Claims, Matrix, Place, learn

Asks = Mapping[Place, Sequence[str]]


@dataclass(frozen=True)
class Examples:
    """Texts by the section they belong to: `asks`, the questions it lists, and `sentences`, its own words."""

    asks: Asks
    sentences: Asks
    unanswered: Sequence[str]

    def rows(self) -> list[tuple[str, int]]:
        """Every text with its class: a section's number in order of `asks`, or one more for what is not answered."""
        numbers = {place: number for number, place in enumerate(self.asks)}
        told = [
            (t, numbers[p]) for by in (self.asks, self.sentences) for p, ts in by.items() if p in numbers for t in ts
        ]
        return [*told, *((text, len(numbers)) for text in self.unanswered)]


@dataclass(frozen=True)
class Listed:
    """What was learned, and the ids of the passages of each section that the store holds now."""

    claims: Claims
    passages: Mapping[Place, Sequence[str]]
    names: re.Pattern[str]

    def likeness(self, text: str, encode: Encode) -> Likeness:
        """How like the listed questions `text` is; of several sentences, the better of all and the last question."""
        forms = list(dict.fromkeys((text, _last_question(text))))
        vectors = encode([*forms, *(bare(one, self.names) for one in forms)])
        claims, cosines = self.claims.of(vectors[: len(forms)], vectors[len(forms) :])
        near = float(np.sort(cosines)[-NEAREST:].mean())
        return Likeness(float(claims[:-1].max()), max(0.0, near), float(claims[-1]), self._by_passage(claims))

    def _by_passage(self, claims: Matrix) -> dict[str, float]:
        best: dict[str, float] = {}
        for claim, place in zip(claims.tolist(), self.claims.places, strict=False):
            for passage_id in self.passages.get(place, ()):
                best[passage_id] = max(best.get(passage_id, 0.0), claim)
        return best


def learned(examples: Examples, names: re.Pattern[str], encode: Encode) -> Claims:
    """What `examples` teach about which section a question belongs to."""
    rows = examples.rows()
    whole, short = encode([text for text, _ in rows]), encode([bare(text, names) for text, _ in rows])
    return learn(tuple(examples.asks), whole, short, np.array([number for _, number in rows]))


def texts_of(examples: Examples, names: re.Pattern[str]) -> Iterator[str]:
    """The texts whose vectors are needed to learn."""
    for text, _ in examples.rows():
        yield from (text, bare(text, names))


def bare(text: str, names: re.Pattern[str]) -> str:
    """`text` without framework names, unless nothing else is in it."""
    return without_names(text, names) or text


def _last_question(text: str) -> str:
    sentences = [one for one in re.split(r"(?<=[.?!])\s+", text.strip()) if one]
    return next((one for one in reversed(sentences) if one.endswith("?")), text)
