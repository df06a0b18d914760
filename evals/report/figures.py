"""The figures of a run as rows: value, interval and count apart, with a mark to draw where the figure is a share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.measure import Measured
from evals.report.plots import Whisker

WIDE, MIDDLE = 140, 9  # units of the drawing beside a figure: its width, and how far down its line is
# What stands in large at the head, where the run has it.
FIRST = (
    "right in all that is labelled",
    "decision accuracy",
    "plain questions with every key point cited",
    "quote validity",
    "hallucination rate",
    "error rate",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric in words: "0.911", "[0.866, 0.949]", "143/157", "157 cases"; `whisker` is None for what is no share."""

    name: str
    value: str
    ends: str
    count: str
    cases: str
    lower: bool
    at: float
    whisker: Whisker | None


def figures(found: Iterable[Measured]) -> list[Figure]:
    """Every metric that has a value or an error."""
    return [_figure(one) for one in found]


def headlines(found: Iterable[Figure]) -> Iterator[Figure]:
    """Those of FIRST that are there, in that order."""
    by_name = {one.name: one for one in found}
    return (by_name[name] for name in FIRST if name in by_name)


def _figure(one: Measured) -> Figure:
    failed = f", {one.errors} {'error' if one.errors == 1 else 'errors'}" if one.errors else ""
    cases = f"{one.cases} {'case' if one.cases == 1 else 'cases'}{failed}"
    if one.value is None or one.low is None or one.high is None:
        return Figure(one.name, "-", "", "", cases, one.lower, 0, None)
    if one.unit:
        value, ends = f"{one.value:.0f} {one.unit}", f"[{one.low:.0f}, {one.high:.0f}]"
        return Figure(one.name, value, ends, "", cases, one.lower, 0, None)
    ends = f"[{one.low:.3f}, {one.high:.3f}]"
    count = f"{round(one.hits, 1):g}/{round(one.of, 1):g}{f' {one.counted}' if one.counted else ''}"
    drawn = Whisker.lying(one.low * WIDE, one.high * WIDE, MIDDLE)
    return Figure(one.name, f"{one.value:.3f}", ends, count, cases, one.lower, one.value * WIDE, drawn)
