"""Which passages hold a term, and how often: arrays that are never changed and are mapped from disk."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Terms = NDArray[np.uint64]


@dataclass(frozen=True)
class Postings:
    """`ids` and `keys` name passages and what was read of them, `lengths` counts their terms.

    The passages that hold `terms[i]` (in order) are `rows[starts[i]:starts[i + 1]]`, each as often as `counts` says.
    """

    ids: NDArray[np.bytes_]
    keys: NDArray[np.bytes_]
    lengths: NDArray[np.uint32]
    terms: Terms
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32]
    counts: NDArray[np.uint32]

    def of(self, term: int) -> slice:
        """Where `term` stands in `rows` and `counts`."""
        wanted = np.uint64(term)
        at = int(np.searchsorted(self.terms, wanted))
        if at == len(self.terms) or self.terms[at] != wanted:
            return slice(0, 0)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))


PARTS = tuple(field.name for field in fields(Postings))


def postings(ids: Sequence[str], keys: Sequence[str], held: Sequence[Terms]) -> Postings:
    """Of passages that hold these terms, one array for each passage; a term stands in it as often as in the passage."""
    lengths = np.array([len(one) for one in held], dtype=np.uint32)
    terms = np.concatenate([*held, np.zeros(0, dtype=np.uint64)])
    rows = np.repeat(np.arange(len(held), dtype=np.uint32), lengths)
    return _packed(as_bytes(ids), as_bytes(keys), lengths, terms, rows, np.ones(len(terms), dtype=np.uint32))


def merged(parts: Sequence[Postings], kept: Sequence[NDArray[np.bool_]]) -> Postings:
    """One of several: of each the passages that are `kept` (a mask for each part)."""
    taken, begin = [], 0
    for part, mask in zip(parts, kept, strict=True):
        numbers = np.cumsum(mask) - 1 + begin
        live = mask[part.rows]
        terms = np.repeat(part.terms, np.diff(part.starts))[live]
        taken.append((terms, numbers[part.rows[live]].astype(np.uint32), part.counts[live]))
        begin += int(mask.sum())
    names = (
        np.concatenate([getattr(part, name)[mask] for part, mask in zip(parts, kept, strict=True)])
        for name in ("ids", "keys", "lengths")
    )
    return _packed(*names, *(np.concatenate(column) for column in zip(*taken, strict=True)))


def as_bytes(names: Sequence[str]) -> NDArray[np.bytes_]:
    """Names as an array that sorts as they do."""
    return np.array([one.encode("utf-8", "surrogatepass") for one in names], dtype=np.bytes_)


def write(part: Postings, folder: Path) -> None:
    """Each array as a file of its own."""
    for name in PARTS:
        np.save(folder / f"{name}.npy", getattr(part, name), allow_pickle=False)


def read(folder: Path) -> Postings:
    """What `write` wrote, mapped. Raises OSError or ValueError where it is not whole."""
    mapped = (np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in PARTS)
    return Postings(
        *(np.asarray(one) for one in mapped)
    )  # a plain view: numpy takes ten times as long to slice a memmap


def _packed(ids: Array, keys: Array, lengths: Array, terms: Array, rows: Array, counts: Array) -> Postings:
    order = np.lexsort((rows, terms))
    terms, rows, counts = terms[order], rows[order], counts[order]
    fresh = _changes(terms) | _changes(rows)
    first = np.flatnonzero(fresh)
    summed = np.add.reduceat(counts, first) if len(first) else counts
    terms, rows = terms[first], rows[first]
    begins = np.flatnonzero(_changes(terms))
    return Postings(ids, keys, lengths, terms[begins], np.append(begins, len(terms)), rows, summed)


def _changes(values: Array) -> NDArray[np.bool_]:
    """True where a value is another than the one before it."""
    out = np.ones(len(values), dtype=np.bool_)
    out[1:] = values[1:] != values[:-1]
    return out
