"""BM25 weights of passages: weighed by bm25s, read with numpy alone, since a question must not wait for its imports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

K1, B = 1.2, 0.75
_VOCABULARY, _PARTS = "vocab.index.json", ("data", "indices", "indptr")


@dataclass(frozen=True)
class Weights:
    """What each token adds to the score of each passage that has it: a sparse matrix, a column for a token."""

    vocabulary: dict[str, int]
    _data: np.ndarray[Any, np.dtype[np.float32]]
    _indices: np.ndarray[Any, np.dtype[np.int32]]
    _indptr: np.ndarray[Any, np.dtype[np.int64]]
    count: int

    def scores(self, tokens: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """The score of every passage for `tokens`: one that stands twice counts twice, an unknown one nothing."""
        out = np.zeros(self.count, dtype=np.float32)
        for token in tokens:
            column = self._column(token)
            out[self._indices[column]] += self._data[column]
        return out

    def places(self, token: str) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The places of the passages that have `token`."""
        return self._indices[self._column(token)]

    def _column(self, token: str) -> slice:
        at = self.vocabulary.get(token)
        return slice(0, 0) if at is None else slice(int(self._indptr[at]), int(self._indptr[at + 1]))


def weigh(tokens: list[list[str]], folder: Path | None) -> Weights | None:
    """The weights of passages with these tokens, written to `folder` too where one is given; None if none has any."""
    if not any(tokens):
        return None
    import bm25s  # with scipy, a fifth of a second

    model = bm25s.BM25(k1=K1, b=B)
    model.index(tokens, show_progress=False)
    if folder:
        model.save(str(folder), show_progress=False)
    held = model.scores
    return Weights(model.vocab_dict, held["data"], held["indices"], held["indptr"], held["num_docs"])


def kept(folder: Path) -> bool:
    """Whether `folder` holds weights."""
    return any(folder.glob("*.npy"))


def read(folder: Path) -> Weights:
    """What `weigh` wrote, mapped from disk. Raises OSError, ValueError or KeyError where it is not whole."""
    data, indices, indptr = (np.load(folder / f"{part}.csc.index.npy", mmap_mode="r") for part in _PARTS)
    params = json.loads((folder / "params.index.json").read_text("utf-8"))
    vocabulary = json.loads((folder / _VOCABULARY).read_text("utf-8"))
    return Weights(vocabulary, data, indices, indptr, int(params["num_docs"]))
