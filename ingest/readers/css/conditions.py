"""Whether the condition of an at-rule holds: `@media`, `@supports` and `@container`, on a wide and light screen."""

import re
from collections.abc import Callable

from ingest.readers.css.properties import TABLE, WIDE_WORDS, expanded
from ingest.readers.css.values import HIGH, WIDE, amount, closing, parted

_FEATURES: dict[str, str | float] = {
    "width": WIDE, "height": HIGH, "device-width": WIDE, "device-height": HIGH, "inline-size": WIDE, "block-size": HIGH,
    "aspect-ratio": WIDE / HIGH, "device-aspect-ratio": WIDE / HIGH, "resolution": 1.0, "device-pixel-ratio": 1.0,
    "color": 8.0, "color-index": 0.0, "monochrome": 0.0, "grid": 0.0, "orientation": "landscape", "hover": "hover",
    "any-hover": "hover", "pointer": "fine", "any-pointer": "fine", "scripting": "enabled", "display-mode": "browser",
    "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference",
    "prefers-reduced-transparency": "no-preference", "prefers-reduced-data": "no-preference", "update": "fast",
    "overflow-block": "scroll", "overflow-inline": "scroll", "color-gamut": "srgb", "dynamic-range": "standard",
    "forced-colors": "none", "inverted-colors": "none",
}  # fmt: skip
_NONE = ("none", "no-preference")
_COMPARED = re.compile(r"\s*(<=|>=|<|>|=)\s*")
_TESTS: dict[str, Callable[[float, float], bool]] = {
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
}
_KNOWN_WORDS = (
    "accent align all anchor animation appearance aspect backdrop backface background baseline block border bottom box "
    "break caption caret clear clip color column columns contain container content counter cursor direction display "
    "dominant empty field fill filter flex float flood font forced gap grid hanging height hyphenate hyphens image "
    "inline initial inset interpolate isolation justify left letter lighting line list margin marker mask math max min "
    "mix object offset opacity order orphans outline overflow overscroll padding page paint perspective place pointer "
    "position print quotes r resize right rotate row ruby rx ry scale scroll scrollbar shape speak stop stroke tab table "
    "text timeline top touch transform transition translate unicode user vector vertical view visibility white widows "
    "width will word writing x y z zoom"
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
Leaf = Callable[[str], bool | None]


def media_holds(text: str) -> bool:
    """Whether a list of media queries holds on the screen. What is not understood does not hold."""
    return not text.strip() or any(_holds(one, _medium) for one in parted(text, ","))


def supports_holds(text: str) -> bool:
    """Whether a browser supports it."""
    return bool(_holds(text, _supported))


def container_holds(text: str) -> bool:
    """Whether a container as wide as the screen fulfils it."""
    name, _, rest = text.partition(" ")
    return bool(_holds(rest if "(" not in name and name != "not" else text, _medium))


def chosen(text: str) -> str:
    """A value with each `if()` as the branch that holds."""
    while (at := text.find("if(")) >= 0 and (at == 0 or text[at - 1] in " (,"):
        end = closing(text, at + 2)
        branches = [parted(one, ":") for one in parted(text[at + 3 : end], ";")]
        taken = next((":".join(rest) for test, *rest in branches if rest and _is_taken(test)), "")
        text = f"{text[:at]}{taken}{text[end + 1 :]}"
    return text


def _is_taken(test: str) -> bool:
    name, _, inner = test.partition("(")
    holds = {"media": media_holds, "supports": supports_holds}.get(name)
    return test == "else" or name == "style" or bool(holds and holds(inner[:-1] if name == "media" else f"({inner}"))


def _holds(text: str, leaf: Leaf) -> bool | None:
    """None for what is not known; the contrary of that is not known either."""
    text = text.strip().removeprefix("only ")
    for joint, fold in ((" or ", any), (" and ", all)):
        parts = parted(text, joint)
        if len(parts) > 1 and fold is all and parts[0].startswith("not ") and "(" not in parts[0]:
            return not _holds(" and ".join([parts[0][4:], *parts[1:]]), leaf)  # `not print and (color)` is of all of it
        if len(parts) > 1:
            return fold(_holds(part, leaf) for part in parts)
    if re.match(r"not\b(?!-)", text):
        said = _holds(text[3:], leaf)
        return None if said is None else not said
    if text.startswith("(") and text.endswith(")"):
        inner = text[1:-1].strip()
        return _holds(inner, leaf) if re.match(r"\(|not\b(?!-)|[a-z-]+\(", inner) else leaf(inner)
    return leaf(text)


def _medium(text: str) -> bool | None:
    if text in ("all", "screen", "print", "speech", "tty", "tv", "projection", "handheld", "braille", "aural"):
        return text in ("all", "screen")
    if text.startswith("style("):
        return True  # what a container's own properties are is not worked out: where it may hide, it does
    parts = _COMPARED.split(text)
    if len(parts) > 1:
        return _compared(parts)
    name, _, value = (part.strip() for part in text.partition(":"))
    name = name.removeprefix("-webkit-")
    low, high = name.startswith("min-"), name.startswith("max-")
    bare = name[4:] if low or high else name
    if bare not in _FEATURES:
        return None
    held = _FEATURES[bare]
    if not value:
        return held not in _NONE and held != 0
    if isinstance(held, str):
        return held == value
    wanted = _number(value)
    return None if wanted is None else _TESTS[">=" if low else "<=" if high else "="](held, wanted)


def _compared(parts: list[str]) -> bool | None:
    values = [_FEATURES[part] if part in _FEATURES else _number(part) for part in parts[::2]]
    held = [value for value in values if isinstance(value, float)]
    if len(held) < len(values):
        return None
    return all(_TESTS[sign](held[i], held[i + 1]) for i, sign in enumerate(parts[1::2]))


def _number(text: str) -> float | None:
    over, slash, under = text.partition("/")
    top, bottom = amount(over.strip()), amount(under.strip()) if slash else 1.0
    return top / bottom if top is not None and bottom else None


def _supported(text: str) -> bool | None:
    name, colon, value = text.partition(":")
    if "(" in name:
        return name.split("(")[0] in ("selector", "font-tech", "font-format", "at-rule")
    return _is_known(name.strip(), value.strip()) if colon else None


def _is_known(name: str, value: str) -> bool:
    """Whether a browser knows a declaration, as `@supports` asks."""
    if name.startswith("--") or "var(" in value:
        return True
    bare = name.removeprefix("-webkit-")
    if bare.partition("-")[0] not in _KNOWN or not value:
        return False
    return value in WIDE_WORDS or bare not in TABLE or bool(expanded(name, value))
