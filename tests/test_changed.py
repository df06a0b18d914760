"""Wishes that change or give way: preferences, what was fine once, what is kept, and what is added."""

import pytest

from tests.test_facts import facts_of, values

BOTH = {"certificate", "report"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They'd rather get a SOC 2 report than an ISO certificate.", {"report"}),
        ("They would rather have a certificate than a report.", {"certificate"}),
        ("Rather a SOC 2 report than an ISO certificate, says the buyer.", {"report"}),
        ("The customer prefers a SOC 2 report to an ISO certificate.", {"report"}),
        ("The buyer prefers an ISO certificate over a SOC 2 report.", {"certificate"}),
        ("They want a SOC 2 report instead of an ISO certificate.", {"report"}),
        ("They want a SOC 2 report and to renew an ISO certificate.", BOTH),
        ("Do they prefer a SOC 2 report to a certificate?", set()),
    ],
)
def test_what_another_is_preferred_to_gives_way(text: str, wanted: set[str]) -> None:
    facts = facts_of(text)
    assert (values(facts, "wanted"), facts.conflicts) == (wanted, ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The customer was fine with ISO until last week; since Monday only a SOC 2 report counts.", {"report"}),
        ("They asked for a certificate until recently; now they need a SOC 2 report.", {"report"}),
        ("They need the certificate until Monday.", {"certificate"}),
        ("The RFP used to say SOC 2 only; amendment 2 adds an ISO 27001 certificate.", BOTH),
        ("The tender used to ask for a certificate. The new version adds a SOC 2 report.", BOTH),
        ("The RFP used to say SOC 2 only; amendment 2 asks for an ISO 27001 certificate instead.", {"certificate"}),
        ("We used to have SOC 2. They added an ISO 27001 certificate requirement.", {"certificate"}),
        ("They want a certificate and a SOC 2 report isn't needed.", {"certificate"}),
    ],
)
def test_what_was_said_once_stays_only_where_another_is_added(text: str, wanted: set[str]) -> None:
    assert values(facts_of(text), "wanted") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They dropped the report requirement and kept the certificate one.", {"certificate"}),
        ("They withdrew the certificate demand but kept the report one.", {"report"}),
        ("They cancelled the SOC 2 and kept the ISO certificate.", {"certificate"}),
        ("They want no report and no certificate is needed.", set()),
        ("We kept the certificate in a drawer.", set()),
    ],
)
def test_what_is_kept_where_another_is_dropped_is_wanted(text: str, wanted: set[str]) -> None:
    assert values(facts_of(text), "wanted") == wanted


@pytest.mark.parametrize("author", ["ann", "bob"])
@pytest.mark.parametrize(
    ("said", "then", "wanted"),
    [
        ("we need the SOC 2 report", "they'd rather see an ISO 27001 cert and said the SOC 2 isn't needed any more",
         {"certificate"}),
        ("customer wants ISO certificate", "plus a SOC 2 report", BOTH),
        ("customer wants a SOC 2 report", "also an ISO cert by June", BOTH),
        ("customer wants a SOC 2 report", "plus our ISO certificate", {"report"}),
    ],
)  # fmt: skip
def test_a_later_turn_adds_to_a_wish_or_turns_it(author: str, said: str, then: str, wanted: set[str]) -> None:
    facts = facts_of("Which one?", ("ann", said), (author, then))
    assert (values(facts, "wanted"), facts.conflicts) == (wanted, ())
