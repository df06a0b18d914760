"""Nearness in a home too large to compare every vector: Chroma names candidates, and only those in scope are ranked."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from knowledge.index.corpus import Corpus
from knowledge.index.exact import ExactVectors, exact
from knowledge.index.scope import Mask, Matrix, Scope, Scored
from knowledge.store.vectors import Vector

if TYPE_CHECKING:
    from knowledge.index.vectors import ChromaVectors

ROOM = 1.5  # times the candidates that would do if what is in scope lay evenly among the rest
KEPT = 4  # scopes of few passages whose vectors are kept for the next question
Load = Callable[[Iterable[str]], Mapping[str, Vector]]


@dataclass(frozen=True)
class LargeVectors:
    """`corpus` says what is in scope: a filter of Chroma's own reads every row that it holds for each question.

    In a scope of at most `few` passages every vector is compared; `load` brings them by embed key, each `width` wide.
    """

    corpus: Corpus
    chroma: "ChromaVectors"
    load: Load
    width: int
    few: int

    def search(self, queries: Matrix, k: int, scope: Scope) -> Sequence[Sequence[Scored]]:
        """As the protocol says, as nearly as HNSW finds them."""
        allowed = self.corpus.mask(scope)
        count = int(np.count_nonzero(allowed))
        if not count or k < 1:
            return [[] for _ in queries]
        if count <= self.few:
            return self._few(scope).search(queries, k, scope)
        wanted = math.ceil(ROOM * k * len(allowed) / count)
        found = [self._seen(near, allowed)[:k] for near in self.chroma.nearest(queries, wanted)]
        short = [place for place, ranking in enumerate(found) if len(ranking) < k]
        for place in short:  # what is in scope lies far from this query: Chroma has to filter after all
            found[place] = self._seen(self.chroma.search(queries[place : place + 1], k, scope)[0], allowed)
        return found

    def _seen(self, near: Sequence[Scored], allowed: Mask) -> list[Scored]:
        rows = self.corpus.rows
        return [one for one in near if one[0] in rows and allowed[rows[one[0]]]]

    @cached_property
    def _few(self) -> Callable[[Scope], ExactVectors]:
        return lru_cache(KEPT)(self._compared)

    def _compared(self, scope: Scope) -> ExactVectors:
        passages = [self.corpus.passages[row] for row in np.flatnonzero(self.corpus.mask(scope)).tolist()]
        return exact(Corpus(passages), self.load({one.embed_key for one in passages}), self.width)
