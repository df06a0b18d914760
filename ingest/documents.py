"""The document's walk: path -> read -> split -> store version, passages and vectors. The index follows from the store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.describe import Defaults, describe
from ingest.document import Document, Read, Unreadable
from ingest.plan import Plan, Planned, digest_of, plan
from ingest.progress import Event, Fate, Tally
from ingest.readers import SUFFIXES, read
from ingest.split import split
from knowledge.sources.text import version_of
from knowledge.sources.types import Source, SourceVersion
from knowledge.store.database import Engine
from knowledge.store.files import digest, keep_digests
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.reading import by_origin, find, under_origin
from knowledge.store.rows import Held
from knowledge.store.sources import Arrival, IdTaken, put_all, retire
from knowledge.store.vectors import known_vectors

BATCH = 512  # passages embedded and committed at once
READER = "2"  # raise it when readers or the splitter change what they make of the same bytes


@dataclass(frozen=True)
class Shelf:
    """Where documents go: the store, the encoder and its key, and the clock (an aware datetime)."""

    engine: Engine
    encode: Callable[[Sequence[str]], NDArray[np.float32]]
    encoder_key: str
    clock: Callable[[], datetime]


@dataclass
class Batch:
    """What waits to be stored together, and the files that are done once it is."""

    arrivals: list[Arrival] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    passages: int = 0

    def add(self, arrival: Arrival, fate: Fate) -> None:
        self.arrivals.append(arrival)
        self.fates.append(fate)
        self.passages += len(arrival.passages)


def ingest(
    paths: Iterable[Path],
    shelf: Shelf,
    defaults: Defaults,
    tell: Callable[[Event, int, int], None],
    suffixes: frozenset[str] = SUFFIXES,
) -> Tally:
    """Read all files under `paths` into the shelf; retire what vanished from them. Interrupted, it can be run again."""
    planned = plan(paths, suffixes)
    tally = Tally(tell, len(planned.files))
    for where in planned.unknown if suffixes == SUFFIXES else ():
        tally.note(Event(Fate.SKIPPED, where, "no reader for this kind of file"))
    batch = Batch()
    for file in planned.files:
        _take(file, shelf, defaults, batch, tally)
        tally.done += 1
        if batch.passages >= BATCH:
            batch = _flush(batch, shelf, tally)
    _flush(batch, shelf, tally)
    _retire_vanished(planned, shelf, tally)
    return tally


def _take(file: Planned, shelf: Shelf, defaults: Defaults, batch: Batch, tally: Tally) -> None:
    try:
        fresh = digest_of(file.path, READER, defaults.kind, defaults.audience, str(defaults.tier), shelf.encoder_key)
        held = by_origin(shelf.engine, file.origin)
        if any(one.retired_at is None for one in held) and digest(shelf.engine, file.origin) == fresh:
            tally.note(Event(Fate.UNCHANGED, file.origin))
            return
        content = read(file.path)
    except Unreadable as error:
        tally.note(Event(Fate.REFUSED, file.origin, error.reason))
        return
    except OSError as error:
        tally.note(Event(Fate.REFUSED, file.origin, f"can't be opened: {error.strerror or error}"))
        return
    refused = tally.counts[Fate.REFUSED]
    _take_documents(file, content, held, shelf, defaults, batch, tally)
    if tally.counts[Fate.REFUSED] == refused:
        batch.files[file.origin] = fresh


def _take_documents(
    file: Planned, content: Read, held: Sequence[Held], shelf: Shelf, defaults: Defaults, batch: Batch, tally: Tally
) -> None:
    for problem in content.problems:
        tally.note(Event(Fate.REFUSED, file.origin, problem))
    before = {one.source.source_id: one for one in held}
    seen: set[str] = set()
    for document in content.documents:
        source_id = _source_id(file, document, held)
        if source_id in seen:
            tally.note(
                Event(Fate.REFUSED, file.origin, f"the id {source_id} stands twice in this file; give each its own")
            )
            continue
        seen.add(source_id)
        _take_document(file, document, source_id, before.get(source_id), defaults, batch, tally)
    if not content.problems:
        _retire(sorted(before.keys() - seen), shelf, tally)


def _source_id(file: Planned, document: Document, held: Sequence[Held]) -> str:
    """Its own id; else the id under which this file is known already; else one made of its path."""
    own = document.doc_id or str(document.meta.get("id") or "").strip()
    if own:
        return own
    return held[0].source.source_id if len(held) == 1 else file.source_id


def _take_document(
    file: Planned,
    document: Document,
    source_id: str,
    held: Held | None,
    defaults: Defaults,
    batch: Batch,
    tally: Tally,
) -> None:
    try:
        source = describe(document, source_id, file.origin, defaults)
    except Unreadable as error:
        tally.note(Event(Fate.REFUSED, f"{file.origin} ({source_id})", error.reason))
        return
    version = version_of(document.text)
    passages = tuple(split(document, source_id, version))
    batch.add(Arrival(source, SourceVersion(source_id, version, document.text), passages), _fate(held, version, source))


def _fate(held: Held | None, version: str, source: Source) -> Fate:
    if held is None or held.retired_at is not None:
        return Fate.ADDED
    same = held.version == version and _described(held.source) == _described(source)
    return Fate.UNCHANGED if same else Fate.CHANGED


def _described(source: Source) -> tuple[object, ...]:
    return (source.title, source.kind, source.tier, source.audience, source.url, source.valid_from, source.valid_to)


def _flush(batch: Batch, shelf: Shelf, tally: Tally) -> Batch:
    """Embed what is new, store the batch in one transaction, then mark its files as done."""
    if batch.arrivals:
        vectors = dict(_embedded(batch.arrivals, shelf))
        results = put_all(shelf.engine, batch.arrivals, vectors, shelf.encoder_key, shelf.clock())
        for arrival, fate, refusal in zip(batch.arrivals, batch.fates, results, strict=True):
            tally.note(_event(arrival, fate, refusal))
            if refusal:
                batch.files.pop(refusal.wanted_by, None)
    keep_digests(shelf.engine, batch.files)
    return Batch()


def _event(arrival: Arrival, fate: Fate, refusal: IdTaken | None) -> Event:
    where = f"{arrival.source.origin} ({arrival.source.source_id})"
    if refusal is None:
        return Event(fate, where, passages=len(arrival.passages))
    why = f"the id {refusal.source_id} is held by {refusal.held_by}; give one of the two another id"
    return Event(Fate.REFUSED, refusal.wanted_by, why)


def _embedded(arrivals: Sequence[Arrival], shelf: Shelf) -> Iterator[tuple[str, NDArray[np.float32]]]:
    texts = {embed_key(text): text for arrival in arrivals for text in _texts(arrival)}
    known = known_vectors(shelf.engine, shelf.encoder_key, texts)
    missing = [key for key in texts if key not in known]
    if missing:
        yield from zip(missing, shelf.encode([texts[key] for key in missing]), strict=True)


def _texts(arrival: Arrival) -> Iterator[str]:
    for passage in arrival.passages:
        yield embed_text(arrival.source, passage, arrival.version.text[passage.start : passage.end])


def _retire_vanished(planned: Plan, shelf: Shelf, tally: Tally) -> None:
    """Sources whose file is gone from a folder that was walked, or from a path that was named."""
    present = {file.origin for file in planned.files} | set(planned.unknown)
    for folder in planned.folders:
        held = under_origin(shelf.engine, folder)
        _retire([h.source.source_id for h in held if h.source.origin not in present], shelf, tally)
    for path in planned.absent:
        gone = [h.source.source_id for h in by_origin(shelf.engine, path) if h.retired_at is None]
        _retire(gone, shelf, tally)
        if not gone:
            tally.note(Event(Fate.REFUSED, path, "there is no such file or folder; check the path"))


def _retire(source_ids: Sequence[str], shelf: Shelf, tally: Tally) -> None:
    for source_id in retire(shelf.engine, source_ids, shelf.clock()):
        held = find(shelf.engine, source_id)
        tally.note(Event(Fate.RETIRED, f"{held.source.origin if held else ''} ({source_id})"))
