"""Progress of ingest for people: a bar with counts and rate on a terminal, plain lines in a pipe."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn, track

from ingest.progress import Event, Fate
from tickmark.printable import printable

EVERY = 5.0  # seconds between two lines of progress in a pipe
T = TypeVar("T")
LOUD = {Fate.REFUSED, Fate.SKIPPED, Fate.RETIRED}


class Telling:
    """Prints events: a bar with counts and rate on a terminal, plain lines in a pipe."""

    def __init__(self, what: str) -> None:
        self._console, self._passages, self._said = Console(stderr=True), 0, 0.0
        self._bar = Progress(
            TextColumn(what),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[passages]} passages, {task.fields[rate]} a second"),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task(what, passages=0, rate="-")

    def __enter__(self) -> "Telling":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, event: Event, done: int, files: int) -> None:
        self._passages += event.passages
        elapsed = self._bar.tasks[0].elapsed or 0
        rate = f"{self._passages / elapsed:.0f}" if elapsed else "-"
        self._bar.update(self._task, completed=done, total=files, passages=self._passages, rate=rate)
        if event.fate in LOUD or event.why:
            print(f"{event.fate} {printable(event.where)}: {event.why or 'no longer there'}", file=sys.stderr)
        elif not self._console.is_terminal and elapsed - self._said >= EVERY:
            self._said = elapsed
            print(f"{done} of {files} files, {self._passages} passages, {rate} a second", file=sys.stderr)


def counted(what: str, items: Sequence[T], each: int = 1) -> Iterator[T]:
    """`items`, of `each` pieces: with a bar on a terminal, in a pipe with a line every few seconds."""
    console = Console(stderr=True)
    if console.is_terminal:
        yield from track(items, what, console=console, transient=True)
        return
    said = monotonic()
    for done, item in enumerate(items):
        if monotonic() - said >= EVERY:
            said = monotonic()
            print(f"{what}: {done * each} of {len(items) * each}", file=sys.stderr, flush=True)
        yield item
