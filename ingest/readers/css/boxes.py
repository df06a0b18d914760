"""Whether what an element says of its box takes all that is in it out of sight: moved off, shrunk, clipped, masked."""

import math
from collections.abc import Callable

from ingest.readers.css.clips import THIN, Styles, is_clipped, is_masked
from ingest.readers.css.values import HIGH, WIDE, amount, calls, words_of

_MOVABLE = frozenset(["relative", "absolute", "fixed"])
_AWAY, _FAR = -100.0, -500.0
_BEYOND = 2 * WIDE
_FLAT = 0.01


def is_out_of_sight(said: Styles, font: float) -> bool:
    """Whether nobody sees anything that is in the box. `font` is its type size in px."""
    return any(test(said, font) for test in _TESTS)


def scaled(said: Styles) -> float:
    """How many times its size the box is drawn at; 0 where it is turned or pressed flat."""
    found = 1.0
    for name, args in calls(said.get("transform", "")):
        found *= _scale_of(name, args)
    found *= _scale_of("scale", words_of(said.get("scale", "1")))
    zoom = amount(said.get("zoom", "1"))
    return found * (1.0 if zoom is None else zoom) * _turned(words_of(said.get("rotate", "none")))


def _scale_of(name: str, args: list[str]) -> float:
    values = [amount(arg) for arg in args]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return 1.0
    if name in ("scale", "scale3d", "scalex", "scaley"):
        return min(abs(one) for one in known[:2])
    if name == "matrix" and len(known) == 6:
        return math.sqrt(abs(known[0] * known[3] - known[1] * known[2]))
    if name == "matrix3d" and len(known) == 16:
        return math.sqrt(abs(known[0] * known[5] - known[1] * known[4]))
    if name in ("rotatex", "rotatey", "skew", "skewx", "skewy"):
        return 0.0 if abs(math.cos(math.radians(known[0]))) < _FLAT else 1.0
    if name == "rotate3d" and len(known) == 4 and not known[2]:
        return 0.0 if abs(math.cos(math.radians(known[3]))) < _FLAT else 1.0
    return 1.0


def _turned(words: list[str]) -> float:
    angle = next((amount(word) for word in reversed(words) if word not in ("x", "y", "z")), None)
    flat = {"x", "y"} & set(words) and angle is not None and abs(math.cos(math.radians(angle))) < _FLAT
    return 0.0 if flat else 1.0


def _gone(said: Styles, font: float) -> bool:
    return (
        said.get("display") == "none" or said.get("content-visibility") == "hidden" or "url(" in said.get("content", "")
    )


def _placed_away(said: Styles, font: float) -> bool:
    place = said.get("position", "static")
    across = _px(said, "margin-left", font, WIDE) + (_px(said, "left", font, WIDE) if place in _MOVABLE else 0.0)
    if _px(said, "margin-top", font, WIDE) <= 2 * _FAR or across >= 2 * _BEYOND:
        return True
    if across <= (4 * _FAR if said.get("float", "none") != "none" else _FAR):  # columns float back by their whole width
        return True
    if place not in _MOVABLE:
        return False
    if place == "fixed" and _is_off_screen(said, font):
        return True
    left, right, top, bottom = (_offset(said, side, font) for side in ("left", "right", "top", "bottom"))
    limit = _AWAY if place in ("absolute", "fixed") else _FAR
    return min(left, top) <= limit or min(right, bottom) <= 2 * _FAR or max(left, right, bottom / 2) >= _BEYOND


def _is_off_screen(said: Styles, font: float) -> bool:
    """Whether what does not scroll stands beyond an edge of the screen."""
    if {"transform", "translate"} & said.keys():
        return False
    if min(_px(said, side, font, WIDE) for side in ("left", "right", "top", "bottom")) <= _AWAY:
        return True
    across = max(_px(said, "left", font, WIDE), _px(said, "right", font, WIDE))
    return across >= WIDE or max(_px(said, "top", font, HIGH), _px(said, "bottom", font, HIGH)) >= HIGH


def _offset(said: Styles, side: str, font: float) -> float:
    """A share of a box that is not known counts as so many px, unless something is taken off or added to it."""
    return _px(said, side, font, WIDE if "calc(" in said.get(side, "") else 100.0)


def _px(said: Styles, name: str, font: float, base: float) -> float:
    found = amount(said.get(name, "0"), font, base)
    return found if found is not None else 0.0


def _moved_away(said: Styles, font: float) -> bool:
    placed = said.get("position") in _MOVABLE
    pinned = said.get("position") in ("absolute", "fixed") and "left" not in said and "right" not in said
    pinned = pinned or (said.get("position") == "fixed" and said.get("left") in ("0", "0px", "0%"))
    begun = _px(said, "margin-left", font, WIDE) + (_px(said, "left", font, WIDE) if placed else 0.0)
    for x, y in _moves(said):
        across, down = (amount(one, font, 300.0) for one in (x, y))
        if across is not None and (across <= -300.0 if pinned and "%" in x else not _FAR < across + begun < _BEYOND):
            return True
        if down is not None and (down <= 2 * _FAR or (said.get("position") == "fixed" and down >= 1.5 * HIGH)):
            return True
    return False


def _moves(said: Styles) -> list[tuple[str, str]]:
    found = list[tuple[str, str]]()
    for name, args in calls(said.get("transform", "")):
        if name in ("translate", "translate3d"):
            found.append((args[0] if args else "0", args[1] if len(args) > 1 else "0"))
        elif name in ("translatex", "translatey") and args:
            found.append((args[0], "0") if name == "translatex" else ("0", args[0]))
        elif (name == "matrix" and len(args) == 6) or (name == "matrix3d" and len(args) == 16):
            found.append((args[4], args[5]) if name == "matrix" else (args[12], args[13]))
    own = words_of(said.get("translate", ""))
    return [*found, *([(own[0], own[1] if len(own) > 1 else "0")] if own else [])]


def _turned_away(said: Styles, font: float) -> bool:
    turned = [
        amount(args[0]) for name, args in calls(said.get("transform", "")) if name in ("rotatex", "rotatey") and args
    ]
    back = any(angle is not None and math.cos(math.radians(angle)) < 0 for angle in turned)
    return back and said.get("backface-visibility") == "hidden"


def _shrunk(said: Styles, font: float) -> bool:
    """No height or width, while what runs over is cut off."""
    kept = set(said.get("contain", "").split())
    if ("strict" in kept or {"size", "paint"} <= kept) and not {"height", "min-height", "aspect-ratio"} & said.keys():
        return True
    if not {said.get("overflow-x"), said.get("overflow-y")} & {"hidden", "clip", "scroll", "auto", "overlay"}:
        return False
    return _is_thin(said, font, "height", ("top", "bottom")) or _is_thin(said, font, "width", ("left", "right"))


def _is_thin(said: Styles, font: float, size: str, sides: tuple[str, str]) -> bool:
    sizes = [amount(said.get(name, "auto"), font, WIDE) for name in (size, f"max-{size}")]
    if size == "height" and "line-height" in said and "height" not in said:
        line = amount(said["line-height"], font, font)
        sizes.append(0.0 if line is not None and line <= 0.05 else None)
    padding = sum(_px(said, f"padding-{side}", font, WIDE) for side in sides)
    return any(one is not None and one + padding <= THIN for one in sizes)


def _blurred(said: Styles, font: float) -> bool:
    blurs = [amount(args[0], font) for name, args in calls(said.get("filter", "")) if name == "blur" and args]
    return any(one is not None and one >= font for one in blurs)


_TESTS: tuple[Callable[[Styles, float], bool], ...] = (
    _gone, _placed_away, _moved_away, _turned_away, _shrunk, is_clipped, is_masked, _blurred
)  # fmt: skip
