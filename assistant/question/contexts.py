"""A question that brings its own contexts: a desk on which nothing but these lies."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.contract import Context, Question
from assistant.desk import Desk
from assistant.question.found import Found
from assistant.question.language import Language
from assistant.question.likeness import Likeness
from assistant.question.names import frameworks_in
from assistant.question.relevance import Encode
from knowledge.sources.sentences import sentences
from knowledge.sources.text import version_of
from knowledge.sources.types import Kind, Passage, Role, Source, Span

SENTENCES = 6  # a passage of a context
_RULING = re.compile(
    r"\b(?:must|shall|should|ought|(?-i:may)|can|could|would|will|might|needs? to|ha(?:s|ve) to|require[sd]?|requirements?|"
    r"mandatory|obliged?|recommend\w*|expect\w*|standards?|frameworks?|criteria|iso|soc|guidance|plan(?:s|ned)? to|in theory)\b"
    r"|^\W*(?:an?|any|every|each|most|many|all|some)?\s*(?:organi[sz]ations?|compan(?:y|ies)|service organi[sz]ations?|firms?|"
    r"auditors?|customers?|certification bodies|employers?)\b(?! '|'s)",
    re.I,
)


def over_contexts(desk: Desk, contexts: Sequence[Context]) -> Desk:
    """`desk` with `contexts` as its only sources; a context's version is the sha256 of its text as given.

    A context names no kind. What is so here is read only from its sentences that tell a fact, in words of no rule."""
    passages = [found for context in contexts for found in _passages(context)]
    telling = [
        replace(p, passage=replace(p.passage, units=tuple(u for u in p.passage.units if _tells(p, u))))
        for p in passages
    ]
    texts = {(c.id, version_of(c.text)): c.text for c in contexts}

    def search(
        text: str, question: Question, kinds: frozenset[Kind], likeness: Mapping[str, float], k: int
    ) -> Sequence[Found]:
        return (
            _nearest(text, passages if Kind.GUIDANCE in kinds else telling, desk.encode)[:k]
            if Kind.PRACTICE in kinds
            else []
        )

    return replace(
        desk,
        search=search,
        recorded=lambda ids, question, around: {},
        named=lambda names, question: (),
        kept=lambda prefixes, question: (),
        stood=lambda kinds, question, whole, days: (),
        known=lambda question: {},
        likeness=lambda text: Likeness(),
        searchable=lambda text: text,
        stored=lambda source_id, version: texts.get((source_id, version)),
        language=_language(desk.language, passages),
        index="contexts",
    )


def _tells(found: Found, unit: Span) -> bool:
    sentence = found.text[unit.start - found.passage.start : unit.end - found.passage.start]
    return not (_RULING.search(sentence) or frameworks_in(sentence))


def _passages(context: Context) -> Iterator[Found]:
    source = Source(context.id, context.title or context.id)
    version = version_of(context.text)
    spans = sentences(context.text, 0, len(context.text))
    for ordinal, first in enumerate(range(0, len(spans), SENTENCES)):
        part = spans[first : first + SENTENCES]
        yield _passage(source, version, ordinal, part, context.text)


def _passage(source: Source, version: str, ordinal: int, part: Sequence[Span], text: str) -> Found:
    start, end = part[0].start, part[-1].end
    passage_id = f"{version[:12]}:{start}"
    passage = Passage(passage_id, source.source_id, version, ordinal, start, end, (), Role.PROSE, "", tuple(part))
    return Found(passage, source, text[start:end], 0.0)


def _nearest(text: str, passages: Sequence[Found], encode: Encode) -> list[Found]:
    if not passages:
        return []
    vectors = encode([text, *(f"{p.source.title}\n{p.text}" for p in passages)])
    scores = vectors[1:] @ vectors[0]
    ordered = sorted(zip(passages, scores, strict=True), key=lambda pair: -pair[1])
    return [replace(passage, score=float(score)) for passage, score in ordered]


def _language(language: Language, passages: Iterable[Found]) -> Language:
    """Words weighed by the index and the contexts together: among a few contexts that say the same, none would be rare."""
    stems = [set(language.stems(f"{p.source.title} {p.text}")) for p in passages]
    held = Counter(stem for one in stems for stem in one)
    return Language(language.stems, lambda stem: language.frequency(stem) + held[stem], language.passages + len(stems))
