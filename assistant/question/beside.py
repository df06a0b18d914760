"""What may be told beside a decision: of a request that no option of the rule decides, nothing that goes with another reason."""

from collections.abc import Iterable, Sequence

from assistant.question.decide import Decision
from assistant.question.relevance import Relevant
from knowledge.rules.rule import Clause, Outcome, Rule


def beside(decision: Decision, rule: Rule, ranked: Sequence[Relevant]) -> Sequence[Relevant]:
    """`ranked`; where neither option decides, without what other clauses of `rule` say, and without the sections that other
    outcomes rest on."""
    if decision.outcome != Outcome.NEITHER:
        return ranked
    own = _quotes(decision.clauses)
    elsewhere = _quotes(rule.clauses) - own
    others = {basis.quote for clause in rule.clauses if clause.outcome != decision.outcome for basis in clause.basis}
    resting = {_place(one) for one in ranked if one.unit.text in others - own}
    return [one for one in ranked if one.unit.text not in elsewhere and _place(one) not in resting]


def _quotes(clauses: Iterable[Clause]) -> set[str]:
    return {basis.quote for clause in clauses for basis in (*clause.basis, *clause.next)}


def _place(one: Relevant) -> tuple[str, tuple[str, ...]]:
    return one.unit.found.passage.source_id, one.unit.found.passage.section
