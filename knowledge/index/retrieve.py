"""Search passages: words and vectors, filtered before ranking, fused, and checked once more before they are shown."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from knowledge.index.corpus import Corpus
from knowledge.index.encoder import Encoder
from knowledge.index.fuse import WEIGHT, Fused, fuse
from knowledge.index.scope import Scope, Scored, Vectors
from knowledge.index.words import Words
from knowledge.store import reading
from knowledge.store.database import Engine
from knowledge.store.live import generation
from knowledge.store.standing import Older

NAMED = 0.2  # weight of the vectors where a query names a passage by its identifier, of which they know nothing
DEPTH = 200  # passages that each of the two searches lists at least


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `score` is fused (0 to 1), `vector_score` a cosine, `word_score` BM25."""

    passage_id: str
    source_id: str
    score: float
    vector_score: float
    word_score: float


def nothing() -> None:
    """Comparing every vector holds nothing open."""


@dataclass(frozen=True)
class Index:
    """Everything a search needs, all of one generation; `close` lets go of what its vectors hold open.

    `older` names the sources (id to version) of which it holds a version that stood before the current one.
    """

    engine: Engine
    encoder: Encoder
    corpus: Corpus
    vectors: Vectors
    words: Words
    weight: float = WEIGHT
    close: Callable[[], None] = nothing
    older: Older = field(default_factory=dict)

    @property
    def generation(self) -> str:
        """The state of the store that this index is of."""
        return self.words.generation

    def search(self, text: str, k: int, scope: Scope) -> list[Hit]:
        """At most `k` passages in `scope`, best first."""
        return self.search_all([text], k, scope)[0]

    def search_all(self, texts: Sequence[str], k: int, scope: Scope) -> list[list[Hit]]:
        """As `search`, for each text; encodes them in batches and asks the store once."""
        depth = max(DEPTH, 2 * k)
        allowed = self.corpus.mask(scope)
        if not allowed.any():
            return [[] for _ in texts]
        nearest = self.vectors.search(self.encoder.encode(texts), depth, scope)
        worded = [self.words.search(text, depth, allowed) for text in texts]
        weights = [min(NAMED, self.weight) if self.words.names(text, allowed) else self.weight for text in texts]
        fused = [self._fuse(*one, depth) for one in zip(nearest, worded, weights, strict=True)]
        is_shown = self._shows({one.passage_id for ranking in fused for one in ranking}, scope)
        seen = ((one for one in ranking if is_shown(one.passage_id)) for ranking in fused)
        return [[self._hit(one) for one in islice(ranking, k)] for ranking in seen]

    def readable(self, ids: Collection[str], scope: Scope) -> frozenset[str]:
        """Those passages that `scope` may see now."""
        return frozenset(filter(self._shows(ids, scope), ids))

    def _shows(self, ids: Collection[str], scope: Scope) -> Callable[[str], bool]:
        """Whether `scope` may see one of `ids` now. The store is asked for them only where it changed since this index was made."""
        if generation(self.engine) != self.generation:
            now = reading.readable(self.engine, ids, scope.audiences, scope.as_of, scope.kinds, self.older)
            return now.__contains__
        allowed, rows = self.corpus.mask(scope), self.corpus.rows
        return lambda one: one in rows and bool(allowed[rows[one]])

    def _fuse(self, near: Sequence[Scored], worded: Sequence[Scored], weight: float, depth: int) -> list[Fused]:
        """A shared Chroma may be ahead of this index: what the corpus does not hold is left out."""
        tiers = self.corpus.tiers
        return fuse([one for one in near if one[0] in tiers], worded, tiers, weight, depth)

    def _hit(self, one: Fused) -> Hit:
        source_id = self.corpus.source_ids[one.passage_id]
        return Hit(one.passage_id, source_id, one.score, one.vector_score, one.word_score)
