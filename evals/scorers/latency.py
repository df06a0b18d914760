"""How long a reply took, by the assistant's own clock."""

from evals.measure import Metric, Score, percentile
from evals.runs import Result, Texts


def _elapsed(one: Result, _: Texts) -> Score:
    return Score(one.reply.elapsed_ms if one.reply is not None else 0.0, 1)


METRICS = (
    Metric("latency, median", lambda case: True, _elapsed, lower=True, summary=percentile(50), unit="ms"),
    Metric("latency, 95th percentile", lambda case: True, _elapsed, lower=True, summary=percentile(95), unit="ms"),
)
