"""Take out of every search what is no longer where it came from."""

from collections.abc import Sequence

from ingest.plan import Plan
from ingest.progress import Event, Fate, Tally
from ingest.shelf import Shelf
from knowledge.store.reading import by_origin, find, under_origin
from knowledge.store.sources import retire


def retire_vanished(planned: Plan, shelf: Shelf, tally: Tally) -> None:
    """Sources whose file is gone from a folder that was walked, or from a path that was named."""
    present = {file.origin for file in planned.files} | set(planned.unknown)
    for folder in planned.folders:
        held = under_origin(shelf.engine, folder)
        retire_all([h.source.source_id for h in held if h.source.origin not in present], shelf, tally)
    for path in planned.absent:
        gone = [h.source.source_id for h in by_origin(shelf.engine, path) if h.retired_at is None]
        retire_all(gone, shelf, tally)
        if not gone:
            tally.note(Event(Fate.REFUSED, path, "there is no such file or folder; check the path"))


def retire_all(source_ids: Sequence[str], shelf: Shelf, tally: Tally) -> None:
    """Retire those of `source_ids` that are live, and say so of each."""
    for source_id in retire(shelf.engine, source_ids, shelf.clock()):
        held = find(shelf.engine, source_id)
        tally.note(Event(Fate.RETIRED, f"{held.source.origin if held else ''} ({source_id})"))
