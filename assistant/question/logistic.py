"""How likely signs make it that sentences answer, by a logistic model."""

from collections.abc import Sequence
from math import exp


def chance(weights: Sequence[float], signs: Sequence[float], bias: float) -> float:
    """The probability, 0 to 1, by the weight of each sign. Raises ValueError where they are not as many."""
    return 1 / (1 + exp(-bias - sum(weight * sign for weight, sign in zip(weights, signs, strict=True))))
