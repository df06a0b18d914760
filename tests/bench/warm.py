"""How long replies take in a process that stays up; `python -m tests.bench.warm HOME...` asks homes that are there."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from assistant.contract import Question
from tests.bench.misses import misses
from tests.bench.retrieval import labelled
from tests.bench.sets import home_with
from tests.bench.shares import ASK, shares
from tickmark.wiring import Opened, desk_of, seam

ASKED = 200
P50, P95, GROWN = 40, 100, 2  # the bars: ms, ms, times as long with the most passages as with the fewest


def seconds(act: Callable[[], object]) -> float:
    """How long `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def times(ask: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """How long each of `texts` takes."""
    return [seconds(partial(ask, text)) for text in texts]


def quantile(times: Sequence[float], share: int) -> float:
    """The value that `share` percent of `times` do not exceed."""
    return sorted(times)[max(0, -(-len(times) * share // 100) - 1)]


def asking(home: Opened) -> Callable[[str], object]:
    """Asks in this process; it has answered one question, which warmed it up."""
    answer = seam(desk_of(home))

    def ask(text: str) -> object:
        return answer(Question(text=text))

    ask("What is a Type 2 report?")
    return ask


def warm(home: Opened, questions: Sequence[str]) -> tuple[list[str], tuple[float, float]]:
    """Lines, and the median and 95th percentile in milliseconds."""
    ask = asking(home)
    spent = [1000 * one for one in times(ask, questions)]
    p50, p95 = quantile(spent, 50), quantile(spent, 95)
    told = shares(lambda: times(ask, [f"{text} " for text in questions]), ASK)
    held = f"{len(home.index.corpus.passages):,} passages, {type(home.index.vectors).__name__}"
    return [f"warm question, {held}, {len(spent)} asked: p50 {p50:.0f} ms, p95 {p95:.0f} ms", f"  of which {told}"], (
        p50,
        p95,
    )


def grown(found: Sequence[tuple[float, float]]) -> str:
    """How the last of several compares with the first, and both with the bars."""
    (p50, p95), (last50, last95) = found[0], found[-1]
    kept = p50 < P50 and p95 < P95 and last50 <= GROWN * p50 and last95 <= GROWN * p95
    return (
        f"  bars: p50 under {P50} ms and p95 under {P95} ms at the fewest, at the most at most {GROWN} times that"
        f" (p50 {last50 / p50:.2f}, p95 {last95 / p95:.2f} times): {'kept' if kept else 'NOT kept'}"
    )


def main(homes: Sequence[str]) -> None:
    """Print what questions cost in each home, the smallest first."""
    questions, found = [case.text for case in labelled()][:ASKED], []
    for home in homes:
        opened = home_with(Path(home))
        lines, quantiles = warm(opened, questions)
        lines.append(misses(opened.index, questions))
        opened.index.close()
        found.append(quantiles)
        print(*lines, sep="\n", flush=True)
    print(grown(found))


if __name__ == "__main__":
    main(sys.argv[1:])
