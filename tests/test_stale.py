"""What is stale and what is due, on both databases: frozen against live, carried along links, for those who may read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from assistant.evidence.due import due_lists, kind_named
from assistant.evidence.stale import Stale, Subject, stale
from knowledge.records.bodies import Body, Invalid, changed, parse
from knowledge.records.decision import DecisionRecord
from knowledge.records.material import material
from knowledge.records.vocabulary import DateKind, RecordKind
from knowledge.sources.types import Source
from knowledge.store.record_reading import due, record
from knowledge.store.records import Change, Committed, Write, commit, next_id
from knowledge.store.sources import retire
from tests.conftest import arrival, store

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TODAY = AT.date()
SECRET = b"a key that is only for the tests"
ALL = frozenset({"everyone", "legal"})
RULES = {"route": "3"}
PAGE = Source("page", "A page", origin="page.md")


def made(kind: RecordKind, fields: dict[str, Any]) -> Body:
    body = parse(kind, fields)
    assert not isinstance(body, Invalid), body
    return body


def put(engine: Engine, body: Body, kind: RecordKind, record_id: str = "") -> str:
    held = record(engine, record_id, None) if record_id else None
    write = Write(record_id or next_id(engine, kind), held.version if held else 0, body)
    done = commit(engine, SECRET, Change("put", "lea@example.com", AT, (write,)))
    assert isinstance(done, Committed)
    return done.record_ids[0]


def evidence(engine: Engine, **fields: Any) -> str:
    plain = {"type": "review", "claim": "reviewed", "requirement": "CC6.1", "framework": "soc_2", "artefact": {}}
    days = {"owner": "olu@example.com", "effective_on": "2026-01-01", "added_on": "2026-01-01"}
    return put(engine, made(RecordKind.EVIDENCE, plain | days | fields), RecordKind.EVIDENCE)


def intake(engine: Engine, **fields: Any) -> str:
    plain = {"asked": "which?", "summary": "which", "requester": "ana@example.com"}
    return put(engine, made(RecordKind.INTAKE, plain | fields), RecordKind.INTAKE)


def decision(engine: Engine, of: str, **fields: Any) -> str:
    plain = {"intake": of, "outcome": "soc_2", "framework": "soc_2", "decision": "a report", "scope": "billing"}
    days = {"decided_on": "2026-02-01", "review_on": "2027-02-01", "review_trigger": "change", "next_action": "act"}
    body = made(RecordKind.DECISION, plain | days | {"owner": "olu@example.com"} | fields)
    return put(engine, body, RecordKind.DECISION)


def edited(engine: Engine, record_id: str, kind: RecordKind, **fields: Any) -> None:
    held = record(engine, record_id, None)
    assert held
    body = changed(held.body, **fields)
    assert not isinstance(body, Invalid), body
    put(engine, body, kind, record_id)


def cited(engine: Engine, *paragraphs: str) -> dict[str, Any]:
    one = arrival(PAGE, paragraphs)
    store(engine, one)
    return {"source_id": "page", "version": one.version.version, "quote": paragraphs[0], "start": 0, "end": 5}


def listed(engine: Engine, audiences: frozenset[str] | None = ALL, today: date = TODAY) -> list[Stale]:
    return stale(engine, RULES, today, audiences)


def ids(found: list[Stale]) -> list[tuple[str, Subject]]:
    return [(one.record.record_id, one.subject) for one in found]


def test_what_rests_on_nothing_stale_is_not_listed(engine: Engine) -> None:
    one = intake(engine)
    cites, ev = cited(engine, "It is so."), evidence(engine, expires_on="2026-03-01")
    decision(engine, one, citations=[cites], evidence=[{"record_id": ev, "version": 1}], rule="route", rule_version="3")
    assert listed(engine) == []


def test_a_source_with_a_new_version_makes_decision_and_answer_stale(engine: Engine) -> None:
    old = cited(engine, "It is so.")
    one = intake(engine, proposal={"outcome": "soc_2", "citations": [old]})
    dec = decision(engine, one, citations=[old])
    cited(engine, "It is not so.")
    found = listed(engine)
    assert set(ids(found)) == {(dec, Subject.DECISION), (one, Subject.ANSWER)}
    assert all("page has a new version" in why for each in found for why in each.reasons)
    assert ids(found)[0] == (one, Subject.ANSWER) and found[0].dependents == 1
    edited(engine, one, RecordKind.INTAKE, status="closed")
    assert ids(listed(engine)) == [(dec, Subject.DECISION)]


def test_a_source_that_was_retired(engine: Engine) -> None:
    dec = decision(engine, intake(engine), citations=[cited(engine, "It is so.")])
    retire(engine, ["page"], AT)
    assert ids(listed(engine)) == [(dec, Subject.DECISION)] and "retired" in listed(engine)[0].reasons[0]


def test_evidence_that_expires_or_changes(engine: Engine) -> None:
    ev = evidence(engine, expires_on="2026-03-31")
    dec = decision(engine, intake(engine), evidence=[{"record_id": ev, "version": 1}])
    assert listed(engine, today=date(2026, 3, 31)) == []
    late = listed(engine, today=date(2026, 4, 1))
    assert ids(late) == [(dec, Subject.DECISION)] and late[0].reasons == (f"{ev} has expired (2026-03-31)",)
    edited(engine, ev, RecordKind.EVIDENCE, claim="reviewed again")
    assert f"{ev} was changed since" in listed(engine)[0].reasons[0]


def test_an_acceptance_that_expires(engine: Engine) -> None:
    fields = {"kind": "risk_acceptance", "what": "no MFA", "owner": "olu@example.com", "expires_on": "2026-02-28"}
    exc = put(engine, made(RecordKind.EXCEPTION, fields), RecordKind.EXCEPTION)
    decision(engine, intake(engine), exceptions=[exc])
    assert listed(engine)[0].reasons == (f"{exc} has expired (2026-02-28)",)


def test_another_rule_version_and_another_rule(engine: Engine) -> None:
    one = intake(engine)
    for name, version in (("route", "3"), ("route", "2"), ("gone", "1")):
        decision(engine, one, rule=name, rule_version=version)
    assert ids(listed(engine)) == [("DEC-2", Subject.DECISION), ("DEC-3", Subject.DECISION)]


def test_what_the_intake_affects_changed(engine: Engine) -> None:
    affected = [{"kind": "service", "name": "Billing"}, {"kind": "supplier", "name": "Northwind"}]
    one = intake(engine, affected=affected)
    decision(engine, one, affected=affected)
    edited(engine, one, RecordKind.INTAKE, affected=affected[::-1], summary="another")
    assert listed(engine) == []
    edited(engine, one, RecordKind.INTAKE, affected=affected[:1])
    assert listed(engine)[0].reasons == (f"what {one} affects or is classed as was changed since the decision",)


def test_an_approval_is_void_when_what_was_approved_changed_and_stale_when_its_decision_is(engine: Engine) -> None:
    dec = decision(engine, intake(engine))
    held = record(engine, dec, None)
    assert held and isinstance(held.body, DecisionRecord)
    approval = {"framework": "soc_2", "by": "apo@example.com", "at": AT, "material": material(held.body)}
    edited(engine, dec, RecordKind.DECISION, approvals=[approval])
    assert listed(engine) == []
    edited(engine, dec, RecordKind.DECISION, scope="all services")
    found = listed(engine)
    assert ids(found) == [(dec, Subject.APPROVAL)] and "void" in found[0].reasons[0]
    edited(engine, dec, RecordKind.DECISION, scope="billing", rule="route", rule_version="1", approvals=[])
    now = record(engine, dec, None)
    assert now and isinstance(now.body, DecisionRecord)
    edited(engine, dec, RecordKind.DECISION, approvals=[approval | {"material": material(now.body)}])
    assert ids(listed(engine)) == [(dec, Subject.APPROVAL), (dec, Subject.DECISION)]


def test_it_is_carried_along_links_and_the_most_depended_on_comes_first(engine: Engine) -> None:
    one = intake(engine)
    first = decision(engine, one, rule="route", rule_version="1")
    alone = decision(engine, one, rule="route", rule_version="1")
    second = decision(engine, one, evidence=[{"record_id": first, "version": 1}])
    third = decision(engine, one, evidence=[{"record_id": second, "version": 1}])
    found = listed(engine)
    assert ids(found)[:2] == [(first, Subject.DECISION), (second, Subject.DECISION)]
    assert {one.record.record_id: one.dependents for one in found} == {first: 2, second: 1, third: 0, alone: 0}
    assert next(o for o in found if o.record.record_id == third).reasons == (f"it rests on {second}, which is stale",)


def test_a_circle_of_links_ends(engine: Engine) -> None:
    one = intake(engine)
    first = decision(engine, one, rule="route", rule_version="1")
    second = decision(engine, one, evidence=[{"record_id": first, "version": 1}])
    edited(engine, first, RecordKind.DECISION, evidence=[{"record_id": second, "version": 1}])
    assert {one.record.record_id for one in listed(engine)} == {first, second}


def test_what_may_not_be_read_is_not_listed(engine: Engine) -> None:
    decision(engine, intake(engine, audience="legal"), audience="legal", rule="route", rule_version="1")
    assert listed(engine, frozenset({"everyone"})) == [] and len(listed(engine)) == 1


def test_days_of_different_kinds_stand_in_different_lists(engine: Engine) -> None:
    fields = {"title": "t", "satisfies": "9.2", "framework": "iso_27001", "owner": "olu@example.com"}
    for kind in DateKind:
        for days in (1, -1):
            of = fields | {"due": TODAY + timedelta(days), "date_kind": kind, "consequence": "audit_readiness"}
            put(engine, made(RecordKind.TASK, of), RecordKind.TASK)
    evidence(engine, expires_on="2026-03-01")
    found = due_lists(due(engine, date.max, ALL), TODAY)
    assert [(one.kind, one.what, one.overdue) for one in found] == [
        (DateKind.ISO_REVIEW_CYCLE, "task", 1),
        (DateKind.ASSURANCE_PERIOD, "expiry", 0),
        *((kind, "task", 1) for kind in list(DateKind)[1:]),
    ]
    assert all([line.day for line in one.lines] == sorted(line.day for line in one.lines) for one in found)
    assert [one.kind for one in due_lists(due(engine, TODAY, ALL), TODAY, "contract")] == [DateKind.CONTRACT]


def test_kinds_are_named_as_people_name_them() -> None:
    assert [kind_named(one) for one in ("reviews", "evidence-request", "statutory", "ISO review cycle", "x")] == [
        *("review", "evidence request", "statutory", "iso_review_cycle", None)
    ]


def test_a_source_taken_in_place_of_another_is_retired(engine: Engine) -> None:
    old = arrival(PAGE, ("It is so.",))
    dec = decision(
        engine,
        intake(engine),
        citations=[{"source_id": "page", "version": old.version.version, "quote": "It", "start": 0, "end": 2}],
    )
    store(engine, replace(old, source=replace(PAGE, valid_to=date(2026, 2, 28))))
    assert ids(listed(engine)) == [(dec, Subject.DECISION)]
