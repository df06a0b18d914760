"""What people put right becomes draft cases, which no run takes before a person confirmed them."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from assistant.intake.open import Asked, open_intake
from assistant.intake.triage import classify
from evals.cases import CaseError, read_cases
from evals.harvest import from_intakes, from_opinions, written
from knowledge.records.bodies import parse
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import open_database, writing
from knowledge.store.feedback import Opinion, opinions, think
from knowledge.store.inbox import Answered, Work, question_hash, write
from knowledge.store.people import put_people
from tests.conftest import AT, Command
from tests.offices import ANA, LEA, PEOPLE, SECRET, done, office_on
from tickmark.settings import Settings

ASKED = "A customer wants a certificate in the contract"


def turn(author: str, text: str) -> dict[str, str]:
    return {"author": author, "text": text}


def corrected_and_disliked(engine: Engine) -> str:
    """An intake whose class a lead corrected, and a reply that two people found no help; the intake's id."""
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    office = office_on(lambda: engine, lambda: AT)
    turns = [turn("ana", "Hello"), turn("tickmark", "Hi"), turn("ana", ASKED), turn("lea", "It is ISO.")]
    fields: dict[str, Any] = {"audience": "legal", "conversation": {"turns": turns}}
    one = done(open_intake(office, ANA, Asked(ASKED, fields)))
    done(classify(office, LEA, one, {"intake_class": "evidence"}))
    body = json.dumps({"status": "abstained", "headline": "No source answers this."})
    for reply_id, question in (("r1", "Who signs the SoA?"), ("r2", "What is a bridge letter?")):
        with writing(engine) as connection:
            write(connection, Work(answered=Answered(reply_id, ANA.email, "C1", "1.0", question, body)), AT)
    think(engine, "r1", ANA.email, False, "It names nobody.", AT)
    think(engine, "r1", LEA.email, False, "", AT)
    think(engine, "r2", ANA.email, True, "", AT)
    return one


def test_the_command_keeps_what_was_put_right(command: Command, fresh: Settings, tmp_path: Path) -> None:
    engine = open_database(fresh.database_url)
    one = corrected_and_disliked(engine)
    engine.dispose()
    file = tmp_path / "drafts.jsonl"
    said = f"1 drafts of corrected intakes, 1 of replies that did not help, in {file}\n"
    assert command("eval", "harvest", "--out", str(file)) == (0, said, "")
    intake, opinion = map(json.loads, file.read_text("utf-8").splitlines())
    assert (intake["id"], intake["text"]) == (f"intake-{one.lower()}", ASKED)
    assert intake["conversation"] == [
        {"author": "person 1", "text": "Hello", "ts": None},
        {"author": "tickmark", "text": "Hi", "ts": None},
    ]
    assert "intake_class: scope became evidence" in intake["note"] and intake["expected"] is None
    assert opinion["id"] == f"feedback-{question_hash('Who signs the SoA?')[:12]}"
    assert opinion["note"].count("No source answers this.") == 2 and "It names nobody." in opinion["note"]
    assert all(
        (one["confirmed"], one["origin"], one["split"]) == (False, "harvested", "dev") for one in (intake, opinion)
    )
    assert "@" not in file.read_text("utf-8")

    status, out, err = command("eval", "run", str(file))
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "drafts.jsonl, line 1" in err and "a draft that nobody confirmed" in err

    status, out, err = command("eval", "harvest", "--out", str(file))
    assert (status, out, err.count("\n")) == (2, "", 1) and "name a new file" in err


def test_both_databases_give_the_same_drafts(engine: Engine) -> None:
    corrected_and_disliked(engine)
    assert [draft.text for draft in from_opinions(opinions(engine))] == ["Who signs the SoA?"]


def test_a_decided_outcome_is_what_is_expected() -> None:
    def correction(field: str, corrected: str) -> dict[str, Any]:
        return {"field": field, "proposed": "soc_2", "corrected": corrected, "by": LEA.email, "at": AT}

    plain: dict[str, Any] = {"asked": ASKED, "summary": "s", "requester": ANA.email}
    changes = [correction("outcome", "both"), correction("outcome", "iso_27001"), correction("route", "both")]
    (draft,) = from_intakes([("INT-1", parsed(plain | {"corrections": changes})), ("INT-2", parsed(plain))])
    assert draft.answerable and draft.expected
    assert (draft.expected.status, draft.expected.outcome, draft.conversation) == ("answered", "iso_27001", ())


def parsed(fields: dict[str, Any]) -> Intake:
    body = parse(RecordKind.INTAKE, fields)
    assert isinstance(body, Intake), body
    return body


def test_what_was_erased_gives_no_draft() -> None:
    gone = Opinion("r1", ANA.email, False, "", AT, "", "0" * 64, {})
    assert list(from_opinions([gone])) == []
    kept = Opinion("r2", ANA.email, False, "", AT, "Why?", "1" * 64, {})
    assert [one.note for one in from_opinions([kept])] == ["did not help (no reason given); the reply was not kept"]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({}, "line 1: line: a draft that nobody confirmed"),
        ({"confirmed": True}, "line 1: expected: Input should be"),
        ({"confirmed": "yes"}, "line 1: line: a draft that nobody confirmed"),
        ({"confirmed": True, "expected": {"status": "abstained"}, "answerable": False, "unanswerable": "practice"}, ""),
    ],
)
def test_a_draft_is_a_case_once_a_person_filled_it_in(tmp_path: Path, filled: dict[str, Any], said: str) -> None:
    (draft,) = from_opinions([Opinion("r2", ANA.email, False, "", AT, "Why?", "1" * 64, {})])
    path = tmp_path / "drafts.jsonl"
    path.write_text(json.dumps(json.loads(written(draft)) | filled), "utf-8")
    if not said:
        assert [(one.text, one.origin) for one in read_cases(path)] == [("Why?", "harvested")]
        return
    with pytest.raises(CaseError) as raised:
        list(read_cases(path))
    assert said in str(raised.value)
