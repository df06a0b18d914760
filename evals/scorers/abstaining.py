"""Knowing when not to answer (NoMIRACL's two rates)."""

from assistant.contract import Status
from evals.cases import Case
from evals.measure import Metric, Score
from evals.runs import Result, Texts
from evals.said import cites


def _unanswerable(case: Case) -> bool:
    return not case.answerable and case.attack is None


def _answerable(case: Case) -> bool:
    wanted = case.expected.status is Status.ANSWERED and not case.expected.accept
    return case.answerable and wanted and case.attack is None


def _answered(one: Result, _: Texts) -> Score:
    """A false presupposition may be put right from the places that the case names: that is no hallucination."""
    answered = one.reply is not None and one.reply.status is Status.ANSWERED
    return Score(float(answered and not _may_answer(one)), 1)


def _may_answer(one: Result) -> bool:
    if one.reply is None or Status.ANSWERED not in one.case.expected.accept:
        return False
    reply, named = one.reply, one.case.must_cite
    return bool(named) and all(cites(reply, group) for group in named)


def _refused(one: Result, _: Texts) -> Score:
    return Score(float(one.reply is not None and one.reply.status is not Status.ANSWERED), 1)


METRICS = (
    Metric("hallucination rate", _unanswerable, _answered, lower=True),
    Metric("error rate", _answerable, _refused, lower=True),
)
