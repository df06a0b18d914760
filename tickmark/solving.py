"""A large positive definite system solved panel by panel: no more of it than three panels is in memory, the rest in a file."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
PANEL = 512  # columns held at once


class _Panels:
    """The lower triangle of a matrix of `count` rows, in panels of columns, each from its diagonal down."""

    def __init__(self, count: int, file: IO[bytes]) -> None:
        self.starts = range(0, count, PANEL)
        self._count, self._file = count, file
        self._places = [0]

    def add(self, panel: Matrix) -> None:
        self._file.seek(self._places[-1])
        self._file.write(np.ascontiguousarray(panel).data)
        self._places.append(self._file.tell())

    def rows(self, number: int, first: int) -> Matrix:
        """A panel from row `first` of the whole down."""
        width = min(PANEL, self._count - self.starts[number])
        skipped = (first - self.starts[number]) * width
        self._file.seek(self._places[number] + 4 * skipped)
        held = np.fromfile(self._file, dtype=np.float32, count=(self._count - first) * width)
        return held.reshape(self._count - first, width)


def solved(columns: Callable[[slice], Matrix], wanted: Matrix, folder: Path) -> Matrix:
    """X of K X = `wanted`, for a positive definite K of as many rows (Cholesky, left-looking).

    `columns(slice)` gives those columns of K from the first of them down. Half of K, 4 bytes a number, is written to
    `folder` meanwhile.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        panels = _Panels(len(wanted), file)
        for number, start in enumerate(panels.starts):
            panels.add(_factored(panels, number, columns(slice(start, start + PANEL))))
        return _back(panels, _forth(panels, wanted.astype(np.float32)))


def _factored(panels: _Panels, number: int, panel: Matrix) -> Matrix:
    """A panel of K as one of its factor, those before it being known."""
    from scipy.linalg import cholesky, solve_triangular  # a third of a second, and needed when learning only

    width = panel.shape[1]
    for before in range(number):
        known = panels.rows(before, panels.starts[number])
        panel -= known @ known[:width].T
    corner = cholesky(panel[:width], lower=True, check_finite=False)
    below = solve_triangular(corner, panel[width:].T, lower=True, check_finite=False).T
    return np.vstack((corner, below)).astype(np.float32)


def _forth(panels: _Panels, right: Matrix) -> Matrix:
    from scipy.linalg import solve_triangular

    for number, start in enumerate(panels.starts):
        panel = panels.rows(number, start)
        end = start + panel.shape[1]
        right[start:end] = solve_triangular(panel[: end - start], right[start:end], lower=True, check_finite=False)
        right[end:] -= panel[end - start :] @ right[start:end]
    return right


def _back(panels: _Panels, right: Matrix) -> Matrix:
    from scipy.linalg import solve_triangular

    for number, start in reversed(list(enumerate(panels.starts))):
        panel = panels.rows(number, start)
        end = start + panel.shape[1]
        right[start:end] -= panel[end - start :].T @ right[end:]
        corner = panel[: end - start]
        right[start:end] = solve_triangular(corner, right[start:end], lower=True, trans="T", check_finite=False)
    return right
