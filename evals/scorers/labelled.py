"""Faithfulness and citations (ALCE) on labelled statements, apart for people's labels and an assistant's.

A statement that several replies tell in the same words with the same quotes is one piece of evidence: it counts once, in the
first case that tells it, and the intervals resample these cases."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from evals.labels import SHIPPED, Label, Origin, by_statement, read_labels
from evals.measure import Measured, Score, interval
from evals.runs import Result, Run
from evals.statements import statements

Said = Sequence[Label]
"""What each labeller says of one statement."""


def labelled(run: Run) -> list[Measured]:
    """Each figure for each origin of the labels that are shipped or kept beside the run. Raises LabelError."""
    labels = labels_of(run)
    return [figure(run.results, labels, origin) for origin in Origin for figure in FIGURES.values()]


def labels_of(run: Run) -> list[Label]:
    """The labels that are shipped and those kept beside the run. Raises LabelError."""
    return [*read_labels(SHIPPED), *read_labels(run.folder / "labels")]


def faithfulness(results: Sequence[Result], labels: Iterable[Label], origin: Origin = Origin.PERSON) -> Measured:
    """Supported statements among the labelled ones; where labellers disagree, it counts as not supported."""
    return _measured(f"faithfulness ({origin})", _judged(results, labels, origin), _supported, "statements")


def recall(results: Sequence[Result], labels: Iterable[Label], origin: Origin = Origin.PERSON) -> Measured:
    """Labelled statements that have a citation and are supported by their citations together."""
    return _measured(f"citation recall ({origin})", _judged(results, labels, origin), _cited, "statements")


def precision(results: Sequence[Result], labels: Iterable[Label], origin: Origin = Origin.PERSON) -> Measured:
    """A citation counts where its statement is supported and it is not irrelevant, in the eyes of every labeller."""
    return _measured(f"citation precision ({origin})", _judged(results, labels, origin), _relevant, "citations")


FIGURES = {"faithfulness": faithfulness, "citation recall": recall, "citation precision": precision}
BY_PRINTED_NAME = {f"{name} ({origin})": (figure, origin) for name, figure in FIGURES.items() for origin in Origin}


def _supported(said: Said) -> Score:
    return Score(float(all(label.supported for label in said)), 1)


def _cited(said: Said) -> Score:
    return Score(float(all(label.supported and bool(label.alone) for label in said)), 1)


def _relevant(said: Said) -> Score:
    held = [all(each) for each in zip(*map(_precise, said), strict=True)]
    return Score(sum(held), len(held))


def _precise(label: Label) -> list[bool]:
    """Irrelevant: alone it does not support the statement, and the others still do."""
    others = [any(label.alone[:i] + label.alone[i + 1 :]) for i in range(len(label.alone))]
    return [label.supported and (alone or not rest) for alone, rest in zip(label.alone, others, strict=True)]


def _judged(results: Sequence[Result], labels: Iterable[Label], origin: Origin) -> dict[str, list[Said]]:
    """The labelled statements by the case that tells them first, each once; cases that only repeat one have none."""
    known = by_statement(one for one in labels if one.origin is origin)
    found: dict[str, list[Said]] = {}
    for one in statements(results):
        if one.key in known:
            found.setdefault(one.case.id, []).extend([list(known.pop(one.key).values())])
    return found


def _measured(name: str, judged: dict[str, list[Said]], score: Callable[[Said], Score], counted: str) -> Measured:
    each = [[score(said) for said in mine] for mine in judged.values()]
    hits, of = (
        np.array([sum(s.hits for s in mine) for mine in each]),
        np.array([sum(s.of for s in mine) for mine in each]),
    )
    value, low, high = interval(hits, of)
    total, labels = float(of.sum()), sum(map(len, each))
    return Measured(name, value, low, high, float(hits.sum()), total, len(each), 0, False, "", counted, labels)
