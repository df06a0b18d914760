"""The word index on disk: a folder for each part. What came in is added as another part; small ones grow together."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from knowledge.index.postings import Postings, merged, postings, read, write
from knowledge.index.tokens import VERSION, passage_terms
from knowledge.index.words import NOWHERE, Words, places_in, words

Kept = tuple[Path, Postings]
Texts = Callable[[Collection[str]], Mapping[str, str]]
AT_ONCE = 20_000  # passages read and put into one part
LARGEST = 40_000  # passages of a part that takes in others
TWICE = 2  # a part is taken in by one that is half as large at least
FORGOTTEN = 3_600  # seconds after which what a killed writer left is deleted


def load(folder: Path, generation: str, keys: Mapping[str, str]) -> Words | None:
    """The index of the passages `keys`, mapped from disk; None if some of them are not in it."""
    parts = [part for _, part in _held(folder)]
    return words(generation, keys, parts) if not _missing(keys, parts) else None


def update(folder: Path, generation: str, keys: Mapping[str, str], texts: Texts) -> Words:
    """As `load`, after adding what is not in it yet: `texts(ids)` are the words of passages by id.

    Costs what is new, and now and then the merging of parts. Whoever has them open may go on reading.
    """
    held = _held(folder)
    missing = _missing(keys, [part for _, part in held])
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = [_kept(folder, one) for one in _read(missing, keys, texts)]
        held = _grown(folder, keys, [*held, *fresh])
    _swept(folder)
    return words(generation, keys, [part for _, part in held])


def beside(index: Words, generation: str, keys: Mapping[str, str], texts: Texts) -> Words:
    """The index of other passages: from the parts of `index`, and in memory what these lack."""
    parts = [part for part, _ in index.parts]
    return words(generation, keys, [*parts, *_read(_missing(keys, parts), keys, texts)])


def _missing(keys: Mapping[str, str], parts: Sequence[Postings]) -> list[str]:
    there = np.zeros(len(keys), dtype=np.bool_)
    for places in places_in(keys, parts):
        there[places[places != NOWHERE]] = True
    return [one for one, is_there in zip(keys, there, strict=True) if not is_there]


def _read(missing: Sequence[str], keys: Mapping[str, str], texts: Texts) -> Iterator[Postings]:
    for start in range(0, len(missing), AT_ONCE):
        found = texts(missing[start : start + AT_ONCE])
        yield postings(list(found), [keys[one] for one in found], passage_terms(found.values()))


def _grown(folder: Path, keys: Mapping[str, str], held: Sequence[Kept]) -> list[Kept]:
    """What is small, and what is mostly gone, as one part; the others as they are."""
    live = [places != NOWHERE for places in places_in(keys, [part for _, part in held])]
    taken = _to_merge([(int(one.sum()), len(one)) for one in live])
    if len(taken) <= 1:
        return list(held)
    one = merged([held[n][1] for n in taken], [live[n] for n in taken])
    grown = [one for n, one in enumerate(held) if n not in taken]
    grown += [_kept(folder, one)] if len(one.ids) else []
    for n in taken:
        if held[n][0] not in [place for place, _ in grown]:
            shutil.rmtree(held[n][0], ignore_errors=True)
    return grown


def _to_merge(sizes: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers of parts, each (passages that are live, all), that become one: so there are few, and few are rewritten."""
    taken, total = list[int](), 0
    for n in sorted(range(len(sizes)), key=lambda n: sizes[n]):
        live, count = sizes[n]
        if total + live <= LARGEST and (not total or live <= TWICE * total or 2 * live < count):
            taken.append(n)
            total += live
    return taken


def _held(folder: Path) -> list[Kept]:
    """The parts in `folder`, in order of their names; one that is not whole counts as none."""
    found = []
    for place in sorted(folder.glob(f"{VERSION}-*")):
        with suppress(OSError, ValueError):
            found.append((place, read(place)))
    return found


def _kept(folder: Path, part: Postings) -> Kept:
    """Write a part, whole or not at all. Its name is that of what it holds: two processes that write the same agree."""
    digest = hashlib.sha256(part.ids.tobytes() + part.keys.tobytes()).hexdigest()
    place = folder / f"{VERSION}-{digest[:24]}"
    made = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    try:
        write(part, made)
        _put_in_place(made, place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return place, read(place)


def _put_in_place(made: Path, place: Path) -> None:
    """What another process put there meanwhile stays, if it is whole."""
    try:
        os.rename(made, place)
    except OSError:
        with suppress(OSError, ValueError):
            read(place)
            return
        shutil.rmtree(place, ignore_errors=True)
        os.rename(made, place)


def _swept(folder: Path) -> None:
    """Delete what other releases left, and what killed writers left long ago."""
    for one in folder.iterdir() if folder.exists() else ():
        with suppress(OSError):
            old = one.stat().st_mtime < time.time() - FORGOTTEN
            if not one.name.startswith((f"{VERSION}-", ".")) or (one.name.startswith(".") and old):
                shutil.rmtree(one, ignore_errors=True)
