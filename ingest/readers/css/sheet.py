"""Style sheets and style attributes, parsed: the rules that hold on a screen, with nested ones unfolded."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import tinycss2

from ingest.readers.css.conditions import chosen, container_holds, media_holds, supports_holds
from ingest.readers.css.properties import Longhand, expanded
from ingest.readers.css.selectors import Selector, as_one, selectors
from ingest.readers.css.tokens import addressed, canonical

Layer = tuple[float, ...]
_FREE: Layer = (math.inf,)
_WHERE = re.compile(r"\b(?:layer\b|supports\b)(?:\([^()]*(?:\([^()]*\))*[^()]*\))?")


@dataclass(frozen=True, slots=True)
class Said:
    """Longhands that are said together, and those of them that are important."""

    usual: tuple[Longhand, ...]
    important: tuple[Longhand, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said of the elements of a selector; a later layer wins, what is in none wins over those in one."""

    selector: Selector
    said: Said
    layer: Layer


@dataclass(frozen=True, slots=True)
class _Place:
    parent: Selector | None = None
    found: tuple[Selector, ...] = ()
    layer: tuple[float, ...] = ()


@dataclass
class Sheets:
    """Takes in style sheets, in the order of the page."""

    rules: list[Rule] = field(default_factory=list)
    frames: dict[str, Said] = field(default_factory=dict)
    initial: dict[str, str] = field(default_factory=dict)
    _layers: dict[Layer, dict[str, float]] = field(default_factory=dict)

    def take(self, text: str) -> None:
        """Take a style sheet in. What can't be understood in it is passed over."""
        self._all(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), _Place())

    def _all(self, nodes: Iterable[Any], place: _Place) -> None:
        said = list[Any]()
        for node in nodes:
            if node.type == "declaration":
                said.append(node)
                continue
            self._put(said, place)
            said = []
            if node.type == "qualified-rule":
                self._rule(node, place)
            elif node.type == "at-rule":
                self._at_rule(node, place)
        self._put(said, place)

    def _put(self, said: Sequence[Any], place: _Place) -> None:
        told = _told(said) if said and place.found else None
        if told and (told.usual or told.important):
            self.rules.extend(Rule(one, told, (*place.layer, *_FREE)) for one in place.found)

    def _rule(self, node: Any, place: _Place) -> None:
        found = tuple(selectors(node.prelude, place.parent))
        if found:
            self._all(_contents(node.content), replace(place, parent=as_one(found), found=found))

    def _at_rule(self, node: Any, place: _Place) -> None:
        name, text = node.lower_at_keyword, canonical(node.prelude)
        if name in _CONDITIONS and node.content is not None:
            if _CONDITIONS[name](text):
                self._inside(node, place)
        elif name == "layer":
            self._layer(node, text, place)
        elif name == "scope" and node.content is not None:
            self._scope(node, place)
        elif name in ("keyframes", "-webkit-keyframes") and node.content is not None:
            self._keyframes(text, node.content)
        elif name == "property" and node.content is not None:
            said = {one.lower_name: canonical(one.value) for one in _declared(node.content)}
            self.initial[text] = said.get("initial-value", "")
        elif name == "import":
            imported(node.prelude, self)

    def _inside(self, node: Any, place: _Place) -> None:
        self._all(_contents(node.content) if place.parent else _rules(node.content), place)

    def _layer(self, node: Any, text: str, place: _Place) -> None:
        for one in text.split(","):
            layer = place.layer
            for name in one.strip().split(".") if text else [f" {id(node)}"]:
                known = self._layers.setdefault(layer, {})
                layer = (*layer, known.setdefault(name, float(len(known))))
            if node.content is not None:
                self._inside(node, replace(place, layer=layer))

    def _scope(self, node: Any, place: _Place) -> None:
        roots = [one for one in node.prelude if one.type == "() block"][:1]
        found = tuple(selectors(roots[0].content, place.parent)) if roots else ()
        parent = as_one(found) if found else place.parent or Selector(":root", (0, 0, 0))
        self._all(_contents(node.content), replace(place, parent=parent, found=found))

    def _keyframes(self, name: str, content: Sequence[Any]) -> None:
        for frame in _rules(content):
            if frame.type == "qualified-rule" and {"to", "100%"} & set(canonical(frame.prelude).split(",")):
                self.frames[name] = _told(_declared(frame.content))


_CONDITIONS = {"media": media_holds, "supports": supports_holds, "container": container_holds}


def styled(text: str) -> Said:
    """What a style attribute says."""
    return _told(_declared(text))


def imported(prelude: Sequence[Any], sheets: Sheets) -> None:
    """Take in a sheet whose address holds it as a whole; no other is fetched."""
    for at, token in enumerate(prelude):
        inner = token.arguments[:1] if token.type == "function" and token.lower_name == "url" else [token]
        address = next((str(one.value) for one in inner if one.type in ("url", "string")), None)
        if address is not None:
            if media_holds(_WHERE.sub("", canonical(prelude[at + 1 :]))):
                sheets.take(addressed(address))
            return


def _told(said: Iterable[Any]) -> Said:
    usual, important = list[Longhand](), list[Longhand]()
    for one in said:
        name = one.name if one.name.startswith("--") else one.lower_name
        (important if one.important else usual).extend(expanded(name, chosen(canonical(one.value))))
    return Said(tuple(usual), tuple(important))


def _declared(content: Any) -> Iterator[Any]:
    return (one for one in _contents(content) if one.type == "declaration")


def _contents(content: Any) -> list[Any]:
    return list(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))


def _rules(content: Any) -> list[Any]:
    return list(tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True))


def canonical_text(text: str) -> str:
    """A text that stands outside a sheet in the canonical way."""
    return canonical(tinycss2.parse_component_value_list(text))
