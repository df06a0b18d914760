"""Formulas of Word as one line of text: fractions with a slash, powers with a circumflex, brackets where they are seen."""

from collections.abc import Callable, Mapping
from typing import Any

from ingest.readers.office_markup import local
from ingest.readers.word.marks import M


def formula(element: Any) -> str:
    """The text of a formula, or of a part of one."""
    kind = local(element)
    if kind == "t":
        return element.text or ""
    if kind.endswith("Pr"):
        return ""
    make = _SHAPES.get(kind)
    return make(element) if make else "".join(map(formula, element))


def _part(element: Any, name: str) -> str:
    found = element.find(M + name)
    return formula(found).strip() if found is not None else ""


def _one(words: str) -> str:
    return f"({words})" if len(words) > 1 and not words.isalnum() else words


def _said(element: Any, properties: str, name: str, usual: str) -> str:
    """A sign that a formula may name; one that is named as nothing is not there."""
    found = element.find(f"{M}{properties}/{M}{name}")
    return usual if found is None else str(found.get(f"{M}val") or "")


def _scripted(element: Any) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    return _part(element, "e") + (f"_{_one(low)}" if low else "") + (f"^{_one(high)}" if high else "")


def _fraction(element: Any) -> str:
    return f"{_one(_part(element, 'num'))}/{_one(_part(element, 'den'))}"


def _bracketed(element: Any) -> str:
    begun, ended, parted = (
        _said(element, "dPr", name, usual) for name, usual in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
    )
    return begun + parted.join(formula(one).strip() for one in element.findall(f"{M}e")) + ended


def _summed(element: Any) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    bounds = (f"_{_one(low)}" if low else "") + (f"^{_one(high)}" if high else "")
    return _said(element, "naryPr", "chr", "\u222b") + bounds + f" {_part(element, 'e')}"


def _rooted(element: Any) -> str:
    return f"{_part(element, 'deg')}\u221a{_one(_part(element, 'e'))}"


_SHAPES: Mapping[str, Callable[[Any], str]] = {
    "f": _fraction,
    "sSup": _scripted,
    "sSub": _scripted,
    "sSubSup": _scripted,
    "d": _bracketed,
    "nary": _summed,
    "rad": _rooted,
}
