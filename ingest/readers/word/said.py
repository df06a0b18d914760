"""What one set of properties in a Word document says of letters, paragraphs and cells.

Names: `vanish`; `raised`: `superscript` or `subscript`; `size` in points, and `other_size`, which counts where `is_other`
(right to left and the like); `width` as a share; `tight` in points between letters, `fit` in twips for all; `colour` (None:
black or white, whichever is seen); `mark` and `under`, `shade`, `cell`: the colours behind letters, a paragraph, a cell, ()
for none; `line`: the height of lines in points where it is fixed; `left`, `right`, `first`: indents in twips; `frame`: its
place and size.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ingest.readers.css.colours import BLACK, CLEAR, WHITE, Colour, colour
from ingest.readers.office_colours import Grounds, Theme, by_value, fill_of, tinted
from ingest.readers.office_markup import local
from ingest.readers.word.marks import W, child, is_on, number, value

Said = Mapping[str, Any]
_BYTE = 255
_PERCENT = "pct"
_UNSHADED = ("", "clear")
_MARKS = {"darkYellow": "808000", "lightGray": "C0C0C0", "darkGray": "808080", "green": "00FF00", "darkGreen": "008000"}


def said_of(properties: Any, theme: Theme) -> dict[str, Any]:
    """What an `rPr`, `pPr`, `tcPr` or `tblPr` says; nothing for None."""
    said: dict[str, Any] = {}
    for one in properties if properties is not None else ():
        read = _READ.get((local(properties), local(one)))
        if read:
            said.update(read(one, theme))
    return said


def said_below(element: Any, theme: Theme) -> dict[str, Any]:
    """What a style (or a part of one) says of paragraphs, of letters and of the cells of a table."""
    said: dict[str, Any] = {}
    for name in ("tblPr", "tcPr", "pPr", "rPr"):
        said.update(said_of(child(element, name), theme))
    return said


def _colour(one: Any, theme: Theme, plain: str = "val", named: str = "themeColor", of: str = "theme") -> Colour | None:
    """The colour that attributes say: by the theme's name if they have one, else by value; None for `auto`."""
    name, tint, shade = (value(one, each) for each in (named, f"{of}Tint", f"{of}Shade"))
    found = theme.named(name) if name and name != "none" else by_value(value(one, plain))
    if found and name and tint:
        found = tinted(found, 1 - _byte(tint))
    return tinted(found, _byte(shade) - 1) if found and name and shade else found


def _byte(text: str) -> float:
    try:
        return min(int(text, 16), _BYTE) / _BYTE
    except ValueError:
        return 1.0


def shade(one: Any, theme: Theme) -> Grounds:
    """The colours that a shade is drawn with; () for none."""
    kind, back = value(one), _colour(one, theme, "fill", "themeFill", "themeFill")
    if kind in _UNSHADED:
        return (back,) if back else ()
    if kind == "nil":
        return ()
    front = _colour(one, theme, "color") or BLACK
    if kind == "solid":
        return (front,)
    share, back = number(kind.removeprefix(_PERCENT), -1.0) / 100, back or WHITE
    if kind.startswith(_PERCENT) and 0 <= share <= 1:
        red, green, blue = (a * share + b * (1 - share) for a, b in zip(front[:3], back[:3], strict=True))
        return ((red, green, blue, 1.0),)
    return front, back


def _highlight(one: Any, _: Theme) -> dict[str, Any]:
    name = value(one)
    found = by_value(_MARKS.get(name)) or colour(name.lower())
    return {"mark": (found,) if found and name != "none" else ()}


def _letters_fill(one: Any, theme: Theme) -> dict[str, Any]:
    """The fill of letters, as Word 2010 says it; letters with an outline are seen whatever fills them."""
    found = fill_of(one, theme)
    outlines = [each for each in one.getparent() if local(each) == "textOutline"]
    if any(fill_of(each, theme) not in ((), (CLEAR,)) for each in outlines):
        return {"colour": None}
    return {"colour": found[0] if found else None} if found is None or found else {}


def _frame(one: Any, _: Theme) -> dict[str, Any]:
    return {"frame": {name: value(one, name) for name in ("x", "y", "w", "h", "hRule", "hAnchor")}}


def _indents(one: Any, _: Theme) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, key in (("left", "left"), ("start", "left"), ("right", "right"), ("end", "right")):
        if value(one, name):
            said[key] = number(value(one, name))
    if value(one, "firstLine"):
        said["first"] = number(value(one, "firstLine"))
    if value(one, "hanging"):
        said["first"] = -number(value(one, "hanging"))
    return said


def _spacing(one: Any, _: Theme) -> dict[str, Any]:
    if not value(one, "line"):
        return {}
    return {"line": number(value(one, "line")) / 20 if value(one, "lineRule") == "exact" else None}


_Reader = Callable[[Any, Theme], Mapping[str, Any]]
_READ: Mapping[tuple[str, str], _Reader] = {
    ("rPr", "vanish"): lambda one, _: {"vanish": is_on(one)},
    ("rPr", "specVanish"): lambda one, _: {"vanish": is_on(one)},
    ("rPr", "sz"): lambda one, _: {"size": number(value(one), 20.0) / 2},
    ("rPr", "szCs"): lambda one, _: {"other_size": number(value(one), 20.0) / 2},
    ("rPr", "rtl"): lambda one, _: {"is_other": is_on(one)},
    ("rPr", "cs"): lambda one, _: {"is_other": is_on(one)},
    ("rPr", "vertAlign"): lambda one, _: {"raised": value(one)},
    ("rPr", "w"): lambda one, _: {"width": number(value(one).rstrip("%"), 100.0) / 100},
    ("rPr", "spacing"): lambda one, _: {"tight": number(value(one)) / 20},
    ("rPr", "fitText"): lambda one, _: {"fit": number(value(one))},
    ("rPr", "color"): lambda one, theme: {"colour": _colour(one, theme)},
    ("rPr", "textFill"): _letters_fill,
    ("rPr", "highlight"): _highlight,
    ("rPr", "shd"): lambda one, theme: {"under": shade(one, theme)},
    ("pPr", "shd"): lambda one, theme: {"shade": shade(one, theme)},
    ("tcPr", "shd"): lambda one, theme: {"cell": shade(one, theme)},
    ("tblPr", "shd"): lambda one, theme: {"cell": shade(one, theme)},
    ("pPr", "ind"): _indents,
    ("pPr", "spacing"): _spacing,
    ("pPr", "framePr"): _frame,
}


def direct(run: Any, theme: Theme) -> dict[str, Any]:
    """What a run itself says of its letters."""
    return said_of(run.find(f"{W}rPr"), theme)


def background(document: Any, settings: Any, theme: Theme) -> Grounds:
    """The colour of the pages, which is shown where the settings say so."""
    said = child(document, "background")
    found = _colour(said, theme, "color") if said is not None else None
    return (found,) if found and is_on(child(settings, "displayBackgroundShape")) else (WHITE,)
