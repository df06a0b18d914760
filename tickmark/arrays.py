"""Arrays in one file that are mapped, not read: of what was learned a question touches a part, and megabytes take their time."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

ALIGNED = 64  # bytes: arrays that begin elsewhere are copied before they are multiplied

Arrays = dict[str, NDArray[Any]]


def keep(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays by their names to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".part")
    with made.open("wb") as stream:
        for one in (lines(arrays), *arrays.values()):
            stream.write(bytes(-stream.tell() % ALIGNED))
            npy.write_array(stream, np.ascontiguousarray(one), (1, 0), allow_pickle=False)
    made.replace(path)


def kept(path: Path) -> Arrays | None:
    """The arrays that `keep` wrote to `path`, not to be written to, or None."""
    try:
        names, *arrays = _mapped(path)
        return dict(zip(words(names), arrays, strict=True))
    except (OSError, ValueError):
        return None


def lines(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names, none of which holds a new line, as an array."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def words(array: NDArray[np.uint8]) -> list[str]:
    """The names of which `lines` made an array."""
    return array.tobytes().decode().split("\n")


def _mapped(path: Path) -> Iterator[NDArray[Any]]:
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        while stream.tell() < size:
            stream.seek(-stream.tell() % ALIGNED, os.SEEK_CUR)
            if npy.read_magic(stream) != (1, 0):
                raise ValueError("written by another version")
            shape, _, kind = npy.read_array_header_1_0(stream)
            start = stream.tell()
            yield np.asarray(np.memmap(stream, kind, "r", start, shape))
            stream.seek(start + kind.itemsize * int(np.prod(shape)))
