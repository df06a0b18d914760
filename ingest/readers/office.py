"""What makes an Office file unreadable, told apart before a parser sees it."""

import zipfile
from pathlib import Path

from ingest.document import Unreadable
from ingest.readers.decode import content_of

_OLD = b"\xd0\xcf\x11\xe0"


def office_content(path: Path) -> bytes:
    """The bytes of an Office Open XML file. Raises Unreadable if it is encrypted, of the old format or cut off."""
    raw = content_of(path)
    if raw.startswith(_OLD):
        raise Unreadable("it is encrypted, or in the old Office format; save it without a password in the new one")
    if not raw.startswith(b"PK"):
        raise Unreadable("it is not the Office file its name says")
    if not zipfile.is_zipfile(path):
        raise Unreadable("it is cut off: the end of the file is missing")
    return raw
