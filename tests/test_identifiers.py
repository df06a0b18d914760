"""Controls, clauses and articles by their identifiers: read, found first, cited, and not made up."""

import json
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.question.language import content_words
from knowledge.index.scope import Scope
from knowledge.sources.identifiers import covers, identifiers, naming
from knowledge.sources.types import Kind
from knowledge.store.reading import passages
from tickmark.settings import Settings
from tickmark.shelving import shelve
from tickmark.telling import Telling
from tickmark.wiring import Opened, desk_of, open_home, seam

ANYONE = Scope(frozenset({"everyone"}), None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("AC-7, AC-02 (1) and ac-2(1)", ("ac7", "ac2(1)")),
        ("Annex A.5.9, A 5.9 in Annex A 5.9, A5.9", ("a5.9",)),
        ("CC6.1. ID.AM-1 and GV.OC-01", ("cc6.1", "id.am1", "gv.oc1")),
        ("Article 32(1)(a), Art. 32, clause 6.1.3", ("art32(1)(a)", "art32", "cl6.1.3")),
        ("SEC-POL-008", ("sec-pol8",)),
        ("SOC 2 Type 1 in March 2026, ISO/IEC 27001, NIST SP 800-53, 2026-11-24", ()),
    ],
)
def test_identifiers_in_one_spelling(text: str, found: tuple[str, ...]) -> None:
    assert identifiers(text) == found


def test_what_a_text_goes_by_is_what_it_begins_with_or_its_innermost_heading_does() -> None:
    assert naming(["Catalog", "AC-2 Accounts", "AC-2(1) Automation", "Guidance"], "See AC-3.") == {"ac2(1)"}
    assert naming(["Patch policy (SEC-POL-008)", "Scope"], "id: A.5.9 name: Inventory") == {"sec-pol8", "a5.9"}
    assert naming(["Changes (maps to RS.MI-1)"], "Staff who use MFA follow AC-7.") == frozenset()
    assert covers("art32(1)", "art32") and covers("a5.9", "a5") and not covers("ac21", "ac2")


def test_an_identifier_is_one_word_of_a_question() -> None:
    assert content_words("What does AC-7 require of passwords?") == ["ac-7", "require", "passwords"]


def _control(label: str, title: str, prose: str, **more: object) -> dict[str, object]:
    parts = [
        {"name": "statement", "prose": prose},
        {"name": "guidance", "prose": f"{title} takes care, as in AC-3(7)."},
    ]
    return {"id": label.lower(), "title": title, "props": [{"name": "label", "value": label}], "parts": parts, **more}


@pytest.fixture
def held(fresh: Settings, tmp_path: Path) -> Opened:
    """A home with the library and a catalog of controls."""
    automation = _control("AC-2(1)", "Automated Accounts", "Support the management of accounts with automated means.")
    controls = [
        _control("AC-2", "Account Management", "Name the managers of every account.", controls=[automation]),
        _control("AC-7", "Unsuccessful Logons", "Enforce a limit of five invalid logon attempts by a user."),
        _control("CA-7", "Continuous Monitoring", "Monitor 7 measures of the system and what each control requires."),
        _control("IA-4", "Identifier Management", "Assign an identifier to the intended person or device."),
        _control("A.5.9", "Inventory of assets", "An inventory of information and its owners shall be kept."),
        _control("CC6.1", "Logical access", "The entity installs software that restricts logical access."),
        _control("Art. 32", "Security of processing", "The controller shall ensure a level of security that fits."),
    ]
    catalog = {"catalog": {"metadata": {"title": "Controls"}, "groups": [{"title": "All", "controls": controls}]}}
    (tmp_path / "controls.json").write_text(json.dumps(catalog))
    with Telling("ingest") as tell:
        shelve(fresh, [tmp_path / "controls.json"], Kind.GUIDANCE, "everyone", tell)
    return open_home(fresh)


def test_a_held_control_is_the_first_hit_and_is_cited(held: Opened) -> None:
    ask = seam(desk_of(held))
    for text, label in [
        ("What does AC-7 require?", "AC-7 "),
        ("AC-2", "AC-2 "),
        ("What is IA-4 about?", "IA-4 "),
        ("ac-2(1)", "AC-2(1) "),
        ("A.5.9", "A.5.9 "),
        ("Explain CC6.1 please", "CC6.1 "),
        ("Article 32", "Art. 32 "),
    ]:
        first = held.index.search(text, 1, ANYONE)[0]
        assert label.strip() in _section(held, first.passage_id), text
        reply = ask(Question(id="q", text=text))
        assert reply.status == "answered", text
        assert all(label in f"{cited.section} " for cited in reply.citations), text


def test_a_control_that_is_not_held_is_not_answered_from_its_neighbours(held: Opened) -> None:
    ask = seam(desk_of(held))
    for text in ("What does AC-99 require?", "AC-3(7)", "What is A.5.99 about?", "Article 33", "cc6.9"):
        reply: Reply = ask(Question(id="q", text=text))
        assert reply.status == "abstained" and reply.abstention is not None, text
        assert "speaks of" in reply.abstention.detail, text


def _section(held: Opened, passage_id: str) -> str:
    (found,) = passages(held.engine, [passage_id])
    return " > ".join(found.passage.section)
