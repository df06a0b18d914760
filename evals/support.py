"""Fit when to answer: a logistic model over the signs of support, on questions that the library answers and does not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from assistant.question.support import Signs

FOLDS = 10


@dataclass(frozen=True)
class Fitted:
    """The model, the area under its ROC curve, and each question's cross-validated probability (answerable ones first)."""

    signs: Signs
    bias: float
    area: float
    answerable: NDArray[np.float64]
    unanswerable: NDArray[np.float64]


def fit(names: Sequence[str], answerable: Sequence[Signs], unanswerable: Sequence[Signs]) -> Fitted:
    """The weights of the signs `names`; the others weigh nothing."""
    features = np.array([[getattr(one, name) for name in names] for one in (*answerable, *unanswerable)])
    labels = np.array([1] * len(answerable) + [0] * len(unanswerable))
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000)
    chances = cross_val_predict(model, features, labels, cv=FOLDS, method="predict_proba")[:, 1]
    model.fit(features, labels)
    weights = Signs(**{name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True)})
    area = float(roc_auc_score(labels, chances))
    return Fitted(
        weights, round(float(model.intercept_[0]), 2), area, chances[: len(answerable)], chances[len(answerable) :]
    )


def curve(fitted: Fitted, thresholds: Sequence[float]) -> list[tuple[float, float, float]]:
    """For each threshold: (threshold, share of unanswerable ones answered, share of answerable ones refused)."""
    return [(t, float((fitted.unanswerable >= t).mean()), float((fitted.answerable < t).mean())) for t in thresholds]
