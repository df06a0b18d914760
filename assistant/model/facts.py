"""Job 1: read facts. A model proposes, each with exact words of the request; where it reads what the reader did not, that is
shown, or asked about. It changes no outcome, no clause and no fact: those are the reader's and the rule's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.contract import Question
from assistant.model.exact import stands
from assistant.model.fence import fenced, one_line
from assistant.model.forms import Proposals, Proposed
from assistant.model.session import Refused, Session
from assistant.model.talk import Failure
from assistant.question.decide import Decision, Flip, Known, Missing, assume, outcome_of
from knowledge.rules.rule import FactSpec, Rule, Value

JOB = "facts"
MOST = 8  # proposals
SHOWN = 2  # of those that would lead to another outcome


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal that stands in the request, and the outcome that it would lead to."""

    spec: FactSpec
    value: Value
    words: str
    outcome: str


def reread(rule: Rule, question: Question, decision: Decision, session: Session) -> Decision:
    """`decision` with what a model reads differently: in the question that is asked anyway, else among what would flip it."""
    if not session.does(JOB):
        return decision
    texts = _told(question)
    values = {"facts": _listing(rule), "request": fenced(texts)}
    said = session.ask("read-facts", Proposals, MOST, values)
    if isinstance(said, Failure):
        return decision
    known = {f.name: frozenset(g.value for g in decision.facts if g.name == f.name) for f in decision.facts}
    readings = list(_readings(rule, said.facts, texts, known, session))
    session.notes += [_noted(one, decision) for one in readings]
    turning = [r for r in readings if r.outcome != decision.outcome]
    asked = _asked(decision, turning)
    shown = [r for r in turning if not asked or r.spec.name != asked[0].fact][:SHOWN]
    return replace(decision, missing=asked or decision.missing, flips=_flips(rule, decision, shown))


def _noted(one: Reading, decision: Decision) -> str:
    turns = "" if one.outcome != decision.outcome else "; it would change nothing"
    return f"{one.spec.name} = {one.value.id} is read in “{one.words}” by the model alone{turns}"


def _told(question: Question) -> list[str]:
    turns = [turn.text for turn in question.conversation if not turn.is_ours]
    return list(dict.fromkeys((*turns, question.text)))


def _listing(rule: Rule) -> str:
    return "\n".join(f"{f.name} ({f.label}): {', '.join(v.id for v in f.values)}" for f in rule.facts if f.values)


def _readings(
    rule: Rule, proposed: Iterable[Proposed], texts: list[str], known: Known, session: Session
) -> Iterator[Reading]:
    """Those proposals that the reader has not, each once; what the rule or the request does not have is dropped."""
    seen: set[tuple[str, str]] = set()
    for one in proposed:
        spec = next((f for f in rule.facts if f.name == one.name), None)
        value = spec.value(one.value) if spec else None
        words = one_line(one.words)
        why = "the rule has no such fact" if value is None else stands(words, texts)
        if spec is None or value is None or why:
            session.dropped.append(Refused(f"{one.name} = {one.value}: {one.words}", why))
        elif value.id not in known.get(spec.name, ()) and (spec.name, value.id) not in seen:
            seen.add((spec.name, value.id))
            kept = known.get(spec.name, frozenset()) if spec.many else frozenset()
            yield Reading(spec, value, words, outcome_of(rule, assume(rule, known, spec, kept | {value.id})))


def _asked(decision: Decision, turning: list[Reading]) -> tuple[Missing, ...]:
    """The question that is asked anyway, with the words that a model reads as its answer."""
    for missing in decision.missing:
        read = next((r for r in turning if r.spec.name == missing.fact), None)
        if read:
            seen = f"“{read.words}” may mean {read.value.title}; that was not taken as said."
            return (Missing(missing.fact, f"{seen} {missing.question}"),)
    return ()


def _flips(rule: Rule, decision: Decision, shown: list[Reading]) -> tuple[Flip, ...]:
    mine = tuple(_flip(rule, one) for one in shown)
    same = {(one.fact, one.value) for one in mine}
    return (*mine, *(one for one in decision.flips if (one.fact, one.value) not in same))


def _flip(rule: Rule, one: Reading) -> Flip:
    text = rule.flip.format(fact=one.spec.label, value=one.value.title, outcome=rule.outcome(one.outcome).title)
    return Flip(one.spec.name, one.value.id, one.outcome, f"“{one.words}” may mean more than was read. {text}")
