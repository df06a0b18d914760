"""From paths to files: which are read, which are passed over, which are not there."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 1 << 20


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
    """Files in order; the folders they were looked for in; paths that are not there; files no reader is for."""

    files: tuple[Planned, ...]
    folders: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]


def plan(paths: Iterable[Path], suffixes: frozenset[str]) -> Plan:
    """Folders are walked in order of names; hidden files and folders, and links that lead out of one, are left out."""
    files: dict[str, Planned] = {}
    folders, absent, unknown = [], [], []
    for path in (p.absolute() for p in paths):
        if path.is_dir():
            folders.append(f"{path.resolve()}/")
            found = list(_walk(path.resolve()))
            unknown += [str(p.path) for p in found if p.path.suffix.lower() not in suffixes]
            files.update((p.origin, p) for p in found if p.path.suffix.lower() in suffixes)
        elif path.is_file():
            files[str(path.resolve())] = Planned(path.resolve(), path.name)
        else:
            absent.append(str(path))
    return Plan(tuple(files.values()), tuple(folders), tuple(absent), tuple(unknown))


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
        if not any(part.startswith(".") for part in inside.parts) and path.is_file() and _stays(path, folder):
            yield Planned(path, (Path(folder.name) / inside).as_posix())


def _stays(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder)
