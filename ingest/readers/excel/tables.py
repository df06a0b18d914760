"""Tables on a sheet: what their styles put behind the cells."""

from dataclasses import dataclass
from typing import Any

from ingest.readers.css.colours import WHITE
from ingest.readers.excel.looks import Looks
from ingest.readers.excel.places import MAIN, Area
from ingest.readers.office_colours import Grounds

# Of the styles that come with Excel those whose heads are not filled.
_LIGHT = frozenset(f"TableStyleLight{number}" for number in (*range(1, 8), *range(15, 22)))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a style: what is behind its cells, and behind those of its edges, its head and totals (None: nobody knows)."""

    area: Area
    body: Grounds | None
    head: Grounds | None
    edges: tuple[Area, ...] = ()


def table_of(table: Any, looks: Looks) -> Table | None:
    """The table that a part tells; None for one without a style."""
    style, area = table.find(f"{MAIN}tableStyleInfo"), Area.of(table.get("ref") or "")
    if area is None or style is None or not style.get("name"):
        return None
    heads = int(table.get("headerRowCount") != "0")
    totals = int((table.get("totalsRowCount") or "0") not in ("", "0"))
    edges = (Area(area.top, area.left, area.top, area.right),) * heads
    edges += (Area(area.bottom, area.left, area.bottom, area.right),) * totals
    head, body = _grounds_of(style.get("name"), looks)
    return Table(area, body, head, edges)


def _grounds_of(style: str, looks: Looks) -> tuple[Grounds | None, Grounds | None]:
    """What a style of tables fills heads and totals with, and what lies between; None for what is not known."""
    own = (looks.tables or {}).get(style)
    if own is not None:
        return own[0] or (WHITE,), own[1] or (WHITE,)
    if style in _LIGHT:
        return (WHITE,), (WHITE,)
    return None, None if "Dark" in style else (WHITE,)
