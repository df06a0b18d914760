"""Records are corrected and withdrawn, work is taken off people, and forums are escalated to, on both databases."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.evidence.closing import accept_risk, finish_task
from assistant.evidence.filing import add
from assistant.evidence.mending import edit, withdraw
from assistant.evidence.reuse import Need, Result, check
from assistant.evidence.stale import stale
from assistant.intake.conclude import approve, decide
from assistant.intake.ending import escalate, resume
from assistant.intake.office import Office
from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import provide, request
from assistant.intake.reviewing import review
from assistant.intake.triage import assign, classify
from assistant.intake.unassign import unassign
from knowledge.access.people import Person
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.roles import Part, Power, Role
from knowledge.records.vocabulary import DateKind, Framework, RecordKind, Status
from knowledge.records.work import ExceptionRecord, Task
from knowledge.store import audit
from knowledge.store.notices import waiting
from knowledge.store.people import person, put_people
from knowledge.store.record_reading import due, record
from tests.conftest import Command
from tests.offices import ANA, APO, LEA, OLU, OUT, PEOPLE, REX, SECRET, done, no, office_on, who
from tests.test_intake import DECISION, REVIEW, WANTED
from tests.test_registers import ACCEPTANCE, EVIDENCE, FINDING, TASK

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
K, SOC, ISO = RecordKind, Framework.SOC_2, Framework.ISO_27001
KIM, LIV = who("kim", groups=("legal", "board")), who("liv", Role.OWNER, groups=("legal", "board"))
PAM = who("pam", groups=("board",))
BOARD = Person("risk-board@example.com", "Risk board", frozenset({"board"}), powers=frozenset({Power.ACCEPTS_RISK}))
FUND = Person("budget@example.com", "Budget", frozenset({"board"}), powers=frozenset({Power.FUNDS}))
LEGAL = {"audience": "legal"}


@pytest.fixture
def office(engine: Engine) -> Office:
    put_people(engine, SECRET, (*PEOPLE, KIM, LIV, PAM, BOARD, FUND), "admin@example.com", AT)
    return office_on(lambda: engine, lambda: AT)


def body(engine: Engine, one: str) -> object:
    held = record(engine, one, None)
    assert held
    return held.body


def intake(engine: Engine, one: str) -> Intake:
    found = body(engine, one)
    assert isinstance(found, Intake)
    return found


def owned(office: Office, owner: str = OLU.email) -> str:
    one = done(open_intake(office, ANA, Asked("A report for the contract", LEGAL | {"changes": ["scope"]})))
    done(classify(office, LEA, one, {}))
    parts = {Part.OWNER: owner, Part.REVIEWER: REX.email, Part.APPROVER: APO.email}
    done(assign(office, LEA, one, SOC, parts))
    return one


def reasons(engine: Engine, one: str) -> list[str]:
    return [
        why for found in stale(engine, {}, AT.date(), None) if found.record.record_id == one for why in found.reasons
    ]


def test_edited_evidence_is_a_new_version_and_what_rests_on_it_is_stale(engine: Engine, office: Office) -> None:
    one = owned(office)
    shown = done(add(office, OLU, K.EVIDENCE, EVIDENCE | LEGAL | {"intakes": [one], "covers": {"service": "billing"}}))
    done(decide(office, OLU, one, DECISION))
    done(approve(office, APO, one))
    made = str(intake(engine, one).decision)
    assert not reasons(engine, made)
    no(edit(office, REX, K.EVIDENCE, shown, {"claim": "x"}), "only its owner (olu@example.com)")
    no(edit(office, OLU, K.EVIDENCE, shown, {"claim": "reviewed"}), "says that already")
    no(edit(office, OLU, K.EVIDENCE, shown, {"added_on": "2026-01-01"}), "added_on can't be edited")
    no(edit(office, OLU, K.EVIDENCE, shown, {"expires_on": "2025-01-01"}), "expires")
    no(edit(office, OLU, K.EVIDENCE, shown, {"effective_on": "2026-02-30"}), "effective_on")
    no(edit(office, OUT, K.EVIDENCE, shown, {"claim": "x"}), "no record")
    done(edit(office, OLU, K.EVIDENCE, shown, {"covers": {"supplier": "Acme"}, "expires_on": "2027-01-01"}))
    now = body(engine, shown)
    assert isinstance(now, Evidence) and (now.covers.service, now.covers.supplier) == ("billing", "Acme")
    assert [e.entry.action for e in audit.story(engine, shown)] == ["add", "edit"]
    assert f"{shown} was changed since (version 2; looked at: 1)" in reasons(engine, made)
    done(edit(office, LEA, K.EVIDENCE, shown, {"expires_on": None}))
    assert body(engine, shown).expires_on is None  # type: ignore[attr-defined]
    assert audit.verify(engine, SECRET, None) == ()


def test_withdrawn_evidence_stays_and_shows_nothing(engine: Engine, office: Office) -> None:
    one = owned(office)
    dated = EVIDENCE | LEGAL | {"expires_on": "2026-03-20"}
    shown = done(add(office, OLU, K.EVIDENCE, dated | {"intakes": [one]}))
    done(decide(office, OLU, one, DECISION))
    done(withdraw(office, OLU, K.EVIDENCE, shown, "the log was of another system"))
    now = body(engine, shown)
    assert isinstance(now, Evidence) and now.withdrawn and now.withdrawn.by == OLU.email
    assert f"{shown} was withdrawn" in reasons(engine, str(intake(engine, one).decision))
    assert shown not in [line.record.record_id for line in due(engine, AT.date().replace(year=2030), None)]
    no(withdraw(office, OLU, K.EVIDENCE, shown, "again"), "withdrawn already")
    no(edit(office, OLU, K.EVIDENCE, shown, {"claim": "x"}), "withdrawn already")
    no(approve(office, APO, one), f"evidence {shown} was withdrawn")
    no(decide(office, OLU, one, DECISION, (shown,)), f"evidence {shown} was withdrawn")
    assert check(now, Need(requirement="CC6.1"), AT.date()).result == Result.REJECT
    done(request(office, OLU, one, WANTED | {"to": OLU.email}))
    no(provide(office, OLU, "REQ-1", shown), "withdrawn")
    done(provide(office, OLU, "REQ-1", None))
    done(decide(office, OLU, one, DECISION))  # without it
    assert not reasons(engine, str(intake(engine, one).decision))
    done(approve(office, APO, one))


def test_what_was_accepted_is_frozen_and_a_withdrawn_exception_makes_the_decision_stale(
    engine: Engine, office: Office
) -> None:
    one = owned(office)
    risk = done(add(office, OLU, K.EXCEPTION, ACCEPTANCE | LEGAL | {"intake": one}))
    done(edit(office, OLU, K.EXCEPTION, risk, {"rating": "low"}))
    done(accept_risk(office, APO, risk))
    no(edit(office, OLU, K.EXCEPTION, risk, {"rating": "high"}), "rating is as it was accepted")
    done(edit(office, LEA, K.EXCEPTION, risk, {"owner": REX.email}))
    done(decide(office, OLU, one, DECISION))
    no(withdraw(office, OLU, K.EXCEPTION, risk, "gone"), "only its owner (rex@example.com)")
    done(withdraw(office, APO, K.EXCEPTION, risk, "not acceptable any more"))
    made = str(intake(engine, one).decision)
    assert reasons(engine, made) == [f"{risk} was withdrawn"]
    no(approve(office, APO, one), f"{risk}, which it was decided with, was withdrawn")
    done(decide(office, OLU, one, DECISION))
    assert reasons(engine, made) == [] and body(engine, made).exceptions == ()  # type: ignore[attr-defined]
    done(approve(office, APO, one))


def test_tasks_and_findings_are_corrected_and_withdrawn_by_those_who_may(engine: Engine, office: Office) -> None:
    task, found = done(add(office, OLU, K.TASK, TASK)), done(add(office, REX, K.FINDING, FINDING))
    done(edit(office, OLU, K.TASK, task, {"due": "2026-06-01", "date_kind": "statutory", "owner": REX.email}))
    now = body(engine, task)
    assert isinstance(now, Task) and (now.date_kind, now.owner) == (DateKind.STATUTORY, REX.email)
    assert {o.what for o in waiting(engine, REX.email, REX.audiences)} == {"edit"}
    no(edit(office, OLU, K.TASK, task, {"owner": "nobody@example.com"}), "only its owner")
    no(edit(office, LEA, K.TASK, task, {"owner": "nobody@example.com"}), "nobody@example.com is unknown")
    no(edit(office, LEA, K.TASK, task, {"owner": BOARD.email}), "is a forum")
    done(finish_task(office, REX, task))
    no(edit(office, LEA, K.TASK, task, {"title": "x"}), "done already")
    no(withdraw(office, OLU, K.FINDING, found, "no"), "only a reviewer")
    no(withdraw(office, REX, K.FINDING, found, " "), "why")
    done(withdraw(office, REX, K.FINDING, found, "it was of another company"))
    assert body(engine, found).state == "dropped"  # type: ignore[attr-defined]


def test_an_owned_request_does_not_lose_its_owner_silently(engine: Engine, office: Office) -> None:
    one = owned(office)
    everybody = list(Part)
    no(unassign(office, OLU, one, SOC, everybody), "only its lead or admin")
    no(unassign(office, LEA, one, ISO, [Part.OWNER]), "no owner for iso_27001")
    no(unassign(office, LEA, one, SOC, [Part.OWNER]), "others still work on it")
    done(unassign(office, LEA, one, SOC, [Part.REVIEWER]))
    no(unassign(office, LEA, one, SOC, [Part.REVIEWER]), "no reviewer")
    done(unassign(office, LEA, one, SOC, [Part.OWNER, Part.APPROVER]))
    assert (intake(engine, one).status, intake(engine, one).assignments) == (Status.CLASSIFIED, ())
    assert "unassign" in {o.what for o in waiting(engine, OLU.email, OLU.audiences)}
    done(assign(office, LEA, one, SOC, {Part.REVIEWER: REX.email}))
    assert intake(engine, one).status == Status.CLASSIFIED  # nobody owns it yet
    done(assign(office, LEA, one, SOC, {Part.OWNER: OLU.email, Part.APPROVER: APO.email}))
    done(request(office, OLU, one, WANTED | {"to": OLU.email}))
    no(unassign(office, LEA, one, SOC, everybody), "would have no owner")
    done(provide(office, LEA, "REQ-1", None))
    done(assign(office, LEA, one, ISO, {Part.OWNER: LIV.email}))
    done(decide(office, OLU, one, DECISION))
    no(unassign(office, LEA, one, SOC, [Part.APPROVER]), "the decision needs its approver for soc_2")
    done(unassign(office, LEA, one, ISO, [Part.OWNER]))
    assert [one.framework for one in intake(engine, one).assignments] == [SOC]


def test_a_forum_is_escalated_to_and_one_of_it_acts(engine: Engine, office: Office) -> None:
    one = owned(office, LIV.email)
    done(escalate(office, LIV, one, BOARD.email, "the risk is high"))
    told = {
        who.email for who in PEOPLE + (KIM, LIV, PAM) if waiting(engine, who.email, frozenset({"legal", "everyone"}))
    }
    assert KIM.email in told and PAM.email not in told  # who may not read it is not told
    no(resume(office, LIV, one), "only its approver, lead or admin")  # owns it
    no(resume(office, REX, one), "only its")
    no(resume(office, PAM, one), "no record")
    done(decide(office, KIM, one, DECISION))
    assert intake(engine, one).status == Status.DECIDED and intake(engine, one).escalation is None
    no(decide(office, KIM, one, DECISION), "only its")
    done(escalate(office, LIV, one, FUND.email, "it costs"))
    done(resume(office, KIM, one))
    no(assign(office, LEA, one, SOC, {Part.APPROVER: BOARD.email}), "is a forum")
    alone = done(open_intake(office, ANA, Asked("Another report", {"audience": "everyone"})))
    put_people(engine, SECRET, (who("kim"), who("liv"), who("pam")), "admin@example.com", AT)
    no(escalate(office, ANA, alone, BOARD.email, "x"), "nobody sits on")


def test_a_risk_that_a_forum_accepts_is_accepted_by_one_who_sits_on_it(engine: Engine, office: Office) -> None:
    risk = ACCEPTANCE | LEGAL | {"approver": BOARD.email, "owner": LIV.email}
    one = done(add(office, OLU, K.EXCEPTION, risk))
    no(accept_risk(office, LIV, one), "only its approver")
    no(accept_risk(office, APO, one), "only its approver")
    done(accept_risk(office, KIM, one))
    held = body(engine, one)
    assert isinstance(held, ExceptionRecord) and (held.accepted_by, held.approver) == (KIM.email, BOARD.email)
    no(add(office, OLU, K.EXCEPTION, risk | {"approver": FUND.email}), "can accept no risk")
    no(add(office, OLU, K.EXCEPTION, risk | {"owner": BOARD.email, "approver": APO.email}), "is a forum")
    no(add(office, OLU, K.TASK, TASK | {"owner": BOARD.email}), "is a forum")


def test_forums_stand_in_the_directory(engine: Engine, office: Office) -> None:
    held = person(engine, BOARD.email)
    assert held == BOARD and held.is_forum and not KIM.is_forum
    assert audit.verify(engine, SECRET, None) == ()


def test_dates_are_of_the_kind_that_they_are_of(engine: Engine, office: Office) -> None:
    one = owned(office)
    done(request(office, OLU, one, WANTED | {"to": OLU.email, "date_kind": "contract"}))
    done(provide(office, OLU, "REQ-1", None))
    done(request(office, OLU, one, WANTED | {"to": OLU.email}))
    shown = EVIDENCE | LEGAL | {"expires_on": "2026-09-01"}
    kinds = [{}, {"framework": "iso_27001"}, {"type": "contract_clause"}, {"date_kind": "statutory"}]
    ids = [done(add(office, OLU, K.EVIDENCE, shown | kind)) for kind in kinds]
    found = {line.record.record_id: line.kind for line in due(engine, AT.date().replace(year=2099), None)}
    wanted = [DateKind.ASSURANCE_PERIOD, DateKind.ISO_REVIEW_CYCLE, DateKind.CONTRACT, DateKind.STATUTORY]
    assert [found[one] for one in ids] == wanted and found["REQ-2"] == DateKind.ASSURANCE_PERIOD
    done(provide(office, OLU, "REQ-2", None))
    made = done(decide(office, OLU, one, DECISION)) and str(intake(engine, one).decision)

    def of_review() -> DateKind:
        return next(o.kind for o in due(engine, AT.date().replace(year=2099), None) if o.record.record_id == made)

    assert of_review() == DateKind.ASSURANCE_PERIOD
    done(decide(office, OLU, one, DECISION | {"review_kind": "contract"}))
    done(approve(office, APO, one))
    assert of_review() == DateKind.CONTRACT
    done(review(office, REX, one, REVIEW))
    assert of_review() == DateKind.CONTRACT
    done(review(office, REX, one, REVIEW | {"next_kind": "statutory"}))
    assert of_review() == DateKind.STATUTORY


def test_by_command(command: Command, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "email,name,groups,roles\nlea@example.com,Lea,,lead admin\nolu@example.com,Olu,,owner\n"
        "kim@example.com,Kim,board,requester\nboard@example.com,Risk board,board,accepts_risk funds\n"
        "x@example.com,X,,accepts_risk\ny@example.com,Y,board,accepts_risk owner\n"
    )
    status, out, _ = command("people", "import", str(people), "--as", "")
    assert status == 1 and "4 imported, 2 refused" in out and "a forum has powers and no roles" in out
    assert "accepts_risk, funds" in command("people", "list")[1]
    assert command("intake", "list", "--as", "board@example.com")[0] == 2
    fields = ["--title", "t", "--satisfies", "9.2", "--framework", "iso_27001", "--owner", "olu@example.com"]
    command(
        "task", "add", *fields, "--due", "2099-01-01", "--date-kind", "contract", "--consequence", "audit_readiness"
    )
    assert command(
        "task", "edit", "TASK-1", "--set", "due=2099-02-01", "--set", "notes=late", "--as", "olu@example.com"
    )[:2] == (0, "TASK-1: edited\n")
    assert command("task", "edit", "TASK-1", "--set", "due=2099-02-31")[0] == 2
    assert command("task", "edit", "TASK-1", "--set", "due")[0] == 2
    assert command("task", "withdraw", "TASK-1", "--why", "done elsewhere")[0] == 0
    shown = command("task", "show", "TASK-1")[1]
    assert "done elsewhere" in shown and "2099-02-01" in shown and "late" in shown
    assert "withdrew it" in command("audit", "show", "TASK-1")[1]
    command("intake", "open", "Acme wants a SOC 2 report", "--as", "lea@example.com")
    command("intake", "classify", "INT-1", "--class", "contract", "--as", "lea@example.com")
    command("intake", "assign", "INT-1", "--framework", "soc_2", "--owner", "olu@example.com")
    status, out, _ = command("intake", "assign", "INT-1", "--framework", "soc_2", "--remove", "owner")
    assert (status, out) == (0, "INT-1: taken off; now classified\n")
    assert command("intake", "assign", "INT-1", "--framework", "soc_2")[0] == 2
    assert command("intake", "escalate", "INT-1", "--to", "board@example.com", "--why", "money")[0] == 0
    assert command("intake", "resume", "INT-1", "--as", "olu@example.com")[0] == 1
    assert command("intake", "resume", "INT-1", "--as", "kim@example.com")[0] == 0
    assert "to board@example.com" in command("audit", "show", "INT-1")[1]
