"""What a short message in a conversation leans on, and what it answers."""

import pytest

from assistant.answer import answer
from assistant.contract import Question, Status, Turn
from assistant.desk import Desk
from assistant.question.follow_up import search_text
from knowledge.rules.load import load_rule
from knowledge.rules.rule import Outcome
from tests.rule_files import RULE, library_quote

READ = load_rule(RULE, library_quote)
WISH = READ.fact("wanted").question
DECIDED = (
    Turn(author="ana", text="The customer wants a SOC 2 report from January to June."),
    Turn(author="ben", text="fine by me, which one is that?"),
    Turn(author="tickmark", text="SOC 2, Type 2: the request calls for an independent report."),
)
BOTH = (Turn(author="ana", text="Is it the ISO 27001 certificate or the SOC 2 report?"),)
OTHER = (Turn(author="ana", text="What is an exception register?"),)


@pytest.mark.parametrize(
    ("turns", "text", "searched"),
    [
        (DECIDED, "who signs it?", "who signs the SOC 2 report?"),
        (DECIDED, "what evidence do we need for that?", "what evidence do we need for the SOC 2 report?"),
        (DECIDED, "and the evidence?", "and the evidence? SOC 2 report"),
        (DECIDED, "no idea", "no idea"),
        (DECIDED, "and an ISO certificate?", "and an ISO certificate?"),
        (DECIDED, "is that clause binding?", "is that clause binding? SOC 2 report"),
        (BOTH, "who signs it?", f"{BOTH[0].text}\nwho signs it?"),
        (OTHER, "how long is it good for?", f"{OTHER[0].text}\nhow long is it good for?"),
        ((), "who signs it?", "who signs it?"),
    ],
)
def test_a_follow_up_is_searched_with_what_it_is_about(turns: tuple[Turn, ...], text: str, searched: str) -> None:
    assert search_text(Question(text=text, conversation=turns), (READ,)) == searched


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("the second", "soc_2"),
        ("the first one", "iso_27001"),
        ("both", Outcome.BOTH),
        ("neither", Outcome.NEITHER),
        ("a certificate", "iso_27001"),
        ("I don't know", Outcome.UNDETERMINED),
        ("they did not say", Outcome.UNDETERMINED),
    ],
)
def test_plain_words_answer_what_was_asked_back(desk: Desk, reply: str, outcome: str) -> None:
    turns = (Turn(author="ana", text="A customer wants proof. ISO or SOC 2?"), Turn(author="tickmark", text=WISH))
    decision = answer(Question(text=reply, conversation=turns), desk).decision
    assert decision and decision.outcome == outcome


@pytest.mark.parametrize(
    ("text", "says"),
    [("How long is an ISO 27001 certificate valid?", "three years"), ("May we exclude clause 6?", "may not exclude")],
)
def test_an_answer_leads_with_the_sentence_that_answers_best(desk: Desk, text: str, says: str) -> None:
    assert says in answer(Question(text=text), desk).statements[0].text


def test_thanks_after_a_question_back_is_no_request(desk: Desk) -> None:
    turns = (Turn(author="ana", text="A customer wants proof. ISO or SOC 2?"), Turn(author="tickmark", text=WISH))
    assert answer(Question(text="thanks, bye", conversation=turns), desk).status is Status.ABSTAINED


@pytest.mark.parametrize("name", ["tickmark", "Tickmark", "assistant"])
def test_what_the_assistant_said_is_nobodys_wish(desk: Desk, name: str) -> None:
    turns = (
        Turn(author="ana", text="The customer wants a SOC 2 report."),
        Turn(author=name, text="They want the ISO 27001 certificate as well."),
    )
    decision = answer(Question(text="So which one?", conversation=turns), desk).decision
    assert decision and decision.outcome == "soc_2"
