"""The intake use cases on both databases: the way through the workflow, and every way in which it is refused."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from assistant.contract import Question, Reply
from assistant.intake.conclude import approve, decide
from assistant.intake.editing import edit
from assistant.intake.ending import close, escalate, merge, resume
from assistant.intake.lookalikes import alike
from assistant.intake.memo import Beside, decision_memo, scope_memo
from assistant.intake.office import Done, Missing, Office, said
from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import provide, request
from assistant.intake.reviewing import review
from assistant.intake.triage import assign, classify
from knowledge.access.people import operator
from knowledge.records.bodies import Invalid, parse
from knowledge.records.decision import DecisionRecord
from knowledge.records.intake import Intake
from knowledge.records.material import is_approved
from knowledge.records.roles import Part, Role
from knowledge.records.transitions import Refused
from knowledge.records.vocabulary import Framework, RecordKind
from knowledge.store import audit
from knowledge.store.notices import delivered, waiting
from knowledge.store.people import put_people
from knowledge.store.record_reading import listing, record
from knowledge.store.records import Change, KeyReused, Write, commit, next_id
from tests.offices import ANA, APO, LEA, OLU, OUT, PEOPLE, REX, SECRET, done, no, office_on, who
from tickmark.office import sorted_

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SOC = Framework.SOC_2
DECISION = {
    "outcome": "soc_2",
    "decision": "A SOC 2 Type 2 report is delivered.",
    "scope": "the billing service",
    "review_on": "2027-01-15",
    "review_trigger": "another service joins the contract",
    "next_action": "agree the period with the auditor",
}
WANTED = {"requirement": "CC6.1", "framework": "soc_2", "asked": "the access review", "due": "2026-04-01"}
REVIEW = {"result": "confirmed", "next_date": "2027-06-01", "change_triggers": "a new supplier"}


@dataclass
class House:
    """An office on a store, with a clock that the test turns."""

    engine: Engine
    office: Office
    now: datetime = AT

    def body(self, record_id: str) -> Intake:
        found = record(self.engine, record_id, None)
        assert found and isinstance(found.body, Intake)
        return found.body

    def decision(self, record_id: str) -> DecisionRecord:
        found = record(self.engine, self.body(record_id).decision or "", None)
        assert found and isinstance(found.body, DecisionRecord)
        return found.body


@pytest.fixture
def house(engine: Engine) -> House:
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    made = House(engine, None)  # type: ignore[arg-type]
    made.office = office_on(lambda: engine, lambda: made.now, sort=sorted_)
    return made


def opened(house: House, text: str = "A customer wants a SOC 2 report in the contract", **fields: object) -> str:
    return done(open_intake(house.office, ANA, Asked(text, {"audience": "legal", **fields})))


def owned(house: House) -> str:
    one = opened(house)
    done(classify(house.office, LEA, one, {}))
    done(
        assign(house.office, LEA, one, SOC, {Part.OWNER: OLU.email, Part.REVIEWER: REX.email, Part.APPROVER: APO.email})
    )
    return one


def decided(house: House) -> str:
    one = owned(house)
    done(decide(house.office, OLU, one, DECISION))
    return one


def evidence(house: House, expires: str | None = None) -> str:
    fields = {"type": "log", "claim": "Access was reviewed in Q1", "requirement": "CC6.1", "framework": "soc_2"}
    fields |= {"owner": OLU.email, "audience": "legal", "artefact": {"link": "https://example.com/log"}}
    body = parse(
        RecordKind.EVIDENCE, {**fields, "effective_on": "2026-02-01", "added_on": "2026-02-20", "expires_on": expires}
    )
    assert not isinstance(body, Invalid)
    new = next_id(house.engine, RecordKind.EVIDENCE)
    commit(house.engine, SECRET, Change("add", OLU.email, AT, (Write(new, 0, body),)))
    return new


def test_a_request_goes_all_the_way(house: House) -> None:
    one = owned(house)
    asked = WANTED | {"to": OLU.email}
    done(request(house.office, OLU, one, asked))
    no(decide(house.office, OLU, one, DECISION), "REQ-1", "open")
    shown = evidence(house)
    done(provide(house.office, OLU, "REQ-1", shown))
    done(decide(house.office, OLU, one, DECISION))
    assert [rested.record_id for rested in house.decision(one).evidence] == [shown]
    no(review(house.office, REX, one, REVIEW), "not approved")
    done(approve(house.office, APO, one))
    done(review(house.office, REX, one, REVIEW))
    done(close(house.office, OLU, one, "the report was delivered"))
    assert house.body(one).status == "closed" and str(house.decision(one).review_on) == "2027-06-01"
    told = [event.entry.action for event in audit.story(house.engine, one)]
    assert told == [
        *("open", "classify", "assign", "request", "provided", "decide", "approve", "review", "close"),
    ]
    assert audit.verify(house.engine, SECRET, audit.head(house.engine)) == ()


def test_an_approval_does_not_survive_a_material_change(house: House) -> None:
    one = decided(house)
    done(approve(house.office, APO, one))
    assert is_approved(house.decision(one))
    done(decide(house.office, OLU, one, {"review_on": "2027-02-01"}))
    assert is_approved(house.decision(one)), "a review date is not material"
    done(decide(house.office, OLU, one, {"scope": "billing and payments"}))
    assert not is_approved(house.decision(one))
    no(review(house.office, REX, one, REVIEW), "void")
    done(approve(house.office, APO, one))
    done(review(house.office, REX, one, REVIEW))


def test_what_is_missing_is_named(house: House) -> None:
    one = opened(house)
    no(decide(house.office, LEA, one, DECISION), "status is intake", "owned")
    no(assign(house.office, LEA, one, SOC, {Part.OWNER: OLU.email}), "classified")
    done(classify(house.office, LEA, one, {"changes": ["risk"]}))
    done(assign(house.office, LEA, one, Framework.ISO_27001, {Part.OWNER: OLU.email}))
    no(decide(house.office, OLU, one, DECISION), "no approver", "risk")
    done(assign(house.office, LEA, one, Framework.ISO_27001, {Part.APPROVER: APO.email}))
    no(decide(house.office, OLU, one, DECISION), "no owner for soc_2")
    done(assign(house.office, LEA, one, SOC, {Part.OWNER: OLU.email}))
    no(decide(house.office, OLU, one, DECISION), "no approver for soc_2")
    no(close(house.office, OLU, one, ""), "in review")
    assert (house.body(one).status, house.body(one).decision) == ("owned", None), "a refused step writes nothing"
    assert listing(house.engine, RecordKind.DECISION, None) == []


def test_each_framework_keeps_its_own_people(house: House) -> None:
    one = owned(house)
    done(assign(house.office, LEA, one, Framework.ISO_27001, {Part.REVIEWER: REX.email}))
    by = {one.framework: one for one in house.body(one).assignments}
    assert by[Framework.ISO_27001].owner is None and by[SOC].owner == OLU.email
    no(decide(house.office, OLU, one, {**DECISION, "outcome": "both"}), "no owner for iso_27001")


def test_who_may_not_does_not(house: House) -> None:
    one = opened(house)
    no(classify(house.office, ANA, one, {}), "only its", "lead")
    done(classify(house.office, LEA, one, {}))
    no(assign(house.office, LEA, one, SOC, {Part.OWNER: REX.email}), "role owner")
    no(assign(house.office, LEA, one, SOC, {Part.OWNER: OUT.email}), "may not read")
    no(assign(house.office, LEA, one, SOC, {Part.OWNER: "nobody@example.com"}), "unknown")
    done(assign(house.office, LEA, one, SOC, {Part.OWNER: OLU.email, Part.APPROVER: APO.email}))
    done(decide(house.office, OLU, one, DECISION))
    for person_ in (OLU, LEA, REX):
        no(approve(house.office, person_, one), "approver")
    assert isinstance(approve(house.office, operator(), one), Missing)


def test_whoever_decided_does_not_approve(house: House) -> None:
    both = replace(OLU, roles=frozenset({Role.OWNER, Role.APPROVER}))
    put_people(house.engine, SECRET, (both,), "admin@example.com", AT)
    one = opened(house)
    done(classify(house.office, LEA, one, {}))
    no(assign(house.office, LEA, one, SOC, {Part.OWNER: OLU.email, Part.APPROVER: OLU.email}), "both own and approve")
    done(assign(house.office, LEA, one, SOC, {Part.OWNER: OLU.email, Part.APPROVER: APO.email}))
    done(decide(house.office, both, one, DECISION))
    no(approve(house.office, both, one), "only its approver")
    assert house.decision(one).approvals == ()
    done(assign(house.office, LEA, one, SOC, {Part.APPROVER: APO.email}))
    done(approve(house.office, APO, one))
    assert is_approved(house.decision(one)), "somebody else may"


def test_an_approver_who_decides_does_not_approve_it(house: House) -> None:
    one = owned(house)
    done(decide(house.office, APO, one, DECISION))
    no(approve(house.office, APO, one), "made it")
    done(decide(house.office, OLU, one, {"scope": "billing and payments"}))
    done(approve(house.office, APO, one))
    assert is_approved(house.decision(one))


def test_being_named_in_an_escalation_gives_no_right_to_approve(house: House) -> None:
    one = owned(house)
    done(escalate(house.office, ANA, one, LEA.email, "who pays?"))
    done(decide(house.office, OLU, one, DECISION))
    no(approve(house.office, LEA, one), "only its approver")
    assert house.body(one).escalation is None and house.decision(one).approvals == ()


def test_expired_evidence_holds_a_decision_up(house: House) -> None:
    one, shown = owned(house), evidence(house, "2026-03-10")
    done(decide(house.office, OLU, one, DECISION, (shown,)))
    house.now = AT + timedelta(days=30)
    before = house.decision(one)
    no(approve(house.office, APO, one), f"evidence {shown} has expired (2026-03-10)")
    no(decide(house.office, OLU, one, {}), shown, "expired")
    assert house.decision(one) == before and before.approvals == ()
    house.now = datetime(2026, 3, 10, tzinfo=UTC)
    done(approve(house.office, APO, one))
    assert is_approved(house.decision(one)), "on its last day it still counts"


def test_it_can_be_escalated_from_anywhere_and_comes_back(house: House) -> None:
    one = owned(house)
    no(escalate(house.office, ANA, one, REX.email, "who pays?"), "no approver, lead or admin")
    done(escalate(house.office, ANA, one, APO.email, "who pays?"))
    assert house.body(one).status == "escalated"
    done(resume(house.office, APO, one))
    assert house.body(one).status == "owned" and house.body(one).escalation is None
    no(resume(house.office, APO, one), "escalated")


def test_a_key_is_its_senders_own(house: House) -> None:
    first = done(open_intake(house.office, LEA, Asked("a secret", {"audience": "legal"}, "k")))
    assert done(open_intake(house.office, LEA, Asked("a secret", {"audience": "legal"}, "k"))) == first
    no(open_intake(house.office, LEA, Asked("another", {"audience": "legal"}, "k")), "the key k stands for", first)
    other = done(open_intake(house.office, OUT, Asked("a probe", {}, "k")))
    assert other != first
    no(open_intake(house.office, LEA, Asked("x", {}, "k" * 201)), "key", "184")
    done(open_intake(house.office, LEA, Asked("x", {}, "k" * 184)))
    no(open_intake(house.office, LEA, Asked("x", {"requester": "nobody@example.com"})), "unknown")


def test_a_decision_is_reviewed_on_a_day_to_come(house: House) -> None:
    one = owned(house)
    no(decide(house.office, OLU, one, {**DECISION, "review_on": "2020-01-15"}), "after today")
    assert house.body(one).decision is None and listing(house.engine, RecordKind.DECISION, None) == []


def test_merging_closes_one_and_names_the_other(house: House) -> None:
    one, other = opened(house), opened(house)
    no(merge(house.office, LEA, one, one), "same record")
    done(merge(house.office, LEA, one, other))
    assert (house.body(one).status, house.body(one).merged_into) == ("closed", other)
    no(merge(house.office, LEA, other, one), "merged itself")


def test_a_correction_stays_beside_the_proposal(house: House) -> None:
    one = opened(house)
    assert house.body(one).proposal.intake_class == "contract" and house.body(one).intake_class is None
    done(classify(house.office, LEA, one, {"intake_class": "evidence"}))
    (kept,) = house.body(one).corrections
    assert (kept.field, kept.proposed, kept.corrected, kept.by) == ("intake_class", "contract", "evidence", LEA.email)
    assert house.body(one).proposal.intake_class == "contract"


def test_nobody_outside_the_audience_gets_anything(house: House) -> None:
    one = opened(house)
    for act in (lambda: classify(house.office, OUT, one, {}), lambda: merge(house.office, OUT, one, one)):
        refused = act()
        assert refused == Missing(one) and said(refused) == said(Missing(one))
    no(open_intake(house.office, OUT, Asked("SOC 2?", {"audience": "legal"})), "not in the group")


def test_two_leads_at_once_and_one_is_told(house: House) -> None:
    one = opened(house)

    def meanwhile(question: Question) -> Reply:
        raise AssertionError(question)

    slow = replace(house.office, commit=lambda change: _overtaken(house, one, change), answer=meanwhile)
    no(classify(slow, LEA, one, {"intake_class": "risk"}), "changed by", "look again")
    assert house.body(one).intake_class == "contract"


def _overtaken(house: House, one: str, change: Change) -> object:
    done(classify(house.office, LEA, one, {}))
    return commit(house.engine, SECRET, change)


def test_the_same_key_opens_one_record(house: House) -> None:
    asked = Asked("SOC 2 for Northwind?", {"audience": "legal"}, key="slack:C1:17")
    first = open_intake(house.office, ANA, asked)
    again = open_intake(house.office, ANA, asked)
    assert isinstance(first, Done) and again == Done(first.record_ids, again=True)
    other = open_intake(house.office, ANA, replace(asked, text="ISO for Northwind?"))
    assert isinstance(other, KeyReused) and len(listing(house.engine, RecordKind.INTAKE, None)) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"summary": "x" * 301}, "summary"),
        ({"summary": "two\nlines"}, "summary"),
        ({"audience": "No Such Group!"}, "audience"),
        ({"affected": [{"kind": "planet", "name": "earth"}]}, "affected.0.kind"),
        ({"requester": "not an email"}, "requester"),
        ({"conversation": {"permalink": "javascript:alert(1)"}}, "conversation.permalink"),
        ({"conversation": {"turns": [{"text": "x" * 1_000_000}]}}, "conversation.turns.0.text"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_field_that_is_off_is_named(house: House, fields: dict[str, object], field: str) -> None:
    refused = open_intake(house.office, ANA, Asked("SOC 2?", fields))
    assert isinstance(refused, Invalid) and refused.field == field
    assert listing(house.engine, RecordKind.INTAKE, None) == []


def test_a_megabyte_is_refused_and_bad_dates_too(house: House) -> None:
    no(open_intake(house.office, ANA, Asked("x" * 1_000_000)), "asked", "20,000")
    one = owned(house)
    no(decide(house.office, OLU, one, {**DECISION, "review_on": "2027-02-30"}), "review_on")
    assert isinstance(decide(house.office, OLU, one, DECISION, ("EV-99",)), Missing)
    assert isinstance(classify(house.office, LEA, "INT-99", {}), Missing)


def test_memos_hold_the_record_and_no_markup_of_others(house: House) -> None:
    one = opened(house, "Is *this* <b>urgent</b>?\n# A heading of theirs")
    memo = scope_memo(one, house.body(one), None)
    assert "\\*this\\*" in memo and "\\<b\\>" in memo and "\n# A heading" not in memo
    two = decided(house)
    memo = decision_memo("DEC-1", house.body(two), house.decision(two), Beside())
    for words in (
        "the billing service",
        "2027-01-15",
        "another service joins",
        "agree the period",
        OLU.email,
        "not approved",
    ):
        assert words in memo


def test_only_who_is_asked_or_who_owns_answers_a_request(house: House) -> None:
    one = owned(house)
    asked = WANTED | {"to": REX.email}
    done(request(house.office, OLU, one, asked))
    shown = evidence(house)
    no(provide(house.office, ANA, "REQ-1", shown), "only rex@example.com")
    no(provide(house.office, REX, "REQ-1", None), "withdraw")
    no(request(house.office, OLU, one, {**asked, "due": "2020-01-01"}), "passed")
    other = {**asked, "requirement": "CC7.2"}
    done(request(house.office, OLU, one, other))
    no(provide(house.office, REX, "REQ-2", shown), "collected for CC6.1", "tickmark reuse EV-1")
    no(provide(house.office, REX, "REQ-1", evidence(house, "2026-02-25")), "expired")
    done(provide(house.office, REX, "REQ-1", shown))
    no(provide(house.office, REX, "REQ-1", shown), "already")
    assert house.body(one).evidence == (shown,)


def test_who_asked_and_who_owns_is_told(house: House) -> None:
    one = owned(house)
    assert [n.what for n in waiting(house.engine, ANA.email, ANA.audiences)] == ["classify", "assign"]
    (told,) = waiting(house.engine, OLU.email, OLU.audiences)
    assert (told.record_id, told.what) == (one, "assign")
    assert waiting(house.engine, OLU.email, frozenset({"everyone"})) == []
    delivered(house.engine, [told.notice_id], AT)
    assert waiting(house.engine, OLU.email, OLU.audiences) == []


def test_lookalikes_are_those_that_share_their_words() -> None:
    held = [("INT-1", "Northwind wants a SOC 2 Type 2 report"), ("INT-2", "The printer is broken again")]
    assert alike("Does Northwind want the SOC 2 type 2 report?", held) == ["INT-1"]
    assert alike("", held) == [] and alike("Contoso asks for an ISO certificate", held) == []


def test_refusals_are_whole(house: House) -> None:
    assert said(Refused(("no owner", "no approver"))) == "no owner; no approver"


ADA, SAM = who("ada", Role.OWNER), who("sam", Role.APPROVER)


def both(house: House) -> str:
    """An intake with other people for each framework, decided as both."""
    put_people(house.engine, SECRET, (ADA, SAM), "admin@example.com", AT)
    one = owned(house)
    parts = {Part.OWNER: ADA.email, Part.APPROVER: SAM.email}
    done(assign(house.office, LEA, one, Framework.ISO_27001, parts))
    return one


def test_the_people_of_one_framework_have_no_say_in_the_other(house: House) -> None:
    one = both(house)
    no(decide(house.office, ADA, one, DECISION), "for soc_2", "may decide")
    done(decide(house.office, OLU, one, DECISION))
    no(decide(house.office, ADA, one, {"outcome": "iso_27001"}), "for soc_2")
    no(approve(house.office, SAM, one), "approver for soc_2")
    done(approve(house.office, APO, one))
    no(review(house.office, replace(ADA, roles=frozenset({Role.REVIEWER})), one, REVIEW), "review")
    made = house.decision(one)
    assert (made.outcome, made.decided_by, [given.by for given in made.approvals]) == ("soc_2", OLU.email, [APO.email])
    assert house.body(one).reviews == ()


def test_both_needs_the_approval_of_both(house: House) -> None:
    one = both(house)
    no(decide(house.office, OLU, one, {**DECISION, "outcome": "both"}), "for iso_27001")
    done(decide(house.office, LEA, one, {**DECISION, "outcome": "both"}))
    done(approve(house.office, APO, one))
    no(review(house.office, REX, one, REVIEW), "not approved for iso_27001")
    done(approve(house.office, SAM, one))
    done(review(house.office, REX, one, REVIEW))
    assert {given.by for given in house.decision(one).approvals} == {APO.email, SAM.email}


def test_what_was_decided_on_holds_until_the_end(house: House) -> None:
    one = decided(house)
    no(classify(house.office, LEA, one, {"changes": []}), "stays so")
    done(approve(house.office, APO, one))
    done(edit(house.office, LEA, one, {"affected": [{"kind": "system", "name": "billing"}]}))
    no(review(house.office, REX, one, REVIEW), "decide it again")
    no(approve(house.office, APO, one), "decide it again")
    done(decide(house.office, OLU, one, {}))
    done(approve(house.office, APO, one))
    done(review(house.office, REX, one, REVIEW))
    done(classify(house.office, LEA, one, {"intake_class": "incident"}))
    no(close(house.office, OLU, one, ""), "classed", "decide it again")
    assert house.body(one).status == "in_review" and house.body(one).changes == house.decision(one).changes != ()


def test_a_summary_is_said_anew_by_those_who_may(house: House) -> None:
    one = opened(house)
    done(edit(house.office, ANA, one, {"summary": "A report for Northwind"}))
    no(edit(house.office, ANA, one, {"summary": "A report for Northwind"}), "already")
    no(edit(house.office, REX, one, {"summary": "Mine"}), "only its")
    assert house.body(one).summary == "A report for Northwind"
    done(classify(house.office, LEA, one, {}))
    no(edit(house.office, ANA, one, {"summary": "Something else"}), "only its")
