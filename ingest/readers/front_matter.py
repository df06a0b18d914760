"""The YAML at the head of a Markdown file: what the file says about itself."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

_FENCED = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_UNFENCED = re.compile(r"(?P<yaml>(?:[ \t]*[\w-]+:[^\n]*\n|[ \t]*-[ \t][^\n]*\n|#[^\n]*\n)+)---[ \t]*(?:\n|\Z)")


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    """The fields at the head of `text` and the offset where the rest begins; ({}, 0) if there is no head."""
    for shape in (_FENCED, _UNFENCED):
        head = shape.match(text)
        fields = _fields(head["yaml"]) if head else None
        if head and fields is not None:
            return fields, head.end()
    return {}, 0


def _fields(source: str) -> dict[str, Any] | None:
    try:
        loaded = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if loaded is None:
        return {}
    return {str(key): simple(value) for key, value in loaded.items()} if isinstance(loaded, Mapping) else None


def simple(value: Any) -> Any:
    """`value` with dates as ISO strings, as JSON would hold them."""
    if isinstance(value, Mapping):
        return {str(key): simple(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [simple(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
