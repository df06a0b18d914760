"""What the assistant works with, handed to it by the wiring: searches, stored texts, rules, words and the clock."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.contract import Question
from assistant.draft import Quote
from assistant.gate.answer import Stored
from assistant.model.session import Session
from assistant.model.talk import Model
from assistant.question.found import Found
from assistant.question.heard import Hears
from assistant.question.language import Language
from assistant.question.likeness import Likeness
from assistant.question.relevance import Encode
from knowledge.records.standing import Standing
from knowledge.records.vocabulary import RecordKind
from knowledge.rules.rule import Rule
from knowledge.sources.types import Kind, PrimarySource

Recorded = Callable[[Iterable[str], Question, bool], Mapping[str, Sequence[Found]]]
Named = Callable[[Iterable[str], Question], Sequence[str]]
Kept = Callable[[Iterable[str], Question], Sequence[str]]
Stood = Callable[[Iterable[RecordKind], Question, bool, tuple[date | None, date | None] | None], Sequence[Standing]]
Search = Callable[[str, Question, frozenset[Kind], Mapping[str, float], int], Sequence[Found]]


@dataclass(frozen=True)
class Desk:
    """The assistant's dependencies.

    `search(text, question, kinds, likeness, k)` brings passages that the asker may read, best first. `recorded(ids, question,
    around)` gives by id the sections, in order, of these records, and `around` them of those linked to them. `named(names,
    question)` are the ids of records that hold each name, `kept(prefixes, question)` all of these kinds as they are now,
    `stood(kinds, question, whole, days)` how they stand on the day asked for, `known(question)` the words that records go by; all
    of them no more than the asker may read. `likeness(text)` compares with the questions that the library lists, `asked(text)`,
    0 to 1, is how likely it asks to decide, `called(text)` how likely the last words of a conversation call for its decision,
    `hears` what a text wants by listed requests. `searchable(text)` writes abbreviations out.
    `stored(source_id, version)` is a version's whole text.
    `library_quote(source_id, words)` places words of our own guidance in its stored version. `links` are the URLs that the
    operator gave to sources, by id: no document brings its own. `names` matches the surface forms of the compared frameworks.
    `day(question)` is the day an answer is for, `clock()` monotonic seconds. `model` words answers where there is one,
    `session` holds its calls for the reply that is being made.
    """

    rules: tuple[Rule, ...]
    registry: Mapping[str, PrimarySource]
    links: Mapping[str, str]
    search: Search
    recorded: Recorded
    named: Named
    kept: Kept
    stood: Stood
    known: Callable[[Question], Mapping[str, str]]
    likeness: Callable[[str], Likeness]
    asked: Callable[[str], float]
    called: Callable[[str], float]
    hears: Hears
    searchable: Callable[[str], str]
    encode: Encode
    language: Language
    stored: Stored
    library_quote: Callable[[str, str], Quote | None]
    names: re.Pattern[str]
    index: str
    day: Callable[[Question], date]
    clock: Callable[[], float]
    model: Model | None = None
    session: Session | None = None
