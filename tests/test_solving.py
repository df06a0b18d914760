"""Large systems solved panel by panel."""

from pathlib import Path

import numpy as np
import pytest

from tickmark import solving
from tickmark.solving import Matrix, solved


@pytest.mark.parametrize("count", [1, 5, 8, 9, 40])
def test_a_system_solved_by_panels_is_solved_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(solving, "PANEL", 8)
    chance = np.random.default_rng(count)
    root = chance.normal(size=(count, count))
    whole = (root @ root.T + np.eye(count)).astype(np.float32)
    wanted = chance.normal(size=(count, 3)).astype(np.float32)

    def columns(block: slice) -> Matrix:
        return whole[block.start :, block].copy()

    found = solved(columns, wanted, tmp_path / "made" / "here")
    assert np.allclose(found, np.linalg.solve(whole.astype(np.float64), wanted), atol=1e-2)
    assert np.allclose(whole @ found, wanted, atol=1e-3)
    assert not list((tmp_path / "made" / "here").iterdir())
