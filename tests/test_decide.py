"""Decide: the labelled requests, and what holds for every combination of facts."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.contract import Question, Turn
from assistant.question.asks import asks_decision
from assistant.question.choosing import chooses_for_a_case
from assistant.question.decide import decide, outcome_of, trials
from assistant.question.facts import Facts, read_facts
from assistant.question.mentioned import Fact
from knowledge.rules.load import load_rule
from knowledge.rules.rule import Rule
from tests.rule_files import RULE, library_quote

DATA = Path(__file__).parent / "data"
OUTCOMES = {"iso_27001", "soc_2", "both", "neither", "undetermined"}
AT_LEAST = 0.97
NOISE = (DATA / "unrelated.txt").read_text("utf-8").splitlines()


def cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


FILES = (
    "decisions",
    *(
        f"decisions_{n}"
        for n in (
            "fresh",
            "blind",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        )
    ),
)
CASES = [c for name in FILES for c in cases(f"{name}.jsonl")]


@pytest.fixture(scope="module")
def rule() -> Rule:
    return load_rule(RULE, library_quote)


RULE_READ = load_rule(RULE, library_quote)


def question(case: dict[str, object]) -> Question:
    return Question.model_validate({k: case[k] for k in ("id", "text", "conversation", "user") if k in case})


def outcome(rule: Rule, asked: Question) -> str:
    return decide(rule, read_facts(rule, asked)).outcome


def test_labelled_requests_get_their_outcome(rule: Rule) -> None:
    labelled = [c for c in CASES if c["outcome"] is not None]
    wrong = [(c["id"], got) for c in labelled if (got := outcome(rule, question(c))) != c["outcome"]]
    assert len(labelled) >= 400
    assert 1 - len(wrong) / len(labelled) >= AT_LEAST, wrong


def test_labelled_requests_never_get_the_other_option(rule: Rule) -> None:
    other = {("iso_27001", "soc_2"), ("soc_2", "iso_27001"), ("undetermined", "iso_27001"), ("undetermined", "soc_2")}
    assert [c["id"] for c in CASES if (c["outcome"], outcome(rule, question(c))) in other] == []


def test_questions_are_told_from_decisions(rule: Rule) -> None:
    wrong = [c["id"] for c in CASES if asks_decision(rule, question(c)) != c["asks"]]
    assert 1 - len(wrong) / len(CASES) >= AT_LEAST, wrong


@pytest.mark.parametrize("place", ["start", "middle", "end"])
@pytest.mark.parametrize("number", range(0, 500, 13))
def test_an_unrelated_sentence_changes_nothing(rule: Rule, number: int, place: str) -> None:
    case = question(CASES[number])
    before = outcome(rule, case)
    for noise in NOISE:
        noisy = case.model_copy(update={"text": mixed(case.text, noise, place)})
        assert outcome(rule, noisy) == before, (case.text, noise)


def mixed(text: str, noise: str, place: str) -> str:
    if place == "start":
        return f"{noise} {text}"
    if place == "end":
        return f"{text} {noise}" if text.rstrip()[-1:] in ".?!" else f"{text}\n{noise}"
    head, mark, tail = text.partition("? " if "? " in text else ". ")
    return f"{head}{mark}{noise} {tail}" if mark else f"{noise} {text}"


@given(st.sampled_from(CASES), st.sampled_from(NOISE), st.integers(0, 3), st.sampled_from(["ana", "ben", None]))
@settings(max_examples=150, deadline=None)
def test_an_unrelated_turn_changes_nothing(case: dict[str, object], noise: str, at: int, author: str | None) -> None:
    asked = question(case)
    turns = list(asked.conversation)
    turns.insert(min(at, len(turns)), Turn(author=author, text=noise))
    more = asked.model_copy(update={"conversation": tuple(turns)})
    assert outcome(RULE_READ, more) == outcome(RULE_READ, asked)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("For a regulator's request, do we use ISO or SOC 2?", True),
        ("do we use SOC 2 or ISO when a prospect wants to see how controls operated", True),
        ("If our bank asks how controls operated, do we take SOC 2 or ISO?", True),
        ("For our customer's request, should I send the ISO certificate or the SOC 2 report?", True),
        ("Do we use ISO or SOC 2 criteria for a customer's questionnaire?", False),
        ("Do we use ISO or SOC 2 in our risk register?", False),
        ("Do we have ISO or SOC 2 for our customers?", False),
        ("We use ISO or SOC 2 when a customer asks. Who signs the report?", False),
        ("Why do we use ISO or SOC 2 when a customer asks?", False),
    ],
)
def test_which_option_to_take_for_a_case_is_no_question_of_what_is_done_here(
    rule: Rule, text: str, chosen: bool
) -> None:
    assert chooses_for_a_case(rule, Question(text=text)) is chosen


@given(st.text(min_size=1, max_size=400), st.lists(st.text(max_size=80), max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_one_outcome(text: str, turns: list[str]) -> None:
    asked = Question(text=text, conversation=tuple(Turn(author="a", text=t) for t in turns))
    assert outcome(RULE_READ, asked) in OUTCOMES
    assert asks_decision(RULE_READ, asked) in (True, False)


WORDS = sorted({word for c in CASES for word in str(c["text"]).split()})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_words_get_one_outcome_and_exact_quotes(words: list[str]) -> None:
    asked = Question(text=" ".join(words))
    facts = read_facts(RULE_READ, asked)
    assert decide(RULE_READ, facts).outcome in OUTCOMES
    for fact in (*facts.readings, *(f for c in facts.conflicts for f in c.readings)):
        assert fact.quote and fact.quote == asked.text[fact.start : fact.end]


def known(rule: Rule, chosen: dict[str, frozenset[str]]) -> Facts:
    return Facts(tuple(Fact(n, v, v, None, 0, len(v)) for n, values in chosen.items() for v in sorted(values)))


def test_decide_is_total_and_pure_over_all_facts(rule: Rule) -> None:
    tried = ("wanted", "not_wanted", "obliged", "governing", "report_type", "exists")
    specs = [spec for spec in rule.facts if spec.name in tried]
    options = [[frozenset[str](), *list(trials(s))[:3]] for s in specs]
    for combination in product(*options):
        facts = known(rule, dict(zip((s.name for s in specs), combination, strict=True)))
        decision = decide(rule, facts)
        assert decision == decide(rule, facts)
        assert decision.outcome in OUTCOMES and decision.headline and len(decision.clauses) == 1
        assert len(decision.missing) == (decision.outcome == "undetermined")
        assert "{" not in decision.headline


def test_each_flip_is_what_the_rule_says(rule: Rule) -> None:
    decision = decide(rule, known(rule, {"wanted": frozenset({"report"})}))
    assert {(f.fact, f.value, f.outcome) for f in decision.flips} >= {
        ("wanted", "certificate", "iso_27001"),
        ("wanted", "certificate and report", "both"),
    }
    for flip in decision.flips:
        values = frozenset(flip.value.split(" and "))
        base = {"wanted": frozenset({"report"}) - (values if flip.fact == "not_wanted" else frozenset())}
        assert outcome_of(rule, {**base, flip.fact: values}) == flip.outcome != decision.outcome


def test_the_question_is_the_one_that_changes_most(rule: Rule) -> None:
    decision = decide(rule, Facts())
    assert [m.fact for m in decision.missing] == ["wanted"]


def test_the_obligation_leads_where_both_apply(rule: Rule) -> None:
    report = "The contract requires a SOC 2 report and the board would like a certificate. Which one?"
    certificate = "The contract requires an ISO 27001 certificate and sales would like a SOC 2 report. Which one?"
    assert decide(rule, read_facts(rule, Question(text=report))).primary == "soc_2"
    assert decide(rule, read_facts(rule, Question(text=certificate))).primary == "iso_27001"


def test_neither_names_the_source_to_add(rule: Rule) -> None:
    decision = decide(rule, read_facts(rule, Question(text="DORA obliges us to keep a register. ISO or SOC 2?")))
    assert "2022/2554" in decision.headline
    isae = decide(rule, read_facts(rule, Question(text="The customer asks for an ISAE 3402 report. ISO or SOC 2?")))
    assert isae.outcome == "neither" and "IAASB" in isae.headline and "AICPA" not in isae.headline
