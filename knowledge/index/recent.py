"""The vectors of the last few texts: one question is compared several times on its way to an answer."""

import hashlib
from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock

import numpy as np

from knowledge.index.scope import Matrix

KEPT = 1_000
Encode = Callable[[Sequence[str]], Matrix]


class Recent:
    """Vectors by the sha256 of their texts, the oldest out first; in memory alone, for as long as the process lives."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._vectors: dict[bytes, Matrix] = {}
        self._lock = Lock()

    def rows(self, texts: Sequence[str], width: int, encode: Encode) -> Matrix:
        """float32 (len(texts), width): what is kept, and of the others what `encode` makes of them, each text once."""
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        with self._lock:
            found = {key: self._vectors[key] for key in keys if key in self._vectors}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            made = dict(zip(missing, encode(list(missing.values())), strict=True))
            self._keep(made)
            found |= made
        return np.stack([found[key] for key in keys]) if keys else np.zeros((0, width), dtype=np.float32)

    def _keep(self, made: dict[bytes, Matrix]) -> None:
        with self._lock:
            self._vectors |= made
            for key in list(islice(self._vectors, max(0, len(self._vectors) - self._kept))):
                del self._vectors[key]
