"""What the markup of all Office files has in common: names, and several forms of one thing of which one is shown."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

ALTERNATES = frozenset(["AlternateContent", "Choice", "Fallback"])
# What Office itself draws; of forms that ask for anything else the one below is shown, elements of others are passed over.
_KNOWN = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
)
_TAGS = tuple(f"{{{space}" for space in _KNOWN)


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_drawn(element: Any) -> bool:
    """Whether Office knows an element; what it does not know is not shown, nor anything in it."""
    return isinstance(element.tag, str) and element.tag.startswith(_TAGS)


def markup_of(content: bytes) -> Any:
    """The markup in the bytes of a part, without entities and links followed."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def chosen(element: Any) -> Iterator[Any]:
    """Of an `AlternateContent` the form that is shown."""
    for one in element:
        if local(one) == "Fallback" or (local(one) == "Choice" and _is_known(one)):
            yield one
            return


def _is_known(choice: Any) -> bool:
    names = (choice.get("Requires") or "").split()
    return bool(names) and all((choice.nsmap.get(name) or "").startswith(_KNOWN) for name in names)
