"""Colours of CSS in every notation, as red, green, blue and alpha of sRGB from 0 to 1."""

import re
from functools import lru_cache
from typing import Any

from tinycss2.color5 import parse_color

from ingest.readers.css.values import amount, calls, words_of

Colour = tuple[float, float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
CLEAR: Colour = (0.0, 0.0, 0.0, 0.0)
CURRENT = "currentcolor"
_LIGHT_WORDS = "canvas field buttonface highlighttext -webkit-canvas window menu infobackground"
_SYSTEM: dict[str, Colour] = {
    **dict.fromkeys(_LIGHT_WORDS.split(), WHITE),
    **dict.fromkeys(
        ("canvastext", "fieldtext", "buttontext", "windowtext", "menutext", "infotext", "-webkit-text"), BLACK
    ),
    **dict.fromkeys(("linktext", "-webkit-link", "highlight", "activetext"), (0.0, 0.0, 0.93, 1.0)),
    "graytext": (0.5, 0.5, 0.5, 1.0),
    "mark": (1.0, 1.0, 0.0, 1.0),
    "visitedtext": (0.33, 0.1, 0.55, 1.0),
}
_BARE = re.compile(r"[0-9a-f]{3}|[0-9a-f]{6}")
_D65 = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
_D50 = ((3.1339, -1.6169, -0.4906), (-0.9788, 1.9161, 0.0335), (0.0719, -0.2290, 1.4052))


def is_colour(text: str) -> bool:
    """Whether a canonical text is a colour, or stands for one."""
    return text == CURRENT or colour(text) is not None


@lru_cache(maxsize=10_000)
def colour(text: str) -> Colour | None:
    """The colour that a canonical text is; None for none, and for `currentcolor`.

    A hash sign may be missing, as in old pages; a colour made from others is made of them without their working out.
    """
    if text in _SYSTEM:
        return _SYSTEM[text]
    found = _parsed(f"#{text}" if _BARE.fullmatch(text) else text)
    return found if found is not None else _made(text)


def over(front: Colour, back: Colour) -> Colour:
    """What `front` looks like on `back`, which hides all that is behind it."""
    red, green, blue = (f * front[3] + b * (1 - front[3]) for f, b in zip(front[:3], back[:3], strict=True))
    return red, green, blue, 1.0


def colours_in(text: str) -> list[Colour]:
    """All colours that stand in a text, such as a gradient or a shadow."""
    found = list[Colour]()
    for word in words_of(text.replace(",", " ") if "(" not in text else text):
        for part in word.split(",") if "(" not in word else [word]:
            one = colour(part.strip())
            if one is not None:
                found.append(one)
            elif "(" in part:
                found += [each for _, inner in calls(part) for each in colours_in(" ".join(inner))]
    return found


def _parsed(text: str) -> Colour | None:
    try:
        said: Any = parse_color(text)
    except (ValueError, TypeError, AttributeError, AssertionError, IndexError, ZeroDivisionError, OverflowError):
        return None  # the library asks less of a colour than it takes for granted
    if said is None or isinstance(said, str):
        return None
    return _rgb(said)


def _rgb(said: Any) -> Colour:
    space = said.space
    if space in ("lab", "lch"):
        return _from_xyz(said.to("xyz-d50"), _D50)
    if space in ("oklab", "oklch", "xyz", "xyz-d65"):
        return _from_xyz(said.to("xyz-d65"), _D65)
    if space == "xyz-d50":
        return _from_xyz(said, _D50)
    if space in ("hsl", "hwb"):
        said = said.to("srgb")
    values = [float(one or 0) for one in said.coordinates[:3]]
    if space in ("srgb-linear",):
        values = [_curved(one) for one in values]
    return (*_clipped(values), float(said.alpha))


def _from_xyz(said: Any, matrix: tuple[tuple[float, float, float], ...]) -> Colour:
    places = [float(one or 0) for one in said.coordinates[:3]]
    linear = [sum(weight * one for weight, one in zip(row, places, strict=True)) for row in matrix]
    return (*_clipped([_curved(one) for one in linear]), float(said.alpha))


def _curved(value: float) -> float:
    value = max(0.0, min(1.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _clipped(values: list[float]) -> tuple[float, float, float]:
    red, green, blue = (max(0.0, min(1.0, one)) for one in values)
    return red, green, blue


def _made(text: str) -> Colour | None:
    """`color-mix()`, `light-dark()`, and a colour `from` another."""
    for name, parts in calls(text):
        if name == "light-dark" and len(parts) == 2:
            return colour(parts[0])
        if name == "color-mix" and len(parts) == 3:
            return _mixed(parts[1], parts[2])
        if parts[:1] == ["from"] and len(parts) > 2:
            origin = colour(parts[1])
            alpha = amount(parts[parts.index("/") + 1]) if "/" in parts[:-1] else None
            return (*origin[:3], origin[3] if alpha is None else alpha) if origin else None
    return None


def _mixed(first: str, second: str) -> Colour | None:
    one, two = _share(first), _share(second)
    if one is None or two is None:
        return None
    share = one[1] if one[1] is not None else 1 - two[1] if two[1] is not None else 0.5
    red, green, blue, alpha = (a * share + b * (1 - share) for a, b in zip(one[0], two[0], strict=True))
    return red, green, blue, alpha


def _share(text: str) -> tuple[Colour, float | None] | None:
    named = [colour(word) for word in words_of(text) if not word.endswith("%")]
    shares = [amount(word) for word in words_of(text) if word.endswith("%")]
    return (named[0], shares[0] if shares else None) if len(named) == 1 and named[0] else None
