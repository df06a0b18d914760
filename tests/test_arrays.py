"""What was learned is kept as arrays that are mapped: whole, as they were, or not at all."""

from pathlib import Path

import numpy as np
import pytest

from tickmark.arrays import ALIGNED, keep, kept, lines, words

MANY = {
    "names": lines(("überall", "", "two words")),
    "table": np.arange(12, dtype=np.float32).reshape(3, 4)[:, [0, 2, 2]],
    "none": np.zeros((0, 3), dtype=np.int32),
    "one": np.int64(7),
}


def test_arrays_come_back_as_they_were_and_begin_where_they_are_not_copied(tmp_path: Path) -> None:
    keep(MANY, tmp_path / "a.arrays")
    held = kept(tmp_path / "a.arrays")
    assert held is not None and list(held) == list(MANY) and words(held["names"]) == ["überall", "", "two words"]
    for name, array in MANY.items():
        assert np.array_equal(np.atleast_1d(array), held[name]) and held[name].dtype == array.dtype, name
        assert not held[name].flags.writeable and (not held[name].size or not held[name].ctypes.data % ALIGNED), name
    assert [one.name for one in tmp_path.iterdir()] == ["a.arrays"]


@pytest.mark.parametrize("left", [0, 5, 100, -1])
def test_what_is_cut_off_or_of_another_kind_is_none(tmp_path: Path, left: int) -> None:
    keep(MANY, tmp_path / "a.arrays")
    whole = (tmp_path / "a.arrays").read_bytes()
    (tmp_path / "a.arrays").write_bytes(whole[:left])
    (tmp_path / "b.arrays").write_bytes(whole.replace(b"NUMPY\x01", b"NUMPY\x07"))
    assert [kept(tmp_path / name) for name in ("a.arrays", "b.arrays", "gone.arrays")] == [None, None, None]
