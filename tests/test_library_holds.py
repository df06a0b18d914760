"""What the library holds is told; what it does not is refused: a sum, the names of controls, what a named firm does."""

import pytest

from assistant.desk import Desk
from assistant.question.kinds import form_asked
from assistant.question.names import firm_in
from tests.test_ask import ask

MONEY, CONTROLS = "an amount of money", "the name of each control"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("what would a type 2 audit set us back, roughly", MONEY),
        ("How much will the certificate set the company back?", MONEY),
        ("How many weeks would a failed audit set us back?", "a duration"),
        ("Would a failed audit set our plan back?", None),
        ("names of the 93 controls", CONTROLS),
        ("list all controls in annex a", CONTROLS),
        ("Could you list the Annex A controls?", CONTROLS),
        ("What are the 93 controls called?", CONTROLS),
        ("Give me the full list of all Annex A controls", CONTROLS),
        ("Does Annex A list all controls that we need?", None),
        ("list the four themes of annex a", None),
        ("What is the name of controls that the customer has to run on his side?", None),
        ("List the controls that we left out", None),
        ("How many controls are in Annex A?", "a number"),
    ],
)
def test_the_form_that_is_asked_for(text: str, form: str | None) -> None:
    found = form_asked(text)
    assert (found.name if found else None) == form


@pytest.mark.parametrize(
    ("row", "columns", "gives"),
    [
        ("id: A.5.1 name: Policies for information security", "", True),
        ("A.5.1 | Policies for information security", "Control 1 | Title", True),
        ("Annex A of the 2022 edition lists 93 controls in four themes.", "", False),
    ],
)
def test_a_row_of_controls_gives_their_names_and_a_count_does_not(row: str, columns: str, gives: bool) -> None:
    form = form_asked("list all controls")
    assert form is not None and form.gives(row, columns) is gives


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("can KPMG do both iso and soc 2 for us", "KPMG"),
        ("Could Baker Tilly issue our SOC 2 report?", "Baker Tilly"),
        ("does TÜV do SOC 2?", "TÜV"),
        ("Would Deloitte audit us?", "Deloitte"),
        ("can a CPA firm do both iso and soc 2 for us", None),
        ("Can CPAs issue ISO certificates?", None),
        ("Can Tom audit the process he runs himself?", None),
        ("Does HIPAA give us a certificate?", None),
        ("Can we do both ISO and SOC 2?", None),
        ("Does SOC 2 give a certificate?", None),
    ],
)
def test_the_firm_that_is_named(text: str, firm: str | None) -> None:
    assert firm_in(text) == firm


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("what would a type 2 audit set us back, roughly", "an amount of money"),
        ("names of the 93 controls", "the name of each control"),
        ("list all controls in annex a", "the name of each control"),
        ("can KPMG do both iso and soc 2 for us", "KPMG"),
    ],
)
def test_it_is_refused(desk: Desk, text: str, lacking: str) -> None:
    reply = ask(desk, text)
    assert reply.abstention is not None and reply.decision is None and lacking in reply.abstention.detail


@pytest.mark.parametrize("text", ["how many controls are in annex a", "can a CPA firm do both iso and soc 2 for us"])
def test_what_the_library_holds_is_told(desk: Desk, text: str) -> None:
    assert ask(desk, text).status == "answered"


@pytest.mark.parametrize(
    "text",
    [
        "which of the tsc is mandatory",
        "which tsc category is mandatory",
        "Which Trust Services category is obligatory?",
    ],
)
def test_what_is_always_included_is_told_where_it_is_asked_what_is_mandatory(desk: Desk, text: str) -> None:
    assert any("always included" in one.text for one in ask(desk, text).statements)
