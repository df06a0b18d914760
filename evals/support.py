"""Fit when to answer: a logistic model over the signs of support, on questions that the library answers and does not."""

from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from assistant.question.support import Signs, Weights

FOLDS = 10


def fit(answerable: Sequence[Signs], unanswerable: Sequence[Signs]) -> tuple[Weights, NDArray[np.float64], float]:
    """The weights, each question's cross-validated probability (answerable ones first), and the area under the ROC curve."""
    features = np.array([astuple(one) for one in (*answerable, *unanswerable)])
    labels = np.array([1] * len(answerable) + [0] * len(unanswerable))
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
    probabilities = cross_val_predict(model, features, labels, cv=FOLDS, method="predict_proba")[:, 1]
    model.fit(features, labels)
    named = dict(zip((f.name for f in fields(Signs)), (float(w) for w in model.coef_[0]), strict=True))
    weights = Weights(bias=float(model.intercept_[0]), **named)
    return weights, probabilities, float(roc_auc_score(labels, probabilities))


def curve(answerable: int, probabilities: NDArray[np.float64], thresholds: Sequence[float]) -> list[tuple[float, float, float]]:
    """For each threshold: (threshold, share of unanswerable ones answered, share of answerable ones refused)."""
    good, bad = probabilities[:answerable], probabilities[answerable:]
    return [(t, float((bad >= t).mean()), float((good < t).mean())) for t in thresholds]
