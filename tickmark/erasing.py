"""Wiring of erasure: the record's texts in the store, what is remembered of them, the caches, and the bytes on disk."""

from dataclasses import dataclass
from datetime import datetime

from assistant.question.found import Found, units
from assistant.question.relevance import searched
from knowledge.access.people import Person
from knowledge.index.forgetting import forget
from knowledge.records.roles import Role
from knowledge.store.database import Engine
from knowledge.store.erasing import Erasure, Gone, erase
from knowledge.store.keys import embed_key
from knowledge.store.reading import find, of_source, passages
from knowledge.store.record_reading import erased, record
from knowledge.store.scrubbing import scrub
from knowledge.store.state import drop
from tickmark import library
from tickmark.errors import Problem
from tickmark.examples import library_examples, library_units
from tickmark.listed import texts_of
from tickmark.models import OUTPUT
from tickmark.office import log_key
from tickmark.settings import Settings

_HELD_OPEN = "another process reads the database, whose file still holds the bytes"


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased, by id (None: it was erased before), and what is still in the way of the last bytes."""

    gone: dict[str, Gone | None]
    left: tuple[str, ...]


def erase_records(
    settings: Settings, engine: Engine, actor: Person, ids: tuple[str, ...], why: str, at: datetime
) -> Done:
    """Erase records for good, all that can be seen first. Raises Problem for somebody who may not, or an unknown id."""
    if Role.ADMIN not in actor.roles:
        raise Problem(f"{actor.email} is no admin; only an admin erases records")
    for one in ids:
        if not (record(engine, one, actor.audiences) or erased(engine, one, actor.audiences)):
            raise Problem(f"there is no record {one} that you may read; see: tickmark intake list")
    key = log_key(engine, settings)
    gone = {one: erase(engine, key, Erasure(one, actor.email, at, why, _remembered(engine, one))) for one in ids}
    drop(engine, OUTPUT)  # what a model said may repeat any record
    left = forget(settings.home, settings.chroma_url)
    return Done(gone, left if scrub(engine) else (*left, _HELD_OPEN))


def _remembered(engine: Engine, record_id: str) -> frozenset[str]:
    """The keys of vectors that the assistant keeps of sentences of the record, unless the library has the same."""
    if find(engine, record_id) is None:
        return frozenset()
    names = library.names()
    found = [Found(one.passage, one.source, one.text, 0.0) for one in passages(engine, of_source(engine, record_id))]
    texts = {text for unit in units(found) for text in (unit.text, *searched(unit, names))}
    shared = {text for unit in library_units(engine) for text in searched(unit, names)} if texts else set()
    listed = texts_of(library_examples(engine)) if texts else ()
    return frozenset(map(embed_key, texts - shared - set(listed)))
