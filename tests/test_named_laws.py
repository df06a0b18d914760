"""A law or a framework is the same whichever way a question and a source spell its name."""

import shutil
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.question.names import frameworks_in, names_in, speaks_of, without_frameworks
from knowledge.sources.types import EVERYONE, Kind
from tests.conftest import Once
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import open_desk, seam

PAGES = {
    "nis.md": "# NIS 2\n\n## Art. 23(1)\n\nSignificant incidents are reported to the authorities without undue delay.\n",
    "ai.md": "# ISO 42001 (2023)\n\n## 5.2 AI policy\n\nTop management establishes an AI policy.\n\n## 6.1 Risks\n\n"
    "The organization plans actions to address risks of AI systems.\n",
    "gdpr.md": "# GDPR\n\n## Art. 33\n\nA personal data breach is notified to the supervisory authority.\n\n## Art. 30\n\n"
    "Controllers keep records of processing activities.\n",
    "part11.md": "# 21 CFR Part 11\n\n## 11.200\n\nElectronic signatures are used only by their genuine owners.\n",
}


@pytest.fixture(scope="module")
def laws(home: Settings, made_once: Once, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on the library and on pages of laws and frameworks."""
    folder = Path(shutil.copytree(home.home, tmp_path_factory.mktemp("laws"), dirs_exist_ok=True))
    settings = Settings(folder, in_home(folder), None)
    shelf = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (shelf / name).write_text(text, encoding="utf-8")
    shelve(settings, [shelf], Kind.NORM, EVERYONE, lambda *_: None)
    return open_desk(settings)


def ask(desk: Desk, text: str) -> Reply:
    return seam(desk)(Question(id="q", text=text))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what does NIS2 require about incident reporting?", "NIS 2"),
        ("what does nis 2 require about incident reporting?", "NIS 2"),
        ("what does ISO 42001 cover", "ISO 42001 (2023)"),
        ("What does ISO/IEC 42001 cover?", "ISO 42001 (2023)"),
        ("What does ISO42001 require about an AI policy?", "ISO 42001 (2023)"),
        ("What does Art. 33 GDPR say", "GDPR"),
        ("What does Article 33 of the GDPR say?", "GDPR"),
        ("What does Article 30 of the General Data Protection Regulation say?", "GDPR"),
        ("Which 21 CFR Part 11 controls are there for electronic signatures?", "21 CFR Part 11"),
    ],
)
def test_a_source_is_found_whichever_way_its_law_is_spelt(laws: Desk, text: str, title: str) -> None:
    reply = ask(laws, text)
    assert reply.status == "answered" and {one.title for one in reply.citations} == {title}


@pytest.mark.parametrize(
    "text",
    [
        "What does HIPAA cover?",
        "What does ISO 13485 cover?",
        "What does NIS1 require?",
        "What does Art. 99 GDPR say",
        "What does ISO 42001 say about the price of eggs?",
        "What does the Digital Operational Resilience Act require?",
    ],
)
def test_another_law_or_what_it_does_not_tell_is_not_answered(laws: Desk, text: str) -> None:
    assert ask(laws, text).status == "abstained"


def test_a_refusal_names_the_thing_and_no_question_word(desk: Desk) -> None:
    reply = ask(desk, "Which 21 CFR Part 11 controls are needed for electronic signatures?")
    assert reply.abstention is not None and "speaks of 21 CFR Part 11" in reply.abstention.detail


def test_a_question_word_before_a_number_is_no_name() -> None:
    assert names_in("Which 93 controls are there?") == ()
    assert names_in("How 2 report?") == () and names_in("When 3 auditors disagree?") == ()
    assert names_in("What does Article 33 say?") == ("Article 33",)
    assert "AC-2" in names_in("Which AC-2 accounts?")


def test_the_full_name_of_a_law_is_its_short_one() -> None:
    assert frameworks_in("What does the General Data Protection Regulation say?") == (
        "General Data Protection Regulation",
    )
    assert speaks_of("The GDPR applies.", "General Data Protection Regulation")
    assert speaks_of("The General Data Protection Regulation applies.", "GDPR")
    assert not speaks_of("A data protection regulation applies.", "GDPR")
    assert without_frameworks("Does NIS 2 or HIPAA apply?").split() == ["Does", "or", "apply?"]
