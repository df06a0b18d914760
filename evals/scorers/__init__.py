"""The metrics, in the order in which they are printed. Support is judged by the cases' labels, never by the gate."""

from evals.measure import Metric
from evals.scorers import abstaining, attacks, citing, deciding, latency, right

METRICS: tuple[Metric, ...] = (
    right.RIGHT,
    *deciding.METRICS,
    *citing.METRICS,
    *abstaining.METRICS,
    *attacks.METRICS,
    *latency.METRICS,
)
BY_NAME = {metric.name: metric for metric in METRICS}
