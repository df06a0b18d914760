"""Answer cases in this process or in several, each reply kept as soon as it is there."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache, partial
from multiprocessing import get_context
from typing import TypeVar

from assistant.contract import Question, Reply
from evals.cases import Case
from evals.runs import Row

Answering = Callable[[Question], Reply]
Item = TypeVar("Item")
Made = TypeVar("Made")
Opener = Callable[[str], Answering]
"""From the name of a shelf to what answers from it. Can be sent to another process, and hashed."""


def answered(cases: Sequence[Case], opener: Opener, workers: int) -> Iterator[Row]:
    """A row for each case, as they come; what raises is a row with an error. `workers` processes (1: this one)."""
    if workers <= 1 or len(cases) < workers:
        yield from (_row(case, opener) for case in cases)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for done in as_completed([pool.submit(partial(_row, case, opener)) for case in cases]):
            yield done.result()


def spread(work: Callable[[Item], Made], items: Sequence[Item], workers: int) -> Iterator[Made]:
    """What `work`, which can be sent to another process, makes of each item, in order, in `workers` processes."""
    if workers <= 1 or len(items) < workers:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from pool.map(work, items, chunksize=max(1, len(items) // (4 * workers)))


@cache
def _open(opener: Opener, shelf: str) -> Answering:
    """Once a process and shelf: opening costs seconds."""
    return opener(shelf)


def _row(case: Case, opener: Opener) -> Row:
    try:
        return Row(id=case.id, reply=_open(opener, case.shelf)(case.question()))
    except Exception as error:  # the run goes on: a broken case is a row of its report
        return Row(id=case.id, error=f"{type(error).__name__}: {error}")
