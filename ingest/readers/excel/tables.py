"""Tables on a sheet: what their styles put behind the cells."""

from dataclasses import dataclass
from typing import Any

from ingest.readers.css.colours import WHITE
from ingest.readers.excel.looks import Looks
from ingest.readers.excel.places import MAIN, Area
from ingest.readers.office_colours import Grounds


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a style: what is behind its cells, and behind those of its heads and totals (None: nobody knows)."""

    area: Area
    ground: Grounds | None
    heads: tuple[Area, ...] = ()


def table_of(table: Any, looks: Looks) -> Table | None:
    """The table that a part tells; None for one without a style."""
    style, area = table.find(f"{MAIN}tableStyleInfo"), Area.of(table.get("ref") or "")
    if area is None or style is None or not style.get("name"):
        return None
    heads = int(table.get("headerRowCount") != "0")
    totals = int((table.get("totalsRowCount") or "0") not in ("", "0"))
    edges = (Area(area.top, area.left, area.top, area.right),) * heads
    edges += (Area(area.bottom, area.left, area.bottom, area.right),) * totals
    return Table(area, _ground_of(style.get("name"), looks), edges)


def _ground_of(style: str, looks: Looks) -> Grounds | None:
    """What a style of tables fills the cells between head and totals with."""
    own = (looks.tables or {}).get(style)
    if own is not None:
        return own.ground or (WHITE,)
    return None if "Dark" in style else (WHITE,)
