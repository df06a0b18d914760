"""Draft an answer from the sources' own sentences: the clauses' reasons first, then what answers the question."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant.desk import Desk
from assistant.draft import Aged, Aging, Draft, Quote, Reason, Sentence
from assistant.question.conflict import disagreements
from assistant.question.decide import Decision
from assistant.question.found import Unit
from assistant.question.relevance import Relevant


def recited(units: Iterable[Unit], ages: Mapping[str, tuple[Aging, Unit]], day: date) -> Draft:
    """The sentences of records as they stand; the first of each record in `ages` with what its days come to on `day`."""
    told: dict[str, Sentence] = {}
    left = dict(ages)
    for unit in units:
        aging, shown = left.pop(unit.found.source.source_id, (None, unit))
        aged = Aged(aging, quote_of(shown), day) if aging else None
        told[unit.text] = Sentence(unit.text, (quote_of(unit),), aged)
    return Draft((), tuple(told.values()))


def draft(decision: Decision | None, chosen: Sequence[Relevant], desk: Desk, asked: str) -> Draft:
    """Reasons and next steps from the decision's clauses, and one sentence for each unit chosen to answer what is `asked`."""
    reasons = tuple(_reasons(decision, desk)) if decision else ()
    told = [*(_next(decision, desk) if decision else ()), *(_sentence(one.unit) for one in chosen)]
    said = {quote.text for reason in reasons for quote in reason.quotes}
    sentences = tuple({one.text: one for one in told if one.quotes[0].text not in said}.values())
    return Draft(reasons, sentences, disagreements(asked, sentences, {one.unit.text: one for one in chosen}))


def quote_of(unit: Unit) -> Quote:
    """The quote that a unit is."""
    passage = unit.found.passage
    return Quote(
        source=unit.found.source,
        version=passage.version,
        start=unit.start,
        end=unit.end,
        text=unit.quote,
        section=unit.place,
        context=unit.heading,
    )


def _sentence(unit: Unit) -> Sentence:
    return Sentence(unit.text, (quote_of(unit),))


def _reasons(decision: Decision, desk: Desk) -> Iterable[Reason]:
    for clause in decision.clauses:
        for basis in clause.basis:
            quote = desk.library_quote(basis.source_id, basis.quote)
            if quote is not None:
                yield Reason(clause.name, quote.text, (quote,))


def _next(decision: Decision, desk: Desk) -> Iterable[Sentence]:
    for basis in (basis for clause in decision.clauses for basis in clause.next):
        quote = desk.library_quote(basis.source_id, basis.quote)
        if quote is not None:
            yield Sentence(quote.text, (quote,))
