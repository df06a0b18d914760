"""Objects of JSON and YAML that are sections of a text: a title, and the words that stand under it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.readers.blobs import is_blob

TITLES = ("title", "heading", "header", "headline", "name")
BODIES = ("text", "body", "content", "prose", "paragraph", "paragraphs")
LONGEST_TITLE = 20  # words
_BLANK = re.compile(r"\n[^\S\n]*\n")


def title_of(value: Mapping[str, Any]) -> str:
    """The title of an object, "" if it has none or that is no title."""
    named = {name.lower(): words for name, words in value.items() if isinstance(words, str)}
    title = next((named[name].strip() for name in TITLES if named.get(name, "").strip()), "")
    return title if len(title.split()) <= LONGEST_TITLE and not is_blob(title) else ""


def bodies_of(value: Mapping[str, Any]) -> Iterator[str]:
    """The names of the fields that hold what an object says."""
    return (name for name, words in value.items() if name.lower() in BODIES and any(_parts(words)))


def is_section(value: Any) -> bool:
    """Whether an object has a title beside what it says."""
    return isinstance(value, Mapping) and bool(title_of(value)) and any(bodies_of(value))


def paragraphs_of(value: Mapping[str, Any]) -> Iterator[str]:
    """What an object says, paragraph by paragraph."""
    return (part for name in bodies_of(value) for part in _parts(value[name]))


def _parts(words: Any) -> Iterator[str]:
    """The paragraphs of a text, or of a list of them; none where something else is among them."""
    texts = words if isinstance(words, list) else [words]
    if all(isinstance(text, str) for text in texts):
        yield from (part for text in texts for part in _BLANK.split(text) if part.strip() and not is_blob(part))
