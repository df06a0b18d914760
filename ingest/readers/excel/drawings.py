"""Text in the shapes that lie on a sheet, as far as people see it."""

from collections.abc import Iterator
from typing import Any

from ingest.readers.contrast import TINY
from ingest.readers.css.colours import CLEAR, WHITE
from ingest.readers.excel.sheet import Seen
from ingest.readers.office_colours import Theme
from ingest.readers.office_drawing import filled, paragraphs
from ingest.readers.office_markup import chosen, local

_EMU = 12_700  # in a point
_ON = ("1", "true")


def shape_texts(drawing: Any, seen: Seen, theme: Theme) -> Iterator[str]:
    """The paragraphs in the shapes of a sheet's drawing, in order."""
    for anchor in drawing:
        if not _is_folded(anchor, seen):
            yield from _texts(anchor, theme)


def _texts(element: Any, theme: Theme) -> Iterator[str]:
    for one in chosen(element) if local(element) == "AlternateContent" else element:
        kind = local(one)
        if kind == "sp" and not _is_hidden(one):
            ground = filled(one, theme)
            yield from paragraphs(one, (WHITE,) if ground in ((), (CLEAR,)) else ground, theme)
        elif kind in ("grpSp", "AlternateContent", "Choice", "Fallback") and not _is_hidden(one):
            yield from _texts(one, theme)


def _is_hidden(shape: Any) -> bool:
    named = shape.find("{*}nvSpPr/{*}cNvPr") if local(shape) == "sp" else shape.find("{*}nvGrpSpPr/{*}cNvPr")
    size = shape.find("{*}spPr/{*}xfrm/{*}ext")
    sides = [size.get(name) or "" for name in ("cx", "cy")] if size is not None else []
    flat = any(side.isdecimal() and 0 < int(side[:12]) <= TINY * _EMU for side in sides)
    return flat or (named is not None and named.get("hidden") in _ON)


def _is_folded(anchor: Any, seen: Seen) -> bool:
    """Whether all the rows or columns over which a shape lies, and with which it shrinks, are hidden."""
    if local(anchor) != "twoCellAnchor" or anchor.get("editAs") in ("oneCell", "absolute"):
        return False
    rows, columns = (
        [anchor.findtext(f"{{*}}{end}/{{*}}{name}") or "" for end in ("from", "to")] for name in ("row", "col")
    )
    return _all(rows, seen.hides_row) or _all(columns, seen.hides_column)


def _all(ends: list[str], hides: Any) -> bool:
    if not all(end.isdecimal() and len(end) < 8 for end in ends):
        return False
    return all(hides(at) for at in range(int(ends[0]), int(ends[1]) + 1))
