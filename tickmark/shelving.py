"""Wiring of ingest: documents into the store, then the index after it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.question.relevance import searched
from ingest.describe import Defaults
from ingest.document import Read
from ingest.documents import ingest
from ingest.progress import Event, Tally
from ingest.readers import read
from ingest.sandbox import sandbox
from ingest.shelf import Shelf
from knowledge.index.encoder import Encoder
from knowledge.index.upkeep import refresh
from knowledge.index.vectors import Unusable
from knowledge.sources.types import EVERYONE, Kind, Tier
from knowledge.store.database import Engine
from knowledge.store.state import keep, kept
from tickmark import library
from tickmark.errors import Problem
from tickmark.examples import library_examples, library_units
from tickmark.held import LIBRARY, library_state
from tickmark.listed import texts_of
from tickmark.opening import open_encoder, open_store
from tickmark.remembering import Remembering
from tickmark.settings import Settings

PAGES = frozenset({".md"})
Tell = Callable[[Event, int, int], None]


def shelve(settings: Settings, paths: Sequence[Path], kind: Kind, audience: str, tell: Tell) -> tuple[Tally, str]:
    """Ingest `paths`, and the bundled library if the home has not its present state; then bring the index up to date.

    What happened, and why Chroma could not be brought up to date ("" if it was).
    """
    with sandbox() as reader:
        reader.begin()
        engine, encoder = open_store(settings), open_encoder(settings)
        shelve_library(engine, encoder, lambda *_: None)
        own = [path for path in paths if path.resolve().is_relative_to(library.PAGES)]
        if own:
            raise Problem(f"{own[0]}: the bundled library is ingested by itself; name other files")
        tally = ingest(paths, _shelf(engine, encoder, reader.read), Defaults(kind, audience), tell)
    chroma = refresh(engine, settings.home, encoder, settings.chroma_url).chroma
    return tally, chroma.reason if isinstance(chroma, Unusable) else ""


def shelve_library(
    engine: Engine, encoder: Encoder | Remembering, tell: Tell, learn: Callable[[], None] = lambda: None
) -> None:
    """Ingest the bundled library, with its sentences and the questions that it lists, unless it is held already.

    `learn` is what is done before it counts as held.
    """
    state = library_state(encoder.key)
    if kept(engine, LIBRARY) == state:
        return
    ingest([library.PAGES], _shelf(engine, encoder, read), Defaults(Kind.GUIDANCE, EVERYONE, Tier.LIBRARY), tell, PAGES)
    names = library.names()
    compared = (text for unit in library_units(engine) for text in searched(unit, names))
    Remembering(engine, encoder).remember([*texts_of(library_examples(engine)), *compared])
    learn()
    keep(engine, LIBRARY, state)


def _shelf(engine: Engine, encoder: Encoder | Remembering, reads: Callable[[Path], Read]) -> Shelf:
    return Shelf(engine, encoder.encode, encoder.key, lambda: datetime.now(UTC), reads)
