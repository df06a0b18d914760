"""An encoder that looks in the store before it computes: the library's sentences are embedded once, when it is ingested."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.index.encoder import Encoder
from knowledge.index.recent import Recent
from knowledge.store.database import Engine
from knowledge.store.keys import embed_key
from knowledge.store.vectors import add_vectors, known_vectors

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
LATELY = 8_192  # texts: sentences that many questions are compared with; their vectors take some 12 MB


@dataclass(frozen=True)
class Remembering:
    """`encode` keeps nothing, so that no question's vector is stored; `remember` keeps what it computes.

    It looks in one store; around another of its kind, in several.
    """

    engine: Engine
    encoder: "Encoder | Remembering"

    @property
    def key(self) -> str:
        """Of the encoder whose vectors these are."""
        return self.encoder.key

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (len(texts), width) of unit length, as the encoder's own."""
        keys = [embed_key(text) for text in texts]
        known = dict(known_vectors(self.engine, self.encoder.key, keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        known.update(zip(missing, self.encoder.encode(list(missing.values())), strict=True))
        return np.stack([known[key] for key in keys])

    def remember(self, texts: Sequence[str]) -> None:
        """Embed and keep those of `texts` that the store has no vector of."""
        wanted = {embed_key(text): text for text in texts}
        missing = sorted(wanted.keys() - known_vectors(self.engine, self.encoder.key, wanted).keys())
        vectors = self.encoder.encode([wanted[key] for key in missing])
        add_vectors(self.engine, self.encoder.key, dict(zip(missing, vectors, strict=True)))


def lately(encode: Encode, width: int) -> Encode:
    """`encode`, `width` wide, which neither computes nor looks up anew what it was asked lately, be it for another question."""
    recent = Recent(LATELY)
    return lambda texts: recent.rows(texts, width, encode)
