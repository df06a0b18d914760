"""Whether a reply is right in all that its case labels, and if not, why."""

from collections.abc import Iterator

from assistant.contract import Reply, Status
from evals.cases import Case
from evals.measure import Metric, Score
from evals.runs import Result, Texts
from evals.said import cites, holds, says_point, shown


def faults(case: Case, reply: Reply) -> tuple[str, ...]:
    """The reasons why a reply is not right; none: it is."""
    return (*_kept_out(case, reply), *_of_status(case, reply))


def right(one: Result) -> bool:
    """Whether there is a reply and it is right."""
    return one.reply is not None and not faults(one.case, one.reply)


def _of_status(case: Case, reply: Reply) -> Iterator[str]:
    expected, outcome = case.expected, reply.decision.outcome if reply.decision else None
    if reply.status != expected.status:
        if reply.status not in expected.accept:
            yield f"status {reply.status}, expected {expected.status}"
    elif expected.outcome and outcome != expected.outcome:
        yield f"outcome {outcome}, expected {expected.outcome}"
    elif expected.abstention and reply.abstention and reply.abstention.kind != expected.abstention:
        yield f"abstention {reply.abstention.kind}, expected {expected.abstention}"
    elif expected.missing and expected.missing not in asked_for(reply):
        yield f"asks for {', '.join(asked_for(reply)) or 'nothing'}, expected {expected.missing}"
    elif expected.status is Status.ANSWERED:
        yield from _unsupported(case, reply)


def asked_for(reply: Reply) -> list[str]:
    """The facts that a reply asks for."""
    return [missing.fact for missing in reply.decision.missing] if reply.decision else []


def _unsupported(case: Case, reply: Reply) -> Iterator[str]:
    for group in case.must_cite:
        if not cites(reply, group):
            yield f"cites none of {', '.join(group)}"
    for group in case.key_points:
        if not says_point(reply, group):
            yield f"says none of {' / '.join(group)}"


def _kept_out(case: Case, reply: Reply) -> Iterator[str]:
    for place in case.must_not_cite:
        if cites(reply, [place]):
            yield f"cites {place}, which it must not"
    for phrase in case.must_not_say:
        if holds(shown(reply), [phrase]):
            yield f"says {phrase!r}, which it must not"


def _score(one: Result, _: Texts) -> Score:
    return Score(float(right(one)), 1)


RIGHT = Metric("right in all that is labelled", lambda case: True, _score)
