"""Text in drawings of Office files (shapes of a sheet, diagrams, titles of charts), as far as people see it."""

from collections.abc import Iterator
from typing import Any

from ingest.readers.contrast import TINY, stands_out
from ingest.readers.office_colours import Grounds, Theme, drawn, fill_of
from ingest.readers.office_markup import local

_UNWRITTEN = frozenset(["pres", "parTrans", "sibTrans"])  # points of a diagram that hold no words of their own
_HUNDREDTHS = 100  # of a point, in which letters are measured


def filled(shape: Any, theme: Theme) -> Grounds | None:
    """The colours in a shape, by what it says or by its style: () for none, None for a picture."""
    properties = next((one for one in shape if local(one) in ("spPr", "bgPr")), None)
    if properties is None:
        return ()
    found = fill_of(properties, theme)
    if found != ():
        return found
    style = next((one for one in shape.iter("{*}fillRef")), None)
    named = [drawn(one, theme) for one in style] if style is not None and style.get("idx") != "0" else []
    return tuple(filter(None, named))


def paragraphs(element: Any, ground: Grounds | None, theme: Theme) -> Iterator[str]:
    """The paragraphs in an element as they are seen on a ground."""
    for one in element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        words = "".join(_written(part, ground, theme) for part in one)
        if words.strip():
            yield words


def diagram(root: Any, ground: Grounds | None, theme: Theme) -> Iterator[str]:
    """The words of a diagram, from the part that holds its data."""
    for point in root.iter("{*}pt"):
        if (point.get("type") or "node") not in _UNWRITTEN:
            yield from paragraphs(point, ground, theme)


def _written(part: Any, ground: Grounds | None, theme: Theme) -> str:
    kind = local(part)
    if kind == "br":
        return " "
    if kind not in ("r", "fld"):
        return ""
    look = part.find("{*}rPr")
    size = (look.get("sz") or "") if look is not None else ""
    tiny = size.isdecimal() and len(size) < 9 and int(size) <= TINY * _HUNDREDTHS
    colours = fill_of(look, theme) if look is not None else ()
    if tiny or (colours and not any(stands_out(colour, ground) for colour in colours)):
        return ""
    return "".join(one.text or "" for one in part.iterfind("{*}t"))
