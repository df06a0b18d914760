"""Scores replies against what the cases expect. Support is judged by the cases' labels, never by the gate."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.contract import Question, Reply
from evals.cases import Case

Answering = Callable[[Question], Reply]


@dataclass(frozen=True, slots=True)
class Result:
    """A case, its reply (None where answering broke), and the reasons why it is not right (none: it is)."""

    case: Case
    reply: Reply | None
    faults: tuple[str, ...]


def score(cases: Iterable[Case], answer: Answering) -> Iterator[Result]:
    """One result a case, in order; an answer that raises is an error, not a wrong reply."""
    for case in cases:
        try:
            reply = answer(case.question())
        except Exception as error:  # the run goes on: a broken case is a row of its report
            yield Result(case, None, (f"error: {type(error).__name__}: {error}",))
        else:
            yield Result(case, reply, tuple(_faults(case, reply)))


def _faults(case: Case, reply: Reply) -> Iterator[str]:
    expected = case.expected
    outcome = reply.decision.outcome if reply.decision else None
    if reply.status != expected.status:
        yield f"status {reply.status}, expected {expected.status}"
    elif expected.outcome and outcome != expected.outcome:
        yield f"outcome {outcome}, expected {expected.outcome}"
    elif expected.abstention and reply.abstention and reply.abstention.kind != expected.abstention:
        yield f"abstention {reply.abstention.kind}, expected {expected.abstention}"
    elif expected.status == "answered":
        yield from _unsupported(case, reply)


def _unsupported(case: Case, reply: Reply) -> Iterator[str]:
    cited = {citation.source_id for citation in reply.citations}
    said = " ".join(" ".join(statement.text for statement in reply.statements).lower().split())
    for group in case.must_cite:
        if not cited & set(group):
            yield f"cites none of {', '.join(group)}"
    for group in case.key_points:
        if not any(phrase.lower() in said for phrase in group):
            yield f"says none of {' / '.join(group)}"


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, errors and all, of the results that share a first tag."""

    tag: str
    right: int
    errors: int
    count: int


def tallies(results: Iterable[Result]) -> list[Tally]:
    """One row a first tag, in the order of first appearance, and one over all."""
    rows = [(r.case.tags[0], not r.faults, r.reply is None) for r in results]
    right, wrong = Counter(t for t, ok, _ in rows if ok), Counter(t for t, _, broke in rows if broke)
    count = Counter(t for t, _, _ in rows)
    each = [Tally(tag, right[tag], wrong[tag], count[tag]) for tag in count]
    return [*each, Tally("all", sum(right.values()), sum(wrong.values()), len(rows))]
