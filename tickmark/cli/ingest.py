"""`tickmark ingest`: files and folders into the store and the index, with progress."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ingest.progress import Fate
from knowledge.sources.types import EVERYONE, Kind
from tickmark.errors import Misuse
from tickmark.settings import here
from tickmark.telling import Telling


def ingest_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.")],
    kind: Annotated[
        Kind, typer.Option(help="What the documents are good for, where a line of .jsonl does not say so.")
    ] = Kind.GUIDANCE,
    audience: Annotated[str, typer.Option(help="The group that may read them.")] = EVERYONE,
) -> None:
    """Read documents, store every version, and index them. What vanished is retired; what can't be read is named."""
    from tickmark.shelving import shelve  # the readers of all formats cost half a second that `ask` need not pay

    if not audience.strip():
        raise Misuse("--audience is empty; name the group that may read the documents, or leave it out for everyone")
    with Telling("ingest") as tell:
        tally, behind = shelve(here(), paths, kind, audience.strip(), tell)
    if behind:
        print(f"all is stored; Chroma will be filled later: {behind}", file=sys.stderr)
    counts = ", ".join(f"{tally.counts[fate]} {fate}" for fate in Fate if tally.counts[fate]) or "nothing to read"
    print(f"{counts}; {tally.passages} new passages")
    raise typer.Exit(1 if tally.counts[Fate.REFUSED] else 0)
