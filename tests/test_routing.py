"""Whether a text asks for a decision or to be told something, and what of it the sources must speak of."""

from collections import Counter

import numpy as np
import pytest

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.asking import asking_part, asks_something
from assistant.question.facts import read_facts
from assistant.question.likeness import Likeness
from assistant.question.names import names_in
from assistant.question.record_ask import subject
from knowledge.rules.load import load_rule
from tests.rule_files import RULE, library_quote
from tests.test_ask import ask, assert_told
from tickmark import library
from tickmark.claims import Claims, Texts, keep, kept, learn
from tickmark.listed import Examples
from tickmark.overlap import overlap

RULE_READ = load_rule(RULE, library_quote)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Our largest client in Porto needs the certificate by May. What does a surveillance audit look at, once we have it?",
            "iso-certification-path",
        ),
        (
            "The Denver people want our SOC 2 and Thursday's meeting is about the description. Who signs the assertion in it?",
            "soc2-assertion-description",
        ),
        (
            "The client wants a Type 2 and calls on Friday. Remind me how a Type 1 report differs from a Type 2 report.",
            "soc2-type-1-type-2",
        ),
    ],
)
def test_a_question_beside_a_wish_is_answered_and_not_decided(desk: Desk, text: str, source: str) -> None:
    assert_told(desk, text, source)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rule on this one: the retailer needs an accredited certificate of our ISMS and no report.", "answered"),
        (
            "The buyer wrote that we should get some assurance, and I can't reach her. Which of them do I launch?",
            "needs_facts",
        ),
        (
            "A CPA must report on our controls, says the bank. What is a Type 2 report, and which framework is it?",
            "answered",
        ),
    ],
)
def test_a_request_is_decided_whatever_asks_for_it(desk: Desk, text: str, status: str) -> None:
    reply = ask(desk, text)
    assert (reply.status, reply.decision is not None) == (status, True)


def test_listed_requests_stand_once() -> None:
    listed = library.requests()
    assert len(listed) > 2_000
    questions = [text for texts in library.asks().values() for text in texts]
    counts = Counter(one.lower() for one in (*listed, *questions, *library.unanswered()))
    assert [one for one in listed if counts[one.lower()] > 1] == []


def test_unanswered_questions_are_a_class_of_their_own() -> None:
    examples = Examples({("p", "h"): ("a",)}, {("p", "h"): ("b",)}, ("c",))
    assert examples.rows() == [("a", 0), ("b", 0), ("c", 1)]


def test_what_an_older_edition_learned_is_learned_anew(tmp_path) -> None:
    meaning = np.eye(2, dtype=np.float32)
    learned = learn((("p", "h"),), Texts(meaning, (("a",), ("b",))), np.array([0, 1]), tmp_path)
    keep(learned, tmp_path / "new.arrays")
    assert kept(tmp_path / "new.arrays") is not None
    older = Claims(learned.places, meaning, overlap((("a",), ("b",))), learned.weights[:, [0, 1, 1]])
    keep(older, tmp_path / "old.arrays")
    assert kept(tmp_path / "old.arrays") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Acme calls on Friday. What is a bridge letter?", "What is a bridge letter?"),
        ("We meet in Graz. Remind me who signs it.", "Remind me who signs it."),
        ("The customer wants a report.", "The customer wants a report."),
        ("Our CPA left\nwhat must the letter say", "what must the letter say"),
    ],
)
def test_the_part_of_a_text_that_asks(text: str, part: str) -> None:
    assert asking_part(text) == part


def test_a_statement_asks_nothing() -> None:
    assert not asks_something("The buyer insists on a certificate. We have none.")
    assert asks_something("The buyer insists on a certificate. I need to know what that is.")


def test_a_claim_is_clear_where_not_answered_claims_far_less() -> None:
    assert Likeness(0.6, 0.1).is_clear
    assert not Likeness(0.6, 0.5).is_clear and not Likeness(0.2, 0.0).is_clear


@pytest.mark.parametrize(
    "text", ["It ended Sept 30.", "We start in Q3.", "They call Friday 5 pm.", "On 23 May it was there."]
)
def test_a_day_or_a_quarter_is_no_name(text: str) -> None:
    assert names_in(text) == ()


@pytest.mark.parametrize("text", ["Follow-up duties of an owner", "SOC-speak for beginners", "Certification's in May"])
def test_a_word_that_begins_a_sentence_is_no_name(text: str) -> None:
    assert subject(text, library.names())[1] == ()


@pytest.mark.parametrize(
    ("text", "wanted", "refused"),
    [
        ("We have no certificate, and we don't have clients asking for any report.", set(), {"report"}),
        ("Our board orders us to be certified.", {"certificate"}, set()),
        ('On the form she ticked "Type 2".', {"report"}, set()),
        ("I offered them a certificate, but they declined.", set(), {"certificate"}),
        ("I asked him whether an attestation would be fine and he said no.", set(), {"report"}),
        (
            'Their lawyer crossed out "certificate" and replaced it with "attestation report".',
            {"report"},
            {"certificate"},
        ),
        (
            "A certificate was wanted years ago and still stands. A buyer also requires a SOC 2.",
            {"certificate", "report"},
            set(),
        ),
        ("A certificate is needed. Reports for clients are not on the agenda.", {"certificate"}, {"report"}),
        ("They have no wish for an attestation report nor for a certificate.", set(), {"certificate", "report"}),
        ("Can you decide if we need the certificate?", set(), set()),
        ("The first mail says audit, the second one says paper.", set(), set()),
        ("Please route: ISO 27001, SOC 2, or what?", set(), set()),
    ],
)
def test_what_is_wanted_and_refused(text: str, wanted: set[str], refused: set[str]) -> None:
    known = read_facts(RULE_READ, Question(text=text)).known()
    assert (known.get("wanted", frozenset()), known.get("not_wanted", frozenset())) == (wanted, refused)


def test_an_entity_under_a_law_is_governed_by_it() -> None:
    known = read_facts(RULE_READ, Question(text="We are an essential entity. Somebody wants his data deleted.")).known()
    assert "nis2" in known["governing"]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("When would you pick ISO over SOC 2?", "When ISO/IEC 27001 is the answer"),
        ("When would you pick SOC 2 over ISO?", "When SOC 2 is the answer"),
        ("When should SOC 2 be used instead of ISO 27001?", "When SOC 2 is the answer"),
        ("When should ISO 27001 be used rather than SOC 2?", "When ISO/IEC 27001 is the answer"),
        ("Can one request fall under both frameworks?", "When both apply"),
        ("ISO or SOC 2 - how is that decided in general?", "What the decision rule is"),
    ],
)
def test_of_two_frameworks_the_preferred_one_is_meant(desk: Desk, text: str, section: str) -> None:
    assert section in ask(desk, text).headline
