"""What a search may see, and what every search over vectors promises. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.sources.types import Kind

Matrix = NDArray[np.float32]
Mask = NDArray[np.bool_]
Scored = tuple[str, float]
ALL_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Scope:
    """The audiences that the asker belongs to, the day the answer is for (None: any day), and the kinds wanted."""

    audiences: frozenset[str]
    as_of: date | None
    kinds: frozenset[Kind] = ALL_KINDS


class Vectors(Protocol):
    """Passages by nearness of their vectors."""

    def search(self, queries: Matrix, k: int, scope: Scope) -> Sequence[Sequence[Scored]]:
        """For each row of `queries` (n x width, unit length) at most `k` (passage_id, cosine) in `scope`, best first.

        What is out of scope is left out before ranking; equal scores stand in order of passage_id.
        """
        ...


def in_order(scored: Sequence[Scored]) -> list[Scored]:
    """Best first. Scores are rounded so that a query gives the same order alone and in a batch."""
    rounded = ((passage_id, round(score, 5)) for passage_id, score in scored)
    return sorted(rounded, key=lambda one: (-one[1], one[0]))
