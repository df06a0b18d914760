"""Where the parts meet: the desk that the assistant works at, and the seams that the surfaces use."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from assistant.answer import answer
from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.draft import Quote
from assistant.model.talk import Model
from assistant.question.language import Language
from knowledge.index.encoder import Encoder
from knowledge.index.past import by_day
from knowledge.index.retrieve import Hit, Index
from knowledge.index.scope import Scope
from knowledge.index.tokens import stems, tokenize
from knowledge.sources.types import EVERYONE, SourceVersion, Tier
from knowledge.store import reading
from knowledge.store.database import Engine
from knowledge.store.live import generation
from knowledge.store.sections import sections
from knowledge.store.state import kept
from tickmark import library
from tickmark.allowed import allowed
from tickmark.examples import library_examples
from tickmark.held import LIBRARY, library_state
from tickmark.links import links
from tickmark.listed import Listed
from tickmark.models import open_model
from tickmark.opening import open_encoder, open_index, open_store
from tickmark.remembering import Remembering, lately
from tickmark.retrieval import Retrieval
from tickmark.settings import Settings, today
from tickmark.succeeding import is_behind
from tickmark.taught import Taught, taught
from tickmark.worker import catch_up

Answering = Callable[[Question], Reply]
Hits = list[tuple[str, str, float]]
PASSAGES_A_SOURCE = 4
TOLD_APART = 20_000  # texts whose words are kept for the next question
QUOTES = 500  # of the rules, kept for the next question
Finding = Callable[[Sequence[str], int, bool], list[Hits]]


@dataclass(frozen=True)
class Opened:
    """The store and what stands beside it, all of one state."""

    folder: Path
    engine: Engine
    encoder: Encoder
    index: Index
    model: Model | None = None


def open_home(settings: Settings, behind: Callable[[], None] | None = None) -> Opened:
    """Open everything; the bundled library is ingested first where the home does not hold its present state.

    With `behind`, which has it taken in elsewhere, a home that holds another state of it is opened as it is.
    """
    engine, encoder = open_store(settings), open_encoder(settings)
    if behind and is_behind(engine, encoder):
        behind()
    elif kept(engine, LIBRARY) != library_state(encoder.key):
        from tickmark.shelving import shelve_library  # the readers cost half a second that most questions need not pay
        from tickmark.telling import Telling

        with Telling("library") as tell:
            shelve_library(engine, encoder, tell)
    catch_up(engine, encoder)
    model = open_model(engine, settings.model)
    return Opened(settings.home, engine, encoder, open_index(settings, engine, encoder), model)


def open_desk(settings: Settings) -> Desk:
    """The assistant's dependencies on the home of `settings`."""
    return desk_of(open_home(settings))


def desk_of(home: Opened) -> Desk:
    """The assistant's dependencies on an opened home."""
    encode = lately(Remembering(home.engine, home.encoder).encode, home.encoder.width)
    lists = taught_in(home)
    questions = Listed(lists.claims, sections(home.engine, Tier.LIBRARY), stems)
    language = _language(home.index)
    day = partial(_day, home.model)
    retrieval = Retrieval(home.engine, by_day(home.index), lambda asked: _audiences(home.engine, asked), day)
    quotes = lru_cache(QUOTES)(lambda _generation, source_id, words: _library_quote(home.engine, source_id, words))
    return Desk(
        rules=library.rules(),
        registry=library.registry(),
        links=links(home.folder),
        search=retrieval.search,
        recorded=retrieval.recorded,
        named=retrieval.named,
        kept=retrieval.kept,
        stood=retrieval.stood,
        known=retrieval.known,
        likeness=lambda text: questions.likeness(text, encode),
        asked=lists.asked,
        called=lists.called,
        hears=lists.heard,
        searchable=library.wording(lists.words, lambda one: home.encoder.knows(one) or language.holds(one)).searchable,
        encode=encode,
        language=language,
        stored=lambda source_id, version: reading.stored_text(home.engine, source_id, version),
        library_quote=lambda source_id, words: quotes(generation(home.engine), source_id, words),
        names=library.names(),
        index=f"{home.index.generation} {home.encoder.key}",
        day=day,
        clock=time.monotonic,
        model=home.model,
    )


def _day(model: Model | None, question: Question) -> date:
    """The day that the question names, that of the reply which is made again, or today."""
    return question.as_of or (model.day(question) if model else None) or today()


def taught_in(home: Opened) -> Taught:
    """What the lists of the library that is held teach."""
    return taught_of(home.folder, home.engine, home.encoder, kept(home.engine, LIBRARY) or "")


def taught_of(folder: Path, engine: Engine, encoder: Encoder, state: str) -> Taught:
    """What the lists of the library of a state teach: kept beside the index, learned anew where it is another."""
    encode = Remembering(engine, encoder).encode
    return taught(folder / "listed", state, lambda: library_examples(engine), encoder.key, encode)


def seam(desk: Desk, trace: bool = False) -> Answering:
    """The one answering seam: what bots, evals and the command line call."""
    return lambda question: answer(question, desk, trace)


def open_finder(settings: Settings, user: str | None) -> Finding:
    """Retrieval alone, of what `user` may read: (texts, k, by source) to hits of (source_id, passage_id, score)."""
    home = open_home(settings)
    scope = Scope(allowed(home.engine, user), today())
    index = by_day(home.index)(today())
    return lambda texts, k, by_source: [_hits(one, k, by_source) for one in _search(index, texts, k, scope, by_source)]


def _search(index: Index, texts: Sequence[str], k: int, scope: Scope, by_source: bool) -> list[list[Hit]]:
    return index.search_all(texts, k * PASSAGES_A_SOURCE if by_source else k, scope) if texts else []


def _hits(found: Sequence[Hit], k: int, by_source: bool) -> Hits:
    seen: dict[str, Hit] = {}
    for hit in found:
        seen.setdefault(hit.source_id if by_source else hit.passage_id, hit)
    return [(hit.source_id, hit.passage_id, hit.score) for hit in list(seen.values())[:k]]


def _audiences(engine: Engine, asked: Question) -> frozenset[str]:
    return allowed(engine, asked.user, asked.channel)


def _library_quote(engine: Engine, source_id: str, words: str) -> Quote | None:
    """Words of a library page, placed in the version of it that the store holds now."""
    held, text = reading.find(engine, source_id), reading.text(engine, source_id)
    if held is None or held.retired_at or not isinstance(text, SourceVersion) or words not in text.text:
        return None
    start = text.text.index(words)
    heading = text.text.rfind("\n## ", 0, start)
    section = (text.text[heading + 4 : text.text.index("\n", heading + 1)].strip(),) if heading >= 0 else ()
    return Quote(held.source, text.version, start, start + len(words), words, section)


def _language(index: Index) -> Language:
    """The words of what everyone may read: what only some may read must not show in how a question is understood."""
    everyone = index.corpus.mask(Scope(frozenset({EVERYONE}), today()))
    count = int(everyone.sum())
    return Language(
        lru_cache(TOLD_APART)(lambda text: tuple(tokenize([text])[0])),
        lambda stem: index.words.frequency(stem, everyone),
        max(1, count),
    )
