"""Shapes in a Word document that hold text: their places, what fills them, and whether they are seen."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.readers.contrast import TINY
from ingest.readers.css.colours import WHITE, colour
from ingest.readers.css.values import amount
from ingest.readers.office_colours import Grounds, Theme
from ingest.readers.office_drawing import filled
from ingest.readers.office_markup import local
from ingest.readers.word.behind import GROUPS, grounds_in
from ingest.readers.word.marks import number
from ingest.readers.word.parts import shown
from ingest.readers.word.sight import TWIPS, Around, Sheet, Unseen

_EMU = 635  # in a twip
_PX = 15  # twips in one
_STYLE = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
HOLDERS = frozenset(
    ["txbxContent", "relIds", "chart", "textpath"]
)  # of text: a shape, a diagram, a chart, letters drawn as one
_OFF = ("f", "false")
_VECTOR = "{urn:schemas-microsoft-com:vml}"


def boxes(element: Any, around: Around, sheet: Sheet, theme: Theme) -> Iterator[tuple[Any, Around]]:
    """Each element of a drawing that holds text or names the part that does, and what holds around it."""
    for one in shown(element):
        if local(one) in HOLDERS:
            yield one, around
            continue
        under = grounds_in(element, one, around, theme) if local(element) in GROUPS else around.ground
        place = Around({}, under, around.unseen or _unseen(one, sheet))
        yield from boxes(one, replace(place, ground=_inside(one, place, theme)), sheet, theme)


def _inside(element: Any, around: Around, theme: Theme) -> Grounds | None:
    """The colours in a shape: what fills it, or what its style names."""
    if str(element.tag).startswith(_VECTOR):
        return _vector_fill(element, around)
    return around.on(filled(element, theme))


def _vector_fill(element: Any, around: Around) -> Grounds | None:
    if local(element) not in ("shape", "rect", "roundrect", "oval"):
        return around.ground
    if (element.get("filled") or "") in _OFF:
        return around.ground
    if any(local(one) == "fill" for one in element):
        return None  # a gradient or a picture
    named = (element.get("fillcolor") or "").partition(" ")[0].lower()
    found = colour(named) if named else WHITE
    return (found,) if found else None


def _unseen(element: Any, sheet: Sheet) -> Unseen | None:
    kind = local(element)
    if kind in ("docPr", "cNvPr"):
        return None
    if kind in ("anchor", "inline"):
        return _placed(element, sheet)
    if any(local(one) == "cNvPr" and one.get("hidden") in ("1", "true") for one in element):
        return Unseen.HIDDEN
    return (
        _styled(dict(_STYLE.findall(element.get("style") or "")), sheet)
        if str(element.tag).startswith(_VECTOR)
        else None
    )


def _placed(element: Any, sheet: Sheet) -> Unseen | None:
    named = {local(one): one for one in element if isinstance(one.tag, str)}
    hidden = element.get("hidden") in ("1", "true")
    if hidden or ("docPr" in named and named["docPr"].get("hidden") in ("1", "true")):
        return Unseen.HIDDEN
    size = named.get("extent")
    wide, high = (number(size.get(side) or "", 1e9) / _EMU if size is not None else 1e9 for side in ("cx", "cy"))
    if min(wide, high) <= TINY * TWIPS:
        return Unseen.CUT
    x, y = (_offset(named.get(name)) for name in ("positionH", "positionV"))
    beside = x is not None and sheet.misses(x[0] * sheet.left + x[1], x[0] * sheet.left + x[1] + wide)
    above = y is not None and not y[0] and (y[1] + high <= 0 or y[1] >= sheet.height)
    return Unseen.AWAY if beside or above else None


def _offset(position: Any) -> tuple[bool, float] | None:
    """Whether a place counts from within the page rather than from its edge, and how far from there, in twips."""
    found = next((one for one in position if local(one) == "posOffset"), None) if position is not None else None
    if found is None or not (found.text or "").strip().lstrip("-").isdigit():
        return None
    return position.get("relativeFrom") != "page", int(found.text.strip()) / _EMU


def _styled(style: dict[str, str], sheet: Sheet) -> Unseen | None:
    """What the `style` of an older shape says."""
    if style.get("visibility") == "hidden" or style.get("display") == "none":
        return Unseen.HIDDEN
    sides = [
        amount(style[name]) for name in ("width", "height") if name in style and "mso-fit-shape-to-text" not in style
    ]
    if any(side is not None and side * _PX <= TINY * TWIPS for side in sides):
        return Unseen.CUT
    wide = (amount(style.get("width", "")) or 0.0) * _PX
    for name in ("margin-left", "left"):
        x = amount(style[name]) if name in style and style.get("position") == "absolute" else None
        if x is not None and sheet.misses(x * _PX + sheet.left, x * _PX + sheet.left + wide):
            return Unseen.AWAY
    return None
