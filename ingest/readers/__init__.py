"""One reader a format, by suffix: a path in, the documents of that file out."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ingest.document import Document, Read, Unreadable
from ingest.readers import csv, docx, html, json, jsonl, markdown, pdf, plain, xlsx

READERS: Mapping[str, Callable[[Path], Document | Read]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".txt": plain.read,
    ".text": plain.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".xlsx": xlsx.read,
    ".csv": csv.read,
    ".tsv": csv.read,
    ".json": json.read,
    ".yml": json.read_yaml,
    ".yaml": json.read_yaml,
    ".jsonl": jsonl.read,
}
SUFFIXES = frozenset(READERS)


def read(path: Path) -> Read:
    """The documents of a file, and a line for each part of it that was left out. Raises Unreadable only."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f"files of the kind {path.suffix or path.name!r} are not read; known are {' '.join(READERS)}")
    try:
        found = reader(path)
    except Unreadable:
        raise
    except RecursionError as broken:
        raise Unreadable("it is nested too deeply") from broken
    except Exception as broken:  # a damaged file can make a parser raise anything at all
        raise Unreadable(f"it is damaged: its parser says {_first_line(broken)}") from broken
    return found if isinstance(found, Read) else Read((found,))


def _first_line(broken: Exception) -> str:
    return (str(broken).strip().splitlines() or [type(broken).__name__])[0][:200]
