"""Open the index of the store's present state."""

from pathlib import Path

from sqlalchemy import Engine

from knowledge.index.corpus import Corpus
from knowledge.index.encoder import Encoder
from knowledge.index.exact import exact
from knowledge.index.retrieve import Index
from knowledge.index.words import build, load
from knowledge.store.live import live_texts, live_vectors


def open_index(engine: Engine, encoder: Encoder, home: Path, chroma_url: str | None) -> Index:
    """The index, its caches brought up to date."""
    live = live_vectors(engine, encoder.key)
    corpus = Corpus(live.passages)
    words = load(home / "words", live.generation)
    if words is None:
        generation, texts = live_texts(engine)
        words = build(home / "words", generation, texts)
    return Index(engine, encoder, corpus, exact(corpus, live.vectors, encoder.width), words)
