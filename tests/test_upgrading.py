"""A home of an earlier release goes on with this one: nothing lost, nothing doubled, its log whole. On both databases.

`data/home_0003.sql` was written by the release whose last migration was 0003: an intake with all that belongs to it, its
sources, an erased record.
"""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, create_engine, delete, func, insert, inspect, select, text

from assistant.contract import Question
from assistant.evidence.stale import stale
from assistant.intake.conclude import approve, decide
from assistant.intake.open import Asked, open_intake
from knowledge.records.decision import DecisionRecord
from knowledge.records.material import is_approved
from knowledge.records.vocabulary import DateKind
from knowledge.store import audit
from knowledge.store.audit import Head
from knowledge.store.database import HEAD, _engine, _located, open_database, revision, writing
from knowledge.store.migrate import configured
from knowledge.store.once import alone
from knowledge.store.reading import list_sources
from knowledge.store.record_reading import due, record
from knowledge.store.state import keep, kept
from tests.offices import ANA, APO, OLU, SECRET, done, office_on
from tickmark.held import LIBRARY
from tickmark.ready import Ready
from tickmark.settings import Settings
from tickmark.wiring import open_desk

OLD = Path(__file__).parent / "data" / "home_0003.sql"
HEAD_THEN = Head(36, "a8cbcf25f0e96ebb0c7dc664888aeed04964f7506f3e9efd4543cecc589562af")
NOW = datetime(2026, 3, 3, tzinfo=UTC)
Rows = dict[str, list[dict[str, Any]]]


def old_rows(folder: Path) -> Rows:
    """What stood in the old home, table by table, parents first."""
    with sqlite3.connect(folder / "old.db") as raw:
        raw.executescript(OLD.read_text("utf-8"))
    return rows_of(create_engine(f"sqlite:///{folder / 'old.db'}"))


def rows_of(engine: Engine) -> Rows:
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        tables = [table for table in found.sorted_tables if table.name != "alembic_version"]
        return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables}


def at_revision(url: str, old: str, rows: Rows) -> Engine:
    """An engine on a database as the release of revision `old` made it, with those of `rows` that it could hold."""
    engine = _engine(_located(url))
    with writing(engine) as connection:
        config = configured()
        config.attributes["connection"] = connection
        command.upgrade(config, old)
    known = MetaData()
    known.reflect(engine)
    with writing(engine) as connection:
        connection.execute(delete(known.tables["state"]))
        for name, held in rows.items():
            if name in known.tables and (
                kept := [_fitting(row, set(known.tables[name].c.keys()), old) for row in held]
            ):
                connection.execute(insert(known.tables[name]), [one for one in kept if one])
        _go_on_counting(connection)
    return engine


def _fitting(row: dict[str, Any], columns: set[str], old: str) -> dict[str, Any]:
    if old == "0001" and row.get("key") == "audit":
        return {}
    zoned = {k: v.replace(tzinfo=UTC) if isinstance(v, datetime) else v for k, v in row.items()}
    return {name: value for name, value in zoned.items() if name in columns}


def _go_on_counting(connection: Any) -> None:
    names = set(inspect(connection).get_table_names())
    for table, column in (("jobs", "job_id"), ("notices", "notice_id")):
        if connection.dialect.name == "postgresql" and table in names:
            last = f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}"
            connection.execute(text(last))


def comparable(rows: Rows, like: Rows) -> Rows:
    """The rows with the columns that `like` has, in an order of their own, moments without their zone."""
    plain: Rows = {}
    for name, held in rows.items():
        names = set(like[name][0]) if like.get(name) else set()
        kept = [{k: _plain(v) for k, v in row.items() if k in names} for row in held]
        plain[name] = sorted(kept, key=repr)
    return plain


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


@pytest.mark.parametrize("old", ["0002", "0003"])
def test_a_home_of_an_earlier_release_keeps_everything(database_url: str, tmp_path: Path, old: str) -> None:
    before = old_rows(tmp_path)
    at_revision(database_url, old, before).dispose()
    engine = open_database(database_url)
    with engine.connect() as connection:
        assert revision(connection) == HEAD
    now = rows_of(engine)
    assert set(before) <= set(now)
    assert all(not now[name] for name in set(now) - set(before)), "what came later is empty"
    one, two = comparable(before, before), comparable(now, before)
    linked = [row for row in two["links"] if row["relation"] == "answered_by"]
    assert [(row["record_id"], row["target"]) for row in linked] == [("REQ-1", "EV-1")]
    two["links"] = [row for row in two["links"] if row not in linked]
    for kinds in (one, two):
        kinds["dues"] = [row | {"kind": ""} for row in kinds["dues"]]
    assert {name: two[name] for name in before} == one
    assert audit.verify(engine, SECRET, HEAD_THEN) == ()
    assert [one.source.source_id for one in list_sources(engine)] == ["policy"]


def test_its_dates_are_of_the_kind_that_they_are_of(database_url: str, tmp_path: Path) -> None:
    at_revision(database_url, "0003", old_rows(tmp_path)).dispose()
    engine = open_database(database_url)
    kinds = {line.record.record_id: line.kind for line in due(engine, NOW.date() + timedelta(9_999), None)}
    assert kinds == {
        "EV-1": DateKind.ASSURANCE_PERIOD,
        "EV-2": DateKind.CONTRACT,
        "EV-3": DateKind.ISO_REVIEW_CYCLE,
        "EV-4": DateKind.INTERNAL,
        "REQ-3": DateKind.ISO_REVIEW_CYCLE,
        "DEC-1": DateKind.ASSURANCE_PERIOD,
        "EXC-1": DateKind.INTERNAL,
        "TASK-1": DateKind.STATUTORY,
        "FND-1": DateKind.INTERNAL,
    }


def test_work_goes_on_in_it(database_url: str, tmp_path: Path) -> None:
    at_revision(database_url, "0003", old_rows(tmp_path)).dispose()
    engine = open_database(database_url)
    office = office_on(lambda: engine, lambda: NOW)
    sent = Asked(
        "Northwind wants a SOC 2 report for billing “soon” 🚢",
        {"audience": "legal", "affected": [{"kind": "service", "name": "billing"}]},
        "slack:C1:17",
    )
    assert done(open_intake(office, ANA, sent)) == "INT-1", "what was sent before the upgrade opens nothing twice"
    held = record(engine, "DEC-1", None)
    assert held and isinstance(held.body, DecisionRecord) and is_approved(held.body)
    assert stale(engine, {}, NOW.date(), None) == []
    done(decide(office, OLU, "INT-1", {"scope": "billing and payments"}))
    done(approve(office, APO, "INT-1"))
    assert done(open_intake(office, ANA, Asked("Another"))) not in {"INT-1", "INT-2"}
    assert audit.verify(engine, SECRET, HEAD_THEN) == ()


def test_a_home_without_records_gets_their_tables(database_url: str, tmp_path: Path) -> None:
    at_revision(database_url, "0001", old_rows(tmp_path)).dispose()
    engine = open_database(database_url)
    assert [one.source.source_id for one in list_sources(engine)] == ["policy"]
    assert done(open_intake(office_on(lambda: engine, lambda: NOW), ANA, Asked("The first"))) == "INT-1"
    assert audit.verify(engine, SECRET, None) == ()


def test_a_text_put_past_the_program_keeps_no_home_closed(database_url: str, tmp_path: Path) -> None:
    before = old_rows(tmp_path)
    for row in before["records"]:
        row["body"] = b"no JSON" if row["record_id"] == "EV-1" else row["body"]
    at_revision(database_url, "0003", before).dispose()
    engine = open_database(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM records")) == len(before["records"])
        assert connection.scalar(select(func.count()).select_from(text("dues WHERE kind = 'internal'"))) == 4
    assert any("EV-1" in one.why for one in audit.verify(engine, SECRET, None))


def test_of_several_one_process_takes_a_work_on(database_url: str) -> None:
    first, second = open_database(database_url), open_database(database_url)
    with alone(first, "library") as mine:
        with alone(second, "library") as also:
            assert mine and not also
        with alone(second, "another") as other:
            assert other
    with alone(second, "library") as mine:
        assert mine


def test_a_bot_answers_from_the_library_that_is_held_while_another_one_comes_in(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine, before = open_database(fresh.database_url), "of an earlier release"
    state = kept(engine, LIBRARY)
    assert state
    listed = fresh.home / "listed"
    listed.mkdir(exist_ok=True)
    learned = next(listed.iterdir(), None)
    if learned is None:
        open_desk(fresh)
        learned = next(listed.iterdir())
    learned.rename(listed / sha256(before.encode()).hexdigest()[:24])
    keep(engine, LIBRARY, before)
    monkeypatch.setenv("TICKMARK_HOME", str(fresh.home))
    asked = Question(text="What is a Statement of Applicability?")
    ready = Ready(fresh)
    home, held = ready.home, ready(asked)
    assert held.status == "answered" and "library is bundled" in caplog.text
    assert (kept(engine, LIBRARY), ready.home) == (before, home), "it did not wait"
    wait_until(lambda: kept(engine, LIBRARY) == state)
    assert ready(asked).headline == held.headline and ready.home is not home
    assert caplog.text.count("library is bundled") == 1


def wait_until(there: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if there():
            return
        time.sleep(0.2)
    raise AssertionError("it never came")
