"""Whether we are certified or have a report is told by our own documents, or by none; it is never a decision."""

import shutil
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.question.holding import asks_what_is_held
from assistant.question.intent import Intent, intent_of
from knowledge.sources.types import EVERYONE, Kind
from tests.conftest import Once
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import open_desk, seam

FAQ = """# Trust FAQ of Norvia

## Do you have a SOC 2 report?

We do not have a SOC 2 report yet. We expect the first Type 2 report in the second quarter of 2027.

## Are you ISO 27001 certified?

We are not certified yet. Our Stage 2 audit takes place in October 2026.

## How is data encrypted?

Data at rest is encrypted with AES-256.
"""


@pytest.fixture(scope="module")
def norvia(home: Settings, made_once: Once, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on the library and on what a company says of its certificates."""
    folder = Path(shutil.copytree(home.home, tmp_path_factory.mktemp("norvia"), dirs_exist_ok=True))
    settings = Settings(folder, in_home(folder), None)
    shelf = tmp_path_factory.mktemp("shelf")
    (shelf / "faq.md").write_text(FAQ, encoding="utf-8")
    shelve(settings, [shelf], Kind.PRACTICE, EVERYONE, lambda *_: None)
    return open_desk(settings)


def ask(desk: Desk, text: str) -> Reply:
    return seam(desk)(Question(id="q", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "are we ISO 27001 certified?",
        "Hi, aren't we certified to ISO/IEC 27001 yet?",
        "do we hold an ISO 27001 certificate?",
        "Have we already received our SOC 2 report?",
        "has our company been certified?",
        "is Norvia ISO certified?",
        "Does Harbor Lights have a SOC 2 Type 2 report?",
    ],
)
def test_a_question_whether_something_is_held_asks_what_is_so(text: str) -> None:
    assert asks_what_is_held(text) and intent_of(text) is Intent.PRACTICE


@pytest.mark.parametrize(
    "text",
    [
        "Do we have to be ISO 27001 certified?",
        "do we need an ISO 27001 certificate?",
        "Should we have ISO or SOC 2?",
        "are you ISO 27001 certified?",
        "Are we certified enough for this customer, or do they want SOC 2?",
        "We have an ISO certificate. Do we have a SOC 2 report that the bank wants?",
        "Is ISO 27001 a certification?",
        "Is Annex A certified?",
        "Does Security have a report?",
        "Are auditors accredited?",
        "Do we have to keep the report?",
        "A customer asks: are we ISO 27001 certified?",
    ],
)
def test_what_is_needed_wanted_or_so_in_general_is_another_question(text: str) -> None:
    assert not asks_what_is_held(text)


@pytest.mark.parametrize(
    "text",
    [
        "are we ISO 27001 certified?",
        "Are we certified against ISO 27001?",
        "do we hold an ISO 27001 certificate?",
        "have we got an ISO 27001 certificate already",
        "is our company certified to iso 27001?",
        "is Norvia ISO certified?",
        "are we certified yet?",
    ],
)
def test_our_own_document_says_whether_we_are_certified(norvia: Desk, text: str) -> None:
    reply = ask(norvia, text)
    assert reply.decision is None and [one.quote for one in reply.citations][:1] == ["We are not certified yet."]


def test_our_own_document_says_whether_we_have_a_report(norvia: Desk) -> None:
    reply = ask(norvia, "do we have a SOC 2 report?")
    assert reply.citations[0].quote == "We do not have a SOC 2 report yet."


@pytest.mark.parametrize(
    "text",
    [
        "are we ISO 9001 certified?",
        "do we have a PCI DSS certificate?",
        "Are we HIPAA certified?",
        "Is Blueleaf certified against ISO 27001?",
        "are our data centres ISO 27001 certified?",
        "do we have a fire safety report?",
    ],
)
def test_what_is_held_of_another_framework_or_by_another_is_not_told_by_it(norvia: Desk, text: str) -> None:
    reply = ask(norvia, text)
    assert (reply.status, reply.decision) == ("abstained", None)


def test_without_a_document_nothing_tells_what_is_held(desk: Desk) -> None:
    reply = ask(desk, "are we ISO 27001 certified?")
    assert (reply.status, reply.decision) == ("abstained", None)
    assert ask(desk, "do we need an ISO 27001 certificate?").decision is not None
