"""The index of a day: the versions that stood then, found by comparing every vector. Made on demand, kept nowhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from knowledge.index.corpus import Corpus
from knowledge.index.exact import exact
from knowledge.index.retrieve import Index, nothing
from knowledge.index.segments import beside
from knowledge.store.live import generation, live_keys, stood_passages, texts
from knowledge.store.standing import older
from knowledge.store.vectors import known_vectors

KEPT = 4  # sets of versions whose indexes are kept for the next question


def by_day(index: Index) -> Callable[[date], Index]:
    """For a day the index of the versions that stood on it: `index` itself where those are the current ones."""

    @lru_cache(KEPT)
    def of(versions: frozenset[tuple[str, str]]) -> Index:
        return _past(index, dict(versions)) if versions else index

    @lru_cache(KEPT)
    def versions_on(_generation: str, day: date) -> frozenset[tuple[str, str]]:
        return frozenset(older(index.engine, day).items())

    return lambda day: of(versions_on(generation(index.engine), day))


def _past(index: Index, versions: dict[str, str]) -> Index:
    generation, keys = live_keys(index.engine, versions)
    passages = [one for one in stood_passages(index.engine, versions) if one.passage_id in keys]
    corpus = Corpus(passages)
    vectors = known_vectors(index.engine, index.encoder.key, {one.embed_key for one in passages})
    return replace(
        index,
        corpus=corpus,
        vectors=exact(corpus, vectors, index.encoder.width),
        words=beside(
            index.words, generation, {one: keys[one] for one in corpus.ids}, lambda ids: texts(index.engine, ids)
        ),
        close=nothing,
        older=versions,
    )
