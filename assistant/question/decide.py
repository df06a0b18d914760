"""Which option a request calls for: pure, total, and computed from the rule's clauses alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from assistant.question.facts import Conflict, Facts
from assistant.question.mentioned import Fact
from knowledge.rules.rule import Clause, FactSpec, Outcome, Reads, Rule

Known = Mapping[str, frozenset[str]]
_MOST_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """The fact to ask for, and the question to ask."""

    fact: str
    question: str


@dataclass(frozen=True, slots=True)
class Flip:
    """What the outcome would be if `fact` were `value` (several values joined by " and ")."""

    fact: str
    value: str
    outcome: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome with everything that led to it. `primary` is the option whose obligation comes first, or ""."""

    outcome: str
    rule: str
    rule_version: str
    headline: str
    primary: str
    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]
    missing: tuple[Missing, ...]
    flips: tuple[Flip, ...]


def decide(rule: Rule, facts: Facts) -> Decision:
    """The decision of `rule` on `facts`. Total: where no clause or a conflict decides, the outcome is undetermined."""
    known = facts.known()
    torn = next((c for c in facts.conflicts if _matters(rule, known, c)), None)
    clause = _default(rule) if torn else clause_of(rule, known)
    outcome = clause.outcome if clause else Outcome.UNDETERMINED.value
    return Decision(
        outcome=outcome,
        rule=rule.id,
        rule_version=rule.version,
        headline=_headline(rule, clause, outcome, known),
        primary=clause.primary if clause else "",
        clauses=(clause,) if clause else (),
        facts=facts.readings,
        missing=_missing(rule, known, torn) if outcome == Outcome.UNDETERMINED else (),
        flips=tuple(_flips(rule, known, outcome)),
    )


def clause_of(rule: Rule, known: Known) -> Clause | None:
    """The first clause whose conditions all hold."""
    return next((c for c in rule.clauses if all(test.holds(known) for test in c.when)), None)


def outcome_of(rule: Rule, known: Known) -> str:
    """The outcome of the first clause that holds."""
    clause = clause_of(rule, known)
    return clause.outcome if clause else Outcome.UNDETERMINED.value


def trials(spec: FactSpec) -> Iterator[frozenset[str]]:
    """The answers that a fact can have: each value, and where it allows several and has few, each set of them."""
    ids = [value.id for value in spec.values]
    sizes = range(1, len(ids) + 1) if spec.many and len(ids) <= _MOST_TOGETHER else (1,)
    for size in sizes:
        yield from (frozenset(chosen) for chosen in combinations(ids, size))


def assume(rule: Rule, known: Known, spec: FactSpec, values: frozenset[str]) -> Known:
    """`known` with `spec` at `values`; what contradicts them is dropped."""
    changed = {**known, spec.name: values}
    for other in rule.facts:
        if other.name == spec.opposes or other.opposes == spec.name:
            changed[other.name] = known.get(other.name, frozenset()) - values
    return changed


def _default(rule: Rule) -> Clause | None:
    return next((c for c in rule.clauses if c.outcome == Outcome.UNDETERMINED), None)


def _matters(rule: Rule, known: Known, conflict: Conflict) -> bool:
    spec = rule.fact(conflict.fact)
    without = known.get(spec.name, frozenset()) - {conflict.value}
    denied = next((o for o in rule.facts if o.opposes == spec.name), None)
    no = {**known, spec.name: without}
    if denied:
        no[denied.name] = known.get(denied.name, frozenset()) | {conflict.value}
    return outcome_of(rule, no) != outcome_of(rule, assume(rule, known, spec, without | {conflict.value}))


def _missing(rule: Rule, known: Known, torn: Conflict | None) -> tuple[Missing, ...]:
    """The one fact whose answers would change the outcome most; a conflict comes before what is merely unknown."""
    if torn:
        spec = rule.fact(torn.fact)
        return (Missing(spec.name, spec.conflict_question or spec.question),)
    ranked = sorted(
        (s for s in rule.facts if s.question and not known.get(s.name)), key=lambda s: -len(_reachable(rule, known, s))
    )
    useful = [s for s in ranked if _reachable(rule, known, s)]
    return tuple(Missing(s.name, s.question) for s in useful[:1])


def _reachable(rule: Rule, known: Known, spec: FactSpec) -> set[str]:
    return {outcome_of(rule, assume(rule, known, spec, v)) for v in trials(spec)} - {outcome_of(rule, known)}


def _flips(rule: Rule, known: Known, outcome: str) -> Iterator[Flip]:
    """One flip for each other outcome: the first fact, in the rule's order, that leads to it."""
    seen = {outcome}
    for spec in (one for one in rule.facts if one.reads != Reads.REFUSAL):
        for values in trials(spec):
            other = outcome_of(rule, assume(rule, known, spec, values))
            if values != known.get(spec.name) and other not in seen:
                seen.add(other)
                yield flip_of(rule, spec, values, other)


def flip_of(rule: Rule, spec: FactSpec, values: frozenset[str], outcome: str) -> Flip:
    """The flip of `spec` being `values` and nothing else, which leads to `outcome`."""
    chosen = [value for value in spec.values if value.id in values]
    title = " and ".join(value.title for value in chosen)
    text = rule.flip.format(fact=spec.label, value=title, outcome=rule.outcome(outcome).title)
    return Flip(spec.name, " and ".join(value.id for value in chosen), outcome, text)


def _headline(rule: Rule, clause: Clause | None, outcome: str, known: Known) -> str:
    written = clause.headline if clause and clause.headline else rule.outcome(outcome).headline
    specs = [spec for spec in rule.facts if not spec.of and known.get(spec.name)]
    chosen = [value for spec in specs for value in spec.values if value.source and value.id in known[spec.name]]
    titles = " and ".join(value.title for value in chosen)
    sources = "; ".join(value.source for value in chosen)
    return written.replace("{governing}", titles).replace("{source}", sources)
