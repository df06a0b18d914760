"""What the markup of all Office files has in common: names, and several forms of one thing of which one is shown."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

ALTERNATES = frozenset(["AlternateContent", "Choice", "Fallback"])
# What Office itself draws; a form that asks for anything else is not shown, but the one below it.
_KNOWN = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
)


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


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
