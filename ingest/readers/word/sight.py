"""Whether people see letters of a Word document, and why not: one decision on properties that are worked out already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ingest.readers.contrast import TINY, stands_out
from ingest.readers.css.colours import CLEAR, WHITE
from ingest.readers.office_colours import Grounds
from ingest.readers.word.marks import W, child, is_on, number, value
from ingest.readers.word.said import Said, direct, said_of
from ingest.readers.word.styles import Styles

TWIPS = 20  # of a point
_USUAL = 10.0  # points, where nothing is said
_NARROW = 1.5  # points that a letter is wide
_LETTER = 0.5  # of its size, the width of a letter


class Unseen(StrEnum):
    """Why letters are not seen."""

    HIDDEN = "marked as hidden"
    TINY = "too small or too narrow to be read"
    FAINT = "of the colour of what is behind them"
    CUT = "in a line or row that is too low for them"
    AWAY = "beside the page"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in twips: its width, its height, its margins on the left and right."""

    width: float = 12_240
    height: float = 15_840
    left: float = 1_440
    right: float = 1_440

    @classmethod
    def of(cls, body: Any) -> "Sheet":
        """The largest page of a document."""
        sizes = [child(one, "pgSz") for one in body.iter(f"{W}sectPr")]
        margins = child(next(body.iterchildren(f"{W}sectPr"), None), "pgMar")
        usual = cls()
        return cls(
            max((number(value(one, "w")) for one in sizes), default=0) or usual.width,
            max((number(value(one, "h")) for one in sizes), default=0) or usual.height,
            number(value(margins, "left"), usual.left),
            number(value(margins, "right"), usual.right),
        )

    def misses(self, start: float, end: float) -> bool:
        """Whether [start, end), from the left edge, is beside the page."""
        return end <= 0 or start >= self.width


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for all that stands in one place: what a table's style says there, the colours behind, why it is not seen.

    No colours (None) means that nobody knows them: a picture.
    """

    said: Mapping[str, Any] = field(default_factory=dict)
    ground: Grounds | None = (WHITE,)
    unseen: Unseen | None = None

    def on(self, ground: Grounds | None) -> Grounds | None:
        """The colours of something that stands here: its own, or those behind it where it has none."""
        return self.ground if ground in ((), (CLEAR,)) else ground


@dataclass(frozen=True, slots=True)
class Looks:
    """How letters and paragraphs of a document look; `faint` collects the runs that are of the colour behind them."""

    styles: Styles
    sheet: Sheet
    faint: list[Any] = field(default_factory=list)

    def paragraph(self, paragraph: Any, around: Around) -> Said:
        """What holds for the letters of a paragraph that say nothing themselves."""
        properties = paragraph.find(f"{W}pPr")
        styled = self.styles.said(value(child(properties, "pStyle")), "paragraph")
        return {
            **self.styles.defaults,
            **around.said,
            **styled,
            **said_of(properties, self.styles.theme),
            "vanish": _toggled(self.styles.defaults, around.said, styled),
        }

    def run(self, run: Any, paragraph: Said) -> Said:
        """What holds for the letters of a run."""
        properties = run.find(f"{W}rPr")
        if properties is None or not len(properties):
            return paragraph
        named = properties.find(f"{W}rStyle")
        styled = self.styles.said(value(named), "character") if named is not None else {}
        toggled = _toggled(self.styles.defaults, paragraph, styled)
        return {**paragraph, **styled, "vanish": toggled, **direct(run, self.styles.theme)}

    def unseen(self, said: Said, around: Around, letters: int = 0) -> Unseen | None:
        """Why letters of which `said` holds are not seen; None where they are. `letters`: how many the paragraph has."""
        if said.get("vanish"):
            return Unseen.HIDDEN
        if around.unseen:
            return around.unseen
        size = said.get("other_size" if said.get("is_other") else "size", _USUAL)
        if _is_tiny(said, size):
            return Unseen.TINY
        line = said.get("line")
        if line is not None and line <= TINY and line < size / 2:
            return Unseen.CUT
        if ("left" in said or "right" in said or "first" in said) and self._is_indented_away(said, letters * size):
            return Unseen.AWAY
        if "frame" in said and (why := self._framed(said["frame"])):
            return why
        colour = said.get("colour")
        ground = said.get("mark") or said.get("under") or said.get("shade") or ()
        return Unseen.FAINT if colour is not None and not stands_out(colour, around.on(ground)) else None

    def _is_indented_away(self, said: Said, points: float) -> bool:
        left, right, first = (said.get(name, 0.0) for name in ("left", "right", "first"))
        end = self.sheet.width - self.sheet.right - right
        begun = self.sheet.left + left + min(first, 0.0)
        written = begun + points * _LETTER * TWIPS  # a few words whose line begins far off end before the page
        return end <= 0 or self.sheet.left + left >= self.sheet.width or self.sheet.misses(begun, min(end, written))

    def _framed(self, frame: Mapping[str, str]) -> Unseen | None:
        x, wide = number(frame["x"]), number(frame["w"])
        if frame["hRule"] == "exact" and 0 < number(frame["h"]) <= TINY * TWIPS:
            return Unseen.CUT
        base = 0.0 if frame["hAnchor"] == "page" else self.sheet.left
        beside = bool(x) and self.sheet.misses(base + x, base + x + wide)
        return Unseen.AWAY if beside or abs(number(frame["y"])) >= self.sheet.height else None


def _is_tiny(said: Said, size: float) -> bool:
    wide = size * said.get("width", 1.0)
    tight = said.get("tight", 0.0) < -size / 2 or 0 < said.get("fit", 0.0) <= TWIPS
    return size <= TINY or wide <= _NARROW or tight


def _toggled(defaults: Said, below: Said, styled: Said) -> bool:
    """Whether letters are hidden where two kinds of styles speak: both together show them again."""
    if defaults.get("vanish"):
        return True
    return bool(below.get("vanish")) != bool(styled.get("vanish"))


def is_hidden_row(properties: Any) -> Unseen | None:
    """Why the row of a table with these properties is not seen."""
    if is_on(child(properties, "hidden")):
        return Unseen.HIDDEN
    height = child(properties, "trHeight")
    exact = value(height, "hRule") == "exact" and 0 < number(value(height)) <= TINY * TWIPS
    return Unseen.CUT if exact else None
