"""Backup and restore of a home: one archive with the store as one SQLite file and a manifest, never the audit key."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from knowledge.store.copying import Contents, contents, copy
from knowledge.store.database import Engine, open_database
from tickmark.errors import Problem

FORMAT = 1
STORE, MANIFEST = "tickmark.db", "manifest.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: the store's sha256 and size in bytes, its schema, and where its log ends."""

    format: int
    made_at: str
    schema: str
    sha256: str
    size: int
    head: dict[str, Any]
    rows: dict[str, int]


def backup(engine: Engine, file: Path, at: datetime) -> Manifest:
    """Write a consistent copy of a live store to a new `file`, whole or not at all."""
    if file.exists():
        raise Problem(f"{file}: is there already; name a new file")
    try:
        with scratch(file.parent, f".{file.name}.") as folder:
            made = folder / STORE
            copy(engine, made)
            manifest = _manifest(made, at)
            _archive(folder / "archive", made, manifest)
            os.link(folder / "archive", file)
    except OSError as error:
        raise Problem(f"{file}: {error.strerror}; name a new file in a folder that can be written") from error
    return manifest


def unpacked(file: Path, folder: Path) -> tuple[Path, Manifest]:
    """The store of an archive, in `folder`, and its manifest. Raises Problem for what is damaged or no backup."""
    target = folder / STORE
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            with archive.open(STORE) as read, target.open("xb") as write:
                shutil.copyfileobj(read, write, _BLOCK)
                os.fsync(write.fileno())
    except OSError as error:
        raise Problem(f"{file}: {error.strerror or error}; name a file that `tickmark backup` wrote") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, TypeError, ValueError, EOFError, zlib.error) as error:
        raise Problem(f"{file}: is damaged, or no backup of Tickmark; use another one") from error
    if (_sha256(target), target.stat().st_size) != (manifest.sha256, manifest.size):
        raise Problem(f"{file}: is damaged: its content is not what its manifest says; use another backup")
    if manifest.format != FORMAT:
        raise Problem(f"{file}: is of another format ({manifest.format}); restore it with the release that wrote it")
    return target, manifest


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder in `parent` that only its owner reads, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _manifest(store: Path, at: datetime) -> Manifest:
    found = _contents(store)
    size, digest = store.stat().st_size, _sha256(store)
    when = at.isoformat(timespec="seconds")
    return Manifest(FORMAT, when, found.schema, digest, size, asdict(found.head), found.rows)


def _contents(store: Path) -> Contents:
    engine = open_database(f"sqlite:///{store}")
    try:
        return contents(engine)
    finally:
        engine.dispose()


def _archive(target: Path, store: Path, manifest: Manifest) -> None:
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            archive.write(store, STORE)
        _sync(file)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
