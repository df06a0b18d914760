"""Fit when a sentence of an organization's own documents is said: a logistic model over its signs, no weight below its least."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.question.own import OwnSigns

Vector = NDArray[np.float64]
# Whoever writes questions for a set avoids the document's words, whoever asks at work does not: shared words must count.
LEAST: Mapping[str, float] = {"words": 2.0}
SHRINK = 0.003


@dataclass(frozen=True)
class Labelled:
    """Of one question the signs of the sentences that tell what it asks, and which of these answer it."""

    answerable: bool
    signs: Sequence[OwnSigns]
    right: Sequence[bool]


@dataclass(frozen=True)
class OwnFitted:
    """The weights and the bias."""

    signs: OwnSigns
    bias: float

    def chances(self, one: Labelled) -> Vector:
        """The chance of each sentence."""
        logits = np.array([astuple(signs) for signs in one.signs]).reshape(-1, len(fields(OwnSigns))) @ astuple(
            self.signs
        )
        return np.asarray(1 / (1 + np.exp(-logits - self.bias)))


def fit_own(asked: Sequence[Labelled]) -> OwnFitted:
    """The weights that tell right sentences from others best."""
    signs = np.array([astuple(one) for question in asked for one in question.signs])
    right = np.array([one for question in asked for one in question.right], dtype=float)
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    scaled, turned = (signs - mean) / spread, 2 * right - 1

    def loss(weights: Vector) -> tuple[float, Vector]:
        logits = scaled @ weights[:-1] + weights[-1]
        wrong = 1 / (1 + np.exp(-logits)) - right
        slope = scaled.T @ wrong / len(right) + 2 * SHRINK * weights[:-1]
        return float(np.logaddexp(0, -logits * turned).mean() + SHRINK * (weights[:-1] ** 2).sum()), np.append(
            slope, wrong.mean()
        )

    least = [LEAST.get(field.name, 0.0) * width for field, width in zip(fields(OwnSigns), spread, strict=True)]
    bounds = [*((one, None) for one in least), (None, None)]
    start = np.append(least, 0.0)
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return OwnFitted(OwnSigns(*(round(float(one), 2) for one in weights)), round(float(found[-1] - weights @ mean), 2))


def own_curve(
    fitted: OwnFitted, asked: Sequence[Labelled], chances: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """For each chance: (chance, share of unanswerable questions answered, of answerable ones refused, of these answered
    rightly by the likeliest sentence)."""
    best = [(one, fitted.chances(one)) for one in asked]
    answerable = [pair for pair in best if pair[0].answerable]
    others = [pair for pair in best if not pair[0].answerable]
    return [
        (
            least,
            _mean([_most(found) >= least for _, found in others]),
            _mean([_most(found) < least for _, found in answerable]),
            _mean([_most(found) >= least and one.right[int(found.argmax())] for one, found in answerable]),
        )
        for least in chances
    ]


def _most(found: Vector) -> float:
    return float(found.max()) if len(found) else 0.0


def _mean(ones: Sequence[bool]) -> float:
    return sum(ones) / max(1, len(ones))
