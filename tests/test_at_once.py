"""Two people at the same record at the same moment: one wins, the other is told who was faster. On both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import pytest

from assistant.evidence.filing import add
from assistant.evidence.mending import edit as mend
from assistant.intake.conclude import approve, decide
from assistant.intake.editing import edit
from assistant.intake.ending import escalate
from assistant.intake.office import Done, Office, Refusal, said
from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import provide
from assistant.intake.triage import assign, classify
from knowledge.access.people import Person
from knowledge.records.roles import Part, Role
from knowledge.records.vocabulary import Framework, RecordKind
from knowledge.store import audit
from knowledge.store.database import Engine, open_database
from knowledge.store.people import put_people
from knowledge.store.record_reading import listing, record
from knowledge.store.records import Change, Committed, KeyReused, Moved
from tests.offices import ANA, APO, LEA, OLU, PEOPLE, REX, SECRET, done, office_on, who

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LEO = who("leo", Role.LEAD)
SOC = Framework.SOC_2
DECISION = {"outcome": "soc_2", "decision": "A report.", "scope": "billing", "next_action": "agree it"}
DECISION |= {"review_on": "2095-01-01", "review_trigger": "a new supplier"}
EVIDENCE = {"type": "log", "claim": "reviewed", "requirement": "CC6.1", "framework": "soc_2", "audience": "legal"}
EVIDENCE |= {"owner": OLU.email, "effective_on": "2026-01-01", "artefact": {"link": "https://example.com/1"}}
WANTED = {"to": REX.email, "requirement": "CC6.1", "framework": "soc_2", "asked": "a log", "due": "2090-01-01"}
WANTED |= {"audience": "legal"}
Act = Callable[[Office], Done | Refusal]
PAIRS: dict[str, tuple[Act, Act]] = {
    "classify it twice": (
        lambda o: classify(o, LEA, "INT-1", {"intake_class": "risk"}),
        lambda o: classify(o, LEO, "INT-1", {"intake_class": "privacy"}),
    ),
    "assign and escalate": (
        lambda o: assign(o, LEA, "INT-1", SOC, {Part.REVIEWER: REX.email}),
        lambda o: escalate(o, LEO, "INT-1", APO.email, "who pays?"),
    ),
    "approve and decide anew": (
        lambda o: approve(o, APO, "INT-1"),
        lambda o: decide(o, OLU, "INT-1", {"scope": "payroll"}),
    ),
    "approve and change what is affected": (
        lambda o: approve(o, APO, "INT-1"),
        lambda o: edit(o, LEO, "INT-1", {"affected": [{"kind": "system", "name": "payroll"}]}),
    ),
    "answer a request and withdraw it": (
        lambda o: provide(o, REX, "REQ-1", "EV-1"),
        lambda o: provide(o, LEO, "REQ-1", None),
    ),
    "edit evidence twice": (
        lambda o: mend(o, OLU, RecordKind.EVIDENCE, "EV-1", {"claim": "one"}),
        lambda o: mend(o, LEO, RecordKind.EVIDENCE, "EV-1", {"claim": "two"}),
    ),
}


def engines(url: str, count: int) -> list[Engine]:
    """As many processes as there are people would have."""
    return [open_database(url) for _ in range(count)]


def prepared(url: str) -> Engine:
    """INT-1, decided and open to every step, with an open request and evidence."""
    engine = open_database(url)
    put_people(engine, SECRET, (*PEOPLE, LEO), "admin@example.com", AT)
    office = office_on(lambda: engine, lambda: AT)
    one = done(open_intake(office, ANA, Asked("SOC 2 for Northwind?", {"audience": "legal"})))
    done(classify(office, LEA, one, {"intake_class": "contract"}))
    done(assign(office, LEA, one, SOC, {Part.OWNER: OLU.email, Part.APPROVER: APO.email}))
    done(decide(office, OLU, one, DECISION))
    done(add(office, LEA, RecordKind.REQUEST, WANTED))
    done(add(office, OLU, RecordKind.EVIDENCE, EVIDENCE))
    return engine


def meeting(engine: Engine, barrier: Barrier) -> Office:
    """An office whose commits wait for each other, so that each has read before any has written."""
    office = office_on(lambda: engine, lambda: AT)

    def late(change: Change) -> Committed | Moved | KeyReused:
        barrier.wait(30)
        return office.commit(change)

    return replace(office, commit=late)


@pytest.mark.parametrize("pair", PAIRS)
def test_one_wins_and_the_other_is_told_in_one_line(database_url: str, pair: str) -> None:
    engine, barrier = prepared(database_url), Barrier(2)
    events = audit.length(engine)
    offices = [meeting(one, barrier) for one in engines(database_url, 2)]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda both: both[0](both[1]), zip(PAIRS[pair], offices, strict=True)))
    (won,) = [one for one in results if isinstance(one, Done)]
    (lost,) = [one for one in results if not isinstance(one, Done)]
    assert isinstance(lost, Moved), said(lost)
    line = said(lost)
    assert "\n" not in line and "was changed by" in line and "look again, then repeat the command" in line
    assert lost.record_id in line and lost.found == lost.expected + 1
    held = record(engine, lost.record_id, None)
    assert held and held.version == lost.found and held.by == lost.by and won.record_ids
    assert audit.length(engine) > events and audit.verify(engine, SECRET, audit.head(engine)) == ()


def test_the_same_key_sent_at_once_opens_one_record(database_url: str) -> None:
    prepared(database_url)
    barrier, asked = Barrier(4), Asked("ISO for Contoso?", {"audience": "legal"}, "slack:C1:18")
    offices = [meeting(one, barrier) for one in engines(database_url, 4)]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda office: open_intake(office, ANA, asked), offices))
    ids = {done(one) for one in results}
    assert len(ids) == 1 and sorted(one.again for one in results if isinstance(one, Done)) == [False, True, True, True]
    engine = open_database(database_url)
    assert len(listing(engine, RecordKind.INTAKE, None)) == 2
    assert audit.verify(engine, SECRET, audit.head(engine)) == ()


def test_many_at_once_get_records_of_their_own(database_url: str) -> None:
    prepared(database_url)
    people: tuple[Person, ...] = (ANA, LEA, OLU, REX)

    def opens(pair: tuple[Engine, Person]) -> list[str]:
        office = office_on(lambda: pair[0], lambda: AT)
        return [done(open_intake(office, pair[1], Asked(f"{n} of {pair[1].name}"))) for n in range(5)]

    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(opens, zip(engines(database_url, 4), people, strict=True)))
    ids = [one for some in opened for one in some]
    engine = open_database(database_url)
    assert len(set(ids)) == 20 and {one.record_id for one in listing(engine, RecordKind.INTAKE, None)} == {
        *ids,
        "INT-1",
    }
    assert audit.verify(engine, SECRET, audit.head(engine)) == ()
