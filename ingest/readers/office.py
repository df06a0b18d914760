"""What makes an Office file unreadable, told apart before a parser sees it."""

import zipfile
from pathlib import Path

from ingest.document import Unreadable
from ingest.readers.decode import content_of
from ingest.readers.office_parts import BROKEN, misplaced

UNPACKED = 200_000_000  # bytes; more takes a parser minutes and more memory than it may have
_MARKUP = (".xml", ".rels", ".bin")
_OLD = b"\xd0\xcf\x11\xe0"


def office_content(path: Path) -> bytes:
    """The bytes of an Office Open XML file. Raises Unreadable if it is encrypted, of the old format, cut off or a bomb."""
    raw = content_of(path)
    if raw.startswith(_OLD):
        raise Unreadable("it is encrypted, or in the old Office format; save it without a password in the new one")
    if not raw.startswith(b"PK"):
        raise Unreadable("it is not the Office file its name says")
    if not zipfile.is_zipfile(path):
        raise Unreadable("it is cut off: the end of the file is missing")
    try:
        unpacked = _unpacked(path)
    except BROKEN as broken:
        raise Unreadable("it is damaged: the list of its parts can't be read; open it and save it anew") from broken
    if unpacked > UNPACKED:
        raise Unreadable(f"it unpacks to {unpacked // 1_000_000:,} MB of text, which may be meant to do harm; split it")
    if wrong := misplaced(path):
        raise Unreadable(f"it is damaged: {wrong}; open it and save it anew")
    return raw


def _unpacked(path: Path) -> int:
    """Bytes of what is not pictures, once unpacked, by what the archive says of itself."""
    with zipfile.ZipFile(path) as archive:
        return sum(one.file_size for one in archive.infolist() if one.filename.lower().endswith(_MARKUP))
