"""Macro-F1 of a score on a set labelled attributable or not (AttributionBench), beside the word-overlap floor.

A line: {"claim", "references": [..], "attribution_label"}. The threshold is chosen on four fifths and tried on the
fifth left out; the floor is measured in the same run, in the same way.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.jsonl import lines

_FOLDS = 5
_WORD = re.compile(r"\w+")
_RESAMPLES = 1_000
_SEED = 0

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]
Score = Callable[[str, Sequence[str]], float]
"""From a claim and its references to how far these support it, 0 to 1."""


@dataclass(frozen=True, slots=True)
class F1:
    """A cross-validated macro-F1 with its 95% bootstrap interval, on `count` lines."""

    value: float
    low: float
    high: float
    count: int


def overlap(claim: str, references: Sequence[str]) -> float:
    """The floor: the share of the claim's words that stand anywhere in the references."""
    words = _WORD.findall(claim.lower())
    known = {word for text in references for word in _WORD.findall(text.lower())}
    return sum(word in known for word in words) / len(words) if words else 0.0


def macro_f1(truth: Labels, said: Labels) -> float:
    """The mean of the F1 of both classes."""
    found = []
    for positive in (True, False):
        hits = int(((said == positive) & (truth == positive)).sum())
        total = int((said == positive).sum()) + int((truth == positive).sum())
        found.append(2 * hits / total if total else 0.0)
    return sum(found) / 2


def best_threshold(scores: Scores, truth: Labels) -> float:
    """The score from which "attributable" gives the highest macro-F1."""
    cuts: list[float] = np.unique(scores).tolist()
    return max(cuts, key=lambda cut: macro_f1(truth, scores >= cut))


def cross_validated(scores: Scores, truth: Labels) -> Labels:
    """What is said of each line with a threshold chosen without it."""
    fold = np.random.default_rng(_SEED).permutation(len(truth)) % _FOLDS
    said = np.zeros(len(truth), dtype=np.bool_)
    for held in range(_FOLDS):
        cut = best_threshold(scores[fold != held], truth[fold != held])
        said[fold == held] = scores[fold == held] >= cut
    return said


def interval(truth: Labels, said: Labels) -> tuple[float, float]:
    """The 95% bootstrap interval of the macro-F1."""
    random = np.random.default_rng(_SEED)
    picks = (random.integers(0, len(truth), len(truth)) for _ in range(_RESAMPLES))
    low, high = np.percentile([macro_f1(truth[pick], said[pick]) for pick in picks], [2.5, 97.5])
    return float(low), float(high)


def read_set(path: Path) -> list[dict[str, Any]]:
    """The lines of the set."""
    return [json.loads(line) for _, line in lines(path)]


def measured(lines: Sequence[dict[str, Any]], score: Score) -> F1:
    """The macro-F1 of a score on the set."""
    truth = np.array([line["attribution_label"] == "attributable" for line in lines])
    scores = np.array([score(line["claim"], line["references"]) for line in lines])
    said = cross_validated(scores, truth)
    return F1(macro_f1(truth, said), *interval(truth, said), len(lines))
