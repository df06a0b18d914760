"""Plots with intervals as SVG coordinates: right replies by tag, and how long replies took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.measure import Measured, interval
from evals.runs import Result

WIDTH, ROW, TALL = 360, 22, 150  # units of the drawing
BINS = 12
SHORTEST = 0.1  # ms: a log axis has no zero


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `size` from `at`, its whisker from `low` to `high` (units of the drawing), and what it says."""

    label: str
    said: str
    at: float
    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of `width` by `height` units; `ends` names the ends of its axis."""

    width: float
    height: float
    ends: tuple[str, str]
    bars: tuple[Bar, ...]


def shares(by_tag: Sequence[tuple[str, Measured]]) -> Plot:
    """A lying bar for each tag that was measured, from 0 to 1, with its 95% interval."""
    found = [(tag, one) for tag, one in by_tag if one.value is not None]
    bars = tuple(_lying(place, tag, one) for place, (tag, one) in enumerate(found))
    return Plot(WIDTH, ROW * max(1, len(bars)), ("0", "1"), bars)


def _lying(place: int, tag: str, one: Measured) -> Bar:
    value, low, high = one.value or 0.0, one.low or 0.0, one.high or 0.0
    said = f"{value:.3f} [{low:.3f}, {high:.3f}], {one.hits:g} of {one.of:g}"
    return Bar(tag, said, place * ROW, value * WIDTH, low * WIDTH, high * WIDTH)


def latencies(results: Sequence[Result]) -> Plot:
    """Standing bars: the share of replies in each of 12 steps of a log axis of milliseconds, with 95% intervals."""
    took = np.array([max(one.reply.elapsed_ms, SHORTEST) for one in results if one.reply is not None])
    if not len(took):
        return Plot(WIDTH, TALL, ("", ""), ())
    edges = np.geomspace(took.min(), took.max() * 1.001, BINS + 1)
    bars = tuple(_standing(took, edges))
    return Plot(WIDTH, TALL, (f"{edges[0]:.0f} ms", f"{edges[-1]:.0f} ms"), bars)


def _standing(took: np.ndarray, edges: np.ndarray) -> Iterator[Bar]:
    places = np.clip(np.searchsorted(edges, took, side="right") - 1, 0, BINS - 1)
    found = [interval((places == step).astype(float), np.ones(len(took))) for step in range(BINS)]
    top = max(high or 0.0 for _, _, high in found)
    for step, (value, low, high) in enumerate(found):
        assert value is not None and low is not None and high is not None
        span = f"{edges[step]:.0f} to {edges[step + 1]:.0f} ms"
        said = f"{span}: {round(value * len(took))} replies, share {value:.3f} [{low:.3f}, {high:.3f}]"
        heights = [share / top * TALL for share in (value, low, high)]
        yield Bar(span, said, step * WIDTH / BINS, *heights)
