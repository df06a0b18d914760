"""The shipped library: complete front matter, covered sections, plain sentences of our own, and no sentence twice."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "knowledge" / "library"
COMPARISON = ROOT.parent / "shared" / "sources" / "iso-27001-vs-soc-2.md"
PAGES = sorted(LIBRARY.glob("*.md"))
FIELDS = {"id", "title", "author", "status", "reviewed_by", "next_review", "kind", "publisher", "rests_on", "sections"}
DIMENSIONS = (
    "scope", "who-must-act", "trigger", "core-obligations", "evidence", "timing", "assurance-route", "overlap",
    "practical-rule",
)  # fmt: skip
SIDES = {"ISO/IEC 27001 side", "SOC 2 side", "Operational implication"}
FILLER = (
    "in today's", "it is important to note", "best-in-class", "seamless", "leverage", "robust", "world-class",
    "holistic", "cutting-edge", "at the end of the day", "game-changer", "not covered here", "whether it is law",
    "legal effective date", "regulatory records", "publication lifecycle", "click here", "see above", "see below",
)  # fmt: skip
DANGLING = re.compile(r"(?:It|Its|They|Their|This|That|These|Those|Such|He|She|Here|Also|However|Therefore)\b")
MARKUP = re.compile(r"\*\*|__|`|\]\(|<[a-z]|https?:")
BREAK = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
ABOUT = {
    "iso-27001-2022": re.compile(r"ISO/IEC 27001|\bISMS\b|Annex A|Statement of Applicability"),
    "iso-27002-2022": re.compile(r"ISO/IEC 27002"),
    "iso-27005-2022": re.compile(r"ISO/IEC 27005|[Rr]esidual risk is\b"),
    "iso-17021-1-2015": re.compile(
        r"(?i)certification (?:bod|cycle|decision|audits?\b|path|rules)|accredit|surveillance|recertification|Stage [12]\b"
        r"|certificate\b.*\b(?:suspended|validity|valid for)"
    ),
    "aicpa-soc-suite": re.compile(r"SOC [123]\b|AICPA|Trust Services|service auditor|described system"),
}
REQUIRED = re.compile(
    r"(?:ISO/IEC \d+|SOC 2|AICPA)(?: \w+)? (?:requires?|prescribes?|sets?|expects?|defines?|lists?)\b"
)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


@cache
def read(page: Path) -> tuple[dict[str, Any], str]:
    head, body = page.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(head), body


@cache
def registry() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((LIBRARY / "sources.yaml").read_text(encoding="utf-8")))


def rests_on(head: dict[str, Any], heading: str) -> list[str]:
    """The sources that a section names; none where it is our own practice."""
    return list(head["sections"].get(heading, head["rests_on"]))


def parts(body: str) -> list[tuple[str, str]]:
    """Each section by its heading."""
    return [(heading, said) for heading, _, said in (part.partition("\n") for part in body.split("\n## ")[1:])]


def headings(body: str) -> list[str]:
    return re.findall(r"(?m)^## (.+)$", body)


def units(line: str) -> list[str]:
    """The pieces of a line of Markdown that can hold sentences: the line itself, or the last cell of a table row."""
    if line.startswith("#") or re.fullmatch(r"[|\s:-]*", line):
        return []
    return [line.strip("| ").split("|")[-1].strip()] if line.startswith("|") else [line.removeprefix("- ")]


def sentences(body: str) -> list[str]:
    found = [s for line in body.splitlines() for unit in units(line) for s in BREAK.split(unit)]
    return [s for s in found if s and s != "What the column records"]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:['/:-][a-z0-9]+)*", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


@each_page
def test_front_matter_is_complete(page: Path) -> None:
    head, body = read(page)
    assert set(head) == FIELDS
    assert head["id"] == page.stem and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", head["id"])
    assert (head["kind"], head["author"], head["publisher"]) == ("guidance", "Tickmark maintainers", "Tickmark library")
    assert isinstance(head["next_review"], date)
    assert body.strip().startswith(f"# {head['title']}\n")


@each_page
def test_nobody_is_named_as_reviewer_of_a_draft(page: Path) -> None:
    head, _ = read(page)
    assert (head["status"], head["reviewed_by"]) == ("draft", None)


@each_page
def test_every_section_rests_on_registered_sources(page: Path) -> None:
    head, body = read(page)
    known = {source["id"] for source in registry()}
    named = headings(body)
    assert set(head["sections"]) <= set(named), "an override for a heading that the page lacks"
    assert len(named) == len(set(named)) >= 3
    for heading in named:
        assert set(rests_on(head, heading)) <= known, heading


@each_page
def test_a_section_names_every_source_that_its_sentences_are_about(page: Path) -> None:
    head, body = read(page)
    for heading, said in parts(body):
        ids = rests_on(head, heading)
        about = {source for source, words in ABOUT.items() if words.search(said)}
        assert not ids or about <= set(ids), heading


@each_page
def test_a_section_of_our_own_practice_says_nothing_in_the_name_of_a_source(page: Path) -> None:
    head, body = read(page)
    for heading, said in parts(body):
        assert rests_on(head, heading) or not REQUIRED.search(said), heading


@pytest.mark.parametrize("page", ["evidence-matrix", "intake-routes", "scope-memo", "workflow-intake-to-escalation"])
def test_how_we_work_rests_on_no_standard(page: str) -> None:
    head, body = read(LIBRARY / f"{page}.md")
    assert [rests_on(head, heading) for heading in headings(body)] == [[]] * len(headings(body))


@each_page
def test_every_section_says_something(page: Path) -> None:
    for part in read(page)[1].split("\n## ")[1:]:
        assert sentences(part.split("\n", 1)[1].strip()), part.splitlines()[0]


@each_page
def test_sentences_stand_alone(page: Path) -> None:
    for sentence in sentences(read(page)[1].strip()):
        assert sentence.endswith((".", "?")), sentence
        assert 6 <= len(sentence.split()) <= 45, sentence
        assert not DANGLING.match(sentence), sentence
        assert not MARKUP.search(sentence) and ";" not in sentence, sentence


@each_page
def test_no_filler(page: Path) -> None:
    body = read(page)[1].lower()
    assert [phrase for phrase in FILLER if phrase in body] == []


@each_page
def test_no_run_of_words_is_copied_from_the_comparison_page(page: Path) -> None:
    if not COMPARISON.exists():
        pytest.skip("not run: ../shared is not here")
    theirs = runs(COMPARISON.read_text(encoding="utf-8"), 9)
    ours = {run for sentence in sentences(read(page)[1]) for run in runs(sentence, 9)}
    assert ours & theirs == set()


def test_the_nine_dimensions_have_both_sides_and_an_implication() -> None:
    for name in DIMENSIONS:
        assert set(headings(read(LIBRARY / f"iso-vs-soc2-{name}.md")[1])) >= SIDES, name


def test_no_sentence_stands_twice() -> None:
    counts = Counter(tuple(words(s)) for page in PAGES for s in sentences(read(page)[1]))
    assert [" ".join(s) for s, n in counts.items() if n > 1 and len(s) >= 8] == []


def test_ids_are_unique_across_pages_and_registry() -> None:
    ids = [read(page)[0]["id"] for page in PAGES] + [source["id"] for source in registry()]
    assert len(ids) == len(set(ids)) and len(PAGES) >= 25


def test_registry_entries_are_primary_and_their_urls_carry_no_tracking() -> None:
    for source in registry():
        assert set(source) == {"id", "title", "publisher", "url", "kind", "tier"}
        assert (source["kind"], source["tier"]) == ("norm", 1)
        url = urlsplit(source["url"])
        assert (url.scheme, url.query, url.fragment) == ("https", "", "")


def test_every_registered_source_is_used() -> None:
    heads = [read(page)[0] for page in PAGES]
    used = {i for head in heads for ids in (head["rests_on"], *head["sections"].values()) for i in ids}
    assert used == {source["id"] for source in registry()}


def test_a_soc_2_report_is_never_called_a_certificate() -> None:
    wrong = re.compile(r"SOC 2 (?:certificate|certification)s?\b|certified (?:to|for|against) SOC 2|SOC 2 certified")
    denied = re.compile(r"\b(?:no|not|never|mistake)\b")
    said = [s for page in PAGES for s in sentences(read(page)[1]) if wrong.search(s)]
    assert [s for s in said if not denied.search(s)] == []
