"""Statements of replies, as they are put before whoever labels them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.contract import CitationOut
from evals.cases import Case
from evals.labels import key_of
from evals.runs import Result
from evals.said import cited_by


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a reply to `case` with its citations, in order."""

    case: Case
    claim: str
    citations: tuple[CitationOut, ...]

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words that it cites."""
        return tuple(citation.quote for citation in self.citations)

    @property
    def key(self) -> str:
        """The same for the same words and quotes, in whatever run they stand."""
        return key_of(self.claim, self.quotes)


def statements(results: Iterable[Result]) -> Iterator[Statement]:
    """Every statement of every reply."""
    for one in results:
        for said in one.reply.statements if one.reply else ():
            assert one.reply is not None
            yield Statement(one.case, said.text, tuple(cited_by(one.reply, said)))
