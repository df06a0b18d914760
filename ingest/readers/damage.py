"""What a parser stumbles over, in words for whoever sent the file: never the parser's own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.document import Unreadable
from ingest.readers.office_parts import damage

_STUMBLES = (
    ("Expecting ',' delimiter", "a comma or a bracket is missing"),
    ("Expecting ':' delimiter", "a colon is missing"),
    ("Expecting property name", "a name in double quotes is missing"),
    ("Illegal trailing comma", "a comma stands too much"),
    ("Expecting value", "a value is missing"),
    ("Extra data", "something stands behind its end"),
    ("Invalid control character", "a line break or control character stands inside quotes"),
    ("Unterminated string", "a quote is not closed that opens"),
    ("Invalid \\", "a backslash stands before a sign that it can't stand before"),
)

TOO_MUCH = "reading it takes more memory than a reader may have; split it"
_BROKEN = ((RecursionError, "it is nested too deeply"), (MemoryError, TOO_MUCH))
_MEND = "mend it, or get it anew"
_KINDS = {
    ".docx": ("a Word document", "open it in Word and save it anew"),
    ".xlsx": ("an Excel workbook", "open it in Excel and save it anew"),
    ".pdf": ("a PDF", "save or print it as a PDF anew"),
    ".html": ("HTML", _MEND),
    ".htm": ("HTML", _MEND),
    ".json": ("JSON: it may hold a number that is far too long", _MEND),
    ".yml": ("YAML: it may hold a date or a number that is none", _MEND),
    ".yaml": ("YAML: it may hold a date or a number that is none", _MEND),
}


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns whatever a parser raises over a file into Unreadable: what is wrong, where, and what to do."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as broken:  # a damaged file can make a parser raise anything at all
        raise Unreadable(_why(broken, path)) from broken


def _why(broken: Exception, path: Path) -> str:
    told = next((words for kind, words in _BROKEN if isinstance(broken, kind)), "")
    suffix = path.suffix.lower()
    kind, remedy = _KINDS.get(suffix, ("text", _MEND))
    if told or suffix not in (".docx", ".xlsx"):
        return told or f"it is damaged: it can't be read as {kind}; {remedy}"
    return f"it is damaged: {damage(path)}; {remedy}"


def not_json(broken: json.JSONDecodeError) -> str:
    """What a parser of JSON stumbled over, in words."""
    return next((words for said, words in _STUMBLES if broken.msg.startswith(said)), "it can't be understood")
