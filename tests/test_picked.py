"""Which of two a text picks, equivalents that it leaves open, and names of ours in the names of companies."""

import pytest

from tests.test_facts import facts_of, values


@pytest.mark.parametrize(
    ("text", "wanted", "refused"),
    [
        ("Out of ISO and SOC 2 they picked the latter", {"report"}, set()),
        ("Of ISO 27001 and SOC 2 the customer wants the former.", {"certificate"}, set()),
        ("They named ISO and SOC 2 and do not want the latter.", set(), {"report"}),
        ("ISO or SOC 2? Is it the latter?", set(), set()),
        ("ISO and SOC 2 differ; the latter is a report.", set(), set()),
        ("not iso. soc2.", {"report"}, {"certificate"}),
        ("No SOC 2. ISO 27001.", {"certificate"}, {"report"}),
        ("SOC 2. ISO 27001.", set(), set()),
        ("They won't take a certificate. Report it is.", {"report"}, {"certificate"}),
    ],
)
def test_one_of_two_is_picked(text: str, wanted: set[str], refused: set[str]) -> None:
    facts = facts_of(text)
    assert (values(facts, "wanted"), values(facts, "not_wanted")) == (wanted, refused)


def test_what_is_left_after_another_is_turned_down_is_wanted() -> None:
    text = "A SOC 2 report won't cut it for this buyer, so certificate it is?"
    assert values(facts_of(text), "wanted") == {"certificate"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bidder shall hold ISO/IEC 27001 certification or equivalent (e.g. SOC 2 Type 2). No preference.", set()),
        ("Supplier must hold ISO 27001 or an equivalent such as SOC 2. Which one?", set()),
        ("They require a SOC 2 Type 2 report or similar (ISO 27001).", set()),
        ("Bidder shall hold ISO 27001 or equivalent.", {"certificate"}),
        ("They require ISO 27001 or equivalent. They also want a SOC 2 report.", {"certificate", "report"}),
    ],
)
def test_an_equivalent_that_is_named_leaves_it_open(text: str, wanted: set[str]) -> None:
    assert values(facts_of(text), "wanted") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The customer's name is SOC2 Analytics GmbH. They have a security question.", set()),
        ("The vendor is named SOC 2 Systems Inc. They have a question about invoices.", set()),
        ("ISO Consulting Ltd sent us a security question.", set()),
        ("Our new client SOC2 Analytics GmbH wants an ISO certificate.", {"certificate"}),
        ("A company called ISO wants a SOC 2 report.", {"report"}),
        ("A framework called SOC 2 is what they want.", {"report"}),
        ("They want SOC 2 for Acme Ltd.", {"report"}),
        ("They want a SOC 2 report from Foo Inc.", {"report"}),
    ],
)
def test_a_name_in_the_name_of_a_company_is_no_wish(text: str, wanted: set[str]) -> None:
    assert values(facts_of(text), "wanted") == wanted
