"""The questions that the library lists for its sections: how like one of them the asked question is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from knowledge.sources.types import Tier
from knowledge.store.keys import embed_key
from knowledge.store.sections import sections
from knowledge.store.vectors import known_vectors

Asks = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True)
class Listed:
    """One row of `matrix` a listed question, and the passages of the section that it is listed for."""

    matrix: NDArray[np.float32]
    passages: tuple[tuple[str, ...], ...]

    def likeness(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """For each passage, the cosine (0 to 1) of the question to the likest one that is listed for its section."""
        best: dict[str, float] = {}
        for cosine, ids in zip(self.matrix @ vector, self.passages, strict=True):
            for passage_id in ids:
                best[passage_id] = max(best.get(passage_id, 0.0), float(cosine))
        return best


def listed(engine: Engine, encoder_key: str, asks: Asks, width: int) -> Listed:
    """The questions of `asks` whose sections and vectors the store holds."""
    places = sections(engine, Tier.LIBRARY)
    rows = [(embed_key(text), tuple(places[place])) for place, texts in asks.items() if place in places for text in texts]
    vectors = known_vectors(engine, encoder_key, [key for key, _ in rows])
    held = [(vectors[key], ids) for key, ids in rows if key in vectors]
    matrix = np.stack([v for v, _ in held]) if held else np.zeros((0, width), dtype=np.float32)
    return Listed(matrix, tuple(ids for _, ids in held))
