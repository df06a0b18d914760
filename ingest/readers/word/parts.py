"""What of a Word document's markup is shown: of several forms of one thing the first that is known, nothing deleted."""

from collections.abc import Iterator
from typing import Any

from ingest.readers.word.marks import local

GONE = frozenset(
    ["del", "moveFrom", "delText", "instrText", "delInstrText", "rPrChange", "pPrChange", "sdtPr", "sdtEndPr"]
)
THROUGH = frozenset(
    ["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice", "Fallback"]
)
# What Word itself draws; a form that asks for anything else is not shown, but the one below it.
_KNOWN = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
)


def shown(element: Any) -> Iterator[Any]:
    """The elements right below `element`, as far as they are shown."""
    if local(element) == "AlternateContent":
        yield from _chosen(element)
        return
    for one in element:
        if isinstance(one.tag, str) and local(one) not in GONE:
            yield one


def flat(element: Any) -> Iterator[Any]:
    """The same, without the wrappers around them."""
    for one in shown(element):
        if local(one) in THROUGH:
            yield from flat(one)
        else:
            yield one


def _chosen(element: Any) -> Iterator[Any]:
    for one in element:
        if local(one) == "Fallback" or (local(one) == "Choice" and _is_known(one)):
            yield one
            return


def _is_known(choice: Any) -> bool:
    names = (choice.get("Requires") or "").split()
    return bool(names) and all((choice.nsmap.get(name) or "").startswith(_KNOWN) for name in names)
