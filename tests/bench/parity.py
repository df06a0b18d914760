"""What the faster encoder costs: the same index with its own vectors and with those of the reference encoder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from knowledge.index.exact import exact
from knowledge.index.reference import encode
from knowledge.index.retrieve import Index
from knowledge.index.scope import Matrix
from knowledge.store.vectors import known_vectors, unembedded
from tests.bench.sets import HERE, Retrieval, found_by, judged

BAR = 0.005
NONE = ""  # the key of an encoder that has embedded nothing: every passage lacks a vector of it
RECALL = "Recall@10"


@dataclass(frozen=True)
class Reference:
    """The reference encoder in the place of the product's."""

    model: SentenceTransformer

    def encode(self, texts: Sequence[str]) -> Matrix:
        """float32 (len(texts), width), each row of unit length."""
        return encode(self.model, texts)


def parity(one: Retrieval, index: Index, names: Sequence[str], model: SentenceTransformer) -> list[str]:
    """Recall@10 by each encoder on all queries whose relevant documents are among `names`, and the cosine of their vectors.

    `index` compares every vector and holds these documents.
    """
    held = set(names)
    asked = sorted(query for query, relevant in one.relevant.items() if held.issuperset(relevant))
    other, cosines = _by_reference(index, Reference(model))
    ours, theirs = (_recall(one, each, asked) for each in (index, other))
    away = float(ours.mean() - theirs.mean())
    return [
        f"parity on {len(held)} documents, {len(asked)} queries: fused {RECALL} {ours.mean():.4f} with int8,"
        f" {theirs.mean():.4f} with the reference encoder, difference {away:+.4f},"
        f" {'within' if abs(away) <= BAR else 'NOT within'} {BAR}",
        f"  cosine of both encoders' vectors of {len(cosines)} passages: mean {cosines.mean():.4f}, least {cosines.min():.4f}",
    ]


def _by_reference(index: Index, encoder: Reference) -> tuple[Index, NDArray[np.float64]]:
    """`index` with vectors of the reference alone for what the set's searches may find, and their cosines to its own."""
    mask = index.corpus.mask(HERE)
    keys = sorted({one.embed_key for one, fits in zip(index.corpus.passages, mask, strict=True) if fits})
    read = unembedded(index.engine, NONE)
    rows = encoder.encode([read[key] for key in keys])
    own = known_vectors(index.engine, index.encoder.key, keys)
    cosines = np.array([float(row @ own[key]) for key, row in zip(keys, rows, strict=True)])
    vectors = exact(index.corpus, dict(zip(keys, rows, strict=True)), index.encoder.width)
    return replace(index, encoder=encoder, vectors=vectors), cosines  # type: ignore[arg-type]


def _recall(one: Retrieval, index: Index, asked: Sequence[str]) -> NDArray[np.float64]:
    return judged(one, asked, found_by(index, [one.queries[query] for query in asked]))[RECALL]
