"""From cases to a figure: what each case adds to a metric, and the metric with its count and 95% interval."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.cases import Case
from evals.runs import Result, Texts

RESAMPLES = 1_000
SEED = 0
TAIL = 2.5  # percent of the resamples beyond each end of an interval
Array = NDArray[np.float64]
Summary = Callable[[Array, Array], Array]
"""From (resamples x cases) of hits and of counts to one value a resample."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one case adds: `hits` of `of`."""

    hits: float
    of: float


def ratio(hits: Array, of: Array) -> Array:
    """All hits among all that could be hit; NaN where there is nothing."""
    total = of.sum(axis=-1)
    shares: Array = np.divide(hits.sum(axis=-1), total, out=np.full(total.shape, np.nan), where=total > 0)
    return shares


def percentile(share: float) -> Summary:
    """The value below which `share` percent of the cases lie."""
    return lambda hits, _: np.asarray(np.percentile(hits, share, axis=-1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over the cases it applies to. `score` is None where a case can't be measured; `lower` where less is better."""

    name: str
    applies: Callable[[Case], bool]
    score: Callable[[Result, Texts], Score | None]
    lower: bool = False
    summary: Summary = ratio
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's value and interval (None: nothing to measure), over `of` in `cases` cases; `errors` could not be measured.

    `counted` is what `of` counts where that needs a name, `labels` on how many distinct labelled statements it rests."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    hits: float
    of: float
    cases: int
    errors: int
    lower: bool
    unit: str = ""
    counted: str = ""
    labels: int = 0


def costing(metric: Metric, results: Iterable[Result], texts: Texts) -> list[str]:
    """The ids of the cases that keep a share from being perfect."""
    mine = [one for one in results if metric.applies(one.case) and one.reply is not None]
    scored = [(one.case.id, metric.score(one, texts)) for one in mine]
    return [name for name, score in scored if score and (score.hits > 0 if metric.lower else score.hits < score.of)]


def measure(metric: Metric, results: Iterable[Result], texts: Texts) -> Measured:
    """The metric over those of `results` that it applies to. What has no reply, or lacks a text that is needed, is an error and
    never 0."""
    mine = [one for one in results if metric.applies(one.case)]
    tried = [metric.score(one, texts) for one in mine if one.reply is not None]
    scores = [score for score in tried if score is not None]
    hits, of = np.array([s.hits for s in scores]), np.array([s.of for s in scores])
    value, low, high = interval(hits, of, metric.summary)
    errors = len(mine) - len(scores)
    return Measured(
        metric.name, value, low, high, float(hits.sum()), float(of.sum()), len(mine), errors, metric.lower, metric.unit
    )


def interval(hits: Array, of: Array, summary: Summary = ratio) -> tuple[float, float, float] | tuple[None, None, None]:
    """The value and its 95% bootstrap interval, resampling the cases; the same for the same scores.

    Where every case hits or none does, all resamples are alike: the exact (Clopper-Pearson) bound for so many cases stands in."""
    if not len(hits) or not of.sum():
        return None, None, None
    value = float(summary(hits[None, :], of[None, :])[0])
    if summary is ratio and value in (0.0, 1.0):
        open_end = (TAIL / 100) ** (1 / int((of > 0).sum()))
        return (value, open_end, 1.0) if value else (value, 0.0, 1 - open_end)
    return value, *_resampled(hits, of, summary)


def difference(gains: Array) -> tuple[float, float, float] | tuple[None, None, None]:
    """The mean of what each matched case gains (1), loses (-1) or keeps (0), and its 95% bootstrap interval over the cases.

    Where all cases do the same, all resamples are alike. As many cases as there are could hide so many that do something else
    (Clopper-Pearson), on either side: losses or gains where nothing changed, the opposite where everything did."""
    if not len(gains):
        return None, None, None
    value = float(gains.mean())
    if np.ptp(gains):
        return value, *_resampled(gains, np.ones(len(gains)), ratio)
    hidden = (1 - (TAIL / 100) ** (1 / len(gains))) * (2 if value else 1)
    return value, max(-1.0, value - hidden), min(1.0, value + hidden)


def _resampled(hits: Array, of: Array, summary: Summary) -> tuple[float, float]:
    picks = np.random.default_rng(SEED).integers(0, len(hits), (RESAMPLES, len(hits)))
    low, high = np.nanpercentile(summary(hits[picks], of[picks]), [TAIL, 100 - TAIL])
    return float(low), float(high)


def by_tag(metric: Metric, results: Sequence[Result], texts: Texts) -> list[tuple[str, Measured]]:
    """The metric for each first tag, in the order of their appearance."""
    tags = dict.fromkeys(one.case.tags[0] for one in results)
    return [(tag, measure(metric, [r for r in results if r.case.tags[0] == tag], texts)) for tag in tags]
