"""Plots with intervals as SVG coordinates: right replies by tag, and how long replies took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.measure import Measured, interval
from evals.runs import Result

WIDTH, ROW, TALL = 360, 26, 180  # units of the drawing
BINS, LONG = 16, 640
SHORTEST = 0.1  # ms: a log axis has no zero
CAP = 4  # units that the end of a whisker stands out on each side
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)  # of which the axis of shares takes the first with few lines
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval as the path of a line with a cap at each end."""

    path: str

    @classmethod
    def lying(cls, low: float, high: float, y: float) -> "Whisker":
        ends = "".join(f"M{x:.1f} {y - CAP:.1f}v{2 * CAP}" for x in (low, high))
        return cls(f"{ends}M{low:.1f} {y:.1f}H{high:.1f}")

    @classmethod
    def upright(cls, x: float, low: float, high: float) -> "Whisker":
        ends = "".join(f"M{x - CAP:.1f} {y:.1f}h{2 * CAP}" for y in (low, high))
        return cls(f"{ends}M{x:.1f} {low:.1f}V{high:.1f}")


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis (units of the drawing) and what stands there."""

    at: float
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle with its whisker (units of the drawing), its name and what it says."""

    label: str
    said: str
    x: float
    y: float
    width: float
    height: float
    whisker: Whisker


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of `width` by `height` units with the ticks of its lying axis and of its upright one."""

    width: float
    height: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def shares(by_tag: Sequence[tuple[str, Measured]]) -> Plot:
    """A lying bar for each tag that was measured, from 0 to 1, with its 95% interval."""
    found = [(tag, one) for tag, one in by_tag if one.value is not None]
    bars = tuple(_lying(place, tag, one) for place, (tag, one) in enumerate(found))
    across = tuple(Tick(share * WIDTH, f"{share:g}") for share in (0, 0.25, 0.5, 0.75, 1))
    return Plot(WIDTH, ROW * max(1, len(bars)), across, (), bars)


def _lying(place: int, tag: str, one: Measured) -> Bar:
    value, low, high = one.value or 0.0, one.low or 0.0, one.high or 0.0
    said = f"{value:.3f} [{low:.3f}, {high:.3f}], {one.hits:g} of {one.of:g}"
    whisker = Whisker.lying(low * WIDTH, high * WIDTH, place * ROW + ROW / 2)
    return Bar(tag, said, 0, place * ROW + 5, value * WIDTH, ROW - 10, whisker)


def latencies(results: Sequence[Result]) -> Plot:
    """Standing bars: the share of replies in each of 16 steps of a log axis of milliseconds, with 95% intervals."""
    took = np.array([max(one.reply.elapsed_ms, SHORTEST) for one in results if one.reply is not None])
    if not len(took):
        return Plot(LONG, TALL, (), (), ())
    edges = np.geomspace(took.min(), took.max() * 1.001, BINS + 1)
    places = np.clip(np.searchsorted(edges, took, side="right") - 1, 0, BINS - 1)
    found = [interval((places == step).astype(float), np.ones(len(took))) for step in range(BINS)]
    top = max(high or 0.0 for _, _, high in found)
    bars = tuple(_standing(step, edges, one, top, len(took)) for step, one in enumerate(found))
    return Plot(LONG, TALL, tuple(_times(edges[0], edges[-1])), tuple(_lines(top)), bars)


def _standing(step: int, edges: np.ndarray, found: Sequence[float | None], top: float, count: int) -> Bar:
    value, low, high = (one or 0.0 for one in found)
    span = f"{edges[step]:.0f} to {edges[step + 1]:.0f} ms"
    said = f"{span}: {round(value * count)} replies, share {value:.3f} [{low:.3f}, {high:.3f}]"
    size, left, tall = LONG / BINS, step * LONG / BINS, value / top * TALL
    whisker = Whisker.upright(left + size / 2, TALL * (1 - low / top), TALL * (1 - high / top))
    return Bar(span, said, left + 1, TALL - tall, size - 2, tall, whisker)


def _times(first: float, last: float) -> Iterator[Tick]:
    """1, 3, 10, 30 .. ms where they lie between the ends."""
    for power in range(-1, 7):
        for time in (10.0**power, 3 * 10.0**power):
            if first <= time <= last:
                at = np.log(time / first) / np.log(last / first) * LONG
                yield Tick(float(at), f"{time:g} ms" if time < 1_000 else f"{time / 1_000:g} s")


def _lines(top: float) -> Iterator[Tick]:
    step = next((one for one in STEPS if top / one <= MOST_LINES), STEPS[-1])
    return (Tick(TALL * (1 - n * step / top), f"{n * step:.0%}") for n in range(int(top / step) + 1))
