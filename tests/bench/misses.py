"""What HNSW misses of the nearest passages: its ten beside those of a comparison with every vector."""

from collections.abc import Sequence

import numpy as np

from knowledge.index.exact import exact
from knowledge.index.retrieve import DEPTH, Index
from knowledge.index.scope import Scope
from knowledge.sources.types import EVERYONE, Kind
from knowledge.store.live import live_vectors

NEAREST = 10
SCOPES = {
    "all that it holds": Scope(frozenset({EVERYONE}), None),
    "norms": Scope(frozenset({EVERYONE}), None, frozenset({Kind.NORM})),
}


def misses(index: Index, questions: Sequence[str]) -> str:
    """A line for each scope: how many of the ten nearest the index names, and how far the worst of a miss lies behind."""
    live = live_vectors(index.engine, index.encoder.key)
    every = exact(index.corpus, live.vectors, index.encoder.width)
    asked = index.encoder.encode(questions)
    lines = []
    for name, scope in SCOPES.items():
        found, nearest = (
            [ranking[:NEAREST] for ranking in one.search(asked, DEPTH, scope)] for one in (index.vectors, every)
        )
        held = [len({i for i, _ in mine} & {i for i, _ in best}) for mine, best in zip(found, nearest, strict=True)]
        behind = [best[-1][1] - mine[-1][1] for mine, best in zip(found, nearest, strict=True) if best and mine]
        lines.append(
            f"  {name}: {sum(held):,} of the {sum(map(len, nearest)):,} nearest found, by {len(questions)} questions"
            f" (the tenth lies at most {np.max(behind, initial=0):.4f} of cosine behind)"
        )
    return "\n".join(lines)
