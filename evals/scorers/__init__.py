"""The metrics, in the order in which they are printed. Support is judged by the cases' labels, never by the gate."""

from evals.measure import Measured, Metric, measure
from evals.runs import Run
from evals.scorers import abstaining, attacks, citing, deciding, latency, right
from evals.scorers.labelled import labelled
from evals.scorers.retrieving import retrieval

METRICS: tuple[Metric, ...] = (
    right.RIGHT,
    *deciding.METRICS,
    *citing.METRICS,
    *abstaining.METRICS,
    *attacks.METRICS,
    *latency.METRICS,
)
BY_NAME = {metric.name: metric for metric in METRICS}


def measures(run: Run) -> list[Measured]:
    """Every metric of a run that applies to any case."""
    plain = [measure(metric, run.results, run.texts) for metric in METRICS]
    found = [*plain, *retrieval(run.results, run.texts), *labelled(run)]
    return [one for one in found if one.cases]
