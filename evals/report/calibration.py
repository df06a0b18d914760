"""How well chances of answering are meant, as SVG coordinates: the share that can be answered in each tenth of the chances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.measure import interval
from evals.report.plots import Tick, Whisker
from evals.runs import Run

SIDE = 340  # units of the drawing
BINS = 10
TICKS = tuple(Tick(share * SIDE, f"{share:g}") for share in (0, 0.25, 0.5, 0.75, 1))


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with what it says (units of the drawing), and its upright whisker."""

    said: str
    x: float
    y: float
    whisker: Whisker


@dataclass(frozen=True, slots=True)
class Calibration:
    """The dots of `count` questions; `cut` is where they are answered from, None where more than the chance decides."""

    count: int
    dots: tuple[Dot, ...]
    cut: float | None = None
    side: int = SIDE
    ticks: tuple[Tick, ...] = TICKS


def calibration(chances: Sequence[float], answerable: Sequence[bool], cut: float | None = None) -> Calibration:
    """What there is to draw of these chances (0 to 1) and of whether each question can be answered; `cut` is a chance."""
    dots = tuple(_dots(np.array(chances), np.array(answerable, dtype=float)))
    return Calibration(len(chances), dots, None if cut is None else cut * SIDE)


def of_replies(run: Run) -> Calibration | None:
    """That of the replies of `run` that kept their chance, or None where none did."""
    pairs = [
        (one.reply.trace.chance, one.case.answerable)
        for one in run.results
        if one.reply and one.reply.trace and one.reply.trace.chance is not None
    ]
    return calibration([chance for chance, _ in pairs], [can for _, can in pairs]) if pairs else None


def _dots(chances: np.ndarray, labels: np.ndarray) -> Iterator[Dot]:
    """For each tenth of the chances that has any: the mean chance against the share that can be answered."""
    tenths = np.minimum((chances * BINS).astype(int), BINS - 1)
    for tenth in range(BINS):
        mine = tenths == tenth
        value, low, high = interval(labels[mine], np.ones(int(mine.sum()))) if mine.any() else (None, None, None)
        if value is not None and low is not None and high is not None:
            mean = float(chances[mine].mean())
            said = (
                f"chance {mean:.2f}: {value:.3f} [{low:.3f}, {high:.3f}] can be answered, {int(mine.sum())} questions"
            )
            yield Dot(said, mean * SIDE, upright(value), Whisker.upright(mean * SIDE, upright(low), upright(high)))


def upright(share: float) -> float:
    """Where a share, 0 to 1, stands on the upright axis."""
    return (1 - share) * SIDE
