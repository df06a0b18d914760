"""Which section claims a question: kernel ridge regression over examples, from vectors that are there already.

An example is a listed question or a sentence of a section; its class is that section, or "unanswered". The kernel grows
with the cosine of two texts, taken with and without framework names.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

STEEP = 2.5  # how fast the kernel falls with the cosine
RIDGE = 0.3
FULL = 0.6  # a claim from which on a section counts as certain

Matrix = NDArray[np.float32]
Place = tuple[str, str]


@dataclass(frozen=True)
class Claims:
    """`whole` and `bare` (examples x width) are unit vectors, `weights` (examples x classes) what the regression found.

    `places` names the sections (page id and heading) in the order of the classes; the last class is "unanswered".
    """

    places: tuple[Place, ...]
    whole: Matrix
    bare: Matrix
    weights: Matrix

    def of(self, whole: Matrix, bare: Matrix) -> tuple[Matrix, Matrix]:
        """For one or more forms of a question (forms x width): claims by class, 0 to 1, and cosines by example."""
        cosines = (whole @ self.whole.T + bare @ self.bare.T) / 2
        claims = np.clip(_kernel(cosines) @ self.weights / FULL, 0, 1)
        return claims.max(axis=0), cosines.max(axis=0)


def learn(places: Sequence[Place], whole: Matrix, bare: Matrix, classes: NDArray[np.int64]) -> Claims:
    """Fit on examples, each with the number of its class. Costs a second or two for some thousand examples."""
    kernel = _kernel((whole @ whole.T + bare @ bare.T) / 2)
    wanted = np.zeros((len(classes), len(places) + 1), dtype=np.float32)
    wanted[np.arange(len(classes)), classes] = 1
    kernel[np.diag_indices_from(kernel)] += RIDGE
    return Claims(tuple(places), whole, bare, np.linalg.solve(kernel, wanted).astype(np.float32))


def keep(claims: Claims, path: Path) -> None:
    """Write `claims` to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".part")
    with made.open("wb") as stream:
        names = np.array(json.dumps(claims.places))
        np.savez(stream, places=names, whole=claims.whole, bare=claims.bare, weights=claims.weights)
    made.replace(path)


def kept(path: Path) -> Claims | None:
    """What `keep` wrote to `path`, or None."""
    try:
        with np.load(path) as held:
            places = tuple((page, heading) for page, heading in json.loads(str(held["places"])))
            return Claims(places, held["whole"], held["bare"], held["weights"])
    except (OSError, ValueError, KeyError):
        return None


def _kernel(cosines: NDArray[np.floating]) -> Matrix:
    grown: Matrix = np.exp(STEEP * (cosines - 1)).astype(np.float32)
    return grown
