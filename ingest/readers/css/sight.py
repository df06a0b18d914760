"""What text looks like where it stands, from what is said of the elements around it, and whether that is seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ingest.readers.contrast import FAINT, differ
from ingest.readers.css.boxes import is_out_of_sight, scaled
from ingest.readers.css.colours import BLACK, CURRENT, WHITE, Colour, colour, colours_in, over
from ingest.readers.css.filters import BLENDS, Filter, blended, filtered, filters_of
from ingest.readers.css.values import FONT, WIDE, amount, calls, parted, words_of

_SHEET = (WHITE,)  # what is behind all; nothing blends with it
_NIGHT: Colour = (0.07, 0.07, 0.07, 1.0)
_CLEAR = 0.1
_TINY = 5.0  # px
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """How text is drawn: its size in px and times `scale`, its colours, and those behind it (None: a picture).

    `others` are colours that it is drawn with besides its own: of its shadow, its outline, or a ground cut to its shape.
    """

    font: float = FONT
    scale: float = 1.0
    shown: bool = True
    colour: Colour = BLACK
    fill: Colour | None = None
    alpha: float = 1.0
    ground: tuple[Colour, ...] | None = _SHEET
    others: Mapping[str, tuple[Colour, ...]] = field(default_factory=dict)
    pictured: bool = False
    away: bool = False
    tight: float = 0.0
    masked: bool = False
    filters: tuple[Filter, ...] = ()
    blend: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)

    def shows(self) -> bool:
        """Whether people see text that stands here."""
        if not self.shown or self.away or self.masked or self.font * self.scale <= _TINY or self.tight < -self.font / 2:
            return False
        named = (self.fill or self.colour, *(one for some in self.others.values() for one in some))
        drawn = [filtered(one, self.filters) for one in named]
        if self.ground is None:
            return self.pictured or any(one[3] * self.alpha > _CLEAR for one in drawn)
        return self.pictured or any(
            differ(blended(one, back, self.blend), back) * self.alpha > FAINT for one in drawn for back in self.ground
        )


def looked_at(above: Sight, said: Mapping[str, str]) -> Sight | None:
    """What text looks like in an element of which `said` holds; None where nothing in it is seen."""
    font = _font(said.get("font-size", ""), above.font)
    scale, alpha = above.scale * scaled(said), above.alpha * _alpha(said)
    if is_out_of_sight(said, font) or scale * max(font, FONT) <= 1.0 or alpha < _CLEAR:
        return None
    filters, blend = (*filters_of(said.get("filter", "")), *above.filters), said.get("mix-blend-mode", "")
    found = replace(above, font=font, scale=scale, alpha=alpha, filters=filters)
    found = replace(found, blend=blend) if blend in BLENDS and above.ground is not _SHEET else found
    found = _lettered(_coloured(found, said), said)
    return _grounded(found, said)


def _font(text: str, above: float) -> float:
    if text in _SIZES:
        return _SIZES[text]
    if text in ("larger", "smaller"):
        return above * (1.2 if text == "larger" else 1 / 1.2)
    found = amount(text, above, above) if text else None
    return above if found is None else min(found, 10_000.0)


def _alpha(said: Mapping[str, str]) -> float:
    found = amount(said.get("opacity", "1"))
    alpha = 1.0 if found is None else max(0.0, min(1.0, found))
    for name, args in calls(said.get("filter", "")):
        share = amount(args[0]) if name == "opacity" and args else None
        alpha *= 1.0 if share is None else max(0.0, min(1.0, share))
    return alpha


def _lettered(sight: Sight, said: Mapping[str, str]) -> Sight:
    changes: dict[str, object] = {}
    if "visibility" in said:
        changes["shown"] = said["visibility"] == "visible"
    if "text-security" in said:
        changes["masked"] = said["text-security"] != "none"
    if "letter-spacing" in said:
        changes["tight"] = amount(said["letter-spacing"], sight.font, sight.font) or 0.0
    if "text-indent" in said:
        changes["away"] = _is_indented_away(said, sight.font)
    return replace(sight, **changes) if changes else sight  # type: ignore[arg-type]


def _is_indented_away(said: Mapping[str, str], font: float) -> bool:
    indent = next((one for word in words_of(said["text-indent"]) if (one := amount(word, font, WIDE)) is not None), 0.0)
    inner = sum(amount(said.get(name, "0"), font, WIDE) or 0.0 for name in ("padding-left", "margin-left"))
    return indent + inner <= -100.0 or (
        indent >= WIDE and (indent >= 2 * WIDE or said.get("overflow-x") in ("hidden", "clip"))
    )


def _coloured(sight: Sight, said: Mapping[str, str]) -> Sight:
    if "color-scheme" in said and "dark" in said["color-scheme"] and "light" not in said["color-scheme"]:
        sight = replace(sight, colour=WHITE, ground=(_NIGHT,) if sight.ground is _SHEET else sight.ground)
    if "color" in said and said["color"] != CURRENT:
        sight = replace(sight, colour=colour(said["color"]) or sight.colour)
    if "text-fill-color" in said:
        sight = replace(sight, fill=colour(said["text-fill-color"]))
    others = {name: tuple(_drawn(name, said[name], sight)) for name in ("text-shadow", "text-stroke") if name in said}
    return replace(sight, others={**sight.others, **others}) if others else sight


def _drawn(name: str, text: str, sight: Sight) -> list[Colour]:
    """The colours of shadows or outlines that stand where the letters do."""
    sizes = [abs(one) for word in words_of(text.replace(",", " , ")) if (one := amount(word, sight.font)) is not None]
    if text == "none" or not sizes or max(sizes) > 100 or (name == "text-stroke" and max(sizes) < 0.3):
        return []
    return colours_in(text) or [sight.colour]


def _grounded(sight: Sight, said: Mapping[str, str]) -> Sight:
    """With what the element puts behind its text, or cuts to the shape of its letters."""
    named, image = said.get("background-color", "transparent"), said.get("background-image", "none")
    plain = sight.colour if named == CURRENT else colour(named)
    plain = _lined(said.get("box-shadow", "none"), sight) or plain
    if (plain is None or not plain[3]) and image == "none":
        return sight
    plain = filtered(plain, sight.filters) if plain else plain
    stops = colours_in(image) if "gradient(" in image else []
    pictured = image != "none" and (not stops or "url(" in image or "image-set(" in image)
    if said.get("background-clip", "") in ("text",) or "text" in said.get("background-clip", "").split(","):
        drawn = tuple(stops or ([plain] if plain else []))
        return replace(sight, others={**sight.others, "ground": drawn}, pictured=pictured)
    ground = sight.ground
    if plain is not None and plain[3]:
        ground = (
            (over(plain, WHITE),) if plain[3] > 0.95 else tuple(over(plain, one) for one in ground) if ground else None
        )
    if pictured:
        ground = None
    elif stops and ground:
        ground = tuple(over(stop, back) for stop in stops[:12] for back in ground[:12])
    return replace(sight, ground=ground[:24] if ground else ground, pictured=False)


def _lined(text: str, sight: Sight) -> Colour | None:
    """The colour of a shadow that falls inward over the whole of a box."""
    for one in parted(text, ","):
        sizes = [amount(word, sight.font) for word in words_of(one)]
        if "inset" in words_of(one) and max((size for size in sizes if size is not None), default=0.0) >= 20.0:
            return next(iter(colours_in(one)), sight.colour)
    return None
