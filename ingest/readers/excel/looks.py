"""Cell formats of a workbook worked out: the size and colour of letters, what is behind them, how values are written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ingest.readers.contrast import TINY, stands_out
from ingest.readers.css.colours import BLACK, WHITE, Colour
from ingest.readers.excel.colours import Palette
from ingest.readers.excel.formats import BUILT_IN, Format, format_of
from ingest.readers.excel.places import MAIN
from ingest.readers.office_colours import Grounds

_GENERAL = format_of("General")
_SIZE = 11.0
_EDGES = ("headerRow", "totalRow")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)")
_FAR = 100  # indents, about 900 px
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; `ground` is () where it is not filled, None where nobody knows what is behind its letters.

    `indent` is counted in the width of three blanks.
    """

    size: float = _SIZE
    colour: Colour = BLACK
    ground: Grounds | None = ()
    format: Format = _GENERAL
    indent: int = 0

    def shown(self, value: object, palette: Palette) -> object:
        """What people see of a value: itself, as its format writes it, the words that stand for it, or ""."""
        section = self.format.section(value)
        colour = palette.word(section.colour) if section.colour else None
        if not (replace(self, colour=colour) if colour else self).is_seen:
            return ""
        return self.format.written(value)

    @property
    def is_seen(self) -> bool:
        """Whether letters of this look are seen."""
        return (
            self.size > TINY
            and self.indent < _FAR
            and stands_out(self.colour, (WHITE,) if self.ground == () else self.ground)
        )

    @property
    def is_plain(self) -> bool:
        """Whether every value is seen in it."""
        return self.is_seen and self.format.is_plain


@dataclass(frozen=True, slots=True)
class Change:
    """What a condition or a table's style makes of a look: None where it leaves it as it is."""

    colour: Colour | None = None
    ground: Grounds | None = None
    format: Format | None = None

    def on(self, look: Look) -> Look:
        """The look with the change."""
        return replace(
            look,
            colour=self.colour or look.colour,
            ground=look.ground if self.ground is None else self.ground,
            format=self.format or look.format,
        )


@dataclass(frozen=True, slots=True)
class Looks:
    """The cell formats by number, those that conditions and tables take, and what styles of tables fill heads and bodies with.

    `plain` are the numbers of the formats in which every value is seen as it is stored, `written` of those in which every
    one is seen, some in another form.
    """

    palette: Palette
    cells: Sequence[Look] = (Look(),)
    changes: Sequence[Change] = ()
    tables: Mapping[str, tuple[Grounds, Grounds]] | None = None
    plain: frozenset[str] = frozenset("0")
    written: frozenset[str] = frozenset()

    @classmethod
    def of(cls, styles: Any, palette: Palette) -> "Looks":
        """The looks in a workbook's styles."""
        fonts = [font_of(one, palette) for one in styles.iterfind(f"{MAIN}fonts/{MAIN}font")]
        fills = [palette.fill(one) for one in styles.iterfind(f"{MAIN}fills/{MAIN}fill")]
        codes = {
            one.get("numFmtId"): one.get("formatCode") or "" for one in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
        }
        cells = [
            replace(
                _at(fonts, one.get("fontId"), Look()),
                ground=_at(fills, one.get("fillId"), ()),
                format=format_of(codes.get(one.get("numFmtId")) or BUILT_IN.get(one.get("numFmtId") or "", "General")),
                indent=_whole(one.find(f"{MAIN}alignment")),
            )
            for one in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
        ]
        changes = [change_of(one, palette) for one in styles.iterfind(f"{MAIN}dxfs/{MAIN}dxf")]
        cells = cells or [Look()]
        plain = {str(number): look.format.writes for number, look in enumerate(cells) if look.is_plain}
        as_stored, written = (frozenset(one for one in plain if plain[one] is told) for told in (False, True))
        return cls(palette, cells, changes, dict(_tables(styles, changes)), as_stored, written)

    def is_special(self, number: str, kind: str | None) -> bool:
        """Whether a cell of a format and a kind (`n` for numbers, usually) may be seen otherwise than as it is stored."""
        return number not in self.plain and (number not in self.written or kind in (None, "n"))

    def tell(self, content: bytes) -> bool:
        """Whether the cells of a sheet may have formats in which not every value is seen as it is stored."""
        if len(self.plain) + len(self.written) < len(self.cells):
            return True
        return bool(self.written) and any(one.decode() in self.written for one in set(_STYLE.findall(content)))

    def cell(self, number: str | None) -> Look:
        """The look of a number."""
        return _at(self.cells, number or "0", Look())

    def change(self, number: str | None) -> Change:
        """The change of a number."""
        return _at(self.changes, number, Change())


def _whole(alignment: Any) -> int:
    indent = alignment.get("indent") or "" if alignment is not None else ""
    return int(indent) if indent.isdecimal() and len(indent) < 9 else 0


def font_of(font: Any, palette: Palette) -> Look:
    """The look that a font alone makes; letters without a colour are black."""
    size = font.find(f"{MAIN}sz")
    try:
        points = float(size.get("val") or _SIZE) if size is not None else _SIZE
    except ValueError:
        points = _SIZE
    return Look(points, palette.colour(font.find(f"{MAIN}color")) or BLACK)


def change_of(found: Any, palette: Palette) -> Change:
    """The change that a `dxf` tells."""
    filled = palette.fill(found.find(f"{MAIN}fill"), True)
    written = found.find(f"{MAIN}numFmt")
    return Change(
        palette.colour(found.find(f"{MAIN}font/{MAIN}color")),
        filled or None,
        format_of(written.get("formatCode") or "") if written is not None else None,
    )


def _tables(styles: Any, changes: Sequence[Change]) -> Iterable[tuple[str, tuple[Grounds, Grounds]]]:
    """What each style of tables that the workbook makes itself fills heads with, and all else."""
    for style in styles.iterfind(f"{MAIN}tableStyles/{MAIN}tableStyle"):
        parts = [(one.get("type") in _EDGES, _at(changes, one.get("dxfId"), Change()).ground or ()) for one in style]
        heads, body = ([one for edge, ground in parts if edge is wanted for one in ground] for wanted in (True, False))
        yield style.get("name") or "", (tuple(heads or body), tuple(body))


def _at(items: Sequence[_Item], number: str | None, otherwise: _Item) -> _Item:
    at = int(number) if number and number.isdecimal() and len(number) < 9 else -1
    return items[at] if 0 <= at < len(items) else otherwise
