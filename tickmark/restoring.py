"""Restore a home from a backup: into an empty home only, whole or not at all, and only with the key of its log."""

import os
from dataclasses import dataclass
from pathlib import Path

from knowledge.store import audit
from knowledge.store.audit import Fault
from knowledge.store.copying import fill
from knowledge.store.database import Engine, file_of, is_empty, open_database
from knowledge.store.errors import StoreError
from tickmark.backups import Manifest, scratch, unpacked
from tickmark.errors import Problem
from tickmark.settings import Settings

SCRATCH = ".restore-"
_MAY_STAND = frozenset({"keys", "encoder"})  # what a new home may hold already: the key, and a cache


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, whether its log was checked, and the faults of it (it had them when it was backed up)."""

    manifest: Manifest
    checked: bool
    faults: tuple[Fault, ...]


def restore(settings: Settings, file: Path, key_file: Path | None, without_key: bool) -> Restored:
    """Fill the empty home of `settings` from `file`. Raises Problem for everything that stands in the way."""
    _refuse_used(settings)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with scratch(_beside(settings), SCRATCH) as folder:
            store, manifest = unpacked(file, folder)
            key = _key(settings, key_file, without_key, manifest)
            faults = _checked(store, file, key)
            if key is not None:
                _put_key(settings.audit_key, key)
            _place(settings, store)
    except StoreError as error:
        raise Problem(f"{file}: {error}") from error
    except OSError as error:
        raise Problem(
            f"{settings.home}: {error.strerror}; set TICKMARK_HOME to a folder that can be written"
        ) from error
    return Restored(manifest, key is not None, faults)


def _beside(settings: Settings) -> Path:
    """A folder on the disk that the store will be on, so that it can be put in place in one step."""
    target = file_of(settings.database_url)
    where = target.parent if target else settings.home
    where.mkdir(parents=True, exist_ok=True)
    return where


def _refuse_used(settings: Settings) -> None:
    held = sorted(one.name for one in settings.home.iterdir()) if settings.home.is_dir() else []
    others = [one for one in held if one not in _MAY_STAND and not one.startswith(SCRATCH)]
    if others:
        raise Problem(f"{settings.home}: is not empty ({others[0]}); set TICKMARK_HOME to a new folder")
    try:
        empty = is_empty(settings.database_url)
    except StoreError as error:
        raise Problem(str(error)) from error
    if not empty:
        raise Problem("the database of this home holds data already; set TICKMARK_DATABASE_URL to an empty one")


def _key(settings: Settings, given: Path | None, without: bool, manifest: Manifest) -> bytes | None:
    path = given or settings.audit_key
    try:
        return path.read_bytes()
    except OSError as error:
        if given or not without and manifest.head["seq"]:
            lost = "name the file with the log's key (it is in no backup) with --key FILE, or say --without-key if it is lost"
            raise Problem(f"{path}: {error.strerror}; {lost}") from error
    return None


def _checked(store: Path, file: Path, key: bytes | None) -> tuple[Fault, ...]:
    """The store brought to this release's schema, and the faults of its log."""
    engine = open_database(f"sqlite:///{store}")
    try:
        return _faults(engine, file, key) if key is not None else ()
    finally:
        engine.dispose()


def _faults(engine: Engine, file: Path, key: bytes) -> tuple[Fault, ...]:
    faults = audit.verify(engine, key, None)
    wrong = {one.seq for one in faults}
    events = audit.length(engine)
    if events and wrong >= set(range(1, events + 1)):
        raise Problem(
            f"{file}: the key is not the one that its log was written with; name the right one with --key FILE"
        )
    return faults


def _put_key(path: Path, key: bytes) -> None:
    if path.exists() and path.read_bytes() == key:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Problem(f"{path}: holds another key than --key names; move it away first") from error
    with os.fdopen(handle, "wb") as file:
        file.write(key)


def _place(settings: Settings, store: Path) -> None:
    target = file_of(settings.database_url)
    if target is None:
        engine = open_database(settings.database_url)
        fill(engine, store)
        engine.dispose()
        return
    os.link(store, target)
