"""The live passages as columns, so that a scope becomes a mask before anything is ranked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.index.scope import Mask, Scope
from knowledge.sources.types import Tier
from knowledge.store.live import LivePassage

SCOPES = 16  # masks kept for the next question
OPEN_BEGIN, OPEN_END = 0, 99_999_999  # as yyyymmdd


def as_number(day: date | None, otherwise: int) -> int:
    """A day as yyyymmdd; an open end as `otherwise`."""
    return otherwise if day is None else day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True)
class Corpus:
    """Live passages in order of their ids; every mask has one entry for each."""

    passages: Sequence[LivePassage]

    @cached_property
    def ids(self) -> list[str]:
        return [one.passage_id for one in self.passages]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Where each passage stands, by id."""
        return {one: row for row, one in enumerate(self.ids)}

    @cached_property
    def tiers(self) -> dict[str, Tier]:
        return {one.passage_id: one.tier for one in self.passages}

    @cached_property
    def source_ids(self) -> dict[str, str]:
        return {one.passage_id: one.source_id for one in self.passages}

    @cached_property
    def _audience(self) -> NDArray[np.str_]:
        return _column(one.audience for one in self.passages)

    @cached_property
    def _kind(self) -> NDArray[np.str_]:
        return _column(one.kind.value for one in self.passages)

    @cached_property
    def _validity(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        begins = [as_number(one.valid_from, OPEN_BEGIN) for one in self.passages]
        ends = [as_number(one.valid_to, OPEN_END) for one in self.passages]
        return np.array(begins, dtype=np.int64), np.array(ends, dtype=np.int64)

    def mask(self, scope: Scope) -> Mask:
        """True where a passage is in `scope`; not to be written to."""
        return self._masks(scope)

    @cached_property
    def _masks(self) -> Callable[[Scope], Mask]:
        return lru_cache(SCOPES)(self._mask)

    def _mask(self, scope: Scope) -> Mask:
        fits = np.isin(self._audience, sorted(scope.audiences) or [""])
        fits &= np.isin(self._kind, sorted(kind.value for kind in scope.kinds) or [""])
        if not scope.audiences:
            fits[:] = False
        if scope.as_of is not None:
            day = as_number(scope.as_of, OPEN_BEGIN)
            begins, ends = self._validity
            fits &= (begins <= day) & (day <= ends)
        return fits


def _column(values: Iterable[str]) -> NDArray[np.str_]:
    return np.array(list(values), dtype=np.str_)
