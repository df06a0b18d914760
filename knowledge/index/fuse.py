"""One ranking of two. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.index.scope import Scored
from knowledge.sources.types import Tier

WEIGHT = 0.5  # of the vectors; the words get the rest


@dataclass(frozen=True, slots=True)
class Fused:
    """`score` is 0 to 1; `vector_score` (cosine) and `word_score` (BM25) are 0 where that search did not list it."""

    passage_id: str
    score: float
    vector_score: float
    word_score: float


def fuse(near: Sequence[Scored], worded: Sequence[Scored], tiers: Mapping[str, Tier], weight: float) -> list[Fused]:
    """Each ranking's scores divided by its best, weighted and added; ties go to the better tier, then by id."""
    vectors, words = dict(near), dict(worded)
    vector_share, word_share = _shares(vectors, weight), _shares(words, 1 - weight)
    fused = [
        Fused(one, round(vector_share.get(one, 0) + word_share.get(one, 0), 6), vectors.get(one, 0), words.get(one, 0))
        for one in vectors.keys() | words.keys()
    ]
    return sorted(fused, key=lambda one: (-one.score, tiers[one.passage_id], one.passage_id))


def _shares(scores: Mapping[str, float], weight: float) -> dict[str, float]:
    best = max(scores.values(), default=0)
    return {one: weight * max(score, 0) / best for one, score in scores.items()} if best > 0 else {}
