"""What somebody has in writing is told of a wish, and two who have it otherwise are asked about."""

import pytest

from tests.test_facts import facts_of, values

ANN, BOB = "I have it in writing that it is the certificate.", "I have it in writing that it is the SOC 2 report"


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        (ANN, {"certificate"}, set()),
        ("We have it in black and white that it is the report.", {"report"}, set()),
        ("I have in writing that the SOC 2 report is what they want.", {"report"}, set()),
        ("I have it in an email that we hold a certificate.", set(), {"certificate"}),
        ("We have the certificate in writing.", set(), set()),
        ("Do we have it in writing that it is the certificate?", set(), set()),
    ],
)
def test_what_is_in_writing_is_not_what_is_there(text: str, wanted: set[str], held: set[str]) -> None:
    facts = facts_of(text)
    assert (values(facts, "wanted"), values(facts, "exists")) == (wanted, held)


@pytest.mark.parametrize("bob", [f"{BOB}, not a certificate.", f"{BOB}."])
def test_two_who_have_it_otherwise_in_writing_are_a_conflict(bob: str) -> None:
    facts = facts_of("Which one?", ("ann", ANN), ("bob", bob))
    assert [clash.value for clash in facts.conflicts] == ["certificate"]
    assert values(facts, "exists") == set()


def test_two_who_have_the_same_in_writing_are_none() -> None:
    facts = facts_of("Which one?", ("ann", ANN), ("bob", ANN))
    assert (values(facts, "wanted"), facts.conflicts) == ({"certificate"}, ())
