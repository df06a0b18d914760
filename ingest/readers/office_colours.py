"""Colours of Office files: by value, by the theme's names, made lighter or darker, and as a drawing says them."""

import colorsys
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ingest.readers.css.colours import CLEAR, Colour, colour
from ingest.readers.office_markup import local, markup_of

Grounds = tuple[Colour, ...]
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31",
    "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1",
    "folHlink": "954F72",
}  # fmt: skip
_ALIASES = {
    "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", "background1": "lt1", "text1": "dk1", "background2": "lt2",
    "text2": "dk2", "light1": "lt1", "dark1": "dk1", "light2": "lt2", "dark2": "dk2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink", "followedhyperlink": "folHlink",
}  # fmt: skip
# The names to which the settings of a document may give other colours, as these write them.
_SAME = {
    "background1": "bg1", "text1": "t1", "tx1": "t1", "background2": "bg2", "text2": "t2", "tx2": "t2",
    "hlink": "hyperlink", "folHlink": "followedHyperlink",
}  # fmt: skip
_WHOLE = 100_000  # a share of 1 in a drawing


def by_value(text: str | None) -> Colour | None:
    """The colour of six or eight hexadecimal digits, whose alpha Office ignores; None for anything else."""
    found = _HEX.fullmatch(text or "")
    return colour(f"#{found[1].lower()}") if found else None


def tinted(one: Colour, by: float) -> Colour:
    """A colour made lighter by a share from 0 to 1, or darker by one from -1 to 0."""
    hue, light, full = colorsys.rgb_to_hls(*one[:3])
    return _lit(one, hue, light * (1 + by) if by < 0 else light * (1 - by) + by, full)


def _lit(one: Colour, hue: float, light: float, full: float) -> Colour:
    return (*colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light)), full), one[3])


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that a file gives names to; a name that it does not give has the one that Office gives it."""

    colours: Mapping[str, Colour] = field(default_factory=dict)
    instead: Mapping[str, Colour] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes | None) -> "Theme":
        """The theme in the bytes of its part; that of Office for None."""
        if content is None:
            return cls()
        scheme = next(markup_of(content).iter("{*}clrScheme"), ())
        named = {local(one): drawn(one[0], cls()) for one in scheme if len(one)}
        return cls({name: found for name, found in named.items() if found})

    def mapped(self, names: Mapping[str, str]) -> "Theme":
        """The theme where a document has other colours for some names, such as `bg1: dark1`."""
        told = {name: self.named(other) for name, other in names.items()}
        return Theme(self.colours, {name: found for name, found in told.items() if found})

    def named(self, name: str) -> Colour | None:
        """The colour of a name, such as `accent1` or `text1`."""
        if _SAME.get(name, name) in self.instead:
            return self.instead[_SAME.get(name, name)]
        name = _ALIASES.get(name, name)
        return self.colours.get(name) or by_value(_OFFICE.get(name))


def drawn(element: Any, theme: Theme) -> Colour | None:
    """The colour that an element of a drawing (`srgbClr`, `schemeClr`, ..) stands for."""
    kind, value = local(element), _value(element)
    if kind == "schemeClr":
        found = theme.named(value)
    elif kind == "prstClr":
        found = colour(value.lower().replace("dk", "dark").replace("lt", "light"))
    else:
        found = by_value(element.get("lastClr") or value)
    for change in element if found else ():
        share = _share(change)
        make = _CHANGES.get(local(change))
        if found and make and share is not None:
            # the letters of Word 2010 tell how clear they are, every other drawing how full
            inverse = local(change) == "alpha" and not str(change.tag).startswith(_DRAWING)
            found = make(found, 1 - share if inverse else share)
    return found


def fill_of(element: Any, theme: Theme) -> Grounds | None:
    """The colours that fill a shape or letters, () where nothing is said, None for a picture or a pattern."""
    for one in element:
        kind = local(one)
        if kind == "noFill":
            return (CLEAR,)
        if kind in ("solidFill", "gradFill"):
            found = [drawn(each, theme) for each in one.iter() if local(each).endswith("Clr")]
            return tuple(filter(None, found)) or None
        if kind in ("blipFill", "pattFill", "grpFill"):
            return None
    return ()


def _lum(one: Colour, by: Callable[[float], float]) -> Colour:
    hue, light, full = colorsys.rgb_to_hls(*one[:3])
    return _lit(one, hue, by(light), full)


_CHANGES: Mapping[str, Callable[[Colour, float], Colour]] = {
    "lumMod": lambda one, share: _lum(one, lambda light: light * share),
    "lumOff": lambda one, share: _lum(one, lambda light: light + share),
    "tint": lambda one, share: tinted(one, 1 - share),
    "shade": lambda one, share: tinted(one, share - 1),
    "alpha": lambda one, share: (*one[:3], max(0.0, min(1.0, share))),
}


def _value(element: Any) -> str:
    return next((str(value) for name, value in element.attrib.items() if etree.QName(name).localname == "val"), "")


def _share(change: Any) -> float | None:
    value = _value(change) if isinstance(change.tag, str) else ""
    return int(value) / _WHOLE if value.lstrip("-").isdigit() and len(value) < 10 else None
