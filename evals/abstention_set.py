"""Questions with contexts that answer them or don't (NoMIRACL): how well signs tell the two apart, and at what price.

A line: {"id", "question", "contexts": [..], "docids": [..], "answerable"}.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.contract import Context, Status
from evals.cases import Case, Expected, Split, Unanswerable
from evals.jsonl import lines

ABSTENTION = "abstention.json"  # in a run's folder
FOLDS = 10
SEED = 0
RESAMPLES = 1_000
MOST_ERROR = 0.15  # of the two rates, the one that the operating point keeps to

Array = NDArray[np.float64]


class AbstentionError(ValueError):
    """A file beside a run that is not what was kept there: file, what to do."""


@dataclass(frozen=True, slots=True)
class Point:
    """At a threshold: the share of unanswerable questions answered, of answerable ones refused."""

    threshold: float
    hallucination: float
    error: float


@dataclass(frozen=True, slots=True)
class Separated:
    """The area under the ROC curve with its interval, the curve of both rates, each question's cross-validated chance."""

    area: float
    low: float
    high: float
    curve: tuple[Point, ...]
    chances: tuple[float, ...]
    answerable: tuple[bool, ...]


def read_set(path: Path) -> list[Case]:
    """The set as cases: the contexts alone may answer."""
    return [_case(json.loads(line)) for _, line in lines(path)]


def _case(row: dict[str, object]) -> Case:
    contexts, ids = row["contexts"], row["docids"]
    assert isinstance(contexts, list) and isinstance(ids, list)
    answerable = bool(row["answerable"])
    return Case(
        id=str(row["id"]),
        text=str(row["question"]),
        contexts=tuple(Context(id=i, text=t) for i, t in zip(ids, contexts, strict=True)),
        expected=Expected(status=Status.ANSWERED if answerable else Status.ABSTAINED),
        answerable=answerable,
        unanswerable=None if answerable else Unanswerable.OUT_OF_SOURCES,
        tags=("nomiracl",),
        split=Split.DEV,
    )


def separated(signs: Sequence[Sequence[float]], answerable: Sequence[bool]) -> Separated:
    """A logistic regression over the signs, each question judged by a model that has not seen it."""
    features, labels = np.array(signs), np.array(answerable, dtype=int)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, class_weight="balanced", max_iter=2_000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    chances = cross_val_predict(model, features, labels, cv=folds, method="predict_proba")[:, 1]
    low, high = _interval(chances, labels)
    area = float(roc_auc_score(labels, chances))
    return Separated(area, low, high, curve(chances, labels), tuple(chances.tolist()), tuple(answerable))


def curve(chances: Array, labels: NDArray[np.int_]) -> tuple[Point, ...]:
    """Both rates at every twentieth, and just above the highest chance."""
    yes, no = chances[labels == 1], chances[labels == 0]
    cuts = [*(t / 20 for t in range(20)), 1.0]
    return tuple(Point(t, float((no >= t).mean()), float((yes < t).mean())) for t in cuts)


def operating(points: Sequence[Point], most_error: float = MOST_ERROR) -> Point:
    """The point of least hallucination whose error is at most `most_error`."""
    return min((p for p in points if p.error <= most_error), key=lambda p: p.hallucination)


def crossed(found: Separated, most_error: float = MOST_ERROR) -> Point:
    """What the choice of a point costs on questions that it was not made on: each tenth is held against the point chosen on the
    other nine, and `threshold` is the mean of those chosen."""
    chances, labels = np.array(found.chances), np.array(found.answerable, dtype=int)
    answered, cuts = np.zeros(len(labels), dtype=bool), []
    for others, mine in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + 1).split(chances, labels):
        cuts.append(operating(curve(chances[others], labels[others]), most_error).threshold)
        answered[mine] = chances[mine] >= cuts[-1]
    return Point(float(np.mean(cuts)), float(answered[labels == 0].mean()), float((~answered[labels == 1]).mean()))


def keep(found: Separated, path: Path) -> None:
    """Write what was found beside the run that it belongs to."""
    path.write_text(json.dumps(asdict(found)), "utf-8")


def kept(path: Path) -> Separated | None:
    """What `keep` wrote, None where it wrote nothing. Raises AbstentionError where the file is something else."""
    if not path.exists():
        return None
    try:
        row = json.loads(path.read_text("utf-8"))
        points = tuple(Point(**point) for point in row.pop("curve"))
        return Separated(
            **row | {"chances": tuple(row["chances"]), "answerable": tuple(row["answerable"])}, curve=points
        )
    except (TypeError, KeyError, ValueError) as error:
        raise AbstentionError(f"{path}: is not what `tickmark eval bars` wrote ({error}); remove it") from error


def _interval(chances: Array, labels: NDArray[np.int_]) -> tuple[float, float]:
    random, areas = np.random.default_rng(SEED), []
    for _ in range(RESAMPLES):
        pick = random.integers(0, len(labels), len(labels))
        if 0 < labels[pick].sum() < len(pick):
            areas.append(roc_auc_score(labels[pick], chances[pick]))
    low, high = np.percentile(areas, [2.5, 97.5])
    return float(low), float(high)
