"""What of a Word document's markup is shown: of several forms of one thing the first that is known, nothing deleted."""

from collections.abc import Iterator
from typing import Any

from ingest.readers.office_markup import ALTERNATES, chosen, is_drawn, local

GONE = frozenset(
    ["del", "moveFrom", "delText", "instrText", "delInstrText", "rPrChange", "pPrChange", "sdtPr", "sdtEndPr"]
)
THROUGH = ALTERNATES | frozenset(["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"])


def shown(element: Any) -> Iterator[Any]:
    """The elements right below `element`, as far as they are shown."""
    if local(element) == "AlternateContent":
        yield from chosen(element)
        return
    for one in element:
        if is_drawn(one) and local(one) not in GONE:
            yield one


def flat(element: Any) -> Iterator[Any]:
    """The same, without the wrappers around them."""
    for one in shown(element):
        if local(one) in THROUGH:
            yield from flat(one)
        else:
            yield one
