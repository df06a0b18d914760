"""JSON lines: a document a line, its text stored exactly; a line that can't be read is reported, the others go in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.document import Block, Document, Read, Unreadable
from ingest.readers.assemble import assemble
from ingest.readers.damage import not_json
from ingest.readers.decode import text_of
from ingest.readers.doubled import twice
from ingest.readers.markdown import markdown_pieces
from ingest.readers.pieces import Form, Piece
from ingest.readers.unseen import reason
from knowledge.sources.sentences import trim
from knowledge.sources.text import as_stored, has_half

FIELDS = ("title", "url", "kind", "audience")


def read(path: Path) -> Read:
    """The documents of a file of JSON lines, and a problem for each line that is none. Raises Unreadable if all are."""
    documents, problems = dict[str, Document](), list[str]()
    for number, line in enumerate(text_of(path).split("\n"), 1):
        try:
            document = _document(line) if line.strip() else None
            if document and document.doc_id in documents:
                raise Unreadable(f"its id {document.doc_id!r} is already that of an earlier line")
            documents |= {document.doc_id or "": document} if document else {}
        except Unreadable as broken:
            problems.append(f"line {number}: {broken.reason}")
    if not documents:
        raise Unreadable(problems[0] if problems else "the file is empty")
    return Read(tuple(documents.values()), tuple(problems))


def _document(line: str) -> Document:
    entry = _entry(line)
    text = as_stored(_text(entry, "text"))
    if not any(map(str.isalnum, text)):
        raise Unreadable(reason(text, "it has no text"))
    title = _text(entry, "title") if entry.get("title") is not None else ""
    meta = {name: _text(entry, name) for name in FIELDS if entry.get(name) is not None}
    return Document(_name(entry), title, text, _blocks(text, title), meta)


def _entry(line: str) -> Mapping[str, Any]:
    try:
        entry = json.loads(line, object_pairs_hook=_single)
    except json.JSONDecodeError as broken:
        raise Unreadable(f"it is not JSON: {not_json(broken)} at column {broken.colno}; mend it") from broken
    except ValueError as broken:
        raise Unreadable("it holds a number that is far too long; mend it") from broken
    except RecursionError as broken:
        raise Unreadable("it is nested too deeply") from broken
    if not isinstance(entry, dict):
        raise Unreadable("it is not a JSON object")
    return entry


def _single(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if doubled := twice(pairs):
        raise Unreadable(f'its "{doubled[0]}" is given twice')
    return dict(pairs)


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("_id", entry.get("id"))
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        raise Unreadable('it has no "_id" or "id"')
    return str(name)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str):
        raise Unreadable(f'its "{name}" is not a string' if name in entry else f'it has no "{name}"')
    if has_half(value):
        raise Unreadable(f'its "{name}" holds half a character')
    return value


def _blocks(text: str, title: str) -> tuple[Block, ...]:
    """The blocks of a text; one that is nothing but headings or links is one paragraph."""
    whole = trim(text, 0, len(text))
    found = assemble(text, markdown_pieces(text), title)
    return found or assemble(text, [Piece(Form.CODE, whole.start, whole.end)])
