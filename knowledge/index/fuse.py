"""One ranking of two. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from knowledge.index.scope import Scored
from knowledge.sources.types import Tier

WEIGHT = 0.5  # of the vectors; the words get the rest


class Fused(NamedTuple):
    """`score` is 0 to 1; `vector_score` (cosine) and `word_score` (BM25) are 0 where that search did not list it."""

    passage_id: str
    score: float
    vector_score: float
    word_score: float


def fuse(
    near: Sequence[Scored], worded: Sequence[Scored], tiers: Mapping[str, Tier], weight: float, depth: int = 0
) -> list[Fused]:
    """Each ranking's scores divided by its best, weighted and added; ties go to the better tier, then by id.

    Each lists `depth` passages where there are so many (0: it lists all that there are). A passage that the vectors did not
    list then counts as their last: cosines lie close together, so it is hardly farther. What the words did not list has
    next to none of them.
    """
    vectors, words = dict(near), dict(worded)
    vector_share, word_share = _shares(vectors, weight), _shares(words, 1 - weight)
    far = _last(vector_share, depth)
    fused = [
        Fused(
            one,
            round(vector_share.get(one, far) + word_share.get(one, 0), 6),
            vectors.get(one, 0),
            words.get(one, 0),
        )
        for one in vectors.keys() | words.keys()
    ]
    return sorted(fused, key=lambda one: (-one.score, tiers[one.passage_id], one.passage_id))


def _last(shares: Mapping[str, float], depth: int) -> float:
    """The least share, where more than were listed may have one."""
    return min(shares.values()) if shares and depth and len(shares) >= depth else 0.0


def _shares(scores: Mapping[str, float], weight: float) -> dict[str, float]:
    best = max(scores.values(), default=0)
    return {one: weight * max(score, 0) / best for one, score in scores.items()} if best > 0 else {}
