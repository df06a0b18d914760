"""Sources that answer a question otherwise: both quoted, told apart from those that only speak of something near."""

import json
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.contract import Context, Question, Reply
from assistant.desk import Desk
from assistant.question.slot import Sought
from assistant.question.values import value_of
from tests.conftest import Command
from tests.test_cli import write


def told(desk: Desk, text: str, *contexts: str) -> Reply:
    return answer(
        Question(text=text, contexts=tuple(Context(id=f"c{n}", text=one) for n, one in enumerate(contexts))), desk
    )


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Who approves access requests for the payment system?",
            "Access requests for the payment system are approved by the platform manager.",
            "The security officer approves access requests for the payment system.",
        ),
        (
            "When was the incident plan of the Oslo office last tested?",
            "The incident plan of the Oslo office was last tested on 4 March 2025.",
            "In September 2024 the incident plan of the Oslo office was last tested.",
        ),
        (
            "How long are audit logs kept?",
            "Audit logs are kept for 90 days in the archive.",
            "The archive keeps audit logs for two years.",
        ),
        (
            "How many suppliers are in the register?",
            "The register has a total of 41 suppliers.",
            "There are 38 suppliers in the register.",
        ),
        (
            "Where are the backups stored?",
            "The backups are stored in Frankfurt.",
            "The backups are stored at a vault in Dublin.",
        ),
        (
            "who signed the risk report of the kiln",
            "Unlike what many think, it was Ida Holm who signed the risk report of the kiln.",
            "The risk report of the kiln was signed by Jon Lund.",
        ),
        (
            "May visitors take pictures without a permit?",
            "Visitors may take pictures without a permit.",
            "Visitors may not take pictures without a permit.",
        ),
        (
            "Can trainees open the archive?",
            "Trainees can open the archive.",
            "Trainees cannot open the archive.",
        ),
    ],
)
def test_two_answers_to_one_question_are_both_quoted_and_said_to_disagree(
    desk: Desk, question: str, one: str, other: str
) -> None:
    reply = told(desk, question, one, other)
    assert {s.text for s in reply.statements} == {one, other}
    assert [c.statements for c in reply.conflicts] == [(0, 1)] and "disagree" in reply.headline


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How long are audit logs kept?", "Audit logs are kept for 12 months.", "Audit logs are kept for one year."),
        (
            "When was the incident plan last tested?",
            "The incident plan was last tested on 4 March 2025.",
            "The incident plan was last tested in March 2025.",
        ),
        (
            "How long are audit logs of the Oslo office kept?",
            "Audit logs of the Oslo office are kept for 12 months.",
            "Audit logs of the Bergen office are kept for 6 months.",
        ),
        (
            "May visitors take pictures?",
            "Visitors may take pictures without a permit.",
            "Visitors may take pictures in the yard.",
        ),
        (
            "How many findings did the audit of 2024 have?",
            "The audit of 2024 had 7 findings.",
            "The audit of 2023 had 12 findings.",
        ),
        (
            "Who chairs the risk committee?",
            "Ida Holm chairs the risk committee.",
            "Holm, who joined in May, chairs the risk committee.",
        ),
        (
            "Where are the backups stored?",
            "The backups are stored in Frankfurt.",
            "The backups are not stored in Dublin.",
        ),
        (
            "When was the second audit of the kiln held?",
            "The second audit of the kiln was held in May 2024.",
            "The third audit of the kiln was held in June 2025.",
        ),
    ],
)
def test_what_may_both_be_right_is_no_contradiction(desk: Desk, question: str, one: str, other: str) -> None:
    assert told(desk, question, one, other).conflicts == ()


def test_ten_copies_of_an_answer_are_said_once_and_the_other_answer_is_not_crowded_out(desk: Desk) -> None:
    copies = [
        f"{lead} audit logs of the kiln are kept for 90 days." for lead in ("The", "All", "Our", "These", "Those")
    ]
    other = "By the schedule of the archive, audit logs of the kiln are kept for two years."
    reply = told(desk, "How long are audit logs of the kiln kept?", *copies, *copies, other)
    days = [s.text for s in reply.statements if "90 days" in s.text]
    assert len(days) == 1 and reply.conflicts and any("two years" in s.text for s in reply.statements)


def test_the_more_trusted_source_is_told_first_and_the_other_is_marked(command: Command, tmp_path: Path) -> None:
    claim = "SOC 2 has nine Trust Services categories."
    for n in range(10):
        write(tmp_path / "web", f"page{n}.md", f"# Categories, page {n}\n\n{claim} Page {n} says so.\n")
    command("ingest", str(tmp_path / "web"))
    reply = json.loads(command("ask", "--json", "How many Trust Services categories are there?")[1])
    texts = [statement["text"] for statement in reply["statements"]]
    assert sum("nine" in text for text in texts) == 1 and "five" in texts[0].lower()
    assert reply["conflicts"] and "is trusted less than" in reply["headline"]
    assert "disagree" in command("ask", "How many Trust Services categories are there?")[1]


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        (
            "Who painted it, the harbour view?",
            "The harbour view was not painted by Ida Holm but by Jon Lund.",
            {"jon", "lund"},
        ),
        ("When did the pump fail?", "The pump failed on 3 May 2024, and 40 people saw it.", {"2024-05-03"}),
        ("How many pumps failed?", "Of 12 valves, 3 old and rusty pumps failed.", {"3"}),
        ("How long did the pump run?", "The pump ran for 3 days.", {"3 day"}),
        ("Where does the pump stand?", "The pump stands in the north hall.", {"north", "hal"}),
        ("Who runs the pump?", "The pump is run by Ida Holm and Jon Lund by turns.", {"ida", "holm", "jon", "lund"}),
    ],
)
def test_what_a_sentence_puts_where_a_question_asks(question: str, sentence: str, value: set[str] | None) -> None:
    assert value_of(Sought(question), sentence) == (frozenset(value) if value else None)


def test_guidance_that_one_publisher_keeps_as_one_library_is_one_voice(desk: Desk) -> None:
    reply = answer(Question(text="Who may see a SOC 2 report?"), desk)
    assert reply.statements and "disagree" not in reply.headline


def test_the_row_of_what_is_asked_about_leads_the_sentences_beside_it(command: Command, tmp_path: Path) -> None:
    beside = (
        "HR runs the payroll once a month.\nEvery file on the share has an owner.\nPayroll questions go to the desk."
    )
    rows = "| Record | Kept for | Owner |\n|---|---|---|\n| Payroll file | 10 years | HR |\n| Visitor book | 1 year | Desk |"
    write(tmp_path / "papers", "kept.md", f"# Schedule\n\n{beside}\n\n{rows}\n")
    command("ingest", str(tmp_path / "papers"), "--kind", "guidance")
    reply = json.loads(command("ask", "--json", "Who owns the payroll file?")[1])
    assert reply["statements"][0]["text"] == "Payroll file | 10 years | HR"
