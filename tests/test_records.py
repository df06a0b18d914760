"""Records in the store, their audit trail and their jobs. On SQLite and PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from knowledge.records.bodies import Invalid, changed, kind_of, parse, read, written
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind, Status
from knowledge.records.work import Task
from knowledge.store import audit, jobs
from knowledge.store.record_reading import due, listing, record, record_at
from knowledge.store.records import Change, Committed, Key, KeyReused, Moved, Write, commit, next_id

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SECRET = b"a key that is only for the tests"
ALL = frozenset({"everyone", "legal"})


def intake(asked: str = "ISO or SOC 2 for Northwind?", audience: str = "everyone") -> Intake:
    made = parse(
        RecordKind.INTAKE,
        {"asked": asked, "summary": "Northwind", "requester": "ana@example.com", "audience": audience},
    )
    assert isinstance(made, Intake)
    return made


def opened(engine: Engine, body: Intake | None = None, key: Key | None = None) -> str:
    body = body or intake()
    new = next_id(engine, kind_of(body))
    done = commit(engine, SECRET, Change("open", "ana@example.com", AT, (Write(new, 0, body),), key=key))
    assert isinstance(done, Committed)
    return done.record_ids[0]


def test_a_record_is_read_as_it_was_written(engine: Engine) -> None:
    body = intake("Which one?\x00 or \u2028"[:10] + " €äß漢")
    found = record(engine, opened(engine, body), ALL)
    assert found and found.body == body and found.version == 1 and found.created_at == AT


def test_what_may_not_be_read_does_not_exist(engine: Engine) -> None:
    secret = opened(engine, intake(audience="legal"))
    everyone = frozenset({"everyone"})
    assert record(engine, secret, everyone) is None and record_at(engine, secret, 1, everyone) is None
    assert listing(engine, RecordKind.INTAKE, everyone) == []
    assert [one.record_id for one in listing(engine, RecordKind.INTAKE, ALL)] == [secret]


def test_of_two_who_write_one_is_told_what_happened(engine: Engine) -> None:
    one = opened(engine)
    body = changed(intake(), status=Status.CLASSIFIED)
    assert isinstance(body, Intake)
    first = commit(engine, SECRET, Change("classify", "lea@example.com", AT, (Write(one, 1, body),)))
    second = commit(engine, SECRET, Change("classify", "bo@example.com", AT, (Write(one, 1, body),)))
    assert first == Committed((one,)) and second == Moved(one, 1, 2, "lea@example.com", AT)
    old, now = record_at(engine, one, 1, ALL), record(engine, one, ALL)
    assert old and now and (old.body.status, now.body.status) == (Status.INTAKE, Status.CLASSIFIED)  # type: ignore[union-attr]


def test_the_same_key_opens_once(engine: Engine) -> None:
    first = opened(engine, key=Key("slack:1", "a" * 64))
    again = Change("open", "ana@example.com", AT, (Write(next_id(engine, RecordKind.INTAKE), 0, intake()),))
    same = commit(engine, SECRET, Change(*_fields(again), key=Key("slack:1", "a" * 64)))
    other = commit(engine, SECRET, Change(*_fields(again), key=Key("slack:1", "b" * 64)))
    assert same == Committed((first,), again=True) and other == KeyReused("slack:1", first)
    assert len(listing(engine, RecordKind.INTAKE, ALL)) == 1 and len(audit.story(engine, first)) == 1


def _fields(change: Change) -> tuple[str, str, datetime, object]:
    return change.action, change.actor, change.at, change.writes


def test_dates_are_listed_by_day(engine: Engine) -> None:
    for day in ("2026-05-01", "2026-04-01", "2027-01-01"):
        fields = {"title": f"by {day}", "satisfies": "9.2", "framework": "iso_27001", "owner": "ana@example.com"}
        task = parse(
            RecordKind.TASK, fields | {"due": day, "date_kind": "statutory", "consequence": "legal_compliance"}
        )
        assert isinstance(task, Task)
        commit(
            engine, SECRET, Change("add", "ana@example.com", AT, (Write(next_id(engine, RecordKind.TASK), 0, task),))
        )
    found = due(engine, date(2026, 12, 31), ALL)
    assert [line.record.summary for line in found] == ["by 2026-04-01", "by 2026-05-01"]


def test_the_log_verifies_and_names_what_was_tampered_with(database_url: str, engine: Engine) -> None:
    ids = [opened(engine) for _ in range(4)]
    assert audit.verify(engine, SECRET, audit.head(engine)) == ()
    assert {fault.seq for fault in audit.verify(engine, b"another key", None)} == {1, 2, 3, 4}
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE events SET actor = 'eve' WHERE seq = 2"))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM events WHERE seq = 2"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE record_versions SET body = :b WHERE record_id = :r"), {"b": b"{}", "r": ids[2]})
    faults = audit.verify(engine, SECRET, None)
    assert [fault.seq for fault in faults] == [3] and ids[2] in faults[0].why


@pytest.mark.parametrize("tamper", ["edit", "delete", "swap", "cut"])
def test_who_gets_past_the_triggers_is_found_out(engine: Engine, tamper: str) -> None:
    for _ in range(5):
        opened(engine)
    anchor = audit.head(engine)
    off = "DROP TRIGGER events_append_only ON events" if engine.dialect.name == "postgresql" else None
    with engine.begin() as connection:
        for drop in [off] if off else ["DROP TRIGGER events_no_update", "DROP TRIGGER events_no_delete"]:
            connection.execute(text(drop))
        for statement in {
            "edit": ["UPDATE events SET actor = 'eve@example.com' WHERE seq = 3"],
            "delete": ["DELETE FROM events WHERE seq = 3"],
            "swap": [
                "UPDATE events SET seq = 99 WHERE seq = 3",
                "UPDATE events SET seq = 3 WHERE seq = 4",
                "UPDATE events SET seq = 4 WHERE seq = 99",
            ],
            "cut": ["DELETE FROM events WHERE seq = 5", "DELETE FROM record_versions WHERE record_id = 'INT-5'"],
        }[tamper]:
            connection.execute(text(statement))
    faults = audit.verify(engine, SECRET, anchor)
    assert min((f.seq for f in faults if f.seq), default=0) == (5 if tamper == "cut" else 3), faults


def test_a_job_is_taken_over_when_its_worker_dies(engine: Engine) -> None:
    one = opened(engine)
    held = jobs.lease(engine, "first", AT, 10)
    assert [job.subject for job in held] == [one] and jobs.lease(engine, "second", AT, 10) == []
    later = AT + jobs.LEASE + timedelta(seconds=1)
    taken = jobs.lease(engine, "second", later, 10)
    assert [job.attempts for job in taken] == [2]
    jobs.done(engine, held, "first")
    assert jobs.load(engine).waiting == 1
    jobs.done(engine, taken, "second")
    assert jobs.load(engine) == jobs.Load(0, 0)


def test_a_job_that_keeps_failing_is_put_aside(engine: Engine) -> None:
    opened(engine)
    at = AT
    for _ in range(jobs.TRIES):
        (job,) = jobs.lease(engine, "w", at, 1)
        jobs.failed(engine, job, "w", "the index is full", at)
        at += timedelta(hours=1)
    assert jobs.lease(engine, "w", at, 1) == [] and jobs.load(engine) == jobs.Load(0, 1)


@given(st.text(), st.text(max_size=400), st.text(max_size=60))
def test_any_words_are_kept_or_refused_by_name(asked: str, summary: str, requester: str) -> None:
    made = parse(RecordKind.INTAKE, {"asked": asked, "summary": summary, "requester": requester})
    if isinstance(made, Invalid):
        assert made.field in ("asked", "summary", "requester") and made.why
    else:
        assert read(RecordKind.INTAKE, written(made)) == made


def test_the_audit_key_is_nowhere_in_the_database(tmp_path: Path, sqlite_engine: Engine) -> None:
    opened(sqlite_engine)
    assert SECRET not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_two_who_want_the_first_id_of_a_kind_get_two(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: next_id(engine, RecordKind.TASK), range(16)))
    assert sorted(ids) == sorted(f"TASK-{n}" for n in range(1, 17))
