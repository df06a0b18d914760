"""How many words texts have in common: the cosine of their tf-idf vectors over stems, by an inverted index."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Stems = Callable[[Sequence[str]], Sequence[Sequence[str]]]
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Overlap:
    """Examples by stem: those of the `i`-th of `stems` stand in `examples[starts[i]:starts[i + 1]]`, each with its weight
    in `values`; `rarity` is a stem's inverse document frequency, `count` the number of examples.
    """

    stems: tuple[str, ...]
    rarity: Matrix
    starts: NDArray[np.int64]
    examples: NDArray[np.int32]
    values: Matrix
    count: int

    def of(self, texts: Sequence[Sequence[str]]) -> Matrix:
        """Cosines, 0 to 1, of texts given as stems to every example (texts x examples)."""
        alike = np.zeros((len(texts), self.count), dtype=np.float32)
        for row, text in zip(alike, texts, strict=True):
            for stem, weight in _weights(text, self._numbers, self.rarity).items():
                held = slice(self.starts[stem], self.starts[stem + 1])
                row[self.examples[held]] += weight * self.values[held]
        return alike

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {stem: number for number, stem in enumerate(self.stems)}


def overlap(texts: Sequence[Sequence[str]]) -> Overlap:
    """The index of examples given as stems."""
    found = Counter(stem for text in texts for stem in set(text))
    numbers = {stem: number for number, stem in enumerate(sorted(found))}
    rarity = np.array([1 + math.log((1 + len(texts)) / (1 + found[stem])) for stem in numbers], dtype=np.float32)
    entries = [
        (stem, example, weight)
        for example, text in enumerate(texts)
        for stem, weight in _weights(text, numbers, rarity).items()
    ]
    entries.sort()
    starts = np.searchsorted([stem for stem, _, _ in entries], np.arange(len(numbers) + 1))
    examples = np.array([example for _, example, _ in entries], dtype=np.int32)
    values = np.array([weight for _, _, weight in entries], dtype=np.float32)
    return Overlap(tuple(numbers), rarity, starts, examples, values, len(texts))


def _weights(text: Sequence[str], numbers: dict[str, int], rarity: Matrix) -> dict[int, float]:
    """The unit vector of a text over the known stems, by their numbers."""
    counts = Counter(numbers[stem] for stem in text if stem in numbers)
    raw = {stem: (1 + math.log(count)) * float(rarity[stem]) for stem, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {stem: weight / length for stem, weight in raw.items()}
