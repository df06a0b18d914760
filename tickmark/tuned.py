"""What was learned for a rule by tuning the encoder to its requests: kept in a file beside the rule, small as it is low-rank."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
_FACTORS, _HEADS = "factors", "heads"
WISH, ASKED, CALLED = "wish", "asked", "called"


@dataclass(frozen=True)
class Example:
    """A text, and the number of what each head should read in it; a head that it teaches nothing is left out."""

    text: str
    labels: Mapping[str, int]


@dataclass(frozen=True)
class Head:
    """A linear reading of a unit vector: `weights` (classes x width) and `bias` (classes)."""

    weights: Matrix
    bias: Matrix

    def chances(self, vector: Matrix) -> list[float]:
        """How likely each class is, together 1."""
        scores = self.weights @ vector + self.bias
        grown = np.exp(scores - scores.max())
        return [float(one) for one in grown / grown.sum()]


@dataclass(frozen=True)
class Tuned:
    """`factors`: by the name of a weight matrix two whose product is added to it. `heads`: WISH reads which of `classes` a
    request wants, ASKED whether a text is none (0) or one (1), CALLED whether the last words of a conversation call for its
    decision (1).

    `lists` is the sha256 of what it was learned from.
    """

    classes: tuple[str, ...]
    factors: Mapping[str, tuple[Matrix, Matrix]]
    heads: Mapping[str, Head]
    lists: str


def keep(tuned: Tuned, path: Path) -> None:
    """Write `tuned` to `path`, two bytes a number."""
    arrays: dict[str, Matrix] = {
        f"{_FACTORS}.{side}.{name}": one for name, two in tuned.factors.items() for side, one in enumerate(two)
    }
    for name, head in tuned.heads.items():
        arrays |= {f"{_HEADS}.0.{name}": head.weights, f"{_HEADS}.1.{name}": head.bias}
    about = np.array(json.dumps({"classes": tuned.classes, "lists": tuned.lists}))
    with path.open("wb") as stream:
        small: dict[str, Any] = {name: one.astype(np.float16) for name, one in arrays.items()}
        np.savez_compressed(stream, about=about, **small)


def kept(path: Path) -> Tuned:
    """What `keep` wrote to `path`. Raises OSError, ValueError, KeyError or BadZipFile where that is damaged."""
    with path.open("rb") as stream, np.load(stream) as held:
        about = json.loads(str(held["about"]))
        arrays = {name: held[name].astype(np.float32) for name in held.files if name != "about"}
    names = [name.split(".", 2)[2] for name in arrays if name.startswith(f"{_FACTORS}.0.")]
    factors = {name: (arrays[f"{_FACTORS}.0.{name}"], arrays[f"{_FACTORS}.1.{name}"]) for name in names}
    heads = {name: Head(arrays[f"{_HEADS}.0.{name}"], arrays[f"{_HEADS}.1.{name}"]) for name in (WISH, ASKED, CALLED)}
    return Tuned(tuple(about["classes"]), factors, heads, about["lists"])
