"""The questions that the library lists, as answered by a section or as not answered: how like them the asked one is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from assistant.question.language import without_names
from assistant.question.likeness import NEAREST, Likeness
from assistant.question.relevance import Encode
from knowledge.sources.types import Tier
from knowledge.store.keys import embed_key
from knowledge.store.sections import sections
from knowledge.store.vectors import known_vectors

Asks = Mapping[tuple[str, str], Sequence[str]]
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Rows:
    """A row of each matrix a question: as it is, and with framework names left out."""

    whole: Matrix
    bare: Matrix

    def cosines(self, whole: Matrix, bare: Matrix) -> NDArray[np.float32]:
        """For each row, the mean of both cosines to the likest of the texts given."""
        return ((self.whole @ whole.T + self.bare @ bare.T) / 2).max(axis=1)


@dataclass(frozen=True)
class Listed:
    """The answered questions with the passages of their sections, and the unanswered ones."""

    answered: Rows
    passages: tuple[tuple[str, ...], ...]
    unanswered: Rows
    names: re.Pattern[str]

    def likeness(self, text: str, encode: Encode) -> Likeness:
        """How like the listed questions `text` is; of several sentences, the better of all and the last question."""
        texts = list(dict.fromkeys((text, _last_question(text))))
        vectors = encode([*texts, *(_bare(one, self.names) for one in texts)])
        asked = self.answered.cosines(vectors[: len(texts)], vectors[len(texts) :])
        other = self.unanswered.cosines(vectors[: len(texts)], vectors[len(texts) :])
        highest = np.sort(asked)[::-1]
        return Likeness(
            _mean(highest[:1]), _mean(highest[:NEAREST]), _mean(np.sort(other)[::-1][:3]), self._best(asked)
        )

    def _best(self, cosines: NDArray[np.float32]) -> dict[str, float]:
        best: dict[str, float] = {}
        for cosine, ids in zip(cosines.tolist(), self.passages, strict=True):
            for passage_id in ids:
                best[passage_id] = max(best.get(passage_id, 0.0), cosine)
        return best


def texts_of(questions: Iterable[str], names: re.Pattern[str]) -> Iterator[str]:
    """The texts whose vectors `listed` looks for."""
    for text in questions:
        yield from (text, _bare(text, names))


def listed(
    engine: Engine, encoder_key: str, asks: Asks, unanswered: Iterable[str], names: re.Pattern[str], width: int
) -> Listed:
    """The listed questions whose sections and vectors the store holds."""
    places = sections(engine, Tier.LIBRARY)
    pairs = [(text, tuple(places[place])) for place, texts in asks.items() if place in places for text in texts]
    others = list(unanswered)
    keys = {text: (embed_key(text), embed_key(_bare(text, names))) for text in (*(t for t, _ in pairs), *others)}
    vectors = known_vectors(engine, encoder_key, {key for both in keys.values() for key in both})
    held = {text for text, both in keys.items() if all(key in vectors for key in both)}

    def rows(texts: Sequence[str]) -> Rows:
        none = np.zeros((0, width), dtype=np.float32)
        return Rows(*(np.stack([vectors[keys[text][i]] for text in texts]) if texts else none for i in (0, 1)))

    kept = [(text, ids) for text, ids in pairs if text in held]
    return Listed(
        rows([t for t, _ in kept]), tuple(ids for _, ids in kept), rows([t for t in others if t in held]), names
    )


def _bare(text: str, names: re.Pattern[str]) -> str:
    return without_names(text, names) or text


def _mean(cosines: NDArray[np.float32]) -> float:
    return max(0.0, float(cosines.mean())) if len(cosines) else 0.0


def _last_question(text: str) -> str:
    sentences = [one for one in re.split(r"(?<=[.?!])\s+", text.strip()) if one]
    return next((one for one in reversed(sentences) if one.endswith("?")), text)
