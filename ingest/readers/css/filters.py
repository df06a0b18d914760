"""What filters and blending make of colours: text may become that of what is behind it."""

from collections.abc import Callable, Iterable

from ingest.readers.css.colours import Colour
from ingest.readers.css.values import amount, calls

Filter = tuple[str, float]
_CHANGES: dict[str, Callable[[float, float], float]] = {
    "invert": lambda one, share: one + min(share, 1.0) * (1 - 2 * one),
    "brightness": lambda one, share: one * share,
    "contrast": lambda one, share: (one - 0.5) * share + 0.5,
}
_BLENDS: dict[str, Callable[[float, float], float]] = {
    "screen": lambda front, back: 1 - (1 - front) * (1 - back),
    "lighten": max,
    "plus-lighter": lambda front, back: min(1.0, front + back),
    "color-dodge": lambda front, back: 1.0 if front >= 1 or back >= 1 else min(1.0, back / (1 - front)),
    "multiply": lambda front, back: front * back,
    "darken": min,
    "color-burn": lambda front, back: 0.0 if front <= 0 < 1 - back else max(0.0, 1 - (1 - back) / max(front, 1e-6)),
}
BLENDS = frozenset(_BLENDS)


def filters_of(text: str) -> tuple[Filter, ...]:
    """Those filters of a value that change colours."""
    found = list[Filter]()
    for name, args in calls(text):
        share = amount(args[0]) if args and args[0] else 1.0
        if name in _CHANGES and share is not None:
            found.append((name, share))
    return tuple(found)


def filtered(colour: Colour, filters: Iterable[Filter]) -> Colour:
    """A colour after filters, the innermost first."""
    for name, share in filters:
        red, green, blue = (max(0.0, min(1.0, _CHANGES[name](one, share))) for one in colour[:3])
        colour = (red, green, blue, colour[3])
    return colour


def blended(front: Colour, back: Colour, mode: str) -> Colour:
    """A colour as it is drawn on another."""
    if mode not in _BLENDS:
        return front
    red, green, blue = (_BLENDS[mode](one, other) for one, other in zip(front[:3], back[:3], strict=True))
    return red, green, blue, front[3]
