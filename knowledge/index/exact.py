"""Nearness by comparing with every vector: no index to build, open or trust. For small homes and single questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.index.corpus import Corpus
from knowledge.index.scope import Matrix, Scope, Scored, in_order
from knowledge.store.vectors import Vector

ROWS = 128  # queries compared at once; bounds memory at ROWS x passages floats

SPARSE = 4  # to copy the rows in scope costs more than to multiply so many times as many


@dataclass(frozen=True)
class ExactVectors:
    """The matrix has one row for each passage of `corpus`; a passage without a vector has a row of NaN."""

    corpus: Corpus
    matrix: Matrix

    def search(self, queries: Matrix, k: int, scope: Scope) -> Sequence[Sequence[Scored]]:
        """As the protocol says."""
        allowed = np.flatnonzero(self.corpus.mask(scope) & ~np.isnan(self.matrix[:, 0]))
        if not len(allowed) or k < 1:
            return [[] for _ in queries]
        whole = len(allowed) * SPARSE >= len(self.matrix)
        kept = self.matrix if whole else self.matrix[allowed]
        blocks = (queries[start : start + ROWS] @ kept.T for start in range(0, len(queries), ROWS))
        return [self._best(row[allowed] if whole else row, allowed, k) for block in blocks for row in block]

    def _best(self, scores: Vector, allowed: np.ndarray[tuple[int], np.dtype[np.intp]], k: int) -> list[Scored]:
        floor = np.partition(scores, -k)[-k] if k < len(scores) else -np.inf
        near = np.flatnonzero(scores >= floor - 1e-5)
        return in_order([(self.corpus.ids[allowed[i]], float(scores[i])) for i in near])[:k]


def exact(corpus: Corpus, vectors: Mapping[str, Vector], width: int) -> ExactVectors:
    """The exact search over `vectors` (by embed key, each `width` wide)."""
    matrix = np.full((len(corpus.passages), width), np.nan, dtype=np.float32)
    for row, passage in enumerate(corpus.passages):
        if passage.embed_key in vectors:
            matrix[row] = vectors[passage.embed_key]
    return ExactVectors(corpus, matrix)
