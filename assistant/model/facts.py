"""Job 1: read facts. A model proposes, each with exact words of the request; where it reads what the reader did not, that is
shown, or asked about. It changes no outcome, no clause and no fact: those are the reader's and the rule's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.contract import Question
from assistant.model.carrying import Request, request_of, seen
from assistant.model.fence import fenced, one_line
from assistant.model.forms import Proposals, Proposed
from assistant.model.session import Refused, Session
from assistant.model.talk import Failure
from assistant.question.decide import Decision, Flip, Known, Missing, assume, flip_of, outcome_of
from assistant.question.heard import Hears, unheard
from knowledge.rules.rule import FactSpec, Rule, Value

JOB = "facts"
MOST = 8  # proposals
SHOWN = 2  # of those that would lead to another outcome


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal that the request can carry: its value, all `values` that its fact would have with it, the words that show it,
    and the outcome that they would lead to."""

    spec: FactSpec
    value: Value
    values: frozenset[str]
    words: str
    outcome: str


def reread(rule: Rule, question: Question, decision: Decision, session: Session, hears: Hears = unheard) -> Decision:
    """`decision` with what a model reads differently: in the question that is asked anyway, else among what would flip it."""
    if not session.does(JOB):
        return decision
    values = {"facts": _listing(rule), "request": fenced(_told(question))}
    said = session.ask("read-facts", Proposals, MOST, values)
    if isinstance(said, Failure):
        return decision
    known = {f.name: frozenset(g.value for g in decision.facts if g.name == f.name) for f in decision.facts}
    readings = list(_readings(request_of(rule, question, hears), said.facts, known, session))
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


def _readings(request: Request, proposed: Sequence[Proposed], known: Known, session: Session) -> Iterator[Reading]:
    """Those of the first proposals that the reader has not, each once; what the rule has not or the request can't carry is
    dropped."""
    rule, had = request.rule, set[tuple[str, str]]()
    for number, one in enumerate(proposed):
        spec = next((f for f in rule.facts if f.name == one.name), None)
        value = spec.value(one.value) if spec else None
        if spec is None or value is None:
            _drop(session, one, "the rule has no such fact")
        elif number >= MOST:
            _drop(session, one, f"{MOST} facts were proposed before it")
        elif value.id not in known.get(spec.name, ()) and (spec.name, value.id) not in had:
            found = seen(request, spec, value, one_line(one.words))
            if found.words:
                had.add((spec.name, value.id))
                yield _reading(rule, spec, value, known, found.words)
            else:
                _drop(session, one, found.why)


def _drop(session: Session, one: Proposed, why: str) -> None:
    session.dropped.append(Refused(f"{one.name} = {one.value}: {one.words}", why))


def _reading(rule: Rule, spec: FactSpec, value: Value, known: Known, words: str) -> Reading:
    """A value more where the fact can have several, else another one."""
    values = (known.get(spec.name, frozenset()) if spec.many else frozenset()) | {value.id}
    return Reading(spec, value, values, words, outcome_of(rule, assume(rule, known, spec, values)))


def _asked(decision: Decision, turning: list[Reading]) -> tuple[Missing, ...]:
    """The question that is asked anyway, with the words that a model reads as its answer."""
    for missing in decision.missing:
        read = next((r for r in turning if r.spec.name == missing.fact), None)
        if read:
            heard = f"“{read.words}” may mean {read.value.title}; that was not taken as said."
            return (Missing(missing.fact, f"{heard} {missing.question}"),)
    return ()


def _flips(rule: Rule, decision: Decision, shown: list[Reading]) -> tuple[Flip, ...]:
    """Those that rest on a model's reading, then the rule's own but for the same ones."""
    mine = {(one.fact, one.value): one for one in (_flip(rule, one) for one in shown)}
    return (*mine.values(), *(one for one in decision.flips if (one.fact, one.value) not in mine))


def _flip(rule: Rule, one: Reading) -> Flip:
    flip = flip_of(rule, one.spec, one.values, one.outcome)
    return replace(flip, text=f"“{one.words}” may mean more than was read. {flip.text}")
