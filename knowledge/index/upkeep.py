"""Bring the caches in line with the store, say how they stand, and rebuild them. A vector is never computed twice."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.index import folder, segments
from knowledge.index.encoder import Encoder
from knowledge.index.open import FILLED, open_chroma, words_of
from knowledge.index.probe import probe
from knowledge.index.retrieve import nothing
from knowledge.index.vectors import COLLECTION, ChromaVectors, Synced, Unusable
from knowledge.store.database import Engine
from knowledge.store.live import Counts, counts, generation, live_keys, live_vectors
from knowledge.store.state import keep, kept
from knowledge.store.vectors import add_vectors, unembedded

BATCH = 512


@dataclass(frozen=True, slots=True)
class Cache:
    """How a cache stands: the generation it is of ("" for none), how many passages it holds, why it can't be used."""

    generation: str
    passages: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """The store and its caches; `current` is True when every cache is of the store's generation."""

    generation: str
    encoder_key: str
    store: Counts
    words: Cache
    chroma: Cache

    @property
    def current(self) -> bool:
        """Whether a search would find everything prepared."""
        return self.words.generation == self.chroma.generation == self.generation


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing up to date did: passages in the word index, and Chroma's changes or why there are none."""

    generation: str
    words: int
    chroma: Synced | Unusable


def status(engine: Engine, home: Path, encoder_key: str, chroma_url: str | None = None) -> Status:
    """How the store and its caches stand."""
    now, keys = live_keys(engine)
    held = segments.load(home / "words", now, keys)
    wording = Cache(now, len(held.ids)) if held else Cache("", 0)
    return Status(now, encoder_key, counts(engine, encoder_key), wording, _chroma_status(home, chroma_url))


def refresh(engine: Engine, home: Path, encoder: Encoder, chroma_url: str | None = None) -> Refreshed:
    """Write what changed since the last time; costs next to nothing when nothing did."""
    return _bring(engine, home, encoder, chroma_url, afresh=False)


def rebuild(
    engine: Engine, home: Path, encoder: Encoder, chroma_url: str | None = None, waits: Callable[[], None] = nothing
) -> Refreshed:
    """Drop every cache and fill it again from the store. Another process at an embedded Chroma, such as a refresh that a
    question began, is waited for, in bounds, which is told to `waits`."""
    if not chroma_url:
        folder.wait(home / "chroma", waits)
    shutil.rmtree(home / "words", ignore_errors=True)
    return _bring(engine, home, encoder, chroma_url, afresh=True)


def embed_missing(engine: Engine, encoder: Encoder) -> int:
    """Embed live passages that have no vector of this encoder (after a change of encoder); how many texts."""
    missing = sorted(unembedded(engine, encoder.key).items())
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        rows = encoder.encode([text for _, text in batch])
        add_vectors(engine, encoder.key, {key: row for (key, _), row in zip(batch, rows, strict=True)})
    return len(missing)


def _bring(engine: Engine, home: Path, encoder: Encoder, chroma_url: str | None, afresh: bool) -> Refreshed:
    embed_missing(engine, encoder)
    chroma = open_chroma(home, chroma_url)
    if isinstance(chroma, Unusable):
        changes: Synced | Unusable = chroma
    else:
        changes = _fill(engine, chroma, encoder.key, afresh)
        chroma.close()
        if kept(engine, FILLED) is None:
            keep(engine, FILLED, "once")
    now = generation(engine)
    held = words_of(engine, home, now)
    return Refreshed(now, len(held.ids) if held else 0, changes)


def _fill(engine: Engine, chroma: ChromaVectors, encoder_key: str, afresh: bool) -> Synced:
    if not afresh and chroma.is_of(generation(engine), encoder_key):
        return Synced(0, 0)
    live = live_vectors(engine, encoder_key)
    return chroma.rebuild(live, encoder_key) if afresh else chroma.sync(live, encoder_key)


def _chroma_status(home: Path, chroma_url: str | None) -> Cache:
    problem = "" if chroma_url else _folder_status(home / "chroma")
    if problem:
        return Cache("", 0, problem)
    chroma = open_chroma(home, chroma_url)
    if isinstance(chroma, Unusable):
        return Cache("", 0, chroma.reason)
    try:
        return Cache(chroma.generation(), chroma.count())
    finally:
        chroma.close()


def _folder_status(place: Path) -> str:
    """Why the folder of an embedded Chroma can't be asked just now, "" if it can. Only looks."""
    if folder.is_owned(place):
        filling = (place / folder.WRITING).exists()
        return "being filled by another process" if filling else f"another process owns {place}"
    wrong = folder.fault(place, lambda one: probe(one, COLLECTION))
    return f"not to be trusted ({wrong}): every vector is compared until it is filled afresh" if wrong else ""
