"""What rests on something stale: frozen compared with live on every call, never stored, and carried along links."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.records.record import Relation
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import Engine
from knowledge.store.drift import Cause, Drift, drifts
from knowledge.store.links import Edge, approved, edges, lines
from knowledge.store.record_reading import Listed


class Subject(StrEnum):
    """What is stale."""

    DECISION = "decision"
    APPROVAL = "approval"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision, the approval of one, or the answer proposed for an intake, with every reason why it is stale.

    `dependents` counts the records that rest on it, also through others.
    """

    subject: Subject
    record: Listed
    reasons: tuple[str, ...]
    dependents: int


Reasons = dict[str, list[str]]
_SUBJECTS = {RecordKind.DECISION: Subject.DECISION, RecordKind.INTAKE: Subject.ANSWER}
_RESTS = frozenset({Relation.CITES, Relation.RESTS_ON})


def stale(engine: Engine, rules: Mapping[str, str], today: date, audiences: frozenset[str] | None) -> list[Stale]:
    """Everything stale that `audiences` may read, the most depended-on first. `rules`: versions in force by rule id."""
    found, signed = drifts(engine, rules, today), approved(engine)
    hung = edges(engine, {one.record_id for one in found})
    void = {one.record_id for one in found if one.cause == Cause.VOID}
    reasons = _carried(_reasons(one for one in found if one.cause != Cause.VOID), hung)
    shown = lines(engine, {*reasons, *void}, audiences)
    counts = _dependents(hung, shown)
    listed = [
        Stale(subject, line, tuple(why), counts[line.record_id])
        for line in shown.values()
        for subject, why in _subjects(line, reasons, signed, void)
    ]
    return sorted(listed, key=_order)


def _order(one: Stale) -> tuple[int, int, str, str]:
    number = int(one.record.record_id.rpartition("-")[2])
    return -one.dependents, number, one.record.kind, one.subject


def _subjects(
    line: Listed, reasons: Reasons, signed: frozenset[str], void: set[str]
) -> Iterable[tuple[Subject, list[str]]]:
    why, subject = reasons.get(line.record_id, []), _SUBJECTS.get(line.kind)
    if subject and why:
        yield subject, why
    if line.record_id in void:
        yield Subject.APPROVAL, ["what was approved has changed since: the approval is void", *why]
    elif line.record_id in signed:
        yield Subject.APPROVAL, [f"what was approved, {line.record_id}, is stale: {one}" for one in why]


_SAID = {
    Cause.NEW_VERSION: "the source {target} has a new version ({live:.8}; cited: {frozen:.8})",
    Cause.RETIRED: "the source {target} was retired",
    Cause.GONE: "{target} was erased",
    Cause.EXPIRED: "{target} has expired ({live})",
    Cause.WITHDRAWN: "{target} was withdrawn",
    Cause.SENT_BACK: "{target} was sent back ({live})",
    Cause.CHANGED: "{target} was changed since (version {live}; looked at: {frozen})",
    Cause.NEW_RULE: "the rule {target} has a new version or was withdrawn (applied: {frozen})",
    Cause.AFFECTED: "what {target} affects or is classed as was changed since the decision",
}


def _reasons(found: Iterable[Drift]) -> Reasons:
    told: Reasons = defaultdict(list)
    for one in found:
        told[one.record_id].append(_SAID[one.cause].format(target=one.target, frozen=one.frozen, live=one.live))
    return told


def _carried(reasons: Reasons, hung: Iterable[Edge]) -> Reasons:
    """The reasons with those that come through a link to something stale, link by link."""
    above: dict[str, list[str]] = defaultdict(list)
    for edge in hung:
        if edge.relation in _RESTS:
            above[edge.target].append(edge.record_id)
    told = {one: list(why) for one, why in reasons.items()}
    waiting = list(told)
    while waiting:
        below = waiting.pop()
        for one in dict.fromkeys(above[below]):
            if one not in told:
                waiting.append(one)
            told.setdefault(one, []).append(f"it rests on {below}, which is stale")
    return told


def _dependents(hung: Iterable[Edge], of: Iterable[str]) -> dict[str, int]:
    """How many records hang on each of `of`, directly or through others."""
    above: dict[str, set[str]] = defaultdict(set)
    for edge in hung:
        above[edge.target].add(edge.record_id)
    return {one: _reached(one, above) for one in of}


def _reached(start: str, above: Mapping[str, set[str]]) -> int:
    seen, waiting = {start}, [start]
    while waiting:
        more = above.get(waiting.pop(), set()) - seen
        seen |= more
        waiting.extend(more)
    return len(seen) - 1
