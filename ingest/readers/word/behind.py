"""What lies behind text besides fills of its own: other shapes of a group, and pictures behind a page."""

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.readers.office_colours import Grounds, Theme
from ingest.readers.office_drawing import filled
from ingest.readers.office_markup import local
from ingest.readers.word.sight import Around, Sheet

_LARGE = 0.25  # of a page
_EMU = 635  # in a twip
GROUPS = frozenset(["wgp", "grpSp", "wpc"])
_Box = tuple[int, int, int, int]


def grounds_in(group: Any, shape: Any, around: Around, theme: Theme) -> Grounds | None:
    """The colours behind a shape of a group: of all before it that lie under the whole of it; None for a picture."""
    inner, found = _box(shape), list[Grounds | None]()
    for other in group:
        if other is shape:
            break
        outer = _box(other)
        if inner and outer and _holds(outer, inner):
            found.append(None if local(other) == "pic" else around.on(filled(other, theme)))
    if None in found:
        return None
    return found[-1] if found else around.ground


def _box(shape: Any) -> _Box | None:
    place = next(shape.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm"), None)
    named = {local(one): one for one in place} if place is not None else {}
    if "off" not in named or "ext" not in named:
        return None
    words = [named["off"].get("x"), named["off"].get("y"), named["ext"].get("cx"), named["ext"].get("cy")]
    if not all(word and word.lstrip("-").isdecimal() and len(word) < 12 for word in words):
        return None
    left, top, wide, high = (int(word or 0) for word in words)
    return left, top, left + wide, top + high


def _holds(outer: _Box, inner: _Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def has_backdrop(roots: Iterable[Any], sheet: Sheet) -> bool:
    """Whether something large floats on a page of the document, on which white text may lie."""
    return any(_is_large(one, sheet) for root in roots for one in _floating(root))


def _floating(root: Any) -> Iterator[Any]:
    yield from root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor")


def _is_large(anchor: Any, sheet: Sheet) -> bool:
    size = next((one for one in anchor if local(one) == "extent"), None)
    sides = [size.get(name) or "" for name in ("cx", "cy")] if size is not None else []
    if not sides or not all(side.isdecimal() and len(side) < 12 for side in sides):
        return False
    return int(sides[0]) * int(sides[1]) >= _LARGE * sheet.width * sheet.height * _EMU * _EMU
