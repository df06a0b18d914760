"""From paths to files: which are read, which are passed over, which are not there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class _Place(StrEnum):
    """What a walk makes of a file or link."""

    READ = "read"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    SPECIAL = "special"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to read. `origin` is its absolute path; `source_id` the id its document gets if it names none itself.

    `within` is the folder that was walked, which no link of it may lead out of.
    """

    path: Path
    source_id: str
    within: Path | None = None

    @property
    def origin(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Plan:
    """Files in order; the folders they were looked for in; paths that are not there; files no reader is for.

    `broken` are links that lead nowhere, `outside` links that are not followed: to a folder, or out of the one walked;
    `special` pipes, sockets and devices.
    """

    files: tuple[Planned, ...]
    folders: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    broken: tuple[str, ...]
    outside: tuple[str, ...]
    special: tuple[str, ...]


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
        elif path.exists():
            found[_Place.SPECIAL].append(str(path))
        else:
            absent.append(str(path))
    left = (tuple(found[place]) for place in (_Place.UNKNOWN, _Place.BROKEN, _Place.OUTSIDE, _Place.SPECIAL))
    return Plan(tuple(files.values()), tuple(folders), tuple(absent), *left)


def _walk(folder: Path) -> Iterator[Planned]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and (path.is_symlink() or not path.is_dir()):
            yield Planned(path, (Path(folder.name) / inside).as_posix(), folder)


def _place(path: Path, folder: Path, suffixes: frozenset[str]) -> _Place:
    if not path.exists():
        return _Place.BROKEN
    if not path.is_file():
        return _Place.OUTSIDE if path.is_dir() else _Place.SPECIAL
    if not path.resolve().is_relative_to(folder):
        return _Place.OUTSIDE
    return _Place.READ if path.suffix.lower() in suffixes else _Place.UNKNOWN
