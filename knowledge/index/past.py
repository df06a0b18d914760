"""The index of a day: the versions that stood then, found by comparing every vector. Made on demand, kept nowhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from knowledge.index.corpus import Corpus
from knowledge.index.exact import exact
from knowledge.index.retrieve import Index, nothing
from knowledge.index.words import in_memory
from knowledge.store.live import live_texts, stood_passages
from knowledge.store.standing import older
from knowledge.store.vectors import known_vectors

KEPT = 4  # sets of versions whose indexes are kept for the next question


def by_day(index: Index) -> Callable[[date], Index]:
    """For a day the index of the versions that stood on it: `index` itself where those are the current ones."""

    @lru_cache(KEPT)
    def of(versions: frozenset[tuple[str, str]]) -> Index:
        return _past(index, dict(versions)) if versions else index

    return lambda day: of(frozenset(older(index.engine, day).items()))


def _past(index: Index, versions: dict[str, str]) -> Index:
    generation, texts = live_texts(index.engine, versions)
    passages = [one for one in stood_passages(index.engine, versions) if one.passage_id in texts]
    corpus = Corpus(passages)
    vectors = known_vectors(index.engine, index.encoder.key, {one.embed_key for one in passages})
    return replace(
        index,
        corpus=corpus,
        vectors=exact(corpus, vectors, index.encoder.width),
        words=in_memory(generation, {one: texts[one] for one in corpus.ids}),
        close=nothing,
        older=versions,
    )
