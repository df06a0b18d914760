"""Colours of a workbook: by value, by the theme, or by a number in its palette."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.css.colours import BLACK, WHITE, Colour
from ingest.readers.excel.places import MAIN
from ingest.readers.office_colours import Grounds, Theme, by_value, tinted

_BASIC = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
_MORE = (
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
_USUAL = (_BASIC + _BASIC + _MORE).split()
_SYSTEM = {64: BLACK, 65: WHITE}
_THEME = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
_NAMES = _THEME.split()
_WORDS = {
    "BLACK": "000000", "BLUE": "0000FF", "CYAN": "00FFFF", "GREEN": "00FF00", "MAGENTA": "FF00FF", "RED": "FF0000",
    "WHITE": "FFFFFF", "YELLOW": "FFFF00",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Palette:
    """The theme of a workbook, and its colours by number."""

    theme: Theme
    numbered: Sequence[str] = tuple(_USUAL)

    @classmethod
    def of(cls, styles: Any, theme: Theme) -> "Palette":
        """The palette of a workbook's styles."""
        own = [one.get("rgb") or "" for one in styles.iterfind(f"{MAIN}colors/{MAIN}indexedColors/{MAIN}rgbColor")]
        return cls(theme, (*own, *_USUAL[len(own) :]))

    def colour(self, element: Any) -> Colour | None:
        """The colour that an element says; None for one that is left to the system, and for no element."""
        if element is None:
            return None
        found = by_value(element.get("rgb"))
        number = element.get("theme") or ""
        if found is None and number.isdecimal():
            found = self.theme.named(_NAMES[int(number)]) if len(number) < 3 and int(number) < len(_NAMES) else None
        number = element.get("indexed") or ""
        if found is None and number.isdecimal() and len(number) < 4:
            found = self.number(int(number))
        return tinted(found, _tint(element)) if found else None

    def number(self, number: int) -> Colour | None:
        """The colour of a number."""
        return _SYSTEM.get(number) or (by_value(self.numbered[number]) if number < len(self.numbered) else None)

    def word(self, word: str) -> Colour | None:
        """The colour that a number format names: `White`, `Color 2`; None for what is none."""
        word = word.upper().replace(" ", "")
        number = word.removeprefix("COLOR")
        if number != word and number.isdecimal() and 0 < int(number) <= 56:
            return self.number(int(number) + 7)
        return by_value(_WORDS.get(word))

    def fill(self, fill: Any, is_conditional: bool = False) -> Grounds:
        """The colours that a cell is filled with, () for none; the solid ones of a condition stand in another place."""
        pattern = fill.find(f"{MAIN}patternFill") if fill is not None else None
        if pattern is None:
            stops = fill.iterfind(f"{MAIN}gradientFill/{MAIN}stop/{MAIN}color") if fill is not None else ()
            return tuple(filter(None, map(self.colour, stops)))
        kind = pattern.get("patternType") or ("solid" if is_conditional else "none")
        front, back = (self.colour(pattern.find(MAIN + name)) for name in ("fgColor", "bgColor"))
        if kind == "none":
            return ()
        if kind == "solid":
            return ((back if is_conditional and back else front) or (WHITE if not is_conditional else back or WHITE),)
        return front or BLACK, back or WHITE


def _tint(element: Any) -> float:
    try:
        return max(-1.0, min(1.0, float(element.get("tint") or 0)))
    except ValueError:
        return 0.0
