"""From paths to files: which are read, which are passed over, which are not there."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_BLOCK = 1 << 20


class _Place(StrEnum):
    """What a walk makes of a file or link."""

    READ = "read"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to read. `origin` is its absolute path; `source_id` the id its document gets if it names none itself."""

    path: Path
    source_id: str

    @property
    def origin(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Plan:
    """Files in order; the folders they were looked for in; paths that are not there; files no reader is for.

    `broken` are links that lead nowhere, `outside` links that are not followed: to a folder, or out of the one walked.
    """

    files: tuple[Planned, ...]
    folders: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    broken: tuple[str, ...]
    outside: tuple[str, ...]


def plan(paths: Iterable[Path], suffixes: frozenset[str]) -> Plan:
    """Folders are walked in order of names; hidden files and folders, and links that lead out of one, are left out."""
    files: dict[str, Planned] = {}
    folders, absent = [], []
    found: dict[_Place, list[str]] = {place: [] for place in _Place}
    for path in (p.absolute() for p in paths):
        if path.is_dir():
            folders.append(f"{path.resolve()}/")
            for one in _walk(path.resolve()):
                place = _place(one.path, path.resolve(), suffixes)
                found[place].append(one.origin)
                files |= {one.origin: one} if place is _Place.READ else {}
        elif path.is_file():
            files[str(path.resolve())] = Planned(path.resolve(), path.name)
        else:
            absent.append(str(path))
    left = (tuple(found[place]) for place in (_Place.UNKNOWN, _Place.BROKEN, _Place.OUTSIDE))
    return Plan(tuple(files.values()), tuple(folders), tuple(absent), *left)


def digest_of(path: Path, *settings: str) -> str:
    """A sha256 over a file's bytes and the settings it is read with: equal means that nothing needs reading."""
    digest = hashlib.sha256("\0".join(settings).encode())
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _walk(folder: Path) -> Iterator[Planned]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and (path.is_file() or path.is_symlink()):
            yield Planned(path, (Path(folder.name) / inside).as_posix())


def _place(path: Path, folder: Path, suffixes: frozenset[str]) -> _Place:
    if not path.is_file():
        return _Place.OUTSIDE if path.exists() else _Place.BROKEN
    if not path.resolve().is_relative_to(folder):
        return _Place.OUTSIDE
    return _Place.READ if path.suffix.lower() in suffixes else _Place.UNKNOWN
