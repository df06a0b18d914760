"""Selectors as the tree's own engine takes them, and their specificity: nesting unfolded, states of a page just opened."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Specificity = tuple[int, int, int]
_NONE, _EVERY = ":not(*)", ":is(*)"
_UNDRAWN = frozenset(["before", "after", "first-letter"])
_NEVER_WORDS = (
    "hover active focus focus-within focus-visible target target-within visited current past future host host-context "
    "fullscreen modal popover-open picture-in-picture autofill user-invalid user-valid invalid out-of-range "
    "indeterminate playing state -webkit-autofill"
)
_NEVER = frozenset(_NEVER_WORDS.split())
_KNOWN_WORDS = (
    "root empty first-child last-child only-child first-of-type last-of-type only-of-type link any-link checked disabled "
    "read-only read-write required optional placeholder-shown nth-child nth-last-child nth-of-type nth-last-of-type"
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
_FORMS = ":is(form,fieldset,input,select,textarea,button,option)"
_STANDS_FOR = {
    "defined": _EVERY, "open": "[open]", "enabled": f"{_FORMS}:not([disabled])", "valid": _FORMS, "in-range": _FORMS,
    "playing": _NONE, "paused": _EVERY, "-webkit-any-link": ":any-link",
}  # fmt: skip
_LISTS = {"is": "is", "where": "is", "not": "not", "has": "has", "matches": "is", "-webkit-any": "is", "-moz-any": "is"}
_PLAIN = re.compile(r"[.#]?[\w-]+")


class Unmatched(Exception):  # noqa: N818 -- no error: a selector that chooses nothing
    """A selector that chooses no element, or can't be understood."""


@dataclass(frozen=True, slots=True)
class Selector:
    """What chooses elements, and how much it weighs: ids, classes, types."""

    text: str
    weight: Specificity


def selectors(tokens: Sequence[Any], parent: Selector | None) -> Iterator[Selector]:
    """The selectors of a rule's prelude; inside the rule of `parent` they are relative to it."""
    for part in _parted(tokens):
        try:
            yield _nested(part, parent)
        except Unmatched:
            continue


def as_one(found: Sequence[Selector]) -> Selector:
    """Several selectors as one, for the rules nested in theirs."""
    return Selector(",".join(one.text for one in found), max(one.weight for one in found))


def _parted(tokens: Sequence[Any]) -> Iterator[list[Any]]:
    part = list[Any]()
    for token in tokens:
        if token == ",":
            yield part
            part = []
        elif token.type != "comment":
            part.append(token)
    yield part


def _nested(part: list[Any], parent: Selector | None) -> Selector:
    writer = _Writer(parent)
    text = writer.written(part)
    if not text:
        raise Unmatched
    if parent is None or writer.named:
        return Selector(text, writer.weight)
    whole = parent.text if _PLAIN.fullmatch(parent.text) else f":is({parent.text})"
    return Selector(f"{whole} {text}", _sum(parent.weight, writer.weight))


def _sum(a: Specificity, b: Specificity) -> Specificity:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


@dataclass
class _Writer:
    """Writes one selector anew and weighs it. Raises Unmatched."""

    parent: Selector | None
    weight: Specificity = (0, 0, 0)
    named: bool = False

    def written(self, tokens: Sequence[Any]) -> str:
        """The selector, without white space around it."""
        out, at = list[str](), 0
        while at < len(tokens):
            token = tokens[at]
            if token == ":":
                at += 1 + _is_first_line(tokens[at + 1 : at + 3])
                out.append(self._pseudo(tokens[at] if at < len(tokens) else None))
            elif token == "&":
                out.append(self._parent())
            else:
                out.append(self._simple(token, at > 0 and bool(tokens[at - 1] == ".")))
            at += 1
        return "".join(out).strip()

    def _simple(self, token: Any, is_class: bool) -> str:
        kind = token.type
        if kind == "whitespace":
            return " "
        if kind not in ("ident", "hash", "literal", "[] block"):
            raise Unmatched
        if kind == "hash":
            self._add(1, 0, 0)
        elif kind == "[] block" or is_class:
            self._add(0, 1, 0)
        elif kind == "ident":
            self._add(0, 0, 1)
        return str(token.serialize())

    def _parent(self) -> str:
        self.named = True
        if self.parent is None:
            return ":root"
        self._add(*self.parent.weight)
        return f":is({self.parent.text})"

    def _pseudo(self, token: Any) -> str:
        if token is None or token.type not in ("ident", "function"):
            raise Unmatched  # `::` makes an element of its own, which holds no text of the page
        name = (token.lower_name if token.type == "function" else token.lower_value) or ""
        if name in _LISTS and token.type == "function":
            return self._list(name, token.arguments)
        if name in _UNDRAWN:
            raise Unmatched
        if name == "first-line":
            self._add(0, 0, 1)
            return _EVERY  # a paragraph whose first line is not seen is not quoted either
        if name == "scope":
            return self._parent()
        self._add(0, 1, 0)
        if name in _NEVER:
            return _NONE
        if name in _STANDS_FOR:
            return _STANDS_FOR[name]
        if name in ("lang", "dir"):
            return _inherited(name, token)
        if name not in _KNOWN:
            raise Unmatched
        return f":{token.serialize()}"

    def _list(self, name: str, tokens: Sequence[Any]) -> str:
        """`:is()` and the like; those that forgive leave out what they do not understand."""
        found, weights = list[str](), [(0, 0, 0)]
        for part in _parted(tokens):
            inner = _Writer(self.parent)
            try:
                found.append(inner.written(part))
                weights.append(inner.weight)
            except Unmatched:
                if _LISTS[name] == "not":
                    raise
            self.named = self.named or inner.named
        self._add(*((0, 0, 0) if name == "where" else max(weights)))
        kept = [one for one in found if one]
        return f":{_LISTS[name]}({','.join(kept)})" if kept else _NONE

    def _add(self, ids: int, classes: int, types: int) -> None:
        self.weight = _sum(self.weight, (ids, classes, types))


def _is_first_line(tokens: Sequence[Any]) -> bool:
    """Whether a second colon and that name follow."""
    return len(tokens) == 2 and tokens[0] == ":" and getattr(tokens[1], "lower_value", "") == "first-line"


def _inherited(name: str, token: Any) -> str:
    """`:lang()` and `:dir()` by the attributes that say it, of the element or of one that it stands in."""
    said = "".join(one.serialize() for one in getattr(token, "arguments", ()) if one.type in ("ident", "string"))
    wanted = re.sub(r"[^\w-]", "", said).lower()
    if not wanted:
        raise Unmatched
    if name == "dir" and wanted == "ltr":
        return ":not([dir=rtl],[dir=rtl] *)"
    sign = "|=" if name == "lang" else "="
    return f":is([{name}{sign}{wanted} i],[{name}{sign}{wanted} i] *)"
