"""The questions listed for each section of the library: every section has some, all are short, none stands twice."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import yaml

LIBRARY = Path(__file__).resolve().parents[1] / "knowledge" / "library"
FEWEST, MOST = 4, 160
LONGEST = 34

Section = tuple[str, str]


@cache
def asks() -> dict[Section, list[str]]:
    listed = yaml.safe_load((LIBRARY / "asks.yaml").read_text(encoding="utf-8"))
    return {(page, heading): found for page, sections in listed.items() for heading, found in sections.items()}


@cache
def sections() -> frozenset[Section]:
    pages = ((page.stem, page.read_text(encoding="utf-8")) for page in LIBRARY.glob("*.md"))
    return frozenset((page, heading) for page, text in pages for heading in re.findall(r"(?m)^## (.+)$", text))


def normal(ask: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", ask.lower()))


def keys() -> list[str]:
    """Every key line of the file: YAML would drop the first of two equal keys without a word."""
    page, found = "", []
    for line in (LIBRARY / "asks.yaml").read_text(encoding="utf-8").splitlines():
        page = line if re.match(r"[a-z0-9-]+:$", line) else page
        found += [page] if line == page and line else [page + line] if re.match(r'  ".+":$', line) else []
    return found


def test_asks_name_only_sections_of_the_library() -> None:
    assert set(asks()) - sections() == set()


def test_every_section_has_asks() -> None:
    assert sections() - set(asks()) == set()


def test_each_section_has_a_handful() -> None:
    assert {section: len(found) for section, found in asks().items() if not FEWEST <= len(found) <= MOST} == {}


def test_no_key_stands_twice() -> None:
    assert len(keys()) > len(sections())
    assert [key for key, n in Counter(keys()).items() if n > 1] == []


def test_no_ask_stands_twice() -> None:
    counts = Counter(normal(ask) for found in asks().values() for ask in found)
    assert [ask for ask, n in counts.items() if n > 1] == []


def test_asks_are_short_plain_text() -> None:
    every = [ask for found in asks().values() for ask in found]
    assert [ask for ask in every if not isinstance(ask, str) or not 1 <= len(ask.split()) <= LONGEST] == []
    assert [ask for ask in every if ask != ask.strip()] == []
