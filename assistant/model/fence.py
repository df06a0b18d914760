"""Quoted material for a prompt: on lines of its own between two marks that nothing quoted can hold."""

import hashlib
from collections.abc import Iterable, Sequence


def one_line(text: str) -> str:
    """`text` with every run of white space as one space, so that it can't begin a line, a number or a mark of its own."""
    return " ".join(text.split())


def fenced(lines: Iterable[str], against: Sequence[str] = ()) -> str:
    """`lines`, each on one line, between marks made of all of them and of `against`; the same for the same material."""
    material = [one_line(line) for line in lines]
    mark = _mark("\n".join((*material, *against)))
    return "\n".join((f"<<{mark}", *material, f"{mark}>>"))


def _mark(material: str) -> str:
    """Made of the material itself and not in it: who writes a part of it knows neither the whole nor the mark."""
    mark = hashlib.sha256(material.encode("utf-8", "surrogatepass")).hexdigest()
    length = next((n for n in range(6, 65) if mark[:n] not in material.lower()), 0)
    return mark[:length] if length else _mark(material + mark)
