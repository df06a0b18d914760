"""The document's walk: path -> read -> split -> store version, passages and vectors. The index follows from the store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.describe import Defaults, describe, overclaimed
from ingest.document import Document, Read, Unreadable
from ingest.plan import Plan, Planned, plan
from ingest.progress import Event, Fate, Tally
from ingest.readers import SUFFIXES
from ingest.retiring import retire_all, retire_vanished
from ingest.shelf import Batch, Shelf
from ingest.split import split
from ingest.standing import digest_of, stamp, unchanged
from knowledge.sources.text import version_of
from knowledge.sources.types import Passage, Source, SourceVersion
from knowledge.store.arrival import Arrival, IdTaken
from knowledge.store.files import digest, keep_digests
from knowledge.store.keys import embed_key, embed_text
from knowledge.store.reading import by_origin
from knowledge.store.rows import Held
from knowledge.store.sources import put_all
from knowledge.store.vectors import known_vectors

BATCH = 512  # passages embedded and committed at once
READER = "10"  # raise it when readers, the splitter or `describe` change what they make of the same bytes


PASSED_OVER = (
    ("unknown", Fate.SKIPPED, "no reader for this kind of file"),
    ("outside", Fate.SKIPPED, "a link to a folder, or to a file outside the folder named, is not followed"),
    ("broken", Fate.REFUSED, "a link that leads nowhere; mend or remove it"),
    ("special", Fate.REFUSED, "it is no regular file but a pipe, a socket or a device"),
)


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
    if suffixes == SUFFIXES:
        _pass_over(planned, tally)
    batch = Batch()
    for file in planned.files:
        _take(file, shelf, defaults, batch, tally)
        tally.done += 1
        if batch.passages >= BATCH:
            batch = _flush(batch, shelf, tally)
    _flush(batch, shelf, tally)
    retire_vanished(planned, shelf, tally)
    return tally


def _pass_over(planned: Plan, tally: Tally) -> None:
    for name, fate, why in PASSED_OVER:
        for where in getattr(planned, name):
            tally.note(Event(fate, where, why))


def _take(file: Planned, shelf: Shelf, defaults: Defaults, batch: Batch, tally: Tally) -> None:
    try:
        before = stamp(file)
        fresh = digest_of(file.path, READER, defaults.kind, defaults.audience, str(defaults.tier), shelf.encoder_key)
        held = by_origin(shelf.engine, file.origin)
        live = [one for one in held if one.retired_at is None]
        known = digest(shelf.engine, file.origin)
        if live and known == fresh:
            for one in live:
                tally.note(Event(Fate.UNCHANGED, _where(file.origin, one.source.source_id)))
            return
        content = shelf.read(file.path)
        unchanged(file, before)
    except Unreadable as error:
        tally.note(Event(Fate.REFUSED, file.origin, error.reason))
        return
    except OSError as error:
        tally.note(Event(Fate.REFUSED, file.origin, f"can't be opened: {error.strerror or 'the system refuses it'}"))
        return
    if known:  # until all of it is stored, what is held is of no one state of the file
        keep_digests(shelf.engine, {file.origin: ""})
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
        retire_all(sorted(before.keys() - seen), shelf, tally)


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
    version = version_of(document.text)
    try:
        source = describe(document, source_id, file.origin, defaults)
        passages = _passages(document, source_id, version)
    except Unreadable as error:
        tally.note(Event(Fate.REFUSED, _where(file.origin, source_id), error.reason))
        return
    fate = _fate(held, version, source)
    event = Event(
        fate,
        _where(file.origin, source_id),
        "; ".join(filter(None, (document.note, overclaimed(document, defaults)))),
        0 if fate is Fate.UNCHANGED else len(passages),
    )
    batch.add(Arrival(source, SourceVersion(source_id, version, document.text), passages), event)


def _passages(document: Document, source_id: str, version: str) -> tuple[Passage, ...]:
    """Raises Unreadable where there is none: a source that nothing can be found in would only look as if it were in."""
    found = tuple(split(document, source_id, version))
    if not found:
        raise Unreadable("no text found in it that could be quoted")
    return found


def _fate(held: Held | None, version: str, source: Source) -> Fate:
    if held is None or held.retired_at is not None:
        return Fate.ADDED
    same = held.version == version and replace(held.source, reviewed_by=source.reviewed_by) == source
    return Fate.UNCHANGED if same else Fate.CHANGED


def _where(origin: str, source_id: str) -> str:
    return f"{origin} ({source_id})"


def _flush(batch: Batch, shelf: Shelf, tally: Tally) -> Batch:
    """Embed what is new and store it, a part at a time, each in one transaction; then mark the batch's files as done."""
    for part in batch.parts(BATCH):
        arrivals = [arrival for arrival, _ in part]
        vectors = dict(_embedded(arrivals, shelf))
        results = put_all(shelf.engine, arrivals, vectors, shelf.encoder_key, shelf.clock())
        for (_, event), refusal in zip(part, results, strict=True):
            tally.note(_taken(refusal) if refusal else event)
            if refusal:
                batch.files.pop(refusal.wanted_by, None)
    keep_digests(shelf.engine, batch.files)
    return Batch()


def _taken(refusal: IdTaken) -> Event:
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
