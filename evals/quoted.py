"""A citation's quote where it stands in its source."""

from dataclasses import dataclass

from assistant.contract import CitationOut
from evals.cases import Case
from evals.runs import Texts
from evals.said import cited_text

AROUND = 400  # code points of the source shown on each side of a quote, within its paragraph


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation's quote between what stands before and after it; `found` is False where the source has it not there, `held`
    where the run lacks the source's text."""

    citation: CitationOut
    found: bool
    before: str
    after: str
    held: bool = True


def quoted(case: Case, citation: CitationOut, texts: Texts) -> Quoted:
    """The quote with the paragraph round it."""
    text, start, end = cited_text(case, citation, texts), citation.start, citation.end
    if text is None:
        return Quoted(citation, False, "", "", held=False)
    if not citation.quote or text[start:end] != citation.quote:
        return Quoted(citation, False, "", "")
    first = max(text.rfind("\n\n", 0, start) + 1, start - AROUND, 0)
    last = text.find("\n\n", end)
    before = text[first:start].lstrip("\n")
    return Quoted(citation, True, before, text[end : min(last if last >= 0 else len(text), end + AROUND)])
