"""One reader a format, by suffix: a path in, the documents of that file out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ingest.document import Document, Read, Unreadable
from ingest.readers import csv, docx, html, json, jsonl, markdown, pdf, plain, xlsx
from ingest.readers.bounds import bounded
from ingest.readers.damage import in_words
from ingest.readers.decode import assumed, content_of
from ingest.readers.unseen import seen_of, unseen_in
from knowledge.sources.text import has_half

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
_PACKED = (".pdf", ".docx", ".xlsx")
_PAGES = (".html", ".htm")


def read(path: Path) -> Read:
    """The documents of a file, and a line for each part of it that was left out. Raises Unreadable only."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f"files of the kind {path.suffix or path.name!r} are not read; known are {' '.join(READERS)}")
    with in_words(path):
        found = reader(path)
    return _noted(path, _told(_bounded(_whole(found if isinstance(found, Read) else Read((found,))))))


def _noted(path: Path, found: Read) -> Read:
    """With a note at the first document of a file in an older encoding: nobody has said that it is that one."""
    if path.suffix.lower() in _PACKED or not found.documents:
        return found
    raw = content_of(path)
    encoding = assumed(raw, html.declared(raw) if path.suffix.lower() in _PAGES else "")
    note = f"read as {encoding}; if its letters look wrong, save it as UTF-8" if encoding else ""
    first, *others = found.documents
    return (
        replace(found, documents=(replace(first, note="; ".join(filter(None, (first.note, note)))), *others))
        if note
        else found
    )


def _bounded(found: Read) -> Read:
    """With blocks of bounded size, and a line for what is left out of them. Raises Unreadable if nothing is left."""
    cut = [bounded(one) for one in found.documents]
    lines = tuple(line for _, told in cut for line in told)
    kept = tuple(document for document, told in cut if document.blocks or not told)
    if lines and not kept and not found.problems:
        raise Unreadable(lines[0])
    return Read(kept, (*found.problems, *lines))


def _told(found: Read) -> Read:
    """With a line for each document of which something is left out that nobody sees."""
    unseen = tuple(filter(None, map(unseen_in, found.documents)))
    documents = tuple(replace(one, title=seen_of(one.title)) for one in found.documents) if unseen else found.documents
    return Read(documents, (*found.problems, *unseen))


def _whole(found: Read) -> Read:
    """Raises Unreadable where a text can't be stored: half a character has no bytes."""
    if any(has_half(words) for one in found.documents for words in (one.text, one.title, one.doc_id or "")):
        raise Unreadable("it holds half a character (a lone surrogate); mend it")
    return found
