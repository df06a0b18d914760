"""Plots of not answering as SVG coordinates: hallucination against error at every threshold."""

from dataclasses import dataclass

from evals.abstention_set import Separated, crossed, operating
from evals.measure import Measured, measure
from evals.report.calibration import SIDE, Calibration, Dot, calibration, upright
from evals.report.plots import Whisker
from evals.runs import Run
from evals.scorers import BY_NAME


@dataclass(frozen=True, slots=True)
class Abstaining:
    """The curve as "x,y x,y ..", its dots, the chosen one and what it costs, the replies' own rates if any, the calibration."""

    side: int
    area: str
    line: str
    points: tuple[Dot, ...]
    chosen: Dot
    cost: str
    replies: Dot | None
    calibration: Calibration


def abstaining(found: Separated, run: Run) -> Abstaining:
    """What there is to draw: x is the error rate, y the hallucination rate, both from 0 to 1."""
    points = tuple(_dot(p.threshold, p.error, p.hallucination) for p in found.curve)
    chosen = operating(found.curve)
    area = f"{found.area:.3f} [{found.low:.3f}, {found.high:.3f}] on {len(found.answerable)} questions"
    line = " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in points)
    cost = crossed(found)
    held = f"hallucination {cost.hallucination:.3f}, error {cost.error:.3f}"
    best = _dot(chosen.threshold, chosen.error, chosen.hallucination)
    meant = calibration(found.chances, found.answerable, chosen.threshold)
    return Abstaining(SIDE, area, line, points, best, held, _of_replies(run), meant)


def _dot(threshold: float, error: float, hallucination: float) -> Dot:
    said = f"answered from a chance of {threshold:.2f}: hallucination {hallucination:.3f}, error {error:.3f}"
    x, y = error * SIDE, upright(hallucination)
    return Dot(said, x, y, Whisker.upright(x, y, y))


def _of_replies(run: Run) -> Dot | None:
    told, refused = (measure(BY_NAME[n], run.results, run.texts) for n in ("hallucination rate", "error rate"))
    if told.value is None or refused.value is None:
        return None
    said = f"the replies: hallucination {_ends(told)}, error {_ends(refused)}"
    x = refused.value * SIDE
    return Dot(said, x, upright(told.value), Whisker.upright(x, upright(told.low or 0), upright(told.high or 0)))


def _ends(one: Measured) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}] {one.hits:g}/{one.of:g}"
