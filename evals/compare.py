"""Two runs on the cases that both have: what got better, what got worse, and whether that could be chance."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import comb

import numpy as np

from evals.measure import difference
from evals.runs import Result, Run
from evals.scorers.right import right


class Change(StrEnum):
    IMPROVED = "improved"
    REGRESSED = "regressed"
    RIGHT = "right in both"
    WRONG = "wrong in both"
    ERROR = "error in one"
    RELABELLED = "relabelled"
    NEW = "new"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A case in both runs; one side is None where that run does not have it."""

    id: str
    change: Change
    before: Result | None
    after: Result | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairings in the order of the second run; `p` the exact two-sided sign test (McNemar) on what changed.

    `difference` is the share of right replies after less before, on matched cases, with its 95% interval.
    """

    pairings: tuple[Pairing, ...]
    p: float
    difference: tuple[float, float, float] | tuple[None, None, None]

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.pairings)

    @property
    def matched(self) -> int:
        """Cases that both runs answered, with the same labels."""
        unlike = {Change.NEW, Change.MISSING, Change.RELABELLED, Change.ERROR}
        return sum(one.change not in unlike for one in self.pairings)


def compare(before: Run, after: Run) -> Comparison:
    """`after` against `before`."""
    old, new = before.by_id(), after.by_id()
    pairings = tuple(_pairing(one, old.get(one), new.get(one)) for one in [*new, *(i for i in old if i not in new)])
    counts = [sum(p.change is change for p in pairings) for change in (Change.IMPROVED, Change.REGRESSED)]
    return Comparison(pairings, sign_test(*counts), _difference(pairings))


def sign_test(one: int, other: int) -> float:
    """The two-sided exact probability of a split at least as uneven, were both equally likely."""
    n, few = one + other, min(one, other)
    return min(1.0, 2 * sum(comb(n, k) for k in range(few + 1)) / 2**n) if n else 1.0


def _pairing(case_id: str, before: Result | None, after: Result | None) -> Pairing:
    return Pairing(case_id, _change(before, after), before, after)


def _change(before: Result | None, after: Result | None) -> Change:
    if before is None or after is None:
        return Change.NEW if before is None else Change.MISSING
    if before.case != after.case:
        return Change.RELABELLED
    if before.reply is None or after.reply is None:
        return Change.ERROR
    sides = right(before), right(after)
    return {
        (False, True): Change.IMPROVED,
        (True, False): Change.REGRESSED,
        (True, True): Change.RIGHT,
        (False, False): Change.WRONG,
    }[sides]


_GAIN = {Change.IMPROVED: 1, Change.REGRESSED: -1, Change.RIGHT: 0, Change.WRONG: 0}


def _difference(pairings: Iterable[Pairing]) -> tuple[float, float, float] | tuple[None, None, None]:
    return difference(np.array([_GAIN[one.change] for one in pairings if one.change in _GAIN], dtype=float))
