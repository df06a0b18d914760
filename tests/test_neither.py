"""A request that neither option decides: the headline names what it names, and what is told fits why."""

import pytest

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.decide import decide
from assistant.question.facts import read_facts
from knowledge.rules.load import load_rule
from tests.rule_files import RULE, library_quote
from tests.test_ask import ask

RULE_READ = load_rule(RULE, library_quote)
BINDING = "A law stays binding whether or not an organization holds an ISO/IEC 27001 certificate or a SOC 2 report."


def governing(text: str) -> set[str]:
    return set(read_facts(RULE_READ, Question(text=text)).known().get("governing", ()))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("we need NIST 800-171", {"nist_800_171"}),
        ("The agency requires NIST SP 800-172 of us. ISO or SOC 2?", {"nist_800_171"}),
        ("A federal customer wants NIST SP 800-53 moderate. ISO or SOC 2?", {"nist_800_53"}),
        ("We must comply with NIST Special Publication 800-53 rev 5. ISO or SOC 2?", {"nist_800_53"}),
        ("They require NIST SP 800-218 of us. ISO or SOC 2?", {"nist_ssdf"}),
        ("The agency wants NIST SP 800-82. ISO or SOC 2?", {"nist_other"}),
        ("The agency wants NIST. ISO or SOC 2?", {"nist_other"}),
        ("The client asks for NIST CSF alignment. ISO or SOC 2?", {"nist_csf"}),
        ("The client demands the NIST Cybersecurity Framework. ISO or SOC 2?", {"nist_csf"}),
        ("They want a NIST CSF 2.0 profile. ISO or SOC 2?", {"nist_csf"}),
    ],
)
def test_each_publication_of_nist_is_a_framework_of_its_own(text: str, named: set[str]) -> None:
    assert governing(text) == named


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The authority wants us to register under NIS2. ISO or SOC 2?", "governed_by_law"),
        ("The customer wants our data processing agreement under the GDPR. ISO or SOC 2?", "governed_by_law"),
        ("The client demands NIST 800-53 and the regulator demands DORA. ISO or SOC 2?", "governed_by_law"),
        ("The customer requires PCI DSS. ISO or SOC 2?", "governed_elsewhere"),
        ("we need NIST 800-171", "governed_elsewhere"),
        ("They want Annex A as an Excel, no certificate and no report. ISO or SOC 2?", "neither_wanted"),
    ],
)
def test_why_neither_decides(text: str, clause: str) -> None:
    decision = decide(RULE_READ, read_facts(RULE_READ, Question(text=text)))
    assert (decision.outcome, [one.name for one in decision.clauses]) == ("neither", [clause])


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("The authority wants us to register under NIS2. ISO or SOC 2?", True),
        ("We must report to our supervisory authority under DORA. ISO or SOC 2?", True),
        ("ISO or SOC 2 for a customer questionnaire with 200 questions?", False),
        ("Customer sent ISO 27001 Annex A as an excel and asks us to fill it in. ISO or SOC 2?", False),
        ("The customer wants neither a certificate nor a report. ISO or SOC 2?", False),
        ("The customer requires PCI DSS. ISO or SOC 2?", False),
        ("we need NIST 800-171", False),
    ],
)
def test_that_a_law_stays_binding_is_told_where_a_law_is_named(desk: Desk, text: str, binds: bool) -> None:
    reply = ask(desk, text)
    assert reply.decision is not None and reply.decision.outcome == "neither" and reply.statements
    assert (BINDING in [one.text for one in reply.statements]) is binds


@pytest.mark.parametrize(
    "text",
    [
        "We're an essential entity under NIS2 and must register with the authority. Which framework applies, ISO or SOC 2?",
        "The customer wants neither a certificate nor a report. Which framework applies, ISO or SOC 2?",
        "The customer requires PCI DSS. Which framework applies, ISO or SOC 2?",
    ],
)
def test_what_goes_with_another_outcome_is_not_told_beside_neither(desk: Desk, text: str) -> None:
    reply = ask(desk, text)
    assert reply.decision is not None and reply.decision.outcome == "neither"
    assert not [one.text for one in reply.statements if "oth frameworks apply" in one.text]


def test_what_goes_with_both_is_told_beside_both(desk: Desk) -> None:
    text = "The bank needs a SOC 2 report and our ISO 27001 certificate. Which framework applies, ISO or SOC 2?"
    decision = ask(desk, text).decision
    assert decision is not None and decision.outcome == "both"
    assert any("oth frameworks apply" in one.reason for one in decision.clauses)
