"""The word index: BM25 over title, section path, context and text, as weighed by Lucene, counted over what is live."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.index.postings import Postings, as_bytes
from knowledge.index.scope import Mask, Scored, in_order
from knowledge.index.tokens import name_terms, query_terms, term_of

K1, B = 1.2, 0.75
NOWHERE = -1
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Words:
    """The index of one generation; `ids` are its passages in order.

    `parts` hold their postings, each with the place in `ids` of every passage of it (NOWHERE: not live, or held by another
    part). `_norms` is what a passage's length takes from its score. Every figure is counted over `ids` alone, so that a
    score does not depend on how the passages came in.
    """

    generation: str
    ids: Sequence[str]
    parts: Sequence[tuple[Postings, Places]]
    _norms: NDArray[np.float64]

    def search(self, query: str, k: int, allowed: Mask) -> list[Scored]:
        """At most `k` (passage_id, BM25) above 0 where `allowed` (one entry an id), best first."""
        if k < 1 or not self.ids:
            return []
        scores = self._scores(query)
        held = np.flatnonzero(allowed & (scores > 0))  # among many zeros a partition takes ten times as long
        found = scores[held]
        floor = np.partition(found, -k)[-k] if k < len(found) else 0
        near = held[found >= floor - 1e-5]
        return in_order([(self.ids[place], float(scores[place])) for place in near.tolist()])[:k]

    def names(self, query: str, allowed: Mask) -> bool:
        """Whether some passage of `allowed` goes by an identifier that `query` has."""
        return any(allowed[self._holders(term)[0]].any() for term in name_terms(query))

    def frequency(self, stem: str, allowed: Mask) -> int:
        """In how many passages of `allowed` (one entry an id) `stem` stands."""
        return int(np.count_nonzero(allowed[self._holders(term_of(stem))[0]]))

    def _scores(self, query: str) -> NDArray[np.float64]:
        scores = np.zeros(len(self.ids))
        for term, weight in query_terms(query):
            places, counts = self._holders(term)
            rare = math.log(1 + (len(self.ids) - len(places) + 0.5) / (len(places) + 0.5))
            scores[places] += weight * rare * counts / (counts + self._norms[places])
        return scores

    def _holders(self, term: int) -> tuple[Places, NDArray[np.uint32]]:
        """The places that hold `term`, and how often."""
        found = [_live(part, places, part.of(term)) for part, places in self.parts]
        if len(found) == 1:
            return found[0]
        places = [one for one, _ in found] or [np.zeros(0, dtype=np.int64)]
        return np.concatenate(places), np.concatenate([c for _, c in found] or [np.zeros(0, dtype=np.uint32)])


def words(generation: str, keys: Mapping[str, str], parts: Sequence[Postings]) -> Words:
    """The index of the passages `keys` (id to what was read of it, in order of ids); each stands in one of `parts`."""
    placed = [(part, places) for part, places in zip(parts, places_in(keys, parts), strict=True)]
    lengths = np.zeros(len(keys))
    for part, places in placed:
        live = places != NOWHERE
        lengths[places[live]] = part.lengths[live]
    average = float(lengths.mean()) if len(lengths) else 0.0
    return Words(generation, list(keys), placed, K1 * (1 - B + B * lengths / (average or 1.0)))


def places_in(keys: Mapping[str, str], parts: Sequence[Postings]) -> list[Places]:
    """For each part the place in `keys` of each of its passages: NOWHERE where it is not in, is read anew, or came before."""
    ids, wanted = as_bytes(list(keys)), as_bytes(list(keys.values()))
    taken, found = np.zeros(len(ids), dtype=np.bool_), []
    for part in parts:
        places = np.full(len(part.ids), NOWHERE, dtype=np.int64)
        if len(ids):
            at = np.minimum(np.searchsorted(ids, part.ids), len(ids) - 1)
            same = (ids[at] == part.ids) & (wanted[at] == part.keys) & ~taken[at]
            places[same] = at[same]
            taken[at[same]] = True
        found.append(places)
    return found


def _live(part: Postings, places: Places, at: slice) -> tuple[Places, NDArray[np.uint32]]:
    found = places[part.rows[at]]
    live = found != NOWHERE
    return found[live], part.counts[at][live]
