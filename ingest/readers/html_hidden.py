"""Take out of an HTML tree what its own style sheets hide, and text of the colour of the page."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.screen import HIDING

_AT_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;|/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_WHITE = (
    r"(?:white|transparent|#fff(?:f|fff|ffff|fffff)?\b|#f[c-f]f[c-f]f[c-f]\b"
    r"|rgba?\(\s*25[0-5]\s*,?\s*25[0-5]\s*,?\s*25[0-5][^)]*\)|rgba\([^)]*,\s*0\s*\))"
)
_PALE = re.compile(rf"(?:^|[;\s])color\s*:\s*{_WHITE}", re.I)
_PAPER = re.compile(rf"(?:{_WHITE}|none|inherit|initial|unset)\s*$", re.I)
_BACK = re.compile(r"background(?:-color|-image)?\s*:\s*([^;]+)", re.I)


def drop_hidden(tree: Any) -> None:
    """Take those elements out. What only some media hide (`@media print`) stays."""
    rules = list(_rules(tree))
    for selector, said in rules:
        if HIDING.search(said):
            for node in _chosen(tree, selector):
                node.decompose()
    grounds = {node.mem_id for selector, said in rules if _is_ground(said) for node in _chosen(tree, selector)}
    pale = [node for selector, said in rules if _PALE.search(said) for node in _chosen(tree, selector)]
    pale += [node for node in _chosen(tree, "[style],font[color]") if _PALE.search(_own(node))]
    for node in pale:
        if not any(_is_ground(_own(one)) or one.mem_id in grounds for one in _upwards(node)):
            node.decompose()


def _rules(tree: Any) -> Iterator[tuple[str, str]]:
    for sheet in tree.css("style"):
        for found in _RULE.finditer(_AT_RULE.sub(" ", sheet.text(deep=True) or "")):
            yield found[1].strip(), found[2]


def _chosen(tree: Any, selector: str) -> list[Any]:
    """The elements that a selector chooses; none for one that can't be understood, or the page as a whole."""
    try:
        return [node for node in tree.css(selector) if node.tag not in ("html", "body", "style", "head")]
    except Exception:  # the parser raises its own kinds for what browsers pass over
        return []


def _own(node: Any) -> str:
    """What an element says itself of its look, as declarations."""
    said = node.attributes
    colour = f";color:{said.get('color')}" if node.tag == "font" and said.get("color") else ""
    ground = f";background:{said.get('bgcolor')}" if said.get("bgcolor") else ""
    return f"{said.get('style') or ''}{colour}{ground}"


def _is_ground(said: str) -> bool:
    """Whether declarations put something else than paper behind the text."""
    return any(not _PAPER.match(found[1].strip()) for found in _BACK.finditer(said))


def _upwards(node: Any) -> Iterator[Any]:
    while node is not None:
        yield node
        node = node.parent
