"""Texts of a workbook whose parts have looks of their own."""

import io
from collections.abc import Mapping
from typing import Any

from lxml import etree

from ingest.readers.excel.colours import Palette
from ingest.readers.excel.looks import Look, font_of
from ingest.readers.excel.places import MAIN
from ingest.readers.raised import between

Parts = tuple[tuple[str, Look | None], ...]


def rich_strings(content: bytes, palette: Palette) -> Mapping[int, Parts]:
    """By number the shared texts that have parts with looks of their own."""
    found: dict[int, Parts] = {}
    if b"rPr" not in content:
        return found
    walk = etree.iterparse(
        io.BytesIO(content), tag=f"{MAIN}si", resolve_entities=False, no_network=True, huge_tree=True
    )
    for number, (_, text) in enumerate(walk):
        parts = parts_of(text, palette)
        if parts:
            found[number] = parts
        text.clear()
    return found


def parts_of(text: Any, palette: Palette) -> Parts:
    """The parts of a text with their looks, None for that of their cell; () for a text that has none of its own.

    Raised figures after others begin with a mark (`2^12`).
    """
    runs = text.findall(f"{MAIN}r")
    fonts = [run.find(f"{MAIN}rPr") for run in runs]
    if all(font is None for font in fonts):
        return ()
    words = ["".join(one.text or "" for one in run.iterfind(f"{MAIN}t")) for run in runs]
    raised = [_raised(font) for font in fonts]
    apart = [between(*each) for each in zip(["", *words], ["", *raised], words, raised, strict=False)]
    return tuple(
        (mark + word, font_of(font, palette) if font is not None else None)
        for mark, word, font in zip(apart, words, fonts, strict=True)
    )


def _raised(font: Any) -> str:
    place = font.find(f"{MAIN}vertAlign") if font is not None else None
    return str(place.get("val") or "") if place is not None else ""
