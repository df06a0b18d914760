"""`tickmark ingest`: files and folders into the store and the index, with progress."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.progress import Event, Fate
from knowledge.sources.types import EVERYONE, Kind
from tickmark.settings import here

EVERY = 5.0  # seconds between two lines of progress in a pipe
LOUD = {Fate.REFUSED, Fate.SKIPPED, Fate.RETIRED}


def ingest_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.")],
    kind: Annotated[Kind, typer.Option(help="What the documents are good for, where they don't say so.")] = Kind.GUIDANCE,
    audience: Annotated[str, typer.Option(help="The group that may read them.")] = EVERYONE,
) -> None:
    """Read documents, store every version, and index them. What vanished is retired; what can't be read is named."""
    from tickmark.shelving import shelve  # the readers of all formats cost half a second that `ask` need not pay

    tally = shelve(here(), paths, kind, audience, Reporter(Console(stderr=True), "ingest"))
    counts = ", ".join(f"{tally.counts[fate]} {fate}" for fate in Fate if tally.counts[fate]) or "nothing to read"
    print(f"{counts}; {tally.passages} passages")
    raise typer.Exit(1 if tally.counts[Fate.REFUSED] else 0)


class Reporter:
    """Prints events: a bar with counts and rate on a terminal, plain lines in a pipe."""

    def __init__(self, console: Console, what: str) -> None:
        self._console, self._passages, self._said = console, 0, 0.0
        self._bar = Progress(
            TextColumn(what),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[passages]} passages, {task.fields[rate]} a second"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task(what, passages=0, rate="-")

    def __enter__(self) -> "Reporter":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, event: Event, done: int, files: int) -> None:
        self._passages += event.passages
        elapsed = self._bar.tasks[0].elapsed or 0
        rate = f"{self._passages / elapsed:.0f}" if elapsed else "-"
        self._bar.update(self._task, completed=done, total=files, passages=self._passages, rate=rate)
        if event.fate in LOUD:
            print(f"{event.fate} {_printable(event.where)}: {event.why or 'no longer there'}", file=sys.stderr)
        elif not self._console.is_terminal and elapsed - self._said >= EVERY:
            self._said = elapsed
            print(f"{done} of {files} files, {self._passages} passages, {rate} a second", file=sys.stderr)


def _printable(where: str) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in where)
