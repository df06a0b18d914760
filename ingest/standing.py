"""A file as it stands before and after it is read: what it is, and whether it is still the same one."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Unreadable
from ingest.plan import Planned
from knowledge.sources.text import has_half

LARGEST = 200_000_000  # bytes
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes with a file: its inode, its size, and when it was last written or put in place (nanoseconds)."""

    device: int
    inode: int
    size: int
    written: int
    changed: int


def stamp(file: Planned) -> Stamp:
    """The stamp of a file. Raises Unreadable for what is no regular file, is too large or leads out of the folder walked,
    and OSError.
    """
    if has_half(file.origin):  # so bytes of a name show that are no UTF-8
        raise Unreadable("its name is not in UTF-8; rename it")
    found = file.path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("it is no regular file but a pipe, a socket or a device")
    if file.within and not file.path.resolve().is_relative_to(file.within):
        raise Unreadable("it leads out of the folder named")
    if found.st_size > LARGEST:
        size, most = found.st_size // 1_000_000, LARGEST // 1_000_000
        raise Unreadable(f"it has {size:,} MB; files of more than {most:,} MB are not read: split it")
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def unchanged(file: Planned, before: Stamp) -> None:
    """Raises Unreadable unless the file is as it was."""
    if stamp(file) != before:
        raise Unreadable("it changed while it was read; ingest it again")


def digest_of(path: Path, *settings: str) -> str:
    """A sha256 over a file's bytes and the settings it is read with: equal means that nothing needs reading."""
    digest = hashlib.sha256("\0".join(settings).encode())
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # what became a pipe meanwhile must not hold us up
    with os.fdopen(opened, "rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
