"""A general sentence of ours is not told without the one after it that takes it back; and no duty is told for another."""

import shutil
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from knowledge.sources.types import EVERYONE, Kind
from tests.conftest import Once
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import open_desk, seam

PAGE = """# Halden Foods security handbook

Version 4, approved by Ines Wolf on 3 March 2026.

## Drills

A fire drill is held once a year.
No drill has been held in 2026 so far.

## Scans

Scans of the external network run every week.
Internal scans are planned but not yet set up.

## Keys

The storage team owns the encryption keys.
Spare keys lie in the safe of the front office.
Nobody may copy a key.

## Access

Access rights to production are reviewed every quarter by the team leads.
Accounts of people who left are closed within one day.
"""


@pytest.fixture(scope="module")
def halden(home: Settings, made_once: Once, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = Path(shutil.copytree(home.home, tmp_path_factory.mktemp("halden"), dirs_exist_ok=True))
    page = tmp_path_factory.mktemp("halden-pages") / "handbook.md"
    page.write_text(PAGE, "utf-8")
    settings = Settings(folder, in_home(folder), None)
    shelve(settings, [page], Kind.PRACTICE, EVERYONE, lambda *_: None)
    return open_desk(settings)


def told(desk: Desk, text: str) -> list[str]:
    reply: Reply = seam(desk)(Question(id="q", text=text))
    return [one.quote for one in reply.citations]


@pytest.mark.parametrize(
    ("question", "general", "denial"),
    [
        ("Have we held a fire drill this year?", "A fire drill is held once a year.", "No drill has been held"),
        ("Is our internal network scanned?", "Scans of the external network run every week.", "Internal scans are"),
    ],
)
def test_what_the_next_sentence_takes_back_is_told_with_it(
    halden: Desk, question: str, general: str, denial: str
) -> None:
    said = told(halden, question)
    assert any(one.startswith(denial) for one in said), said
    assert general not in said or len(said) > 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who owns the encryption keys?", ["The storage team owns the encryption keys."]),
        ("How soon are accounts of leavers closed?", ["Accounts of people who left are closed within one day."]),
    ],
)
def test_a_denial_of_something_else_is_not_added(halden: Desk, question: str, said: list[str]) -> None:
    assert told(halden, question) == said


@pytest.mark.parametrize(
    "question",
    [
        "Who owns the laptops?",
        "Who approves backups?",
        "Who audits the access rights to production?",
        "When were the access rights tested?",
    ],
)
def test_no_duty_is_told_for_another_nor_of_another_thing(halden: Desk, question: str) -> None:
    assert told(halden, question) == []


def test_who_has_the_duty_is_told(halden: Desk) -> None:
    assert told(halden, "Who reviews access rights to production?") == [
        "Access rights to production are reviewed every quarter by the team leads."
    ]
