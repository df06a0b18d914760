"""Evidence that does not do goes back to who gave it, a closed intake opens again, and a paper shows no process."""

import pytest
from sqlalchemy import Engine

from assistant.evidence.filing import add
from assistant.evidence.stale import Subject, stale
from assistant.intake.conclude import approve, decide
from assistant.intake.ending import close, merge, reopen
from assistant.intake.office import Office
from assistant.intake.requesting import provide, reject, request
from assistant.intake.reviewing import review
from knowledge.records.evidence import EvidenceRequest
from knowledge.records.vocabulary import RecordKind, RequestState, Status
from knowledge.store import audit
from knowledge.store.notices import waiting
from knowledge.store.record_reading import due
from tests.offices import ANA, APO, LEA, OLU, OUT, REX, SECRET, done, no
from tests.test_intake import DECISION, REVIEW, WANTED
from tests.test_mending import AT, LEGAL, body, intake, office, owned
from tests.test_registers import EVIDENCE

__all__ = ["office"]  # the fixture
K = RecordKind
CLAIMS = {
    "an ISMS artefact": {"type": "isms_artefact", "claim": "The access policy was approved."},
    "a certificate": {"type": "log", "claim": "ISO/IEC 27001 certificate"},
    "a standard's title": {"type": "test", "claim": "ISO/IEC 27001:2022 Information security management systems"},
    "a file of a certificate": {
        "type": "review",
        "artefact": {"link": "https://example.com/iso-27001-certificate.pdf"},
    },
}


def asked(engine: Engine, one: str) -> EvidenceRequest:
    found = body(engine, one)
    assert isinstance(found, EvidenceRequest)
    return found


def told(engine: Engine) -> set[tuple[Subject, tuple[str, ...]]]:
    """What is stale, and why."""
    return {(one.subject, one.reasons) for one in stale(engine, {}, AT.date(), None)}


def given(office: Office, one: str, **fields: object) -> str:
    """Evidence for CC6.1 that answers the request REQ-1 of an intake."""
    shown = done(add(office, OLU, K.EVIDENCE, EVIDENCE | LEGAL | fields))
    done(request(office, OLU, one, WANTED | {"to": REX.email}))
    done(provide(office, REX, "REQ-1", shown))
    return shown


def decided(office: Office) -> tuple[str, str]:
    """An intake that was decided on evidence, and that evidence."""
    one = owned(office)
    shown = given(office, one)
    done(decide(office, OLU, one, DECISION))
    return one, shown


@pytest.mark.parametrize("what", CLAIMS)
def test_a_paper_does_not_answer_a_request_for_what_shows_a_process(office: Office, engine: Engine, what: str) -> None:
    one = owned(office)
    paper = done(add(office, OLU, K.EVIDENCE, EVIDENCE | LEGAL | CLAIMS[what]))
    done(request(office, OLU, one, WANTED | {"to": REX.email}))
    no(provide(office, REX, "REQ-1", paper), f"{paper} can't answer it", "process")
    assert asked(engine, "REQ-1").state == RequestState.OPEN and not intake(engine, one).evidence


def test_a_policy_answers_a_request_for_a_document_and_a_certificate_does_not(office: Office, engine: Engine) -> None:
    one = owned(office)
    policy, certificate = (
        done(add(office, OLU, K.EVIDENCE, EVIDENCE | LEGAL | CLAIMS[what]))
        for what in ("an ISMS artefact", "a certificate")
    )
    done(request(office, OLU, one, WANTED | {"to": REX.email, "document": True}))
    no(provide(office, REX, "REQ-1", certificate), "certificate")
    done(provide(office, REX, "REQ-1", policy))
    assert intake(engine, one).evidence == (policy,)


def test_evidence_that_does_not_do_goes_back(office: Office, engine: Engine) -> None:
    one = owned(office)
    shown = given(office, one)
    assert intake(engine, one).evidence == (shown,) and intake(engine, one).status == "evidence_requested"
    no(reject(office, ANA, "REQ-1", "it is of another system"), "only its", "owner", "reviewer")
    no(reject(office, OUT, "REQ-1", "x"), "no record REQ-1 of kind evidence request")
    no(reject(office, LEA, one, "x"), f"no record {one} of kind evidence request", "--kind evidence_request")
    no(reject(office, LEA, "REQ-1", " "), "why", "is empty")
    no(reject(office, LEA, "REQ-1", "x", "2026-02-30"), "due", "2026-02-30", "no day")
    no(reject(office, LEA, "REQ-1", "x", "2026-01-01"), "passed")
    done(reject(office, REX, "REQ-1", "it is of another system", "2026-05-01"))
    now = asked(engine, "REQ-1")
    assert (now.state, now.answer, str(now.due)) == ("open", None, "2026-05-01")
    assert [(b.evidence, b.by, b.why) for b in now.sent_back] == [(shown, REX.email, "it is of another system")]
    assert intake(engine, one).evidence == ()
    no(reject(office, REX, "REQ-1", "again"), "is open", "only an answer")
    no(decide(office, OLU, one, DECISION), "REQ-1", "open")
    assert "REQ-1" in [line.record.record_id for line in due(engine, AT.date().replace(year=2030), None)]
    for who in (ANA, OLU):
        assert "reject" in [notice.what for notice in waiting(engine, who.email, who.audiences)]
    assert [event.entry.action for event in audit.story(engine, "REQ-1")] == ["request", "provided", "reject"]
    assert audit.story(engine, one)[-1].entry.detail["evidence"] == shown
    better = done(add(office, OLU, K.EVIDENCE, EVIDENCE | LEGAL | {"claim": "Access to billing was reviewed."}))
    done(provide(office, REX, "REQ-1", better))
    done(decide(office, OLU, one, DECISION))
    assert intake(engine, one).evidence == (better,) and audit.verify(engine, SECRET, None) == ()


def test_a_decision_on_evidence_that_went_back_is_neither_approved_nor_confirmed(
    office: Office, engine: Engine
) -> None:
    one, shown = decided(office)
    done(reject(office, LEA, "REQ-1", "unsigned"))
    assert intake(engine, one).status == Status.DECIDED
    no(approve(office, APO, one), f"evidence {shown} was sent back (REQ-1)")
    assert told(engine) == {(Subject.DECISION, (f"{shown} was sent back (REQ-1)",))}
    done(provide(office, LEA, "REQ-1", None))
    no(approve(office, APO, one), "sent back")
    no(decide(office, OLU, one, DECISION, (shown,)), f"evidence {shown} was sent back (REQ-1)")
    done(decide(office, OLU, one, DECISION))
    done(approve(office, APO, one))
    done(review(office, REX, one, REVIEW))
    assert told(engine) == set()


def test_a_decision_and_its_approval_are_stale_once_their_evidence_was_sent_back(
    office: Office, engine: Engine
) -> None:
    one, shown = decided(office)
    done(approve(office, APO, one))
    assert told(engine) == set()
    done(reject(office, LEA, "REQ-1", "unsigned"))
    why = f"{shown} was sent back (REQ-1)"
    approval = f"what was approved, DEC-1, is stale: {why}"
    assert told(engine) == {(Subject.DECISION, (why,)), (Subject.APPROVAL, (approval,))}
    assert stale(engine, {}, AT.date(), frozenset({"everyone"})) == []
    done(provide(office, REX, "REQ-1", shown))
    assert told(engine) == set() and audit.verify(engine, SECRET, None) == ()


def test_what_was_sent_back_and_given_again_counts(office: Office, engine: Engine) -> None:
    one, shown = decided(office)
    done(reject(office, LEA, "REQ-1", "unsigned"))
    done(provide(office, REX, "REQ-1", shown))
    done(approve(office, APO, one))
    assert intake(engine, one).evidence == (shown,)


def test_a_request_of_no_intake_goes_back_too(office: Office, engine: Engine) -> None:
    done(add(office, LEA, K.REQUEST, WANTED | LEGAL | {"to": OLU.email}))
    shown = done(add(office, OLU, K.EVIDENCE, EVIDENCE | LEGAL))
    done(provide(office, OLU, "REQ-1", shown))
    no(reject(office, OLU, "REQ-1", "x"), "reviewer", "lead")
    done(reject(office, REX, "REQ-1", "unsigned"))
    assert asked(engine, "REQ-1").state == "open"
    assert "reject" in [notice.what for notice in waiting(engine, OLU.email, OLU.audiences)]


def test_a_closed_intake_opens_again(office: Office, engine: Engine) -> None:
    one = owned(office)
    no(reopen(office, LEA, one, "x"), "its status is owned", "closed")
    done(decide(office, OLU, one, DECISION))
    done(approve(office, APO, one))
    done(review(office, REX, one, REVIEW))
    done(close(office, OLU, one, "the report was delivered"))
    no(reopen(office, ANA, one, "they want another period"), "only its", "owner", "lead")
    no(reopen(office, LEA, one, "  "), "why", "is empty")
    no(reopen(office, OUT, one, "x"), "no record")
    done(reopen(office, OLU, one, "they want another period"))
    now = intake(engine, one)
    assert (now.status, now.resolution) == ("decided", "")
    (again,) = now.reopened
    assert (again.by, again.why, again.resolution) == (
        OLU.email,
        "they want another period",
        "the report was delivered",
    )
    for who in (ANA, APO, REX):
        assert "reopen" in [notice.what for notice in waiting(engine, who.email, who.audiences)]
    no(close(office, OLU, one, ""), "in review")
    done(review(office, REX, one, REVIEW))
    done(close(office, OLU, one, "delivered again"))
    assert [event.entry.action for event in audit.story(engine, one)][-3:] == ["reopen", "review", "close"]
    assert audit.verify(engine, SECRET, None) == () and stale(engine, {}, AT.date(), None) == []


def test_an_intake_that_was_merged_by_mistake_goes_its_own_way(office: Office, engine: Engine) -> None:
    one, other = owned(office), owned(office)
    done(merge(office, LEA, one, other))
    done(reopen(office, LEA, one, "another contract"))
    assert (intake(engine, one).status, intake(engine, one).merged_into) == ("owned", None)
    done(decide(office, OLU, one, DECISION))
