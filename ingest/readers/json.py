"""JSON and YAML as readable text: objects become records of `name: value` under headings; OSCAL has its own writer."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from ingest.document import Document, Unreadable
from ingest.readers.blobs import blobs_in, is_blob
from ingest.readers.damage import not_json
from ingest.readers.decode import text_of
from ingest.readers.doubled import KeepingLoader, kept_all
from ingest.readers.front_matter import simple
from ingest.readers.json_sections import LONGEST_TITLE, TITLES, bodies_of, is_section, paragraphs_of
from ingest.readers.oscal import is_catalog, write_catalog
from ingest.readers.page import Page, Run, run

NAMES = (
    "id",
    "uuid",
    "guid",
    "label",
    "code",
    "number",
    "ref",
    "key",
    "category",
    "family",
    "group",
    "type",
    *TITLES,
)
_LABELS = ("id", "label", "code", "number", *TITLES, "uuid", "guid")
_SHORT_LIST = 12
_SENTENCE = 6
_IDENTIFIER = re.compile(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|[0-9a-f]{32,128}", re.I)


def read(path: Path) -> Document:
    """The document in a JSON file. Raises Unreadable, with the line, if it is no JSON or cut off."""
    text = text_of(path)
    try:
        return document_of(json.loads(text, object_pairs_hook=kept_all), path.stem)
    except json.JSONDecodeError as broken:
        cut = " (the file may be cut off)" if broken.pos >= len(text.rstrip()) - 1 else ""
        where = f"at line {broken.lineno}, column {broken.colno}"
        raise Unreadable(f"it is not JSON: {not_json(broken)} {where}{cut}; mend it") from broken


def read_yaml(path: Path) -> Document:
    """The document in a YAML file. Raises Unreadable if it is no YAML."""
    try:
        loaded = [simple(each) for each in yaml.load_all(text_of(path), KeepingLoader) if each is not None]
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Unreadable(
            f"it is not YAML: it can't be understood{where}; mend it (an indent, a colon, a quote or a tag)"
        ) from broken
    return document_of(loaded[0] if len(loaded) == 1 else loaded, path.stem)


def document_of(value: Any, stem: str) -> Document:
    """A loaded value as a document. Raises Unreadable if there are no words in it."""
    page = Page()
    if is_catalog(value):
        return page.document(write_catalog(page, value["catalog"]) or stem)
    title = _title(value) or stem
    _write(page, value, 1)
    note = blobs_in(value)
    if note and not page.pieces:
        raise Unreadable(note)
    return replace(page.document(title), note=note)


def _title(value: Any) -> str:
    named = [value.get(name) for name in ("title", "name", "id")] if isinstance(value, Mapping) else []
    return next((run(name).text for name in named if isinstance(name, str) and name.strip()), "")


def _write(page: Page, value: Any, level: int, name: str = "") -> None:
    if isinstance(value, Mapping):
        _write_object(page, value, level)
    elif isinstance(value, list):
        _write_list(page, value, level, name)
    elif _scalar(value):
        page.prose(run(f"{name}: {_scalar(value)}" if name else _scalar(value)))


def _write_object(page: Page, value: Mapping[str, Any], level: int, told: bool = False) -> None:
    """Put down an object; `told` says that the heading above holds its identifier."""
    if is_section(value):
        _write_section(page, value, level, told)
        return
    flat = {name: _scalar(each) for name, each in value.items() if _scalar(each)}
    nested = {name: each for name, each in value.items() if isinstance(each, Mapping | list) and name not in flat}
    fields, keys = _ordered(flat)
    known = told or not any(_IDENTIFIER.fullmatch(words.text) for _, words in fields[:keys])
    if len(fields) > keys or not nested or not known:
        page.record(fields, "\n", keys)
    _write_nested(page, nested, level)


def _write_section(page: Page, value: Mapping[str, Any], level: int, told: bool) -> None:
    """Put down an object that is a section: its title as a heading, what it says, and what else it has."""
    if not told:
        page.heading(level, run(_label(value)))
    for words in paragraphs_of(value):
        page.prose(run(words))
    said = {*bodies_of(value), *(name for name, each in value.items() if name.lower() in _LABELS and _names(each))}
    rest = {name: each for name, each in value.items() if name not in said}
    flat = {name: words for name, each in rest.items() if (words := _scalar(each))}
    page.record(_ordered(flat)[0], "\n")
    nested = {name: each for name, each in rest.items() if isinstance(each, Mapping | list) and name not in flat}
    _write_nested(page, nested, level + (not told))


def _write_nested(page: Page, nested: Mapping[str, Any], level: int) -> None:
    for name, each in nested.items():
        if isinstance(each, list) and each and all(map(is_section, each)):
            _write_list(page, each, level, name)
        elif each:
            page.heading(level, run(_spoken(name)))
            _write(page, each, level + 1, name)


def _write_list(page: Page, values: Sequence[Any], level: int, name: str) -> None:
    for each in values:
        if isinstance(each, Mapping) and any(
            isinstance(part, Mapping | list) and not _scalar(part) for part in each.values()
        ):
            page.heading(level, run(_label(each) or _spoken(name)))
            _write_object(page, each, level + 1, True)
        elif isinstance(each, Mapping | list):
            _write(page, each, level)
        else:
            page.item(0, run(_scalar(each)))


def _ordered(flat: Mapping[str, str]) -> tuple[list[tuple[str, Run]], int]:
    """The fields with those that name the object first, and how many those are.

    A name that is a sentence is what the object says, unless another field says more.
    """
    said = any(_is_sentence(words) for name, words in flat.items() if name.lower() not in NAMES)
    naming = [n for n, words in flat.items() if n.lower() in NAMES and (said or not _is_sentence(words))]
    order = [*naming, *(name for name in flat if name not in naming)]
    return [(run(name).text, run(flat[name])) for name in order], len(naming)


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= _SENTENCE


def _label(value: Mapping[str, Any]) -> str:
    """What an object is called: its id and its title, as far as it has them."""
    named = {name.lower(): _names(each) for name, each in value.items()}
    parts = [named.get(name, "") for name in _LABELS]
    return " ".join(dict.fromkeys(filter(None, parts)))


def _names(value: Any) -> str:
    """A value as words if it is short enough to be a name, else ""."""
    words = _scalar(value)
    return words if len(words.split()) <= LONGEST_TITLE else ""


def _spoken(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+(?=[a-z])", " ", str(name)).strip()


def _scalar(value: Any) -> str:
    """A plain value, or a short list of them, as words; "" for what is nested or says nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        parts = [_scalar(each) for each in value if not isinstance(each, Mapping | list)]
        short = len(parts) == len(value) and sum(len(part.split()) for part in parts) <= _SHORT_LIST
        return ", ".join(filter(None, parts)) if short else ""
    if value is None or isinstance(value, Mapping):
        return ""
    words = run(str(value)).text
    return "" if is_blob(words) else words
