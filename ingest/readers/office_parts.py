"""The parts of an Office file: which of them is damaged, missing, or holds something else than it should."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

# What the archive reader raises of a damaged file; the last of packing and encryption that it does not know.
BROKEN = (OSError, ValueError, zipfile.BadZipFile, RuntimeError)
_NEEDED = {".docx": (), ".xlsx": ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")}
_ROOTS = {
    ".docx": (
        (re.compile(r"\[Content_Types\]\.xml"), "Types"),
        (re.compile(r"(?:.*/)?_rels/[^/]*\.rels"), "Relationships"),
        (re.compile(r"word/document\.xml"), "document"),
        (re.compile(r"word/styles\.xml"), "styles"),
        (re.compile(r"word/numbering\.xml"), "numbering"),
    ),
    ".xlsx": (
        (re.compile(r"_rels/\.rels|xl/_rels/workbook\.xml\.rels"), "Relationships"),
        (re.compile(r"xl/workbook\.xml"), "workbook"),
        (re.compile(r"xl/worksheets/[^/]*\.xml"), "worksheet"),
        (re.compile(r"xl/styles\.xml"), "styleSheet"),
        (re.compile(r"xl/sharedStrings\.xml"), "sst"),
    ),
}
_MARKUP = (".xml", ".rels", ".vml")
_LONGEST = 80


def misplaced(path: Path) -> str:
    """What is wrong with a part that holds something else than its name says; "" if none does, or that can't be told."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            wanted = next((root for shape, root in _ROOTS[path.suffix.lower()] if shape.fullmatch(name)), "")
            if wanted and _root(archive, name) not in ("", wanted):
                return f"its part {_shown(name)} holds something else than it should"
    return ""


def damage(path: Path) -> str:
    """What is wrong with an Office file that could not be read, in words."""
    try:
        with zipfile.ZipFile(path) as archive:
            return next(_damages(archive, path.suffix.lower()), "its parts do not fit together")
    except BROKEN:
        return "the list of its parts can't be read"


def _damages(archive: zipfile.ZipFile, suffix: str) -> Iterator[str]:
    names, targets = archive.namelist(), list[str]()
    for name in names:
        try:
            content = archive.read(name)
        except Exception:  # whatever a broken member makes the archive say
            yield f"its part {_shown(name)} can't be unpacked"
            continue
        if name.lower().endswith(_MARKUP):
            try:
                tree = etree.fromstring(content, _parser())
            except (etree.XMLSyntaxError, ValueError):
                yield f"its part {_shown(name)} is not the markup it should be"
                continue
            targets += _targets(name, tree)
    needed = ("[Content_Types].xml", "_rels/.rels", *targets, *_NEEDED[suffix])
    yield from (f"its part {_shown(name)} is missing" for name in needed if name not in names)


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _root(archive: zipfile.ZipFile, name: str) -> str:
    """The name of a part's outermost element; "" if that can't be told."""
    try:
        with archive.open(name) as part:
            for _, element in etree.iterparse(part, events=("start",), resolve_entities=False, no_network=True):
                return str(etree.QName(element).localname)
    except Exception:  # a part that can't be read is the parser's to refuse
        return ""
    return ""


def _targets(name: str, tree: Any) -> Iterator[str]:
    """The parts that a list of relations says are there."""
    if not name.endswith(".rels"):
        return
    folder = PurePosixPath(name).parent.parent
    for one in tree.iter("{*}Relationship"):
        target = one.get("Target") or ""
        if one.get("TargetMode") == "External" or not target or target.startswith("#"):
            continue
        parts = list[str]()
        for step in PurePosixPath(target if target.startswith("/") else f"/{folder}/{target}").parts[1:]:
            parts = parts[:-1] if step == ".." else [*parts, step] if step != "." else parts
        yield "/".join(parts)


def _shown(name: str) -> str:
    words = "".join(letter if letter.isprintable() else "?" for letter in name)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}\u2026"
