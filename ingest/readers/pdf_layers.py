"""Text that stands on other text: which objects of a PDF's page can be looked at together."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_letters import Letters

Pixels = NDArray[np.int64]

_LAYERS = 6
_CELL = 3  # pixels
_CROSSED = 0.3  # of what it covers: text that shares less with other text does not stand on it
_MOST = 200  # cells of one letter each way


def layers_of(letters: Letters, boxes: Pixels) -> list[set[int]]:
    """The text objects of a page in layers, in none of which text stands on other text; `boxes` are those of its letters."""
    owners, boxes = letters.owners[letters.printed], boxes[letters.printed]
    if not _crossed(boxes, owners):
        return [set(owners.tolist())]
    cells: dict[int, set[tuple[int, int]]] = {}
    for owner, box in zip(owners.tolist(), boxes.tolist(), strict=True):
        cells.setdefault(owner, set()).update(_cells(box))
    layers, taken = [set[int]()], [set[tuple[int, int]]()]
    for owner, mine in cells.items():
        level = next((i for i, held in enumerate(taken) if len(held & mine) < _CROSSED * len(mine)), len(taken))
        if level == len(taken) < _LAYERS:
            layers.append(set())
            taken.append(set())
        layers[min(level, _LAYERS - 1)].add(owner)
        taken[min(level, _LAYERS - 1)] |= mine
    return layers


def _crossed(boxes: Pixels, owners: NDArray[np.uint64]) -> bool:
    """Whether letters of two objects may stand at one place: their middles, or what is above or below those, do."""
    kinds, which = np.unique(owners, return_inverse=True)
    x = (boxes[:, 0] + boxes[:, 2]) // (2 * _CELL)
    for share in (1, 3, 5):
        y = (boxes[:, 1] * (6 - share) + boxes[:, 3] * share) // (6 * _CELL)
        each = np.unique(((x << 20) + y) * len(kinds) + which)
        if (np.diff(each // len(kinds)) == 0).any():
            return True
    return False


def _cells(box: list[int]) -> Iterator[tuple[int, int]]:
    """The squares of a grid that the inner part of a box lies in."""
    left, top, right, bottom = box
    wide, high = (right - left) // 4, (bottom - top) // 4
    across = range((left + wide) // _CELL, (right - wide) // _CELL + 1)
    down = range((top + high) // _CELL, (bottom - high) // _CELL + 1)
    yield from product(across[:_MOST], down[:_MOST])
