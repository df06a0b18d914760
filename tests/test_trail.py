"""The trail at the command line and in the store: verified, told, and whole after a record is erased."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, select, text

from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, changed, parse
from knowledge.records.intake import Intake
from knowledge.records.roles import Role
from knowledge.records.vocabulary import RecordKind
from knowledge.sources.types import Kind, Source
from knowledge.store import audit, jobs, tables
from knowledge.store.copying import contents
from knowledge.store.database import open_database
from knowledge.store.erasing import Erasure, erase, forget_source
from knowledge.store.keys import embed_key
from knowledge.store.people import put_people, set_channel
from knowledge.store.reading import find
from knowledge.store.reading import text as text_of
from knowledge.store.record_reading import due, erased, listing, record, record_at, records_of, texts
from knowledge.store.records import Change, Moved, Write, commit
from knowledge.store.state import keep
from knowledge.store.vectors import add_vectors, known_vectors
from tests.conftest import AT, Command, arrival, store
from tests.test_records import ALL, SECRET, intake, opened
from tickmark.opening import open_store
from tickmark.settings import Settings

CANARY = "zebrafinch7731"


def changed_to(engine: Engine, record_id: str, **fields: object) -> object:
    held = record(engine, record_id, None)
    assert held
    body = changed(held.body, **fields)
    assert isinstance(body, Intake)
    return commit(engine, SECRET, Change("edit", "lea@example.com", AT, (Write(record_id, held.version, body),)))


def erased_one(engine: Engine, record_id: str, remembered: frozenset[str] = frozenset()) -> None:
    assert erase(engine, SECRET, Erasure(record_id, "ada@example.com", AT, "asked by the person", remembered))


def test_what_is_erased_reads_as_nothing_and_the_log_still_verifies(engine: Engine) -> None:
    other, one = opened(engine), opened(engine, intake(f"{CANARY} asks", "legal"))
    changed_to(engine, one, summary=f"{CANARY} again")
    erased_one(engine, one)
    assert record(engine, one, None) is None and record(engine, one, ALL) is None
    assert records_of(engine, [one, other], None).keys() == {other}
    assert record_at(engine, one, 1, None) is None and due(engine, AT.date(), None) == []
    assert [line.record_id for line in listing(engine, RecordKind.INTAKE, None)] == [other]
    assert [line[0] for line in texts(engine, RecordKind.INTAKE, None, None)] == [other]
    assert audit.verify(engine, SECRET, audit.head(engine)) == ()
    left = erased(engine, one, ALL)
    assert left and left.by == "ada@example.com" and erased(engine, one, frozenset({"everyone"})) is None
    assert [event.entry.action for event in audit.story(engine, one)] == ["open", "edit", "erase"]


def test_nobody_writes_on_an_erased_record_or_erases_it_twice(engine: Engine) -> None:
    one = opened(engine)
    held = record(engine, one, None)
    assert held
    erased_one(engine, one)
    late = commit(engine, SECRET, Change("edit", "lea@example.com", AT, (Write(one, held.version, held.body),)))
    assert isinstance(late, Moved)
    assert erase(engine, SECRET, Erasure(one, "ada@example.com", AT, "again")) is None
    assert erase(engine, SECRET, Erasure("INT-99", "ada@example.com", AT, "unknown")) is None


def test_texts_that_come_back_after_erasure_are_found_out(engine: Engine) -> None:
    one = opened(engine)
    erased_one(engine, one)
    with engine.begin() as connection:
        connection.execute(text("UPDATE record_versions SET body = :b"), {"b": b"{}"})
        connection.execute(text("UPDATE records SET summary = :b"), {"b": b"back"})
    assert {fault.seq for fault in audit.verify(engine, SECRET, None)} == {2}
    assert len(audit.verify(engine, SECRET, None)) == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [("audience", "everyone"), ("status", "closed"), ("owner", "eve@example.com"), ("version", 7), ("kind", "task")],
)
def test_an_edited_row_of_the_records_is_named(engine: Engine, column: str, value: object) -> None:
    opened(engine)
    one = opened(engine, intake(audience="legal"))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE records SET {column} = :v WHERE record_id = :r"), {"v": value, "r": one})
    (fault,) = audit.verify(engine, SECRET, None)
    assert fault.seq == 2 and one in fault.why


def test_the_source_of_an_erased_record_goes_with_what_only_it_uses(engine: Engine) -> None:
    one = opened(engine)
    mine = Source(one, f"{CANARY} title", Kind.RECORD, origin=f"record:{one}")
    guide = Source("guide", "Guide", Kind.GUIDANCE, origin="guide.md")
    store(engine, arrival(mine, [f"{CANARY} text"]), arrival(guide, ["a guide's text"]))
    word = embed_key(CANARY)
    add_vectors(engine, "test", {word: np.ones(16, dtype=np.float32)})
    before = contents(engine).rows
    erased_one(engine, one, frozenset({word}))
    after = contents(engine).rows
    assert (before["vectors"] - after["vectors"], before["passages"] - after["passages"]) == (2, 1)
    assert known_vectors(engine, "test", [word]) == {}
    held, other = find(engine, one), find(engine, "guide")
    assert held and held.retired_at and CANARY not in held.source.title and text_of(engine, one).text == ""  # type: ignore[union-attr]
    assert other and other.retired_at is None and text_of(engine, "guide").text  # type: ignore[union-attr]


def test_a_worker_that_indexed_it_too_late_cleans_up(engine: Engine) -> None:
    one = opened(engine)
    jobs.done(engine, jobs.lease(engine, "w", AT, 9), "w")
    erased_one(engine, one)
    store(engine, arrival(Source(one, CANARY, Kind.RECORD, origin=f"record:{one}"), [CANARY]))
    (left,) = jobs.lease(engine, "w", AT, 9)
    assert left.subject == one and record(engine, one, None) is None
    forget_source(engine, one, AT)
    with engine.connect() as connection:
        rows = [list(connection.execute(select(table))) for table in (tables.sources, tables.versions, tables.passages)]
    assert CANARY not in str(rows)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_no_byte_of_an_erased_record_is_left_in_the_home(command: Command, fresh: Settings) -> None:
    status, out, _ = command("intake", "open", f"Does {CANARY} need a SOC 2 report in the contract?", "--json")
    one = json.loads(out)["id"]
    assert status == 0
    page = fresh.home.parent / "page.jsonl"
    page.write_text(json.dumps({"_id": one, "text": f"{CANARY} needs a report.", "kind": "record"}), "utf-8")
    assert command("ingest", str(page))[0] == 0 and command("search", "--help")[0] == 0
    page.unlink()
    engine = open_store(fresh)
    keep(engine, "output:0123", json.dumps({"text": f"{CANARY} needs a report.", "cut_off": False, "refused": False}))
    engine.dispose()
    assert any(CANARY.encode() in content for content in bytes_of(fresh.home).values())
    assert command("erase", one, "--why", "asked by the person")[0] == 0
    assert [name for name, content in bytes_of(fresh.home).items() if CANARY.encode() in content] == []
    assert command("audit", "verify")[0] == 0
    status, out, err = command("intake", "show", one)
    assert (status, out) == (1, "") and "erased" in err
    assert "erased" in command("audit", "show", one)[1]
    assert command("ask", f"What about {CANARY}?")[0] == 0
    assert command("backup", str(fresh.home.parent / "b.zip"))[0] == 0
    assert command("erase", one, "--why", "again")[1].strip() == f"{one}: was erased before"


def test_who_may_not_erase_is_told_so_in_one_line(command: Command, fresh: Settings) -> None:
    people = fresh.home.parent / "people.csv"
    people.write_text("email,name,groups,roles\nlea@x.org,Lea,,lead\nada@x.org,Ada,legal,admin\n", "utf-8")
    assert command("people", "import", str(people))[0] == 0
    made = command("intake", "open", "a secret", "--audience", "legal", "--as", "ada@x.org", "--json")
    one = json.loads(made[1])["id"]
    for who, words in (("lea@x.org", "no admin"), ("", "there is no record")):
        status, out, err = command("erase", one, "--why", "x", *(["--as", who] if who else []))
        assert (status, out) == (1, "") and words in err and err.count("\n") == 1
        assert "there is no record" in command("audit", "show", one, *(["--as", who] if who else []))[2]
    assert command("erase", one, "--why", " ", "--as", "ada@x.org")[0] == 2
    assert "opened it" in command("audit", "show", one, "--as", "ada@x.org")[1]


def test_the_log_is_verified_against_an_exported_head(command: Command, fresh: Settings, tmp_path: Path) -> None:
    for _ in range(3):
        assert command("intake", "open", "Which one for this request?")[0] == 0
    head = tmp_path / "head.json"
    assert command("audit", "head", "--out", str(head))[0] == 0 and command("audit", "head", "--out", str(head))[0] == 1
    status, out, _ = command("audit", "verify")
    assert status == 0 and "3 events checked" in out and "unanchored" in out
    status, out, _ = command("audit", "verify", "--head", str(head), "--json")
    assert status == 0 and json.loads(out) == {"events": 3, "anchored": True, "faults": []}
    engine = open_database(fresh.database_url)
    with engine.begin() as connection:
        for statement in (
            "DROP TRIGGER events_no_delete",
            "DELETE FROM events WHERE seq = 3",
            "DELETE FROM record_versions WHERE record_id = 'INT-3'",
            "DELETE FROM links WHERE record_id = 'INT-3'",
            "DELETE FROM records WHERE record_id = 'INT-3'",
            "UPDATE state SET value = (SELECT '2:' || mac FROM events WHERE seq = 2) WHERE key = 'audit'",
        ):
            connection.execute(text(statement))
    engine.dispose()
    assert command("audit", "verify")[0] == 0
    status, out, _ = command("audit", "verify", "--head", str(head))
    assert status == 1 and "event 3 is missing" in out and "1 fault" in out


def test_a_head_that_is_none_and_a_key_that_is_gone(command: Command, fresh: Settings, tmp_path: Path) -> None:
    assert command("intake", "open", "Which one?")[0] == 0
    for content in ("{", "[]", '{"seq": -1, "mac": "x"}', '{"seq": true, "mac": 3}', "\udcff"):
        bad = tmp_path / "bad.json"
        bad.write_bytes(content.encode("utf-8", "surrogateescape"))
        status, out, err = command("audit", "verify", "--head", str(bad))
        assert (status, out) == (2, "") and "no exported head" in err and err.count("\n") == 1
    assert command("audit", "verify", "--head", str(tmp_path / "none"))[0] == 2
    os.rename(fresh.audit_key, tmp_path / "key")
    status, _, err = command("audit", "verify")
    assert status == 1 and "put it back" in err and not fresh.audit_key.exists()


def test_the_story_says_who_did_what(command: Command, fresh: Settings) -> None:
    one = json.loads(command("intake", "open", "A SOC 2 report for the contract", "--json")[1])["id"]
    assert command("intake", "classify", one, "--class", "scope", "--route", "customer_request")[0] == 0
    out = command("audit", "show", one)[1]
    assert "operator@tickmark.local opened it; it is now intake" in out
    assert "changing customer commitments, as scope, on the route customer request: from intake to classified" in out
    events = json.loads(command("audit", "show", one, "--json")[1])["events"]
    assert [event["action"] for event in events] == ["open", "classify"] and events[1]["detail"]["to"] == "classified"


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE dues SET day = '2090-01-01'", "another day"),
        ("DELETE FROM links", "another link"),
        ("INSERT INTO roles (email, role) VALUES ('eve@example.com', 'admin')", "eve@example.com has other rights"),
        ("DELETE FROM memberships", "ana@example.com has other rights"),
        ("UPDATE channels SET audience = 'everyone'", "the channel C1 has other rights"),
    ],
)
def test_what_is_kept_beside_the_records_is_checked_too(engine: Engine, statement: str, why: str) -> None:
    opened(engine)
    fields = {"title": "t", "satisfies": "A.5", "framework": "soc_2", "owner": "ana@example.com", "due": "2026-09-01"}
    body = parse(
        RecordKind.TASK, fields | {"date_kind": "contract", "consequence": "audit_readiness", "intake": "INT-1"}
    )
    assert not isinstance(body, Invalid)
    commit(engine, SECRET, Change("add", "ana@example.com", AT, (Write("TASK-1", 0, body),)))
    ana = Person("ana@example.com", "Ana", frozenset({"legal"}), frozenset({Role.OWNER}))
    eve = Person("eve@example.com", "Eve", frozenset(), frozenset({Role.REQUESTER}))
    put_people(engine, SECRET, (ana, eve), "admin@example.com", AT)
    set_channel(engine, SECRET, "C1", "legal", "admin@example.com", AT)
    assert audit.verify(engine, SECRET, None) == ()
    with engine.begin() as connection:
        connection.execute(text(statement))
    faults = audit.verify(engine, SECRET, None)
    assert (
        faults and all(why.split()[-1] in fault.why for fault in faults) and any(why in fault.why for fault in faults)
    )


def test_a_text_that_sqlite_was_given_as_text_is_named_and_no_riddle(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'tickmark.db'}")
    opened(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE records SET summary = 'forged'"))
        connection.execute(text("UPDATE record_versions SET body = '{}'"))
    assert {fault.seq for fault in audit.verify(engine, SECRET, None)} == {1}
