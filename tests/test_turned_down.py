"""What is refused by an idiom, or in another language, and what a number makes a sort of another thing: neither is a wish."""

import pytest

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.decide import decide
from assistant.question.facts import Facts, read_facts
from knowledge.rules.load import load_rule
from tests.rule_files import RULE, library_quote

READ = load_rule(RULE, library_quote)


def facts_of(text: str) -> Facts:
    return read_facts(READ, Question(text=text))


def values(facts: Facts, name: str) -> set[str]:
    return {fact.value for fact in facts.readings if fact.name == name}


REFUSING = [
    "The last thing we want is an ISO 27001 certificate",
    "The last thing our board needs right now is an ISO 27001 certificate",
    "The last thing they want to see is another ISO 27001 certificate",
    "The last thing on our mind is an ISO 27001 certificate",
    "An ISO 27001 certificate is the last thing we want",
    "A certificate is the very last thing on their mind",
    "Spare us the ISO 27001 certificate",
    "Spare them an ISO 27001 certificate",
    "Skip the ISO 27001 certificate",
    "No need to bother with an ISO 27001 certificate",
    "Do not bother us with an ISO 27001 certificate",
    "Our board vetoed the ISO 27001 certificate",
    "The CFO vetoes an ISO 27001 certificate",
    "They dislike ISO 27001 certificates",
    "He hates ISO 27001 certificates",
    "We are fed up with ISO 27001 certificates",
    "Niemand will ein ISO 27001 certificate",
    "Kein Kunde braucht das ISO 27001 certificate",
    "Wir wollen kein ISO 27001 certificate",
    "Nadie quiere un ISO 27001 certificate",
    "Ningún cliente pide un ISO 27001 certificate",
    "Personne ne veut le ISO 27001 certificate",
    "Nessuno vuole un ISO 27001 certificate",
]
IDLE = [
    "The days of ISO 27001 certificates are over",
    "The era of the ISO 27001 certificate is long gone",
    "ISO 27001 certificate? Nah",
    "An ISO 27001 certificate? Nope",
]


@pytest.mark.parametrize("said", REFUSING)
def test_what_is_turned_down_by_an_idiom_is_refused(said: str) -> None:
    facts = facts_of(f"{said}.")
    assert (values(facts, "wanted"), values(facts, "not_wanted")) == (set(), {"certificate"})


@pytest.mark.parametrize("said", [*REFUSING, *IDLE])
def test_what_was_learned_makes_no_wish_of_what_is_turned_down(desk: Desk, said: str) -> None:
    for text in (f"A US customer wants a SOC 2 report. {said}.", f"{said}. A US customer wants a SOC 2 report."):
        facts = read_facts(desk.rules[0], Question(text=f"{text} ISO or SOC 2?"), desk.hears)
        assert decide(desk.rules[0], facts).outcome == "soc_2", text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The last thing they asked for was a SOC 2 report.", {"report"}),
        ("The last thing the customer requested was a certificate.", {"certificate"}),
        ("The last thing missing is a SOC 2 report for the tender.", {"report"}),
        ("The last thing we need for the tender is the certificate; then we are complete.", {"certificate"}),
        ("The last thing we need is your certificate, then we can sign.", {"certificate"}),
        ("The last thing they still need is the SOC 2 report.", {"report"}),
        ("The board did not veto the certificate that the customer wants.", {"certificate"}),
        ("The prospect wants the report and does not dislike certificates.", {"report"}),
        ("The customer is over the moon with SOC 2 reports and wants one: a SOC 2 report.", {"report"}),
        ("Der Kunde will einen SOC 2 report.", {"report"}),
        ("El cliente quiere un SOC 2 report.", {"report"}),
        ("Le client veut un SOC 2 report.", {"report"}),
    ],
)
def test_what_only_sounds_like_a_refusal_is_none(text: str, wanted: set[str]) -> None:
    facts = facts_of(text)
    assert (values(facts, "wanted"), values(facts, "not_wanted")) == (wanted, set())
    assert facts.conflicts == ()


def test_the_last_thing_that_may_end_a_list_is_added_to_no_wish() -> None:
    facts = facts_of("A US customer wants the SOC 2 report; the last thing we need is the certificate.")
    assert (values(facts, "wanted"), values(facts, "not_wanted")) == ({"report"}, set())


OTHER_SORTS = [
    "Northwind wrote to us about type 2 diabetes data",
    "They need patient data on type 1 diabetes",
    "A customer runs our app on a type 1 hypervisor",
    "The device logs a type 2 error",
    "Our client requires type 1 fuel",
    "The customer asks for a type II plug",
    "They ask for a type 2 licence for the fork lift",
    "They want a type-2 charging cable",
]


@pytest.mark.parametrize("said", OTHER_SORTS)
def test_a_sort_of_another_thing_is_no_type_of_a_report_and_no_wish(desk: Desk, said: str) -> None:
    for text in (f"{said}. ISO or SOC 2 for this request?", f"ISO or SOC 2 for this request? {said}."):
        facts = read_facts(desk.rules[0], Question(text=text), desk.hears)
        assert (values(facts, "wanted"), values(facts, "report_type")) == (set(), set()), text


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("They want a type 2", "type_2"),
        ("Type 2 please", "type_2"),
        ("They ask for a type II report.", "type_2"),
        ("The client wants a type II examination.", "type_2"),
        ("They want Type 2 for January to June.", "type_2"),
        ("They want a type 2 covering January to June.", "type_2"),
        ("The bank asks for the type 1 letter.", "type_1"),
        ("The Type 2 becomes a must.", "type_2"),
        ("They want the Type 1, dated in May.", "type_1"),
        ("They want a SOC 2 Type 2 yesterday.", "type_2"),
        ("They want this report type: Type 2\nDeadline: May", "type_2"),
    ],
)
def test_a_type_of_a_report_stays_one(text: str, sort: str) -> None:
    facts = facts_of(text)
    assert (values(facts, "wanted"), values(facts, "report_type")) == ({"report"}, {sort})
