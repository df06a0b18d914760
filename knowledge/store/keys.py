"""The words by which a passage is searched, and the key of its vector. Pure."""

import hashlib
from collections.abc import Sequence

from knowledge.sources.text import plain
from knowledge.sources.types import Passage, Source

LEAD_LIMIT = 240  # characters; the encoder reads 256 tokens and the passage itself must get most of them


def embed_text(source: Source, passage: Passage, text: str) -> str:
    """The text that is embedded for a passage: a short lead (title > section path. context), then its plain words."""
    return embedded(source.title, passage.section, passage.context, text)


def embed_key(text: str) -> str:
    """The key (sha256, 64 hex digits) of the vector of an embedded text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def embedded(title: str, section: Sequence[str], context: str, text: str) -> str:
    """As `embed_text`, of the parts."""
    lead = _lead(title, section, context)
    if len(lead) > LEAD_LIMIT:
        lead = lead[:LEAD_LIMIT].rpartition(" ")[0]
    return f"{lead}\n{plain(text)}"


def worded(title: str, section: Sequence[str], context: str, text: str) -> str:
    """What the word index reads of a passage: as `embedded`, with the whole lead."""
    return f"{_lead(title, section, context)}\n{plain(text)}"


def word_key(title: str, section: Sequence[str], context: str, embed_key: str) -> str:
    """Another one (32 hex digits) wherever `worded` gives another text; made of what is short, and of the text's own key."""
    parts = "\0".join((embed_key, title, context, *section))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _lead(title: str, section: Sequence[str], context: str) -> str:
    path = " > ".join(part for part in dict.fromkeys((title, *section)) if part)
    return ". ".join(part for part in (path, plain(context)) if part)
