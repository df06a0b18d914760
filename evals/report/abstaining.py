"""Plots of not answering as SVG coordinates: hallucination against error at every threshold, and how well chances are meant."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evals.abstention_set import Separated, crossed, operating
from evals.measure import Measured, interval, measure
from evals.report.plots import Tick, Whisker
from evals.runs import Run
from evals.scorers import BY_NAME

SIDE = 340  # units of the drawing
BINS = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with what it says (units of the drawing), and its upright whisker."""

    said: str
    x: float
    y: float
    whisker: Whisker


@dataclass(frozen=True, slots=True)
class Abstaining:
    """The curve as "x,y x,y ..", its dots, the chosen one and its threshold, the replies' own rates if any, the calibration."""

    side: int
    area: str
    line: str
    points: tuple[Dot, ...]
    chosen: Dot
    cost: str
    cut: float
    replies: Dot | None
    calibration: tuple[Dot, ...]
    ticks: tuple[Tick, ...] = tuple(Tick(share * SIDE, f"{share:g}") for share in (0, 0.25, 0.5, 0.75, 1))


def abstaining(found: Separated, run: Run) -> Abstaining:
    """What there is to draw: x is the error rate, y the hallucination rate, both from 0 to 1."""
    points = tuple(_dot(p.threshold, p.error, p.hallucination) for p in found.curve)
    chosen = operating(found.curve)
    area = f"{found.area:.3f} [{found.low:.3f}, {found.high:.3f}] on {len(found.answerable)} questions"
    line = " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in points)
    cost = crossed(found)
    held = f"hallucination {cost.hallucination:.3f}, error {cost.error:.3f}"
    best = _dot(chosen.threshold, chosen.error, chosen.hallucination)
    return Abstaining(
        SIDE, area, line, points, best, held, chosen.threshold * SIDE, _of_replies(run), tuple(_calibration(found))
    )


def _dot(threshold: float, error: float, hallucination: float) -> Dot:
    said = f"answered from a chance of {threshold:.2f}: hallucination {hallucination:.3f}, error {error:.3f}"
    x, y = error * SIDE, _y(hallucination)
    return Dot(said, x, y, Whisker.upright(x, y, y))


def _of_replies(run: Run) -> Dot | None:
    told, refused = (measure(BY_NAME[n], run.results, run.texts) for n in ("hallucination rate", "error rate"))
    if told.value is None or refused.value is None:
        return None
    said = f"the replies: hallucination {_ends(told)}, error {_ends(refused)}"
    x = refused.value * SIDE
    return Dot(said, x, _y(told.value), Whisker.upright(x, _y(told.low or 0), _y(told.high or 0)))


def _ends(one: Measured) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}] {one.hits:g}/{one.of:g}"


def _calibration(found: Separated) -> Iterator[Dot]:
    """For each tenth of the chances that has any: the mean chance against the share that can be answered."""
    chances, labels = np.array(found.chances), np.array(found.answerable, dtype=float)
    tenths = np.minimum((chances * BINS).astype(int), BINS - 1)
    for tenth in range(BINS):
        mine = tenths == tenth
        value, low, high = interval(labels[mine], np.ones(int(mine.sum()))) if mine.any() else (None, None, None)
        if value is not None and low is not None and high is not None:
            mean = float(chances[mine].mean())
            said = (
                f"chance {mean:.2f}: {value:.3f} [{low:.3f}, {high:.3f}] can be answered, {int(mine.sum())} questions"
            )
            yield Dot(said, mean * SIDE, _y(value), Whisker.upright(mean * SIDE, _y(low), _y(high)))


def _y(share: float) -> float:
    return (1 - share) * SIDE
