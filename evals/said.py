"""What a reply says and cites, in the form that labels are compared with."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.contract import CitationOut, Reply, StatementOut
from evals.cases import Case
from evals.runs import Texts

PART = " > "  # between the headings of a section


def plain(text: str) -> str:
    """Lower case, one space between words."""
    return " ".join(text.lower().split())


def says(text: str, phrases: Iterable[str]) -> bool:
    """Whether `text` has one of the phrases in whole words and numbers: "93 controls" is not said by "193 controls"."""
    spoken = plain(text)
    return any(_whole(plain(phrase)).search(spoken) for phrase in phrases)


@cache
def _whole(phrase: str) -> re.Pattern[str]:
    before = r"(?<!\w)(?<!\d[.,])" if re.match(r"\w", phrase) else ""
    after = r"(?!\w)(?![.,]\d)" if re.search(r"\w$", phrase) else ""
    return re.compile(before + re.escape(phrase) + after)


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether `text` has one of the phrases, be it in the middle of a word: for what must not be said at all."""
    spoken = plain(text)
    return any(plain(phrase) in spoken for phrase in phrases)


def places(citation: CitationOut) -> frozenset[str]:
    """The names under which a label may mean this citation: its source, its section, and each that this is a part of."""
    path = citation.section.split(PART)
    sections = (PART.join(path[:end]) for end in range(1, len(path) + 1))
    return frozenset({citation.source_id, *(f"{citation.source_id}#{section}" for section in sections)})


def cited_by(reply: Reply, statement: StatementOut) -> list[CitationOut]:
    """A statement's own citations."""
    return [citation for citation in reply.citations if citation.n in statement.citations]


def cited_text(case: Case, citation: CitationOut, texts: Texts) -> str | None:
    """The text that a citation points into: the context as given, or the version as stored ("" where the store has none);
    None where the run lacks it."""
    given = {context.id: context.text for context in case.contexts or ()}
    return given.get(citation.source_id, texts.get((citation.source_id, citation.version)))


def newest(case: Case, texts: Texts) -> dict[str, str]:
    """The text of each source as it was searched: the contexts as given, else what was stored."""
    given = {context.id: context.text for context in case.contexts or ()}
    return {source_id: text for (source_id, _), text in texts.items()} | given


def lacks_text(case: Case, reply: Reply, texts: Texts) -> bool:
    """Whether the run lacks a text that the reply cites or that was found for it: then its quotes can't be checked."""
    found = reply.trace.retrieved if reply.trace else ()
    held = newest(case, texts)
    return any(cited_text(case, one, texts) is None for one in reply.citations) or any(
        one.source_id not in held for one in found
    )


def cites(reply: Reply, group: Sequence[str]) -> bool:
    """Whether one of the places is cited."""
    return any(places(citation) & set(group) for citation in reply.citations)


def says_point(reply: Reply, group: Sequence[str]) -> bool:
    """Whether a statement, or a clause of the decision, has the point."""
    clauses = reply.decision.clauses if reply.decision else ()
    return any(says(text, group) for text in (*(s.text for s in reply.statements), *(c.reason for c in clauses)))


def cites_point(reply: Reply, group: Sequence[str]) -> bool:
    """Whether a statement has the point and one of its own citations quotes it."""
    return any(
        says(statement.text, group) and any(says(c.quote, group) for c in cited_by(reply, statement))
        for statement in reply.statements
    )


def shown(reply: Reply) -> str:
    """All text that a reader of the reply gets to see, with the links."""
    links = [citation.url or "" for citation in reply.citations]
    held = [reply.abstention.detail, reply.abstention.next_step] if reply.abstention else []
    return "\n".join([reply.headline, *(s.text for s in reply.statements), *links, *held])
