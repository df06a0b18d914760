"""What a reader hands on: the stored text of a document and the blocks in it that may be searched and quoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.sources.types import Role, Span


class Unreadable(Exception):  # noqa: N818 -- the word for it, not "UnreadableError"
    """A file (or a line of one) that yields no document; `reason` is one plain sentence for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or piece of code: [start, end) of the text, under the headings `section`.

    `context` helps to find it but is no part of it. `units` are the spans in it that can be quoted alone, in order.
    """

    start: int
    end: int
    section: tuple[str, ...]
    role: Role
    context: str
    units: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text as stored and its blocks in order; `meta` is what the file says about itself (front matter, fields).

    `note` is a line for whoever sent the file about how it was read.
    """

    doc_id: str | None
    title: str
    text: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """The documents of one file, and one line for each part of it that could not be read."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...] = ()
