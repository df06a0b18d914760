"""Nothing near is told for what is asked: another framework's rule, a thing that is not judged or not counted, a template's gap."""

import shutil
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.question.found import Found, units
from assistant.question.governing import ruled_by
from assistant.question.intent import Intent, intent_of
from assistant.question.template import is_to_be_filled_in
from knowledge.sources.types import EVERYONE, Kind, Passage, Role, Source, Span
from tests.conftest import Once
from tickmark.library import names
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import open_desk, seam

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def heron(home: Settings, made_once: Once, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on the library and on documents of others that are near to it."""
    folder = Path(shutil.copytree(home.home, tmp_path_factory.mktemp("heron"), dirs_exist_ok=True))
    settings = Settings(folder, in_home(folder), None)
    shelve(settings, [DATA / "heron"], Kind.GUIDANCE, EVERYONE, lambda *_: None)
    return open_desk(settings)


def ask(desk: Desk, text: str) -> Reply:
    return seam(desk)(Question(id="q", text=text))


@pytest.mark.parametrize(
    ("question", "ruling"),
    [
        ("What password length does SOC 2 require?", {"soc2"}),
        ("How often must backups be taken under ISO/IEC 27001?", {"iso27001"}),
        ("Which log format does Annex A want?", {"iso27001"}),
        ("Does the CPA's report call for a firewall?", {"soc2"}),
        ("Is Mole Couriers ISO 27001 certified?", {"iso27001"}),
        ("For our SOC 2 audit, how long are logs kept?", set()),
        ("We are preparing for ISO 27001: who reviews our accounts?", set()),
        ("Which tool do we use for SOC 2?", set()),
        ("Who is our SOC 2 auditor?", set()),
        ("Must our SOC 2 logs be kept for a year?", {"soc2"}),
        ("How long does PCI DSS want logs kept?", set()),
    ],
)
def test_a_framework_rules_a_question_unless_it_only_says_for_what_work_of_ours_it_is_asked(
    question: str, ruling: set[str]
) -> None:
    assert ruled_by(question, names()) == ruling


@pytest.mark.parametrize(
    "question",
    [
        "How many characters must a password have under SOC 2?",
        "How long does ISO 27001 want backups kept?",
        "How often does Annex A require backups?",
        "Does ISO/IEC 27001 require backups every night?",
        "How many decks does SOC 2 require?",
    ],
)
def test_what_a_framework_requires_is_told_by_none_that_does_not_speak_of_it(heron: Desk, question: str) -> None:
    assert ask(heron, question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many characters must passwords of the booking system have?", "at least 14 characters"),
        ("How long are backups of the booking system kept?", "40 days"),
        ("How many gangway inspections does the SOC 2 auditor sample?", "25 gangway inspections"),
        ("What is the tolerable downtime of the crane?", "stay without it"),
        ("How many stewards work on the upper deck?", "18 stewards"),
        ("Does SOC 2 end in a certificate?", "no SOC 2 certificate"),
    ],
)
def test_what_a_document_tells_is_answered(heron: Desk, question: str, answer: str) -> None:
    reply = ask(heron, question)
    assert reply.status == "answered" and any(answer in one.quote for one in reply.citations)


@pytest.mark.parametrize(
    "question",
    [
        "How many captains work on the upper deck?",
        "Which island is the largest in the world?",
        "How many weeks make up a year?",
        "What is the phone number of the harbor desk?",
    ],
)
def test_what_no_document_tells_is_not_answered_by_a_shared_word(heron: Desk, question: str) -> None:
    assert ask(heron, question).status == "abstained"


def test_no_arithmetic_of_measures_is_looked_for() -> None:
    assert intent_of("How many grams are in a kilogram?") is Intent.SMALL_TALK
    assert intent_of("How many centuries are there in a millennium?") is not Intent.PRACTICE
    assert intent_of("How many hours are in a shift?") is Intent.GUIDANCE
    assert intent_of("How many days are in the audit period?") is Intent.GUIDANCE


@pytest.mark.parametrize(
    ("quote", "empty"),
    [
        ("Downtime (RTO): [TARGET] vs Reached: [REACHED]", True),
        ("**Desk**: Night porter - [EMAIL] - [PHONE]", True),
        ("Warden: [Name, Phone] (if any)", True),
        ("[list all moorings under our control]", True),
        ("[Harbor name] | The harbor's legal name", True),
        ("Severity: [CRITICAL/HIGH/LOW]", False),
        ("Locked for **[Duration, e.g., 30 minutes]** after **[Number, e.g., 5]** attempts", False),
        ("[x] The gate is locked", False),
        ("[Read the plan](plan.md) | Harbor master", False),
        ("Reference: [RFC 2119]", False),
        ("Warden: Ida Moor, [role]", False),
        ("K-2 | [insert name] | Vault", False),
        ("All devices of [Harbor name] are locked.", False),
    ],
)
def test_what_would_answer_is_missing_where_a_template_holds_its_place(quote: str, empty: bool) -> None:
    assert is_to_be_filled_in(quote) is empty
    passage = Passage("p", "t", "v", 0, 0, len(quote), (), Role.ROW, "", (Span(0, len(quote)),))
    assert not (empty and units([Found(passage, Source("t", "Template"), quote, 1.0)]))
