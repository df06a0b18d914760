"""Records are found by what they are called, on both databases alike."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import request
from assistant.intake.triage import assign, classify
from knowledge.records.roles import Part
from knowledge.records.standing import Standing
from knowledge.records.vocabulary import Framework, RecordKind
from knowledge.store.people import put_people
from knowledge.store.record_finding import named, words
from knowledge.store.record_standing import standing_now, standing_on
from knowledge.store.record_threads import asks_in
from tests.conftest import AT
from tests.offices import ANA, LEA, OLU, PEOPLE, REX, SECRET, done, office_on

EVERYONE = frozenset({"everyone"})
ASKED = "Does Zoë & Söhne's 100%_plan c:\\new need a report?"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("söhne",), True),
        (("ZOë",), True),
        (("zoë", "PLAN"), True),
        (("100%_plan",), True),
        (("100x_plan",), False),
        (("100%%plan",), False),
        (("zoe",), False),
        (("zoë", "contoso"), False),
        (("a\0b",), False),
        ((), False),
    ],
)
def test_a_record_is_found_by_each_of_its_names(engine: Engine, names: tuple[str, ...], found: bool) -> None:
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    office = office_on(lambda: engine, lambda: AT)
    one = done(open_intake(office, ANA, Asked(ASKED)))
    hidden = done(open_intake(office, ANA, Asked(ASKED, {"audience": "legal"})))
    assert named(engine, names, EVERYONE) == ((one,) if found else ())
    assert hidden in named(engine, ("söhne",), EVERYONE | {"legal"})
    assert "söhne's" in words(engine, EVERYONE)


def test_how_records_stand_now_and_on_a_day_and_where_evidence_is_asked_for(engine: Engine) -> None:
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    office = office_on(lambda: engine, lambda: AT)
    at = {"conversation": {"channel": "C1", "thread": "1.2"}, "audience": "legal"}
    one = done(open_intake(office, ANA, Asked("Which report?", at)))
    done(classify(office, LEA, one, {"intake_class": "contract", "route": "assurance_report"}))
    done(assign(office, LEA, one, Framework.SOC_2, {Part.OWNER: OLU.email}))
    assert not asks_in(engine, "C1", "1.2")
    asked = {"to": REX.email, "requirement": "CC6.1", "framework": "soc_2", "asked": "a log", "due": "2090-04-01"}
    done(request(office, OLU, one, asked))
    assert asks_in(engine, "C1", "1.2") and not asks_in(engine, "C1", "1.3")
    legal, kinds = EVERYONE | {"legal"}, (RecordKind.INTAKE, RecordKind.REQUEST)
    now, whole = standing_now(engine, kinds, legal), standing_on(engine, kinds, legal, None)
    assert (
        sorted(map(told, now))
        == sorted(map(told, whole))
        == sorted(map(told, standing_on(engine, kinds, legal, AT.date())))
    )
    intake, waiting = sorted(whole, key=lambda each: each.record_id)
    assert (intake.status, intake.owners, intake.frameworks) == ("evidence_requested", (OLU.email,), ("soc_2",))
    assert waiting.days == {"evidence request": date(2090, 4, 1)}
    assert standing_on(engine, kinds, legal, AT.date() - timedelta(days=1)) == []
    assert standing_now(engine, kinds, EVERYONE) == standing_on(engine, kinds, EVERYONE, None) == []


def told(one: Standing) -> tuple[str, str, str, tuple[str, ...]]:
    return one.record_id, one.kind, one.status, one.owners
