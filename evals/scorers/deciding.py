"""Decisions: outcome, facts, and the question asked where one fact is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from assistant.contract import Reply, Status
from evals.cases import Case, Outcome
from evals.measure import Metric, Score, interval
from evals.runs import Result, Texts
from evals.scorers.right import asked_for


def _decides(case: Case) -> bool:
    return case.expected.outcome is not None and not _lacks(case) and case.attack is None


def _lacks(case: Case) -> bool:
    return case.expected.outcome is Outcome.UNDETERMINED and case.attack is None


def _accuracy(one: Result, _: Texts) -> Score:
    return Score(float(_said(one.reply) in _wanted(one.case)), 1)


def _wanted(case: Case) -> set[str]:
    return {str(case.expected.outcome or case.expected.status), *map(str, case.expected.accept)}


def _said(reply: Reply | None) -> str:
    """The outcome of a decision, else the status; "error" where there is no reply."""
    if reply is None:
        return "error"
    if reply.decision is not None and reply.status is not Status.ABSTAINED:
        return str(reply.decision.outcome)
    return str(reply.status)


def confusion(results: Iterable[Result]) -> Counter[tuple[str, str]]:
    """How often what was expected (outcome, else status) met what came."""
    return Counter((str(r.case.expected.outcome or r.case.expected.status), _said(r.reply)) for r in results)


def as_expected(counts: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """For each expected outcome the share of replies that have it, with its 95% interval: "0.750 [0.400, 1.000]"."""
    rows: dict[str, list[float]] = defaultdict(list)
    for (wanted, came), count in sorted(counts.items()):
        rows[wanted] += [float(wanted == came)] * count
    ends = {wanted: interval(np.array(hits), np.ones(len(hits))) for wanted, hits in rows.items()}
    return {wanted: f"{value:.3f} [{low:.3f}, {high:.3f}]" for wanted, (value, low, high) in ends.items()}


def _missing(one: Result, _: Texts) -> Score:
    assert one.reply is not None
    wanted, asked = one.case.expected.missing, asked_for(one.reply)
    held = one.reply.status is Status.NEEDS_FACTS and (not wanted or wanted in asked)
    return Score(float(held), 1)


def _facts(one: Result) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The labelled facts, and those read of the labelled names: other names are not judged."""
    labelled = {(fact.name, fact.value) for fact in one.case.expected.facts}
    judged = {name for name, _ in labelled}
    decision = one.reply.decision if one.reply else None
    read = {(fact.name, fact.value) for fact in decision.facts if fact.name in judged} if decision else set()
    return labelled, read


def _precision(one: Result, _: Texts) -> Score:
    labelled, read = _facts(one)
    return Score(len(labelled & read), len(read))


def _recall(one: Result, _: Texts) -> Score:
    labelled, read = _facts(one)
    return Score(len(labelled & read), len(labelled))


def _labelled(case: Case) -> bool:
    return bool(case.expected.facts)


METRICS = (
    Metric("decision accuracy", _decides, _accuracy),
    Metric("missing fact asked for", _lacks, _missing),
    Metric("fact precision", _labelled, _precision),
    Metric("fact recall", _labelled, _recall),
)
