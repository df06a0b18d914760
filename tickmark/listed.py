"""The questions that the library lists for its sections: how like one of them the asked question is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from assistant.question.language import without_names
from assistant.question.relevance import Encode
from knowledge.sources.types import Tier
from knowledge.store.keys import embed_key
from knowledge.store.sections import sections
from knowledge.store.vectors import known_vectors

Asks = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True)
class Listed:
    """One row of `whole` and of `bare` (framework names left out) a listed question, and its section's passages."""

    whole: NDArray[np.float32]
    bare: NDArray[np.float32]
    passages: tuple[tuple[str, ...], ...]
    names: re.Pattern[str]

    def likeness(self, text: str, encode: Encode) -> dict[str, float]:
        """For each passage, how like (0 to 1) the question is to the likest one that is listed for its section.

        The mean of the cosines with and without names; of a text of several sentences the better of all and the last.
        """
        texts = list(dict.fromkeys((text, _last_question(text))))
        vectors = encode([*texts, *(without_names(one, self.names) or one for one in texts)])
        whole, bare = self.whole @ vectors[: len(texts)].T, self.bare @ vectors[len(texts) :].T
        best: dict[str, float] = {}
        for cosine, ids in zip(((whole + bare) / 2).max(axis=1), self.passages, strict=True):
            for passage_id in ids:
                best[passage_id] = max(best.get(passage_id, 0.0), float(cosine))
        return best


def texts_of(asks: Asks, names: re.Pattern[str]) -> Iterator[str]:
    """The texts whose vectors `listed` looks for."""
    for text in (text for texts in asks.values() for text in texts):
        yield from (text, without_names(text, names) or text)


def listed(engine: Engine, encoder_key: str, asks: Asks, names: re.Pattern[str], width: int) -> Listed:
    """The questions of `asks` whose sections and vectors the store holds."""
    places = sections(engine, Tier.LIBRARY)
    rows = [(text, tuple(places[place])) for place, texts in asks.items() if place in places for text in texts]
    keys = [(embed_key(text), embed_key(without_names(text, names) or text), ids) for text, ids in rows]
    vectors = known_vectors(engine, encoder_key, {key for whole, bare, _ in keys for key in (whole, bare)})
    held = [row for row in keys if row[0] in vectors and row[1] in vectors]
    none = np.zeros((0, width), dtype=np.float32)
    whole, bare = (np.stack([vectors[row[i]] for row in held]) if held else none for i in (0, 1))
    return Listed(whole, bare, tuple(ids for _, _, ids in held), names)


def _last_question(text: str) -> str:
    sentences = [one for one in re.split(r"(?<=[.?!])\s+", text.strip()) if one]
    return next((one for one in reversed(sentences) if one.endswith("?")), text)
