"""What a browser takes as the value of a property: a declaration of anything else is passed over."""

import re
from collections.abc import Callable

from ingest.readers.css.values import amount, calls, words_of

_DISPLAY_WORDS = (
    "none contents block inline flow flow-root table flex grid ruby math list-item inline-block inline-table inline-flex "
    "inline-grid run-in table-row-group table-header-group table-footer-group table-row table-cell table-column-group "
    "table-column table-caption ruby-base ruby-text ruby-base-container ruby-text-container -webkit-box "
    "-webkit-inline-box -webkit-flex -webkit-inline-flex"
)
FLOWS = frozenset(["visible", "hidden", "clip", "scroll", "auto", "overlay"])
CHOICES = {
    "visibility": frozenset(["visible", "hidden", "collapse"]),
    "content-visibility": frozenset(["visible", "auto", "hidden"]),
    "position": frozenset(["static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"]),
    "overflow-x": FLOWS,
    "overflow-y": FLOWS,
    "float": frozenset(["none", "left", "right", "inline-start", "inline-end"]),
    "backface-visibility": frozenset(["visible", "hidden"]),
    "text-security": frozenset(["none", "disc", "circle", "square"]),
}
_DISPLAYS = frozenset(_DISPLAY_WORDS.split())
_SIZES = frozenset(
    ["auto", "none", "min-content", "max-content", "fit-content", "stretch", "normal", "-webkit-fill-available"]
)
_FONT_SIZES = frozenset(
    "xx-small x-small small medium large x-large xx-large xxx-large larger smaller math".split()  # noqa: SIM905
)
FUNCTIONS = {
    "transform": re.compile(r"(?:matrix|translate|scale|rotate|skew)(?:3d|[xyz])?|perspective"),
    "filter": re.compile(
        r"opacity|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|saturate|sepia|url"
    ),
    "clip": re.compile(r"rect"),
    "clip-path": re.compile(r"inset|circle|ellipse|polygon|path|rect|xywh|shape|url"),
}
BACKED = re.compile(r"(?:border|padding|content)-box|text|border-area")


def is_display(text: str) -> bool:
    """Whether a text is a value of `display`."""
    return bool(text) and all(word in _DISPLAYS for word in text.split())


def is_length(text: str) -> bool:
    """Whether it is a length, or a word that stands for one."""
    return text in _SIZES or amount(text) is not None or text.startswith(("fit-content(", "anchor(", "calc-size("))


def is_indent(text: str) -> bool:
    """Whether a length stands in it."""
    return any(amount(word) is not None for word in words_of(text))


def is_font_size(text: str) -> bool:
    """Whether it is a type size."""
    size = amount(text)
    return text in _FONT_SIZES or (size is not None and size >= 0)


def is_number(text: str) -> bool:
    """Whether it is a number or a word that stands for one."""
    return amount(text) is not None or text in ("normal", "reset", "none")


def has_numbers(text: str) -> bool:
    """Whether a number stands in it."""
    return text == "none" or any(amount(word) is not None for word in words_of(text))


def is_made_of(name: str) -> Callable[[str], bool]:
    """Whether a text is made of the functions of that property."""
    shape = FUNCTIONS[name]
    return lambda text: text in ("none", "auto") or _names(text, shape)


def _names(text: str, shape: re.Pattern[str]) -> bool:
    named = [name for name, _ in calls(text)]
    return bool(named) and all(shape.fullmatch(name) for name in named)


def is_whole(text: str) -> bool:
    """Whether all of it was understood as words of CSS."""
    return "\0" not in text
