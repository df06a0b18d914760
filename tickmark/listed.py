"""The library's sections with the questions that they list, and those it is known not to answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.question.likeness import Likeness
from assistant.question.relevance import Encode
from tickmark.claims import Claims, Place, Texts, learn
from tickmark.overlap import Matrix, Stems

Asks = Mapping[Place, Sequence[str]]


@dataclass(frozen=True)
class Examples:
    """Texts by the section they belong to: `asks`, the questions it lists, and `sentences`, its own words."""

    asks: Asks
    sentences: Asks
    unanswered: Sequence[str]

    def rows(self) -> list[tuple[str, int]]:
        """Every text with its class: a section's number in order of `asks`, and one more for what is not answered."""
        numbers = {place: number for number, place in enumerate(self.asks)}
        told = [
            (t, numbers[p]) for by in (self.asks, self.sentences) for p, ts in by.items() if p in numbers for t in ts
        ]
        return [*told, *((t, len(numbers)) for t in self.unanswered)]


@dataclass(frozen=True)
class Listed:
    """What was learned, and the ids of the passages of each section that the store holds now."""

    claims: Claims
    passages: Mapping[Place, Sequence[str]]
    stems: Stems

    def likeness(self, text: str, encode: Encode) -> Likeness:
        """How like the listed questions `text` is; of several sentences, the better of all and the last question:
        the one whose best section stands out most from what is not answered."""
        forms = list(dict.fromkeys((text, _last_question(text))))
        claims = self.claims.of(_compared(forms, encode, self.stems))
        best, none = claims[:, :-1].max(axis=1), claims[:, -1]
        form = int(np.argmax(best - none))
        by_passage = self._by_passage(claims.max(axis=0).clip(max=1))
        return Likeness(float(best[form]), float(none[form]), by_passage)

    def _by_passage(self, claims: Matrix) -> dict[str, float]:
        best: dict[str, float] = {}
        for claim, place in zip(claims.tolist(), self.claims.places, strict=False):
            for passage_id in self.passages.get(place, ()):
                best[passage_id] = max(best.get(passage_id, 0.0), claim)
        return best


def learned(examples: Examples, encode: Encode, stems: Stems, folder: Path) -> Claims:
    """What `examples` teach about which section a question belongs to; `folder` takes what memory does not hold meanwhile."""
    texts, numbers = zip(*examples.rows(), strict=True)
    return learn(tuple(examples.asks), _compared(texts, encode, stems), np.array(numbers), folder)


def _compared(texts: Sequence[str], encode: Encode, stems: Stems) -> Texts:
    return Texts(encode(texts), stems(texts))


def texts_of(examples: Examples) -> Iterator[str]:
    """The texts whose vectors are needed to learn."""
    return (text for text, _ in examples.rows())


def _last_question(text: str) -> str:
    sentences = [one for one in re.split(r"(?<=[.?!])\s+", text.strip()) if one]
    return next((one for one in reversed(sentences) if one.endswith("?")), text)
