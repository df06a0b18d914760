"""Values of a data file that no person reads: pictures and other data written in letters, keys, certificates."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# A link, an identifier or a hash is none.
_BLOB = re.compile(
    r"\s*(?:<(?:svg|\?xml)\b.*>|data:\w+/\S+|(?!https?://)[!-~]{200,}|(?:-----BEGIN [A-Z ]+-----\s)?"
    r"(?:[A-Za-z0-9+/=]{40,}\s){3,}[A-Za-z0-9+/=]*(?:\s?-----END [A-Z ]+-----)?)\s*",
    re.I | re.S,
)
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = 6  # words
_SHORT = 100  # characters
_TOLD = 5  # fields


def is_blob(words: str) -> bool:
    """Whether a value holds no words but data."""
    if (len(words) < _SHORT and not words.lstrip().startswith(("<", "data:"))) or not _BLOB.fullmatch(words):
        return False
    return not words.lstrip().startswith("<") or len(_TAG.sub(" ", words).split()) < _SENTENCE


def blobs_in(value: Any) -> str:
    """The line that says which fields of a loaded value are such; "" for none."""
    found = list(_blobs(value))
    if not found:
        return ""
    names = dict.fromkeys(name for name, _ in found)
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    size = sum(size for _, size in found)
    return (
        f"{len(found):,} value{'s' * (len(found) > 1)} in {', '.join(map(repr, list(names)[:_TOLD]))}{more} left out: "
        f"no words but data, {size:,} characters (a picture, a key or the like)"
    )


def _blobs(value: Any) -> Iterator[tuple[str, int]]:
    """The names and lengths of such values, in order."""
    todo: list[tuple[Any, str]] = [(value, "")]
    while todo:
        one, name = todo.pop()
        if isinstance(one, Mapping):
            todo += [(each, str(inner)[:80]) for inner, each in list(one.items())[::-1]]
        elif isinstance(one, list):
            todo += [(each, name) for each in one[::-1]]
        elif isinstance(one, str) and is_blob(one):
            yield name, len(one)
