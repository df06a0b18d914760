"""Macro-F1 of the gate's graded score on a set labelled attributable or not: `python -m evals.attribution FILE.jsonl`.

A line: {"claim", "references": [..], "attribution_label"}. The threshold is chosen on four fifths and tried on the
fifth left out; the word-overlap floor is measured in the same run, in the same way.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.gate.verdict import Evidence
from assistant.gate.verify import graded

_FOLDS = 5
_WORD = re.compile(r"\w+")
_RESAMPLES = 1_000
_SEED = 0

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]


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


def main(arguments: list[str]) -> int:
    """Print one line a score. 2 for a misuse."""
    if len(arguments) != 1:
        print("usage: python -m evals.attribution FILE.jsonl", file=sys.stderr)
        return 2
    lines = [json.loads(line) for line in Path(arguments[0]).read_text("utf-8").splitlines()]
    truth = np.array([line["attribution_label"] == "attributable" for line in lines])
    scored = {
        "word overlap": [overlap(line["claim"], line["references"]) for line in lines],
        "graded": [graded(line["claim"], [Evidence(text) for text in line["references"]]) for line in lines],
    }
    for name, scores in scored.items():
        said = cross_validated(np.array(scores), truth)
        low, high = interval(truth, said)
        print(f"{name:<13} macro-F1 {macro_f1(truth, said):.3f} [{low:.3f}, {high:.3f}] on {len(truth)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
