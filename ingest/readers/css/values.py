"""Values of CSS as canonical text (lower case, no comments or escapes): amounts, functions, custom properties."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

WIDE, HIGH = 1280.0, 800.0  # the screen that a page is looked at on, in px
FONT = 16.0
_PX = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "rem": FONT, "rlh": 19.2,
    "deg": 1.0, "rad": 180 / math.pi, "turn": 360.0, "grad": 0.9, "s": 1.0, "ms": 0.001, "dppx": 1.0, "x": 1.0,
    "dpi": 1 / 96, "dpcm": 1 / 37.8,
}  # fmt: skip
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2, "cap": 0.7}
_OF_SCREEN = {"w": WIDE, "h": HIGH, "i": WIDE, "b": HIGH, "min": HIGH, "max": WIDE}
_SCREEN = re.compile(r"(?:[sld]?v|cq)(w|h|i|b|min|max)")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?P<unit>%|[a-z]*)|(?P<name>[a-z-]*)\(|(?P<word>[a-z]+)|(?P<sign>\S))"
)
_WORDS = {"infinity": 1e9, "pi": math.pi, "e": math.e}
_MATHS: dict[str, Callable[..., float]] = {
    "abs": abs, "sqrt": math.sqrt, "pow": math.pow, "hypot": math.hypot, "exp": math.exp, "log": math.log,
    "sign": lambda one: math.copysign(1.0, one) if one else 0.0, "mod": lambda one, two: one % two, "rem": math.fmod,
    "round": lambda one, two=1.0: round(one / two) * two, "sin": lambda one: math.sin(math.radians(one)),
    "cos": lambda one: math.cos(math.radians(one)), "tan": lambda one: math.tan(math.radians(one)),
}  # fmt: skip
_LONGEST = 100_000
_DEEPEST = 40


@lru_cache(maxsize=10_000)
def amount(text: str, font: float = FONT, base: float = 1.0) -> float | None:
    """A length in px, an angle in degrees, or a number; `100%` is `base`. None for what is none of them."""
    try:
        reader = _Sum(text, font, base)
        found = reader.sum()
        return found if reader.at == len(text.rstrip()) and math.isfinite(found) else None
    except (ValueError, TypeError, KeyError, ZeroDivisionError, OverflowError):
        return None


class _Sum:
    """Works out a number, or a sum of them in calc(), min(), max() or clamp(). Raises ValueError."""

    def __init__(self, text: str, font: float, base: float) -> None:
        self.text, self.font, self.base, self.at = text.rstrip(), font, base, 0

    def sum(self) -> float:
        found = self._product()
        while (sign := self._sign("+-")) and self.at:
            found += self._product() * (1 if sign == "+" else -1)
        return found

    def _product(self) -> float:
        found = self._one()
        while sign := self._sign("*/"):
            other = self._one()
            found = found * other if sign == "*" else found / other
        return found

    def _sign(self, wanted: str) -> str:
        found = _TOKEN.match(self.text, self.at)
        if found and found["sign"] and found["sign"] in wanted:
            self.at = found.end()
            return str(found["sign"])
        return ""

    def _one(self) -> float:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise ValueError
        self.at = found.end()
        if found["number"]:
            return float(found["number"]) * self._size(found["unit"])
        if found["word"] in _WORDS:
            return _WORDS[found["word"]]
        if found["name"] is None:
            raise ValueError
        return self._called(found["name"])

    def _called(self, name: str) -> float:
        values = [self.sum()]
        while self._sign(","):
            values.append(self.sum())
        if not self._sign(")"):
            raise ValueError
        if name in ("", "calc", "-webkit-calc") and len(values) == 1:
            return values[0]
        if name in ("min", "max"):
            return min(values) if name == "min" else max(values)
        if name == "clamp" and len(values) == 3:
            return max(values[0], min(values[1], values[2]))
        return _MATHS[name](*values)

    def _size(self, unit: str) -> float:
        if unit == "%":
            return self.base / 100
        if unit in _OF_FONT:
            return _OF_FONT[unit] * self.font
        screen = _SCREEN.fullmatch(unit)
        if screen:
            return _OF_SCREEN[screen[1]] / 100
        if unit not in _PX:
            raise ValueError
        return _PX[unit]


def parted(text: str, mark: str) -> list[str]:
    """`text` cut at each `mark` that stands in no bracket."""
    parts, depth, start, at = list[str](), 0, 0, 0
    while at < len(text):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
        elif not depth and text.startswith(mark, at):
            parts.append(text[start:at].strip())
            start = at = at + len(mark)
            continue
        at += 1
    return [*parts, text[start:].strip()]


def words_of(text: str) -> list[str]:
    """The parts of `text` between white space that stands in no bracket."""
    return [part for part in parted(text, " ") if part]


def calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """The functions of `text` that stand in no other, each as its name and its arguments."""
    at = 0
    while (opened := text.find("(", at)) >= 0:
        name = re.search(r"[\w-]*$", text[at:opened])
        closed = closing(text, opened)
        inner = text[opened + 1 : closed]
        yield name[0] if name else "", parted(inner, ",") if "," in inner else words_of(inner)
        at = closed + 1


def closing(text: str, opened: int) -> int:
    """Where the bracket that opens at `opened` closes; the end of `text` if it does not."""
    depth = 0
    for found in re.finditer(r"[()]", text[opened:]):
        depth += 1 if found[0] == "(" else -1
        if not depth:
            return opened + found.start()
    return len(text)


_VAR = re.compile(r"(?<![\w-])(var|env)\(")


def substituted(text: str, custom: Mapping[str, str], depth: int = 0) -> str | None:
    """`text` with custom properties as their values; None where one has none, or they go round in circles."""
    while found := _VAR.search(text):
        closed = closing(text, found.end() - 1)
        name, comma, fallback = text[found.end() : closed].partition(",")
        value = custom.get(name.strip()) if found[1] == "var" else None
        if value is None and not comma or depth > _DEEPEST:
            return None
        inner = substituted(fallback if value is None else value, custom, depth + 1)
        if inner is None and value is not None and comma:
            inner = substituted(fallback, custom, depth + 1)
        if inner is None or len(text) + len(inner) > _LONGEST:
            return None
        text = f"{text[: found.start()]}{inner}{text[closed + 1 :]}"
    return text.strip()
