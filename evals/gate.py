"""Whether a run is good enough: thresholds for the suite and for single cases. What is printed is what is decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evals.measure import Measured, Metric, costing, measure, ratio
from evals.runs import Result, Run
from evals.said import lacks_text
from evals.scorers import METRICS
from evals.scorers.labelled import BY_PRINTED_NAME, labels_of
from evals.scorers.retrieving import retrieval
from evals.scorers.right import faults
from evals.thresholds import Bound, Thresholds


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the gate: whether it holds, and the words for it."""

    holds: bool
    line: str


def judge(run: Run, thresholds: Thresholds) -> list[Verdict]:
    """Every verdict: the errors, the suite, the cases. The gate holds where all of them hold."""
    return [_errors(run, thresholds.errors), *_suite(run, thresholds), *_cases(run.results, thresholds.cases)]


def bounded(measured: Measured, bound: Bound, name: str = "") -> Verdict:
    """A figure against its bound. What could not be measured does not hold."""
    name, wanted = name or measured.name, _wanted(bound)
    if measured.value is None or measured.cases < bound.cases or measured.labels < bound.labels:
        return Verdict(False, f"{name}: not measured ({_size(measured, bound)}), wanted {wanted} on {_least(bound)}")
    low, high = (measured.low, measured.high) if bound.weak_end else (measured.value, measured.value)
    holds = (bound.min is None or (low or 0) >= bound.min) and (bound.max is None or (high or 0) <= bound.max)
    end = ", weak end of the interval" if bound.weak_end else ""
    return Verdict(holds, f"{name}: {shown(measured)}, wanted {wanted}{end}")


def shown(measured: Measured) -> str:
    """A figure with its interval and count: "0.952 [0.901, 0.990] 40/42 in 42 cases"."""
    if measured.value is None:
        return f"- in {measured.cases} cases"
    ends = f"[{measured.low:.3f}, {measured.high:.3f}]"
    if measured.unit:
        return (
            f"{measured.value:.0f} {measured.unit} [{measured.low:.0f}, {measured.high:.0f}] in {measured.cases} cases"
        )
    failed = f", {measured.errors} errors" if measured.errors else ""
    counted = f" {measured.counted}" if measured.counted else ""
    return f"{measured.value:.3f} {ends} {measured.hits:g}/{measured.of:g}{counted} in {measured.cases} cases{failed}"


def _size(measured: Measured, bound: Bound) -> str:
    return f"{measured.labels} labelled statements" if bound.labels else f"{measured.cases} cases"


def _least(bound: Bound) -> str:
    return f"{bound.labels} labelled statements" if bound.labels else f"{bound.cases} cases"


def _wanted(bound: Bound) -> str:
    said = [f"at least {bound.min:g}"] if bound.min is not None else []
    return " and ".join([*said, *([f"at most {bound.max:g}"] if bound.max is not None else [])])


def _errors(run: Run, borne: int) -> Verdict:
    """Cases without a reply, and those whose quotes can't be checked."""
    failed = [r.case.id for r in run.results if r.reply is None or lacks_text(r.case, r.reply, run.texts)]
    named = f" ({', '.join(failed[:5])})" if failed else ""
    return Verdict(len(failed) <= borne, f"errors: {len(failed)}{named}, wanted at most {borne}")


def _suite(run: Run, thresholds: Thresholds) -> Iterator[Verdict]:
    by_name = {metric.name: metric for metric in METRICS}
    for name, bound in thresholds.suite.items():
        mine = [r for r in run.results if bound.tag is None or bound.tag in r.case.tags]
        verdict = bounded(_figure(name, mine, run), bound)
        lost = "" if verdict.holds or name not in by_name else _cost(by_name[name], mine, run)
        yield replace(verdict, line=verdict.line + lost)


def _figure(name: str, results: Sequence[Result], run: Run) -> Measured:
    """The figure that is printed by this name."""
    for metric in METRICS:
        if metric.name == name:
            return measure(metric, results, run.texts)
    if name in BY_PRINTED_NAME:
        figure, origin = BY_PRINTED_NAME[name]
        return figure(results, labels_of(run), origin)
    return next(one for one in retrieval(results, run.texts) if one.name == name)


def _cost(metric: Metric, results: Sequence[Result], run: Run) -> str:
    """The cases that a share was lost by; of a duration there are none."""
    named = costing(metric, results, run.texts) if metric.summary is ratio else []
    return f"\n    lost in {', '.join(named)}" if named else ""


def _cases(results: Sequence[Result], wanted: Iterable[str]) -> Iterator[Verdict]:
    for name in wanted:
        mine = [one for one in results if name == one.case.id or name in one.case.tags]
        wrong = [one for one in mine if one.reply is None or faults(one.case, one.reply)]
        named = "".join(f"\n    {one.case.id}: {_why(one)}" for one in wrong)
        said = f"cases {name}: {len(mine) - len(wrong)} of {len(mine)} right, wanted all{named}"
        yield Verdict(bool(mine) and not wrong, said)


def _why(one: Result) -> str:
    return one.error or "no reply" if one.reply is None else "; ".join(faults(one.case, one.reply))
