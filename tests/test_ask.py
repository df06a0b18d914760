"""The answering seam on the bundled library: decisions, plain questions, abstentions, contexts."""

import hashlib
import json
import re
from io import StringIO

import pytest
from rich.console import Console

from assistant.contract import PRACTICE, Context, Question, Reply, Turn
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.gate.answer import Answer
from assistant.question.asking import timeless
from assistant.question.gather import EVERY, gather
from assistant.question.siblings import numbered
from bots.slack.rendering import rendered
from tickmark.cli.render import show
from tickmark.wiring import seam

REQUEST = (
    "ISO or SOC 2 for this request? A US customer wants a report on how our controls operated from January to June"
)


def ask(desk: Desk, text: str, **fields: object) -> Reply:
    return seam(desk, trace=True)(Question(id="q", text=text, **fields))


def assert_cited(reply: Reply, desk: Desk) -> None:
    """Every statement has a citation, and every quote stands in the stored version."""
    numbers = {c.n for c in reply.citations}
    for said in reply.statements:
        assert said.citations and set(said.citations) <= numbers
    for cited in reply.citations:
        text = desk.stored(cited.source_id, cited.version)
        assert text is not None and text[cited.start : cited.end] == cited.quote
        assert hashlib.sha256(text.encode()).hexdigest() == cited.version


def assert_told(desk: Desk, text: str, source: str) -> None:
    """Answered from `source`, with no decision."""
    reply = ask(desk, text)
    assert (reply.status, reply.decision) == ("answered", None)
    assert source in {c.source_id for c in reply.citations}
    assert_cited(reply, desk)


def test_a_request_is_decided_with_rule_facts_and_cited_reasons(desk: Desk) -> None:
    reply = ask(desk, REQUEST)
    assert (reply.status, reply.decision and reply.decision.outcome) == ("answered", "soc_2")
    assert reply.decision is not None
    assert reply.decision.rule == "iso-27001-vs-soc-2"
    assert all(clause.citations for clause in reply.decision.clauses)
    assert all(REQUEST[f.start : f.end] == f.quote and f.turn is None for f in reply.decision.facts)
    assert reply.decision.flips
    assert_cited(reply, desk)


def test_our_guidance_names_the_primary_sources_it_rests_on(desk: Desk) -> None:
    reply = ask(desk, "What is a Statement of Applicability?")
    cited = reply.citations[0]
    assert cited.source_id == "statement-of-applicability"
    assert [one.publisher for one in cited.rests_on] == ["ISO/IEC"]
    assert_cited(reply, desk)


def test_our_own_practice_rests_on_nothing_and_says_so(desk: Desk) -> None:
    reply = ask(desk, "What is a scope memo?")
    cited = reply.citations[0]
    assert (cited.source_id, cited.rests_on, cited.is_practice) == ("scope-memo", (), True)
    assert "is_practice" not in cited.model_dump()
    printed = StringIO()
    show(reply, Console(file=printed, width=200), quotes=False)
    assert PRACTICE in printed.getvalue()
    assert PRACTICE in json.dumps([page.blocks for page in rendered(reply, "r", False)])
    named = ask(desk, "What is a Statement of Applicability?")
    assert PRACTICE not in json.dumps([page.blocks for page in rendered(named, "r", False)])


def test_a_missing_fact_is_asked_for_and_the_answer_goes_on(desk: Desk) -> None:
    request = "Our customer asks which of the two they should get from us, ISO or SOC 2?"
    reply = ask(desk, request)
    assert reply.status == "needs_facts" and reply.decision is not None
    assert reply.decision.outcome == "undetermined" and len(reply.decision.missing) == 1
    turns = (Turn(author="user", text=request), Turn(author="tickmark", text=reply.decision.missing[0].question))
    then = ask(desk, "They need an independent auditor's report on our controls.", conversation=turns)
    assert then.decision is not None and then.decision.outcome == "soc_2"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How much does a SOC 2 audit cost?", "no_support"),
        ("What password length does SOC 2 require?", "no_support"),
        ("Is our supplier certified?", "no_support"),
        ("Did we finish the internal audit in May?", "no_support"),
        ("Does HIPAA require a Statement of Applicability?", "no_support"),
        ("hello there", "out_of_scope"),
        ("What is the weather in Lisbon tomorrow?", "out_of_scope"),
        ("Write a function that reverses a linked list", "out_of_scope"),
    ],
)
def test_what_no_source_answers_is_not_answered(desk: Desk, text: str, kind: str) -> None:
    reply = ask(desk, text)
    assert reply.status == "abstained" and reply.abstention is not None
    assert (reply.abstention.kind, reply.statements, reply.citations) == (kind, (), ())
    assert reply.abstention.next_step


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Do small firms have to have ISO 27001?", "iso-vs-soc2-trigger"),
        ("What if our SOC 2 report comes with a qualified opinion?", "soc2-opinions-exceptions"),
        ("What if the certificate is withdrawn?", "iso-certification-path"),
        ("Can a customer demand an ISO certificate?", "iso-vs-soc2-trigger"),
        ("Is the certificate enough to replace the report?", "iso-vs-soc2-overlap"),
        ("Waht is teh diffrence betwen typ 1 and typ 2 reprots?", "soc2-type-1-type-2"),
        ("wen is the first survailance audit?", "iso-certification-path"),
        ("What is an exception in our workflow?", "exceptions"),
    ],
)
def test_a_general_question_gets_a_plain_answer(desk: Desk, text: str, source: str) -> None:
    assert_told(desk, text, source)


@pytest.mark.parametrize(
    "text",
    [
        "Which framework is cheaper?",
        "Which of the two standards is older?",
        "Does ISO 27001 certification satisfy GDPR?",
        "Is our AWS hosting covered by their SOC 2 report?",
        "Is the certificate worth the money?",
        "Can you recommend an auditor in Lisbon?",
    ],
)
def test_a_general_question_that_no_page_answers_is_no_decision(desk: Desk, text: str) -> None:
    reply = ask(desk, text)
    assert (reply.status, reply.decision) == ("abstained", None)


@pytest.mark.parametrize(
    "text",
    [
        "Do we need a SOC 2 report?",
        "ISO or SOC 2 for this request?",
        "A client asked for something about security. Which one should we give them?",
    ],
)
def test_our_own_choice_asks_for_the_missing_fact(desk: Desk, text: str) -> None:
    reply = ask(desk, text)
    assert reply.status == "needs_facts" and reply.decision is not None


def test_what_the_question_offers_to_choose_from_is_no_fact(desk: Desk) -> None:
    reply = ask(desk, "ISO or SOC 2 for this request?")
    assert reply.decision is not None and reply.decision.facts == ()


@pytest.mark.parametrize("side", ["ISO 27001", "SOC 2"])
@pytest.mark.parametrize(
    "asked", ["Who enforces {}?", "Is {} voluntary?", "What starts {} work?", "What does {} ask for?"]
)
def test_a_question_about_one_framework_is_not_answered_from_the_side_of_the_other(
    desk: Desk, asked: str, side: str
) -> None:
    reply = ask(desk, asked.format(side))
    other = "SOC 2 side" if side == "ISO 27001" else "ISO/IEC 27001 side"
    assert reply.citations and not [c for c in reply.citations if c.section.endswith(other)]


@pytest.mark.parametrize(
    "text",
    [
        "How many controls does Annex A have now?",
        "How many controls does Annex A have today?",
        "How many controls does Annex A currently have?",
    ],
)
def test_what_is_so_now_is_what_the_source_in_force_tells(desk: Desk, text: str) -> None:
    assert any("93 controls" in one.text for one in ask(desk, text).statements)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Is the bridge open now?", "Is the bridge open?"),
        ("Who is currently on call", "Who is on call"),
        ("Are we open now?", "Are we open now?"),
        ("Does it change now that they left?", "Does it change now that they left?"),
    ],
)
def test_of_what_is_ours_now_stays_in_the_question(text: str, left: str) -> None:
    assert timeless(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "How many companies are certified today?",
        "How many days do auditors last?",
        "What number of hosting providers currently have a report?",
    ],
)
def test_no_source_is_wanting_for_a_word_of_quantity(desk: Desk, text: str) -> None:
    refused = ask(desk, text).abstention
    assert refused is not None
    assert not re.search("many|number|last|today|currently", refused.detail)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("What do they look at in stage 2?", "Stage 2 audit"),
        ("What do they look at in stage 1?", "Stage 1 audit"),
        ("What does a type II report show?", "Type 2"),
        ("What does Type 1 leave out?", "Type 1"),
        ("Who is SOC 3 for?", "SOC 3"),
    ],
)
def test_what_goes_by_another_number_is_not_answered_from(desk: Desk, text: str, section: str) -> None:
    first, *more = ask(desk, text).citations
    assert first.section.endswith(section)
    kind = section.split()[0]
    assert not any(f"> {kind} " in one.section and not one.section.endswith(section) for one in more)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SOC 1, SOC 2, and SOC 3 compared", {"soc": {"1", "2", "3"}}),
        ("stages 1 and two, or Type II", {"stage": {"1", "2"}, "type": {"2"}}),
        ("ISO/IEC 27002:2022", {"iso": {"27002"}}),
        ("within 3.5 years, in 2 of them; Annex A 8.1", {}),
    ],
)
def test_what_a_text_names_by_number(text: str, named: dict[str, set[str]]) -> None:
    assert numbered(text) == named


@pytest.mark.parametrize(
    ("text", "count"),
    [("Which columns should the evidence matrix have?", 7), ("When is a decision material?", 8)],
)
def test_a_list_that_is_asked_for_is_shown_whole(desk: Desk, text: str, count: int) -> None:
    assert len({said.text for said in ask(desk, text).statements}) == count


def test_another_section_that_is_meant_as_surely_is_heard(desk: Desk) -> None:
    said = [one.text for one in ask(desk, "Does ISO itself issue certificates?").statements]
    assert any("does not certify organizations itself" in one for one in said)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("What is a Type 1 report?", "A SOC 2 Type 1 report covers"),
        ("What is ISO 27002?", "ISO/IEC 27002 is a guidance standard"),
        ("Does Type 1 test operating effectiveness?", "A SOC 2 Type 1 report gives no opinion"),
    ],
)
def test_what_a_section_opens_with_stands_first_unless_another_answers_far_better(
    desk: Desk, text: str, first: str
) -> None:
    assert ask(desk, text).statements[0].text.startswith(first)


def test_a_past_decision_is_asked_of_records_and_not_made_anew(desk: Desk) -> None:
    reply = ask(desk, "What did we decide for this customer in March?")
    assert reply.status == "abstained" and reply.decision is None and "record" in reply.headline


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Is our Statement of Applicability good enough for the auditors?", "our Statement of Applicability"),
        ("How complete is our evidence matrix?", "our evidence matrix"),
    ],
)
def test_guidance_does_not_judge_what_is_ours(desk: Desk, text: str, thing: str) -> None:
    reply = ask(desk, text)
    assert reply.status == "abstained" and reply.abstention is not None
    assert f"“{thing}” shows only in a record about it" in reply.abstention.detail
    assert_told(
        desk, "Is a Statement of Applicability enough for the certification auditors?", "statement-of-applicability"
    )


def test_an_abstention_quotes_a_word_as_it_was_typed(desk: Desk) -> None:
    reply = ask(desk, "Which paint does the Wolkenburg laboratry recomend for tractors?")
    assert reply.status == "abstained" and reply.abstention is not None
    quoted = re.findall(r"“(\w+)”", reply.abstention.detail)
    assert set(quoted) <= {"paint", "Wolkenburg", "laboratry", "recomend", "tractors"}
    pools = gather("Which laboratry is in Wolkenburg?", Question(text="x"), EVERY, desk).pools
    assert pools[0].unsaid == ("laboratry", "Wolkenburg")


@pytest.mark.parametrize("text", ["Does it apply to us?", "When is it due and who has it?", "Who signs that?"])
def test_a_bare_pronoun_is_asked_back(desk: Desk, text: str) -> None:
    reply = ask(desk, text)
    assert reply.status == "abstained" and "does not say what" in reply.headline


def test_contexts_that_agree_answer_and_those_that_do_not_are_shown_side_by_side(desk: Desk) -> None:
    def of(*texts: str) -> tuple[Context, ...]:
        return tuple(Context(id=f"c{n}", text=text) for n, text in enumerate(texts))

    twelve, six = "Access logs are kept for twelve months.", "Access logs are kept for six months."
    same = ask(desk, "How long are access logs kept?", contexts=of(f"{twelve} They lie in a vault.", twelve))
    assert [s.text for s in same.statements] == [twelve]
    torn = ask(desk, "How long are access logs kept?", contexts=of(twelve, six))
    assert {s.text for s in torn.statements} == {twelve, six} and len(torn.conflicts) == 1
    names = ask(
        desk,
        "Who signs the risk register?",
        contexts=of("The CISO signs the risk register.", "The CFO signs the risk register."),
    )
    assert len(names.statements) == 2 and len(names.conflicts) == 1


def test_with_contexts_the_answer_rests_on_these_alone(desk: Desk) -> None:
    contexts = (
        Context(id="a", text="The harbour of Esbjerg was opened in 1868. It lies on the North Sea."),
        Context(id="b", text="Tomatoes need six hours of sun a day."),
    )
    reply = ask(desk, "When was the harbour of Esbjerg opened?", contexts=contexts)
    assert [c.source_id for c in reply.citations][0] == "a"
    assert reply.citations[0].version == hashlib.sha256(contexts[0].text.encode()).hexdigest()
    assert "1868" in reply.statements[0].text
    assert {c.source_id for c in reply.citations} <= {"a", "b"}
    assert ask(desk, "What is a Statement of Applicability?", contexts=contexts).status == "abstained"


def test_only_the_gate_makes_an_answer() -> None:
    with pytest.raises(TypeError):
        Answer(object(), Draft((), ()))
