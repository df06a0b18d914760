"""Declarations as those longhand properties that decide whether text is seen; what a browser would not take is left out."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ingest.readers.css.colours import is_colour
from ingest.readers.css.valid import (
    BACKED,
    CHOICES,
    FLOWS,
    FUNCTIONS,
    has_numbers,
    is_display,
    is_font_size,
    is_indent,
    is_length,
    is_made_of,
    is_number,
    is_whole,
)
from ingest.readers.css.values import parted, words_of

WIDE_WORDS = frozenset(["inherit", "initial", "unset", "revert", "revert-layer"])
INHERITED = {
    "visibility": "visible", "color": "canvastext", "font-size": "16px", "text-indent": "0", "letter-spacing": "0",
    "text-shadow": "none", "text-fill-color": "currentcolor", "text-stroke": "0", "text-security": "none",
}  # fmt: skip
Longhand = tuple[str, str]
_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    "width", "height", "min-height", "max-width", "max-height", "text-indent", "letter-spacing", "line-height",
    *_SIDES, *(f"margin-{side}" for side in _SIDES), *(f"padding-{side}" for side in _SIDES),
)  # fmt: skip
_LOGICAL = {"inline-start": "left", "inline-end": "right", "block-start": "top", "block-end": "bottom"}
_RENAMED = {
    "inline-size": "width", "block-size": "height", "max-inline-size": "max-width", "max-block-size": "max-height",
    "overflow-inline": "overflow-x", "overflow-block": "overflow-y", "word-wrap": "overflow-wrap",
    **{f"inset-{old}": new for old, new in _LOGICAL.items()},
    **{f"{kind}-{old}": f"{kind}-{new}" for kind in ("margin", "padding") for old, new in _LOGICAL.items()},
}  # fmt: skip


@lru_cache(maxsize=20_000)
def expanded(name: str, text: str) -> tuple[Longhand, ...]:
    """What a declaration says as longhands; none for what does not matter here, or a browser passes over.

    What holds a custom property is worked out later: each longhand that it may set then has the whole as `name|text`.
    """
    if name.startswith("--"):
        return ((name, text),)
    name = name.removeprefix("-webkit-")
    name = _RENAMED.get(name, name)
    if name not in TABLE:
        return ()
    names, read = TABLE[name]
    if text in WIDE_WORDS:
        return tuple((one, text) for one in names)
    if "var(" in text or "env(" in text:
        return tuple((one, f"{name}|{text}") for one in names)
    return tuple(read(text))


def _whole(name: str, valid: Callable[[str], bool]) -> tuple[tuple[str, ...], Callable[[str], Iterator[Longhand]]]:
    def read(text: str) -> Iterator[Longhand]:
        if valid(text):
            yield name, text

    return (name,), read


def _four(kind: str) -> tuple[tuple[str, ...], Callable[[str], Iterator[Longhand]]]:
    """`margin`, `padding` and `inset`: one to four lengths, for top, right, bottom and left."""
    names = tuple(f"{kind}{side}" for side in _SIDES)

    def read(text: str) -> Iterator[Longhand]:
        said = words_of(text)
        if 1 <= len(said) <= 4 and all(map(is_length, said)):
            for name, at in zip(names, (0, 1, 2, 3), strict=True):
                yield name, said[at] if at < len(said) else said[at - 2] if at >= 2 and len(said) > at - 2 else said[0]

    return names, read


def _overflow(text: str) -> Iterator[Longhand]:
    said = text.split()
    if said and all(word in FLOWS for word in said):
        yield "overflow-x", said[0]
        yield "overflow-y", said[-1]


def _background(text: str) -> Iterator[Longhand]:
    layers = [words_of(layer) for layer in parted(text, ",")]
    colours = [word for word in layers[-1] if is_colour(word)]
    images = [word for layer in layers for word in layer if "(" in word and not is_colour(word)]
    if not all(layers) or len(colours) > 1:
        return
    yield "background-color", colours[0] if colours else "transparent"
    yield "background-image", ",".join(images) or "none"
    yield "background-clip", "text" if any("text" in layer for layer in layers) else "border-box"


def _font(text: str) -> Iterator[Longhand]:
    """The size, which stands before a family; the names of the system's fonts stand for one of usual size."""
    if text in ("caption", "icon", "menu", "message-box", "small-caption", "status-bar"):
        yield "font-size", "13px"
    for word in words_of(re.sub(r"\s*/\s*", "/", text))[:-1]:
        size = parted(word, "/")[0]
        if is_font_size(size) and not re.fullmatch(r"[1-9]\d\d", size):
            yield "font-size", size
            return


def _animation(text: str) -> Iterator[Longhand]:
    yield "animation", text


def _animated(text: str) -> Iterator[Longhand]:
    yield "animation-fill-mode", text


_WHOLE: dict[str, Callable[[str], bool]] = {
    "display": is_display,
    **{name: kinds.__contains__ for name, kinds in CHOICES.items()},
    **dict.fromkeys(_LENGTHS, is_length),
    **{name: is_made_of(name) for name in FUNCTIONS},
    "text-indent": is_indent,
    "font-size": is_font_size,
    "opacity": is_number,
    "zoom": is_number,
    "translate": has_numbers,
    "scale": has_numbers,
    "rotate": has_numbers,
    "color": is_colour,
    "text-fill-color": is_colour,
    "background-color": is_colour,
    "background-image": lambda text: text == "none" or "(" in text,
    "background-clip": lambda text: all(BACKED.fullmatch(word) for word in parted(text, ",")),
    **dict.fromkeys(
        (
            "mask",
            "mask-image",
            "text-shadow",
            "text-stroke",
            "text-stroke-color",
            "content",
            "contain",
            "all",
            "box-shadow",
            "mix-blend-mode",
        ),
        is_whole,
    ),
    **dict.fromkeys(("color-scheme", "animation-name", "content", "contain", "all"), is_whole),
    **dict.fromkeys(("box-shadow", "mix-blend-mode"), is_whole),
}
TABLE: dict[str, tuple[tuple[str, ...], Callable[[str], Iterator[Longhand]]]] = {
    **{name: _whole(name, valid) for name, valid in _WHOLE.items()},
    "margin": _four("margin-"),
    "padding": _four("padding-"),
    "inset": _four(""),
    "overflow": (("overflow-x", "overflow-y"), _overflow),
    "background": (("background-color", "background-image", "background-clip"), _background),
    "font": (("font-size",), _font),
    "animation": (("animation",), _animation),
    "animation-fill-mode": (("animation-fill-mode",), _animated),
}
