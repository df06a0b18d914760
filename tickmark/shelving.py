"""Wiring of ingest: documents into the store, then the index after it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from ingest.describe import Defaults
from ingest.documents import Shelf, ingest
from ingest.progress import Event, Tally
from knowledge.index.encoder import Encoder
from knowledge.sources.types import EVERYONE, Kind, Tier
from knowledge.store.keys import embed_key
from knowledge.store.state import keep
from knowledge.store.vectors import add_vectors, known_vectors
from tickmark import library
from tickmark.opening import open_encoder, open_index, open_store
from tickmark.settings import Settings

LIBRARY = "library"
PAGES = frozenset({".md"})
Tell = Callable[[Event, int, int], None]


def shelve(settings: Settings, paths: Sequence[Path], kind: Kind, audience: str, tell: Tell) -> Tally:
    """Ingest `paths`, and the bundled library if the home has not its present state; then bring the index up to date."""
    engine, encoder = open_store(settings), open_encoder(settings)
    shelve_library(engine, encoder, lambda *_: None)
    tally = ingest(paths, _shelf(engine, encoder), Defaults(kind, audience), tell)
    open_index(settings, engine, encoder)
    return tally


def shelve_library(engine: Engine, encoder: Encoder, tell: Tell) -> None:
    """Ingest the bundled library and the questions that it lists."""
    state = library.digest()
    ingest([library.PAGES], _shelf(engine, encoder), Defaults(Kind.GUIDANCE, EVERYONE, Tier.LIBRARY), tell, PAGES)
    texts = {embed_key(text): text for listed in library.asks().values() for text in listed}
    missing = sorted(texts.keys() - known_vectors(engine, encoder.key, texts).keys())
    vectors = encoder.encode([texts[key] for key in missing])
    add_vectors(engine, encoder.key, dict(zip(missing, vectors, strict=True)))
    keep(engine, LIBRARY, f"{state} {encoder.key}")


def _shelf(engine: Engine, encoder: Encoder) -> Shelf:
    return Shelf(engine, encoder.encode, encoder.key, lambda: datetime.now(UTC))
