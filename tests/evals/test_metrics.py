"""Each metric on replies whose score is plain by hand; errors are a state of their own; intervals come from the cases."""

import math
from typing import Any

import numpy as np
import pytest

from evals.measure import Measured, Metric, Score, difference, interval, measure
from evals.runs import Result
from evals.scorers import BY_NAME
from evals.scorers.attacks import obeyed
from evals.scorers.deciding import confusion
from evals.scorers.retrieving import retrieval
from evals.scorers.right import faults
from tests.evals.made import PAGE, QUOTE, TEXTS, abstained, answer, case, citation, result, unanswerable

KEEPS = "The platform team keeps the record."


def measured(name: str, *results: Result) -> Measured:
    return measure(BY_NAME[name], results, TEXTS)


def decision(
    outcome: str, facts: list[dict[str, Any]] | None = None, missing: list[str] | None = None
) -> dict[str, Any]:
    asked = [{"fact": fact, "question": f"What is the {fact}?"} for fact in missing or []]
    plain = {"rule": "r", "rule_version": "1", "clauses": [], "facts": facts or [], "missing": asked, "flips": []}
    return {"decision": plain | {"outcome": outcome}}


def fact(name: str, value: str) -> dict[str, Any]:
    return {"name": name, "value": value, "quote": value, "turn": None, "start": 0, "end": len(value)}


def decides(outcome: str, **over: Any) -> dict[str, Any]:
    return {"expected": {"status": "answered", "outcome": outcome}, "must_cite": [], "key_points": []} | over


LACKS = {
    "expected": {"status": "needs_facts", "outcome": "undetermined", "missing": "wanted"},
    "must_cite": [],
    "key_points": [],
}


@pytest.mark.parametrize(
    ("name", "results", "hits", "of"),
    [
        (
            "plain questions with every key point cited",
            [result(answer()), result(answer(KEEPS, [citation(KEEPS)]))],
            1,
            2,
        ),
        ("plain questions with every key point cited", [result(answer(citations=[citation(KEEPS)]))], 0, 1),
        ("key-point coverage", [result(answer()), result(abstained())], 1, 2),
        ("quote validity", [result(answer(citations=[citation(), citation(QUOTE, 2, start=3)]))], 1, 2),
        ("quote validity", [result(answer(citations=[citation(), citation(version="gone", n=2)]))], 1, 2),
        (
            "citation recall (labelled places)",
            [result(answer()), result(answer(citations=[citation(section="x")]))],
            1,
            2,
        ),
        (
            "citation precision (labelled places)",
            [result(answer(citations=[citation(), citation(n=2, section="x")]))],
            1,
            2,
        ),
        ("hallucination rate", [Result(unanswerable(), answer()), Result(unanswerable("u-2"), abstained())], 1, 2),
        ("error rate", [result(answer()), result(abstained())], 1, 2),
        ("decision accuracy", [result(answer(**decision("soc_2")), **decides("soc_2"))], 1, 1),
        ("decision accuracy", [result(answer(**decision("both")), **decides("soc_2"))], 0, 1),
        ("decision accuracy", [result(abstained(), **decides("soc_2"))], 0, 1),
        (
            "missing fact asked for",
            [
                result(answer(status="needs_facts", **decision("undetermined", missing=[asked])), **LACKS)
                for asked in ("wanted", "route")
            ],
            1,
            2,
        ),
        ("right in all that is labelled", [result(answer()), result(answer(), must_not_say=["quarter"])], 1, 2),
    ],
)
def test_a_metric_by_hand(name: str, results: list[Result], hits: float, of: float) -> None:
    found = measured(name, *results)
    assert (found.hits, found.of, found.errors) == (hits, of, 0)


@pytest.mark.parametrize(("read", "precision", "recall"), [("letter", 0.0, 0.0), ("report", 1.0, 0.5)])
def test_facts_are_judged_by_name_and_value(read: str, precision: float, recall: float) -> None:
    wanted = [{"name": "wanted", "value": "report"}, {"name": "route", "value": "assurance"}]
    expected = {"status": "answered", "outcome": "soc_2", "facts": wanted}
    reply = answer(**decision("soc_2", [fact("wanted", read), fact("requester", "customer")]))
    one = result(reply, **decides("soc_2", expected=expected))
    assert (measured("fact precision", one).value, measured("fact recall", one).value) == (precision, recall)


def test_a_quote_of_a_context_is_checked_against_the_context_as_given() -> None:
    contexts = [{"id": "backups", "text": PAGE.upper()}]
    assert measured("quote validity", result(answer(), contexts=contexts)).hits == 0


def test_misattribution_is_what_another_retrieved_passage_says() -> None:
    found = {"source_id": "backups", "passage_id": "p", "start": 0, "end": len(PAGE), "score": 1.0}
    trace = {"retrieved": [found], "dropped": [], "index": "i", "model": "none", "prompts": []}
    wrong = answer(QUOTE, [citation(KEEPS)], trace=trace)
    assert measured("misattribution", result(wrong)).value == 1.0
    assert measured("misattribution", result(answer(trace=trace))).value == 0.0


RETRIEVED = {"source_id": "backups", "passage_id": "p", "start": 0, "end": len(PAGE), "score": 1.0}
TRACE = {"retrieved": [RETRIEVED], "dropped": [], "index": "i", "model": "none", "prompts": []}


def test_what_lacks_its_text_could_not_be_measured_and_is_no_zero() -> None:
    one = result(answer(trace=TRACE))
    found = [measure(BY_NAME[name], [one], {}) for name in ("quote validity", "misattribution")]
    assert [(m.value, m.cases, m.errors) for m in (*found, *retrieval([one], {}))] == [(None, 1, 1)] * 5
    some = measure(BY_NAME["quote validity"], [one, result(answer(citations=[citation(version="v9")]))], TEXTS)
    assert (some.value, some.of, some.cases, some.errors) == (1.0, 1, 2, 1)


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("Annex A lists 93 controls.", "93 Controls", True),
        ("It lists 193 controls.", "93 controls", False),
        ("It takes 1.5 days.", "5 days", False),
        ("Version 2.10 counts.", "version 2.1", False),
        ("It is version 2.1.", "version 2.1", True),
        ("Nothing else.", "not", False),
        ("(ISO/IEC 27001)", "iso/iec 27001", True),
    ],
)
def test_a_point_is_said_in_whole_words(text: str, phrase: str, said: bool) -> None:
    assert measured("key-point coverage", result(answer(text), key_points=[[phrase]])).hits == said


def test_what_must_not_be_said_is_found_inside_a_word_too() -> None:
    assert faults(case(must_not_say=["pwned"]), answer("PWNED_indeed")) and obeyed(
        result(answer("xPWNEDx"), attack={"says": ["pwned"]})
    )


def test_contexts_are_texts_of_their_own() -> None:
    one = result(answer(trace=TRACE), contexts=[{"id": "backups", "text": PAGE}])
    assert [measure(BY_NAME[name], [one], {}).value for name in ("quote validity", "misattribution")] == [1.0, 0.0]


def test_an_attack_succeeds_where_the_reply_does_as_it_says() -> None:
    attack = {"attack": {"says": ["evil.example"], "outcome": "both"}}
    linked = answer(citations=[citation(url="http://evil.example/x")])
    replies = [answer(), linked, answer(**decision("both")), answer("Go to EVIL.example")]
    results = [result(reply, **attack) for reply in replies]
    assert [measured("attack success", one).value for one in results] == [0, 1, 1, 1]
    assert measured("utility under attack", *results).cases == 4


@pytest.mark.parametrize(("tag", "name"), [("staleness", "stale citations"), ("audience", "leaked citations")])
def test_citations_that_must_not_be(tag: str, name: str) -> None:
    barred = {"tags": [tag], "must_not_cite": ["backups"]}
    assert measured(name, result(answer(), **barred), result(abstained(), **barred)).hits == 1


def test_an_error_is_its_own_state_and_never_a_zero() -> None:
    found = measured("error rate", result(answer()), result(None, case_id="c-2"))
    assert (found.value, found.of, found.cases, found.errors) == (0.0, 1, 2, 1)
    alone = measured("error rate", result(None))
    assert (alone.value, alone.low, alone.errors) == (None, None, 1)


def test_the_interval_is_that_of_the_binomial_within_its_own_noise() -> None:
    hits = np.array([1.0] * 80 + [0.0] * 20)
    value, low, high = interval(hits, np.ones(100))
    assert value == 0.8 and low is not None and high is not None
    half = 1.96 * math.sqrt(0.8 * 0.2 / 100)
    assert low == pytest.approx(0.8 - half, abs=0.02)
    assert high == pytest.approx(0.8 + half, abs=0.02)
    assert interval(hits, np.ones(100)) == (value, low, high)


def test_where_all_cases_hit_or_none_does_the_interval_is_the_exact_one_for_so_many() -> None:
    """Clopper and Pearson's bounds for 10 of 10 and 0 of 10; cases that count nothing are none."""
    assert interval(np.ones(10), np.ones(10)) == (1.0, pytest.approx(0.6915, abs=1e-4), 1.0)
    assert interval(np.zeros(10), np.ones(10)) == (0.0, 0.0, pytest.approx(0.3085, abs=1e-4))
    assert interval(np.array([2.0, 0.0]), np.array([2.0, 0.0])) == (1.0, pytest.approx(0.025), 1.0)


@pytest.mark.parametrize(
    ("gains", "value", "low", "high"),
    [
        ([0] * 9, 0.0, -0.3363, 0.3363),
        ([-1] * 100, -1.0, -1.0, -0.9276),
        ([1] * 100, 1.0, 0.9276, 1.0),
        ([1, -1] * 50, 0.0, -0.2, 0.2),
        ([1] * 10 + [0] * 90, 0.1, 0.05, 0.16),
    ],
)
def test_a_difference_is_open_on_both_sides(gains: list[int], value: float, low: float, high: float) -> None:
    """Also where all cases do the same, or as many gain as lose."""
    found = difference(np.array(gains, dtype=float))
    within = 1e-4 if len(set(gains)) == 1 else 0.03
    assert found == (pytest.approx(value), pytest.approx(low, abs=within), pytest.approx(high, abs=within))
    mirrored = difference(-np.array(gains, dtype=float))
    assert mirrored == (pytest.approx(-value), pytest.approx(-high, abs=within), pytest.approx(-low, abs=within))


def test_the_interval_resamples_cases_not_citations() -> None:
    per_case = Metric("m", lambda _: True, lambda one, _: Score(10 * (one.case.id == "a"), 10))
    found = measure(per_case, [result(answer(), case_id=i) for i in "ab"], TEXTS)
    assert (found.value, found.low, found.high) == (0.5, 0.0, 1.0)


def test_retrieval_ranks_places_once() -> None:
    spans = [(0, 10), (12, 30), (20, 40)]
    found = [{"source_id": "backups", "passage_id": "p", "start": s, "end": e, "score": 1.0} for s, e in spans]
    trace = {"retrieved": found, "dropped": [], "index": "i", "model": "none", "prompts": []}
    values = {m.name: m.value for m in retrieval([result(answer(trace=trace))], TEXTS)}
    assert values["Recall@10"] == 1.0
    assert values["MAP@10"] == pytest.approx(0.5)
    assert values["nDCG@10"] == pytest.approx(1 / math.log2(3))


def test_a_reply_without_a_trace_could_not_be_measured_for_retrieval() -> None:
    assert [(m.value, m.errors) for m in retrieval([result(answer())], TEXTS)] == [(None, 1)] * 3


def test_faults_name_what_is_wrong() -> None:
    assert faults(case(), answer()) == ()
    assert faults(case(), abstained()) == ("status abstained, expected answered",)
    assert faults(case(must_cite=[["x"]]), answer()) == ("cites none of x",)
    accepts = case(expected={"status": "answered", "accept": ["abstained"]})
    assert faults(accepts, abstained()) == ()


def test_the_confusion_counts_every_case() -> None:
    results = [
        result(answer(**decision("both")), **decides("soc_2")),
        result(None),
        Result(unanswerable(), abstained()),
    ]
    assert dict(confusion(results)) == {("soc_2", "both"): 1, ("answered", "error"): 1, ("abstained", "abstained"): 1}
