"""The rule file: it loads, it rests on the library, and a second comparison needs a YAML file and pages only."""

from pathlib import Path

import pytest

from assistant.contract import Question
from assistant.question.asks import asks_decision
from assistant.question.decide import decide
from assistant.question.decided import decided
from assistant.question.facts import read_facts
from knowledge.rules.load import RuleError, load_rule
from knowledge.rules.words import pattern_of, words_of
from knowledge.sources.types import Span
from tests.rule_files import RULE, library_quote

SECOND = """
id: csf-vs-nis2
version: "0.1"
title: NIST CSF 2.0 or NIS2
speech: english.yaml
flip: "With {fact} at {value}: {outcome}."
outcomes:
  csf: {title: NIST CSF 2.0, headline: "NIST CSF 2.0: a profile is wanted."}
  nis2: {title: NIS2, headline: "NIS2: registration is wanted."}
  both: {title: both, headline: "Both apply."}
  neither: {title: neither, headline: "Neither: {governing}. Add {source}."}
  undetermined: {title: undetermined, headline: "One fact is missing."}
facts:
  - name: deliverable
    label: what is wanted
    reads: wish
    many: true
    question: A profile, a registration, or both?
    values:
      profile: {title: a profile, names: [nist csf, csf], things: [profile, tier 1|2|3|4]}
      registration: {title: a registration, names: [nis 2], things: [registration, entity register]}
  - {name: declined, label: what is declined, reads: refusal, of: deliverable, opposes: deliverable, many: true}
clauses:
  - name: both_wanted
    outcome: both
    when: {deliverable: {all: [profile, registration]}}
    reason: Both are wanted.
    basis: [{source: page, quote: "Both may apply."}]
  - name: profile_wanted
    outcome: csf
    when: {deliverable: {any: [profile]}}
    reason: A profile is wanted.
    basis: [{source: page, quote: "A profile leads to the CSF."}]
  - name: registration_wanted
    outcome: nis2
    when: {deliverable: {any: [registration]}}
    reason: A registration is wanted.
    basis: [{source: page, quote: "A registration leads to NIS2."}]
  - name: missing
    outcome: undetermined
    reason: It is not said.
    basis: [{source: page, quote: "The need decides."}]
"""
PAGE = "Both may apply. A profile leads to the CSF. A registration leads to NIS2. The need decides."


def page_quote(source_id: str, quote: str) -> Span | None:
    start = PAGE.find(quote) if source_id == "page" else -1
    return Span(start, start + len(quote)) if start >= 0 else None


@pytest.fixture
def second(tmp_path: Path) -> Path:
    (tmp_path / "english.yaml").write_text((RULE.parent / "english.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "second.yaml").write_text(SECOND, "utf-8")
    return tmp_path / "second.yaml"


def test_the_shipped_rule_loads_and_every_quote_stands_in_the_library() -> None:
    rule = load_rule(RULE, library_quote)
    assert (rule.id, len(rule.clauses) > 5) == ("iso-27001-vs-soc-2", True)
    for basis in (b for clause in rule.clauses for b in clause.basis):
        assert library_quote(basis.source_id, basis.quote) is not None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The agency asks for a CSF profile. NIST CSF or NIS2?", "csf"),
        ("We don't need a profile, the authority wants our registration. Which one?", "nis2"),
        ("They require the registration and the board wants a profile. Which one?", "both"),
        ("NIST CSF or NIS2?", "undetermined"),
        ("We already have a profile. They now ask for the registration. Which one?", "nis2"),
    ],
)
def test_a_second_comparison_needs_a_file_only(second: Path, text: str, outcome: str) -> None:
    rule = load_rule(second, page_quote)
    asked = Question(text=text)
    assert decide(rule, read_facts(rule, asked)).outcome == outcome
    assert asks_decision(rule, asked)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("A profile leads to the CSF.", "A profile leads nowhere.", "clause profile_wanted: the quote"),
        ("outcome: csf", "outcome: cfs", "name one of these"),
        ("{any: [registration]}", "{any: [registrations]}", "which it can't be"),
        ("{any: [profile]}", "{some: [profile]}", "knows all, any, none and known"),
        ("when: {deliverable: {any: [profile]}}", "when: {deliverables: {known: true}}", "is no fact of the rule"),
        ("reads: wish", "reads: mind", "layout"),
        ('version: "0.1"', "edition: 1", "'version' is missing"),
        ("names: [nis 2]", 'names: ["(nis)"]', "no word that must be there"),
        ("many: true\n    question", "many: maybe\n    question", "write true or false"),
        ("opposes: deliverable", "opposes: delivery", "no fact of the rule"),
        ("name: missing", "name: both_wanted", "give each its own"),
        ("  neither: {", "  nothing: {", "'neither' is missing"),
        ("facts:", "facts: [", "can't be read as YAML"),
    ],
)
def test_a_faulty_rule_is_refused_with_file_place_and_remedy(second: Path, old: str, new: str, says: str) -> None:
    assert old in SECOND
    second.write_text(SECOND.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleError) as caught:
        load_rule(second, page_quote)
    assert says in str(caught.value) and str(second) in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="can't be read"):
        load_rule(tmp_path / "none.yaml", page_quote)


def test_words_keep_their_places_and_lose_their_inflection() -> None:
    text = "They’re certified; SOC-2 doesn't matter"
    words = words_of(text)
    assert [w.surface for w in words] == ["they", "are", "certified", ";", "soc", "2", "does", "not", "matter"]
    places = ["They", "’re", "certified", ";", "SOC", "2", "does", "n't", "matter"]
    assert [text[w.start : w.end] for w in words] == places
    assert words[2].form == words_of("certify")[0].form


def test_a_pattern_needs_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        pattern_of("... (a)")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("NIST CSF or NIS2 for this request? The authority wants our registration.", "csf-vs-nis2"),
        ("ISO or SOC 2 for this request? The customer wants a SOC 2 report.", "iso-27001-vs-soc-2"),
        ("SOC 2 or ISO 27001? The customer wants the certificate.", "iso-27001-vs-soc-2"),
    ],
)
def test_of_two_comparisons_the_one_whose_options_are_named_decides(second: Path, text: str, rule: str) -> None:
    both = [load_rule(RULE, library_quote), load_rule(second, page_quote)]
    for rules in (both, both[::-1]):
        decision = decided(Question(text=text), rules, lambda _: 1.0, lambda _: 0.0)
        assert decision is not None and decision.rule == rule
