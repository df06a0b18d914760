"""Forms that answer their fields in words: what a yes and a no say of the thing that a field names."""

import pytest

from assistant.contract import Question
from assistant.question.facts import read_facts
from tests.test_facts import READ, facts_of, values
from tests.test_heard import says


@pytest.mark.parametrize(
    ("text", "wanted", "refused"),
    [
        ("ISO 27001 certificate: no / SOC 2 report: yes", "report", "certificate"),
        ("SOC 2: no / ISO 27001: yes", "certificate", "report"),
        ("certificate needed: no. report needed: yes", "report", "certificate"),
        ("Field 'ISO 27001 certificate': N/A; Field 'SOC 2 Type 2 report': Required", "report", "certificate"),
        ("ISO 27001 certificate selected, SOC 2 not selected.", "certificate", "report"),
        ("The SOC 2 box is not ticked, the ISO 27001 box is.", "certificate", "report"),
        ("ISO 27001: not selected. SOC 2: selected.", "report", "certificate"),
        ("Q: ISO certificate? A: No. Q: SOC 2 report? A: Yes.", "report", "certificate"),
        ("Q: Is a certificate required?\nA: No\nQ: Is a SOC 2 report required?\nA: Yes", "report", "certificate"),
        ("SOC 2 report required? N. ISO 27001 certificate required? Y.", "certificate", "report"),
        ("| ISO 27001 certificate | no |\n| SOC 2 report | yes |", "report", "certificate"),
        ("SOC 2 Type 2 report = false, ISO 27001 certificate = true", "certificate", "report"),
        ("SOC 2 report: none. ISO 27001 certificate: mandatory.", "certificate", "report"),
        ("Does the customer require an ISO certificate? Yes. Do they require a SOC 2 report? No.", "certificate", "report"),
    ],
)  # fmt: skip
def test_a_field_that_is_answered_tells_a_wish_or_a_refusal(text: str, wanted: str, refused: str) -> None:
    facts = facts_of(f"{text}\nISO or SOC 2?")
    assert (values(facts, "wanted"), values(facts, "not_wanted"), facts.conflicts) == ({wanted}, {refused}, ())


def test_a_field_that_is_denied_is_not_heard() -> None:
    asked = Question(text="| ISO 27001 certificate | no |\n| SOC 2 report | yes |\nISO or SOC 2?")
    assert read_facts(READ, asked, says("certificate")) == read_facts(READ, asked)


def test_a_field_alone_may_be_answered() -> None:
    assert values(facts_of("SOC 2 not selected"), "not_wanted") == {"report"}
    assert values(facts_of("ISO certificate: yes. SOC 2 report: yes."), "wanted") == {"certificate", "report"}


def test_a_form_of_what_is_there_tells_no_wish() -> None:
    held = facts_of("Already in place:\nISO 27001 certificate: yes\nThe customer wants a SOC 2 report.")
    assert (values(held, "exists"), values(held, "not_wanted")) == ({"certificate"}, set())
    assert values(facts_of("ISO 27001 certified: yes."), "wanted") == set()
    assert values(facts_of("They want us ISO 27001 certified by June: yes, they said so."), "wanted") == {"certificate"}


@pytest.mark.parametrize(
    "text",
    [
        "Do we know whether they want SOC 2? No.",
        "ISO or SOC 2? Yes.",
        "Is SOC 2 hard to get? No.",
        "Is SOC 2 a certificate? No.",
        "Have they asked for SOC 2? No.",
        "We were not selected for the SOC 2 panel.",
    ],
)
def test_an_answer_to_another_question_refuses_nothing(text: str) -> None:
    facts = facts_of(text)
    assert (values(facts, "wanted"), values(facts, "not_wanted")) == (set(), set())
