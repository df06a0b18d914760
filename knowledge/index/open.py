"""Put an index together: the encoder, the words, and the vectors that suit the size of the home."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.index import folder, segments
from knowledge.index.corpus import Corpus
from knowledge.index.encoder import Encoder, EncoderMissing, load
from knowledge.index.exact import exact
from knowledge.index.large import LargeVectors
from knowledge.index.retrieve import Index, nothing
from knowledge.index.scope import Vectors
from knowledge.index.words import Words
from knowledge.store.database import Engine
from knowledge.store.errors import StoreError
from knowledge.store.live import Live, generation, live_count, live_keys, live_passages, live_vectors, texts
from knowledge.store.state import kept
from knowledge.store.vectors import known_vectors

if TYPE_CHECKING:
    from knowledge.index.vectors import ChromaVectors, Unusable

EXACT_LIMIT = 20_000  # live passages; see docs/decisions/exact-scan-below-20000.md
TRIES = 10
FILLED = "chroma"  # kept in the store once a Chroma of a home was filled


def open_encoder(home: Path) -> Encoder:
    """The encoder in `home`/encoder, exported there on first use (some seconds)."""
    folder = home / "encoder"
    try:
        return load(folder)
    except EncoderMissing:
        from knowledge.index.export import export  # imports torch

        export(folder)
        return load(folder)


def open_index(
    engine: Engine,
    encoder: Encoder,
    home: Path,
    chroma_url: str | None = None,
    limit: int = EXACT_LIMIT,
    behind: Callable[[], None] = nothing,
) -> Index:
    """The index of the present state. Above `limit` live passages it asks Chroma.

    Where Chroma can't be used (another owner, no server) every vector is compared: slower, and exact where HNSW misses one
    in sixty. So it is where Chroma is behind, which is told to `behind`, who may bring it up to date elsewhere; so is one
    that was filled once and is gone, damaged or of another state, in a home of any size.
    Close the index to let another process own an embedded Chroma.
    """
    chroma = _chroma(home, chroma_url) if live_count(engine) > limit else None
    if chroma is not None and not chroma.is_of(generation(engine), encoder.key):
        chroma.close()
        chroma = None
        behind()
    elif chroma is None and not chroma_url and _is_lost(engine, home / "chroma", encoder.key):
        behind()
    return _assemble(engine, home, encoder, chroma, limit)


def is_current(index: Index) -> bool:
    """False once the store has changed; then open another."""
    return generation(index.engine) == index.generation


def open_chroma(home: Path, url: str | None) -> "ChromaVectors | Unusable":
    """Chroma at `url`, or embedded in `home`/chroma."""
    from knowledge.index.vectors import embedded, server  # chromadb costs .8 s to import

    return server(url) if url else embedded(home / "chroma")


def words_of(engine: Engine, home: Path, of: str) -> Words | None:
    """The word index of generation `of`, brought up to it; None if the store has moved on meanwhile."""
    now, keys = live_keys(engine)
    if now != of:
        return None
    found = segments.update(home / "words", of, keys, lambda ids: texts(engine, ids))
    return found if generation(engine) == of else None


def _chroma(home: Path, url: str | None) -> "ChromaVectors | None":
    from knowledge.index.vectors import ChromaVectors

    opened = open_chroma(home, url)
    return opened if isinstance(opened, ChromaVectors) else None


def _is_lost(engine: Engine, place: Path, encoder_key: str) -> bool:
    """Whether a Chroma that was filled once is gone, damaged or of another state, and nobody is at it."""
    if kept(engine, FILLED) is None or folder.is_owned(place):
        return False
    return folder.filled(place) != folder.state_of(generation(engine), encoder_key)


def _assemble(engine: Engine, home: Path, encoder: Encoder, chroma: "ChromaVectors | None", limit: int) -> Index:
    for _ in range(TRIES):
        live = _live(engine, encoder, chroma)
        found = words_of(engine, home, live.generation)
        if found is not None:
            corpus = Corpus(live.passages)
            load = partial(known_vectors, engine, encoder.key)
            nearest: Vectors = (
                LargeVectors(corpus, chroma, load, encoder.width, limit)
                if chroma and not live.vectors
                else exact(corpus, live.vectors, encoder.width)
            )
            index = Index(engine, encoder, corpus, nearest, found)
            return replace(index, close=chroma.close) if chroma else index
    raise StoreError("the store changes faster than it can be indexed; wait for the ingest to end")


def _live(engine: Engine, encoder: Encoder, chroma: "ChromaVectors | None") -> Live:
    if chroma is None or not chroma.is_of(generation(engine), encoder.key):
        return live_vectors(engine, encoder.key)
    return live_passages(engine)
