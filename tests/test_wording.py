"""The words to search by, the names in a question, the form of answer it calls for."""

import pytest

from assistant.question.kinds import form_asked
from assistant.question.language import names_of, without_names
from assistant.question.names import frameworks_in, names_in, speaks_of
from assistant.question.wording import Wording
from tickmark import library

WORDING = Wording(
    {"T2": "Type 2", "IA": "internal audit", "SoA": "Statement of Applicability", "MR": "management review"},
    {"report", "difference", "surveillance", "escalated"},
    {"rather", "wen", "surveilance", "escalate"}.__contains__,
    {"type": 60, "what": 90, "the": 400, "risk": 70},
)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("What is a T2 raport?", "What is a Type 2 report?"),
        ("the diference between t2 and SoA", "the difference between Type 2 and Statement of Applicability"),
        ("I'd rather ask mr Smith", "I'd rather ask mr Smith"),
        ("HIPAA", "HIPAA"),
        ("What is IA-4 to IA and T2?", "What is IA-4 to internal audit and Type 2?"),
        ("waht is teh typ", "what is the type"),
        ("Wen did Wen say it?", "when did Wen say it?"),
        ("RSK and ris", "RSK and risk"),
        ("surveilance, to escalate", "surveillance, to escalate"),
    ],
)
def test_abbreviations_are_written_out_and_slips_mended(typed: str, searched: str) -> None:
    assert WORDING.searchable(typed) == searched


def test_no_word_is_mended_to_a_proper_name_of_the_lists() -> None:
    words = library.wording(library.words(), lambda word: False)
    assert "frankfurt" not in words.vocabulary and "surveillance" in words.vocabulary
    assert words.searchable("What is due at Frankfuhrt?").endswith("at Frankfuhrt?")


def test_slips_that_are_listed_are_mended_all_the_same() -> None:
    words = library.wording(library.words(), {"file", "here"}.__contains__)
    assert words.searchable("wat managment reveiw of the evidance for anex A") == (
        "what management review of the evidence for annex A"
    )
    kept = "our insurer, a reseller and the uptime of a file here, to escalate with the artefact"
    assert words.searchable(kept) == kept


def test_framework_titles_are_left_out_in_any_spacing() -> None:
    names = names_of(["ISO/IEC 27001", "SOC 2"])
    assert (
        without_names("ISO 27001, iso27001:2022, ISO/IEC 27001 SOC2 and SOC-2 but SOC 1", names) == ", , and but SOC 1"
    )


def test_names_and_codes_are_found() -> None:
    assert names_in("Does Contoso meet CC6.1 and Article 33 in March 2026?") == ("CC6.1", "Article 33", "Contoso")
    assert names_in("Is a plan in NIST 800-53 and ac-2(1)?") == ("NIST", "ac-2(1)")
    assert frameworks_in("Is it HIPAA, PCI DSS or ISO 9001?") == ("HIPAA", "PCI DSS", "ISO 9001")
    assert frameworks_in("ISO 27001 or ISO/IEC 27002") == ()


def test_a_text_speaks_of_a_name_in_any_spacing() -> None:
    assert speaks_of("Control AC-2 requires accounts.", "ac 2")
    assert not speaks_of("Control AC-21 requires accounts.", "AC-2")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("How much does an audit cost?", "an amount of money"),
        ("How often is it reviewed?", "a frequency"),
        ("How many times are we visited?", "a number of times"),
        ("Must the directors meet every quarter?", "a frequency"),
        ("Does a review of every year count?", None),
        ("Which auditor should we hire?", "a recommendation by name"),
        ("How long is a certificate valid?", "a duration"),
        ("How many themes are there?", "a number"),
        ("Which tool should I use?", "a recommendation by name"),
        ("What is a scope memo?", None),
    ],
)
def test_the_form_of_answer_asked_for(question: str, form: str | None) -> None:
    found = form_asked(question)
    assert (found.name if found else None) == form


@pytest.mark.parametrize(
    ("text", "columns", "gives"),
    [
        ("Dish: Goulash; Price in EUR: 7.40; Day: Tuesday", "", True),
        ("Dish: Goulash; Day: Tuesday; Fee: 7.40", "", True),
        ("Goulash;7,40", "Dish | Price in EUR", True),
        ("Goulash,7.40", "Dish | Price", True),
        ("It is EUR 7 a day.", "", True),
        ("Goulash;7", "Dish | Tables", False),
        ("Goulash;ask the cook", "Dish | Price", False),
        ("Dish: Goulash; Price: ask the cook; Tables: 7", "", False),
        ("The price is told on Tuesday.", "", False),
    ],
)
def test_the_name_of_a_column_tells_that_its_figure_is_money(text: str, columns: str, gives: bool) -> None:
    form = form_asked("How much is the goulash?")
    assert form and form.gives(text, columns) is gives
