"""From what the gate let through to the Reply of the contract: numbers for citations, words for what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.contract import CitationOut, ClauseOut, ConflictOut, RestsOn, StatementOut
from assistant.draft import Quote
from assistant.gate.answer import Answer
from assistant.question.addressed import speaks_to_machine
from knowledge.sources.types import PrimarySource, Source

DISAGREE = "sources disagree, both are quoted"
Registry = Mapping[str, PrimarySource]
Links = Mapping[str, str]


@dataclass
class Numbering:
    """Gives each quote the number of its citation, in the order in which they are first shown."""

    registry: Registry
    links: Links
    _quotes: list[Quote] = field(default_factory=list)

    def numbers(self, quotes: Sequence[Quote]) -> tuple[int, ...]:
        """The numbers (from 1) of `quotes`; the same place of the same version keeps its number."""
        return tuple(self._number(quote) for quote in quotes)

    def citations(self) -> tuple[CitationOut, ...]:
        """All citations numbered so far, in order."""
        return tuple(_citation(n, quote, self.registry, self.links) for n, quote in enumerate(self._quotes, 1))

    def _number(self, quote: Quote) -> int:
        place = (quote.source.source_id, quote.version, quote.start, quote.end)
        for n, known in enumerate(self._quotes, 1):
            if (known.source.source_id, known.version, known.start, known.end) == place:
                return n
        self._quotes.append(quote)
        return len(self._quotes)


def clauses(answer: Answer, numbering: Numbering) -> tuple[ClauseOut, ...]:
    """The reasons of `answer` as clauses with citation numbers."""
    return tuple(ClauseOut(name=r.name, reason=r.text, citations=numbering.numbers(r.quotes)) for r in answer.reasons)


def statements(answer: Answer, numbering: Numbering) -> tuple[StatementOut, ...]:
    """The sentences of `answer` with citation numbers."""
    return tuple(StatementOut(text=s.text, citations=numbering.numbers(s.quotes)) for s in answer.sentences)


def conflicts(answer: Answer) -> tuple[ConflictOut, ...]:
    """The pairs of statements of `answer` whose sources disagree."""
    return tuple(ConflictOut(statements=pair) for pair in answer.conflicts)


def disagreement(answer: Answer) -> str:
    """That sources of `answer` disagree, and which of them is trusted less; "" where none do."""
    if not answer.conflicts:
        return ""
    pairs = [tuple(answer.sentences[place].quotes[0].source for place in pair) for pair in answer.conflicts]
    first, second = next((pair for pair in pairs if pair[0].tier != pair[1].tier), pairs[0])
    if first.tier == second.tier:
        return DISAGREE
    more, less = sorted((first, second), key=lambda source: source.tier)
    return f"{DISAGREE}; “{shown_title(less)}” is trusted less than “{shown_title(more)}”"


def shown_title(source: Source) -> str:
    """The title of `source`; its id where the title gives orders to a program, which are not ours to repeat."""
    return source.source_id if speaks_to_machine(source.title) else source.title


def rests_on(source: Source, section: Iterable[str], registry: Registry) -> tuple[RestsOn, ...]:
    """The primary sources that a section of `source` rests on: the innermost heading that names any, else the page."""
    headings = (*reversed(tuple(section)), "")
    ids = next((source.rests_on[h] for h in headings if h in source.rests_on), ())
    entries = [registry[one] for one in ids if one in registry]
    return tuple(RestsOn(title=e.title, publisher=e.publisher, url=e.url) for e in entries)


def _citation(n: int, quote: Quote, registry: Registry, links: Links) -> CitationOut:
    source = quote.source
    return CitationOut(
        n=n,
        source_id=source.source_id,
        version=quote.version,
        title=shown_title(source),
        publisher=source.publisher,
        url=links.get(source.source_id),
        section=" > ".join(quote.section),
        kind=source.kind.value,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        rests_on=rests_on(source, quote.section, registry),
    )
