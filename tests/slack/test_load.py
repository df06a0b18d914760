"""The table of the Slack bench says what was measured, and that a bar was missed where it was."""

import pytest

from tests.bench.slack import Delivered, at, table


def test_quantiles_are_those_of_the_nearest_rank() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [at(values, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50.0, 95.0, 99.0, 100.0]
    assert at([2.0, 1.0], 0.5) == 1.0 and at([7.0], 0.99) == 7.0 and at([], 0.5) == float("inf")


@pytest.mark.parametrize(
    ("acks", "answers", "asked", "says", "met"),
    [
        ([0.2] * 100, [1.0] * 50, 50, "later 0", True),
        ([0.2] * 98 + [1.5] * 2, [1.0] * 50, 50, "p99 under 1 s: MISSED", False),
        ([0.2] * 100, [1.0] * 47 + [3.5] * 3, 50, "p95 under 3 s: MISSED", False),
        ([0.2] * 100, [1.0] * 48 + [3.5] * 2, 50, "p95 under 3 s: met", True),
        ([0.2] * 100, [1.0] * 49, 50, "later 1", False),
        ([0.2] * 100, [], 50, "later 50", False),
    ],
)
def test_a_bar_that_was_missed_is_named(
    acks: list[float], answers: list[float], asked: int, says: str, met: bool
) -> None:
    shown, held = table([Delivered(200, one) for one in acks], answers, asked, 0)
    assert says in shown and held is met


def test_an_event_that_was_not_taken_is_a_miss() -> None:
    shown, held = table([Delivered(200, 0.1), Delivered(500, 0.1)], [0.5], 1, 0)
    assert "not acknowledged 1" in shown and not held
