"""Raised, lowered and struck-out text of an HTML tree, written so that no digit runs into another number."""

import re
from collections.abc import Callable
from typing import Any

_STRUCK = "del,s,strike"
_PARTED = frozenset(["p", "div", "td", "th", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "body", "dd", "dt"])
_POWER = re.compile(r"[+\-\u2212\u2013]?(?:\d[\d.,]*\w?|[^\W\daeo])|[^\W\d]*\d\w*")
_FORMULA = re.compile(r"\w[\w\s]*(?:[+\-\u2212*/][\w\s]*)+")
_NOTE = re.compile(r"\d{1,3}(?:\s*,\s*\d{1,3})*|[*\u2020\u2021]")
_FRACTION = ("/", "\u2044")


def write_apart(tree: Any) -> None:
    """Take struck-out text out of `tree`; write powers as `2^12`, marks of notes as `[1]`, fractions as `1/2`."""
    for node in tree.css(_STRUCK):
        node.decompose()
    for selector, write in _WAYS.items():
        for node in tree.css(selector):
            write(node)


def _raised(node: Any) -> None:
    words, before, after = node.text(deep=True).strip(), _end(node), _beside(node, forth=True)[:1]
    if not words or not before.strip():
        return
    if _NOTE.fullmatch(words) and (node.css_first("a") is not None or not before.isalnum() and before not in ")]}%"):
        _around(node, "[", "]")
    elif after in _FRACTION:
        _around(node, " " if before.isdigit() else "", "")
    elif _FORMULA.fullmatch(words):
        _around(node, "^(", ")")
    elif _POWER.fullmatch(words):
        _around(node, "^", " " if after.isdigit() else "")


def _lowered(node: Any) -> None:
    words, after = node.text(deep=True).strip(), _beside(node, forth=True)[:1]
    begins = words[:1].isdigit() and _end(node).isdigit()
    _around(node, "_" if begins else "", " " if words[-1:].isdigit() and after.isdigit() else "")


def _math(*marks: str) -> Callable[[Any], None]:
    """What writes `marks` between the parts of a formula's element."""

    def write(node: Any) -> None:
        parts = [child for child in node.iter()]
        if len(parts) == len(marks) + 1:
            for mark, part in zip(marks, parts[1:], strict=True):
                part.insert_before(mark)
            if marks == ("/",) and _end(node).isdigit():
                node.insert_before(" ")

    return write


_WAYS: dict[str, Callable[[Any], None]] = {
    "sup": _raised,
    "sub": _lowered,
    "msup": _math("^"),
    "msub": _math("_"),
    "msubsup": _math("_", "^"),
    "mfrac": _math("/"),
}


def _around(node: Any, before: str, after: str) -> None:
    if before:
        node.insert_before(before)
    if after:
        node.insert_after(after)


def _end(node: Any) -> str:
    """The last character before an element, "" where its block begins with it."""
    return _beside(node, forth=False)[-1:]


def _beside(node: Any, forth: bool) -> str:
    at = node
    while at is not None and at.tag not in _PARTED:
        near = at.next if forth else at.prev
        while near is not None and near.tag not in _PARTED:
            words = near.text(deep=True) or ""
            if words:
                return str(words)
            near = near.next if forth else near.prev
        if near is not None:
            return ""
        at = at.parent
    return ""
