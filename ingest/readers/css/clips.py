"""Whether all of a box is cut away or masked."""

from collections.abc import Mapping

from ingest.readers.css.colours import colours_in
from ingest.readers.css.values import WIDE, amount, calls, parted, words_of

Styles = Mapping[str, str]
THIN = 4.0  # px: no letter is read in less
_MOST = 980.0  # of 1000: what is cut off of a box that leaves nothing to read


def is_clipped(said: Styles, font: float) -> bool:
    """Whether `clip` or `clip-path` cut all of a box away."""
    for name, args in calls(said.get("clip", "")):
        edges = [amount(one, font, WIDE) for arg in args for one in words_of(arg)]
        if name == "rect" and len(edges) == 4 and _is_empty(edges):
            return True
    return any(_cuts_all(name, args, font) for name, args in calls(said.get("clip-path", "")))


def _is_empty(edges: list[float | None]) -> bool:
    top, right, bottom, left = edges
    low = bottom is not None and bottom - (top or 0.0) <= THIN
    return low or (right is not None and right - (left or 0.0) <= THIN)


def _cuts_all(name: str, args: list[str], font: float) -> bool:
    words = [one for arg in args for one in words_of(arg)]
    said = [amount(word, font, 1000.0) for word in words[: words.index("round") if "round" in words else None]]
    known = [one for one in said if one is not None]
    if name == "inset" and known:
        top, right, bottom, left = (known * 4)[:4] if len(known) != 3 else (*known, known[1])
        return top + bottom >= _MOST or left + right >= _MOST
    if name in ("circle", "ellipse"):
        radii = known if "at" not in words else [amount(one, font, 1000.0) or 0 for one in words[: words.index("at")]]
        return bool(radii) and min(radii[:2]) <= THIN / 2 and words[:1] not in (["at"], ["closest-side"])
    if name == "rect" and len(said) == 4:
        return _is_empty(said)
    if name == "xywh" and len(known) >= 4:
        return min(known[2:4]) <= THIN
    if name == "polygon":
        return bool(known) and (
            max(known[::2]) - min(known[::2]) <= THIN or max(known[1::2]) - min(known[1::2]) <= THIN
        )
    return False


def is_masked(said: Styles, font: float) -> bool:
    """Whether a box is behind a mask that lets nothing through."""
    for image in parted(said.get("mask-image", said.get("mask", "none")), ","):
        found = colours_in(image) if "gradient(" in image else []
        if not found or any(one[3] > 0.1 for one in found):
            return False
    return True
