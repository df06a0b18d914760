"""What a review comes to, and what memos and packs say of it, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from assistant.evidence.closing import accept_risk, close_finding, end_exception
from assistant.evidence.filing import add
from assistant.evidence.stale import stale
from assistant.intake.conclude import approve, decide
from assistant.intake.ending import close
from assistant.intake.memo import Beside, decision_memo
from assistant.intake.office import Missing, Office
from assistant.intake.open import Asked, open_intake
from assistant.intake.review_pack import review_pack
from assistant.intake.reviewing import review
from assistant.intake.triage import assign, classify
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.parts import Cited, FactRead
from knowledge.records.record import Record
from knowledge.records.roles import Part
from knowledge.records.vocabulary import Framework, RecordKind
from knowledge.records.work import ExceptionRecord, Finding
from knowledge.store import audit
from knowledge.store.people import put_people
from knowledge.store.record_reading import due, listing, record, records_of
from tests.offices import ANA, APO, LEA, OLU, PEOPLE, REX, SECRET, done, no, office_on
from tests.test_intake import AT, DECISION, REVIEW

K = RecordKind
RISK = {"kind": "risk_acceptance", "what": "one server without MFA", "owner": OLU.email, "approver": APO.email}
RISK |= {"rating": "high", "expires_on": "2026-12-01"}
ACTION = {"kind": "corrective_action", "what": "disable the accounts", "owner": OLU.email}
FINDING = {"what": "two leavers kept access", "source": "internal audit", "owner": OLU.email, "due": "2026-02-01"}
EVIDENCE = {"type": "log", "claim": "access was reviewed", "requirement": "CC6.1", "framework": "soc_2"}
EVIDENCE |= {"owner": OLU.email, "effective_on": "2026-01-31", "period_from": "2026-01-01", "period_to": "2026-01-31"}
EVIDENCE |= {"artefact": {"file": "review.csv", "sha256": "a" * 64}, "expires_on": "2027-01-31"}


@pytest.fixture
def office(engine: Engine) -> Office:
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    return office_on(lambda: engine, lambda: AT)


def approved(office: Office) -> str:
    """An intake whose decision, which rests on evidence and on an accepted risk, is approved."""
    one = done(open_intake(office, ANA, Asked("SOC 2 for Northwind?", {"audience": "legal"})))
    done(classify(office, LEA, one, {"changes": ["risk"]}))
    parts = {Part.OWNER: OLU.email, Part.REVIEWER: REX.email, Part.APPROVER: APO.email}
    done(assign(office, LEA, one, Framework.SOC_2, parts))
    done(add(office, OLU, K.EVIDENCE, EVIDENCE | {"intakes": [one]}))
    done(accept_risk(office, APO, done(add(office, OLU, K.EXCEPTION, RISK | {"intake": one}))))
    done(decide(office, OLU, one, DECISION | {"assumptions": "one region", "obligation": "clause 7 of the contract"}))
    done(approve(office, APO, one))
    return one


def body(engine: Engine, one: str) -> object:
    held = record(engine, one, None)
    assert held
    return held.body


def test_a_review_names_what_it_came_to(engine: Engine, office: Office) -> None:
    one, other = approved(office), done(open_intake(office, ANA, Asked("Another", {"audience": "legal"})))
    action = done(add(office, OLU, K.EXCEPTION, ACTION | {"intake": one}))
    foreign = done(add(office, LEA, K.EXCEPTION, ACTION | {"intake": other}))
    asked = {**REVIEW, "result": "changed"}
    assert review(office, REX, one, {**asked, "exceptions": ["EXC-99"]}) == Missing("EXC-99")
    no(review(office, REX, one, {**asked, "corrective_actions": ["EXC-1"]}), "EXC-1 is no corrective action")
    no(review(office, REX, one, {**asked, "exceptions": ["EV-1"]}), "EV-1 is no exception")
    no(review(office, REX, one, {**asked, "corrective_actions": [foreign]}), foreign, "belongs to another intake")
    assert listing(engine, K.REVIEW, None) == [], "a refused review writes nothing"
    done(review(office, REX, one, {**asked, "exceptions": ["EXC-1"], "corrective_actions": [action]}))
    held = body(engine, "REV-1")
    assert isinstance(held, Review) and (held.exceptions, held.corrective_actions) == (("EXC-1",), (action,))


def test_an_action_that_is_done_holds_nothing_up_and_an_open_one_does(engine: Engine, office: Office) -> None:
    one = approved(office)
    done(review(office, REX, one, REVIEW))
    finding = done(add(office, REX, K.FINDING, FINDING | {"intake": one}))
    action = done(add(office, OLU, K.EXCEPTION, ACTION | {"intake": one}))
    no(close(office, OLU, one, ""), f"{action} came after the decision", f"finding {finding} is open")
    done(end_exception(office, OLU, action))
    done(close_finding(office, OLU, finding, action=action))
    later = done(add(office, OLU, K.EXCEPTION, RISK | {"intake": one}))
    done(accept_risk(office, APO, later))
    no(close(office, OLU, one, ""), f"{later} came after the decision")
    done(decide(office, OLU, one, {}))
    done(approve(office, APO, one))
    done(review(office, REX, one, REVIEW))
    done(close(office, OLU, one, "delivered"))
    assert audit.verify(engine, SECRET, audit.head(engine)) == ()


def test_a_decision_memo_holds_all_that_it_rests_on(engine: Engine, office: Office) -> None:
    one = approved(office)
    action = done(add(office, OLU, K.EXCEPTION, ACTION | {"intake": one}))
    done(add(office, REX, K.FINDING, FINDING | {"intake": one}))
    intake, made = body(engine, one), body(engine, "DEC-1")
    assert isinstance(intake, Intake) and isinstance(made, DecisionRecord)
    cited = Cited(
        source_id="rule", version="b" * 64, title="The rule", section="When", quote="A quote.", start=3, end=11
    )
    facts = (FactRead(name="period", value="stated", quote="January to June"),)
    made = replace(made, citations=(cited,), facts=facts, rule="iso-or-soc", rule_version="1.2.0", flips=("A law.",))
    found = records_of(engine, ("EV-1", "EXC-1", action, "FND-1"), None)
    beside = Beside(
        {i: r.body for i, r in found.items() if isinstance(r.body, Evidence)},
        {},
        {i: r.body for i, r in found.items() if isinstance(r.body, ExceptionRecord)},
        {i: r.body for i, r in found.items() if isinstance(r.body, Finding)},
    )
    memo = decision_memo("DEC-1", intake, made, beside).replace("\\", "")
    wanted = ("soc_2", "one region", "clause 7 of the contract", "iso-or-soc 1.2.0", "“January to June”", "“A quote.”")
    wanted += ("version bbbbbbbbbbbb, 3 to 11", "EV-1: access was reviewed (log for CC6.1 (soc_2), of 2026-01-31")
    wanted += ("for 2026-01-01 to 2026-01-31", "until 2027-01-31", "review.csv, sha256 " + "a" * 64, "rated high")
    wanted += ("accepted by apo@example.com on 2026-03-01", f"{action}: disable the accounts", "FND-1: two leavers")
    wanted += (OLU.email, "soc_2: approved by", "void: what was approved has changed", "2027-01-15 (assurance period)")
    wanted += ("another service joins", "A law.", "agree the period", "After the decision, not decided on")
    assert [one for one in wanted if one not in memo] == []


def test_a_review_pack_holds_what_is_open_stale_and_overdue(engine: Engine, office: Office) -> None:
    one = approved(office)
    done(add(office, REX, K.FINDING, FINDING | {"intake": one}))
    done(end_exception(office, OLU, done(add(office, OLU, K.EXCEPTION, ACTION | {"intake": one}))))
    done(add(office, OLU, K.EXCEPTION, ACTION | {"what": "still to do", "intake": one}))
    today = AT.date().replace(year=2028)
    held: list[Record] = [
        r for kind in K for i in listing(engine, kind, None) if (r := record(engine, i.record_id, None))
    ]
    pack = review_pack(held, stale(engine, {}, today, None), due(engine, today, None), today).replace("\\", "")
    for words in (
        "DEC-1: soc_2; ",
        "overdue",
        "EV-1",
        "expired",
        "FND-1: two leavers",
        "still to do",
        "EXC-1",
        "rated high",
    ):
        assert words in pack, words
    assert "disable the accounts" not in pack, "what is done is no open action"
