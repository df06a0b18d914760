"""Faithfulness and citation precision (ALCE) on labelled statements, apart for people's labels and an assistant's."""

from collections.abc import Iterable, Sequence

import numpy as np

from evals.labels import SHIPPED, Label, Origin, by_statement, read_labels
from evals.measure import Measured, interval
from evals.runs import Result, Run
from evals.statements import statements


def labelled(run: Run) -> list[Measured]:
    """Both figures for each origin of the labels that are shipped or kept beside the run. Raises LabelError."""
    labels = [*read_labels(SHIPPED), *read_labels(run.folder / "labels")]
    return [
        one
        for origin in Origin
        for one in (faithfulness(run.results, labels, origin), precision(run.results, labels, origin))
    ]


def faithfulness(results: Sequence[Result], labels: Iterable[Label], origin: Origin = Origin.PERSON) -> Measured:
    """Supported statements among the labelled ones; where labellers disagree, it counts as not supported."""
    judged = _judged(results, labels, origin)
    scores = [(float(all(label.supported for label in said)), 1.0) for said in judged]
    return _measured(f"faithfulness ({origin})", scores)


def precision(results: Sequence[Result], labels: Iterable[Label], origin: Origin = Origin.PERSON) -> Measured:
    """A citation counts where its statement is supported and it is not irrelevant, in the eyes of every labeller."""
    judged = _judged(results, labels, origin)
    held = [[all(each) for each in zip(*map(_precise, said), strict=True)] for said in judged]
    return _measured(f"citation precision ({origin})", [(float(sum(one)), float(len(one))) for one in held])


def _precise(label: Label) -> list[bool]:
    """Irrelevant: alone it does not support the statement, and the others still do."""
    others = [any(label.alone[:i] + label.alone[i + 1 :]) for i in range(len(label.alone))]
    return [label.supported and (alone or not rest) for alone, rest in zip(label.alone, others, strict=True)]


def _judged(results: Sequence[Result], labels: Iterable[Label], origin: Origin) -> list[list[Label]]:
    known = {
        key: list(said.values()) for key, said in by_statement(one for one in labels if one.origin is origin).items()
    }
    return [known[one.key] for one in statements(results) if one.key in known]


def _measured(name: str, scores: Sequence[tuple[float, float]]) -> Measured:
    hits, of = np.array([h for h, _ in scores]), np.array([o for _, o in scores])
    value, low, high = interval(hits, of)
    return Measured(name, value, low, high, float(hits.sum()), float(of.sum()), len(scores), 0, False)
