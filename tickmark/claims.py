"""Which section claims a question: kernel ridge regression over examples, from vectors that are there already.

An example is a listed question or a sentence of a section; its class is that section, or "unanswered".
The kernel grows with the likeness of two texts: the cosine of their meanings and that of their words.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from tickmark import arrays
from tickmark.arrays import lines
from tickmark.overlap import Matrix, Overlap, overlap
from tickmark.solving import solved

STEEP = 2.5  # how fast the kernel falls with the likeness
WORDS = 0.4  # share of the words in common, against meaning
RIDGE = 0.2
FULL = 0.6  # a claim from which on a section counts as certain

Place = tuple[str, str]


@dataclass(frozen=True)
class Texts:
    """Texts as they are compared: `meaning` (texts x width) are unit vectors, `stems` the words of each."""

    meaning: Matrix
    stems: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Claims:
    """`meaning` (examples x width) are unit vectors, `words` the index of the examples' words, `weights` (examples x
    classes) what the regression found.

    `places` names the sections (page id and heading) in the order of the classes; the last class is "unanswered".
    """

    places: tuple[Place, ...]
    meaning: Matrix
    words: Overlap
    weights: Matrix

    def of(self, forms: Texts) -> Matrix:
        """For each form of a question its claims by class, from 0 up, 1 where certain (forms x classes)."""
        cosines = np.stack([self.meaning @ one for one in forms.meaning])  # of few rows a product of matrices is slower
        alike = _kernel(cosines, self.words.of(forms.stems))
        claims: Matrix = np.maximum(alike @ self.weights / FULL, np.float32(0))
        return claims


def learn(places: Sequence[Place], examples: Texts, classes: NDArray[np.int64], folder: Path) -> Claims:
    """Fit on examples, each with the number of its class. Some thousand cost some seconds; `folder` takes what memory does
    not hold meanwhile."""
    with threadpool_limits(os.cpu_count()):  # products of one question are for one thread, these are not
        return _learned(places, examples, classes, folder)


def _learned(places: Sequence[Place], examples: Texts, classes: NDArray[np.int64], folder: Path) -> Claims:
    words = overlap(examples.stems)
    count = len(classes)

    def columns(block: slice) -> Matrix:
        rest = slice(block.start, count)
        cosines = examples.meaning[block] @ examples.meaning[rest].T
        kernel = np.ascontiguousarray(_kernel(cosines, words.of(examples.stems[block])[:, rest]).T)
        kernel[np.diag_indices(kernel.shape[1])] += RIDGE
        return kernel

    wanted = np.zeros((count, len(places) + 1), dtype=np.float32)
    wanted[np.arange(count), classes] = 1
    return Claims(tuple(places), examples.meaning, words, solved(columns, wanted, folder))


def keep(claims: Claims, path: Path) -> None:
    """Write `claims` to `path`, whole or not at all."""
    named = lines((json.dumps({"places": claims.places, "stems": claims.words.stems}),))
    lists = {name: value for name, value in asdict(claims.words).items() if name != "stems"}
    arrays.keep({"names": named, "meaning": claims.meaning, "weights": claims.weights, **lists}, path)


def kept(path: Path) -> Claims | None:
    """What `keep` wrote to `path`, or None."""
    held = arrays.kept(path) or {}
    try:
        names = json.loads(held["names"].tobytes())
        places = tuple((page, heading) for page, heading in names["places"])
        lists = held["rarity"], held["starts"], held["examples"], held["values"]
        words = Overlap(tuple(names["stems"]), *lists, held["count"].item())
        return Claims(places, held["meaning"], words, held["weights"]) if _fits(places, held["weights"]) else None
    except (KeyError, ValueError):
        return None


def _fits(places: Sequence[Place], weights: Matrix) -> bool:
    """Whether there are weights for every class that is known now, and no other: an older edition had others."""
    return bool(weights.shape[1] == len(places) + 1)


def _kernel(cosines: Matrix, alike: Matrix) -> Matrix:
    grown: Matrix = cosines * np.float32(STEEP * (1 - WORDS))
    grown += np.float32(STEEP * WORDS) * alike
    grown -= np.float32(STEEP)
    np.exp(grown, out=grown)
    return grown
