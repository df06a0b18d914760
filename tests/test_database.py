"""Databases: made, migrated, refused; several processes; a killed one. On SQLite and PostgreSQL alike."""

import multiprocessing
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from knowledge.sources.types import Source
from knowledge.store import reading as read
from knowledge.store import slack_tables  # noqa: F401  (its tables are part of the metadata)
from knowledge.store.database import HEAD, open_database, reading, revision, writing
from knowledge.store.errors import StoreError, StoreNewer, StoreUnreachable
from knowledge.store.live import generation
from knowledge.store.migrate import configured
from knowledge.store.record_tables import metadata
from tests.conftest import arrival, store

PLAN = Source("plan", "Access plan", origin="/docs/plan.md")


def test_head_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(configured()).get_current_head() == HEAD


def test_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        assert revision(connection) == HEAD
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match="9999"):
        open_database(database_url)


def test_what_cannot_be_opened_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    (tmp_path / "not.db").write_text("These are words, and many of them, but no database.\n" * 40)
    for url in (f"sqlite:///{tmp_path / 'not.db'}", "postgresql://me:hunter2@127.0.0.1:1/none"):
        with pytest.raises(StoreUnreachable) as refused:
            open_database(url)
        assert "hunter2" not in str(refused.value) and "\n" not in str(refused.value)
    for url in ("nonsense", "mysql://u@h/d", "sqlite://"):
        with pytest.raises(StoreError):
            open_database(url)


def test_sqlite_writes_ahead_and_waits(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a' / 'tickmark.db'}")
    with engine.connect() as connection:
        settings_ = [
            connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert settings_ == ["wal", 2, 1]
        assert int(connection.scalar(text("PRAGMA busy_timeout")) or 0) >= 10_000


def test_a_prepared_store_opens_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tickmark.db'}"
    open_database(url)
    code = f"import sys; from knowledge.store.database import open_database; open_database({url!r}); "
    code += "sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _open_and_store(url: str, name: str) -> None:
    store(open_database(url), arrival(Source(name, name, origin=name), [f"Words of {name}."]))


def test_several_processes_may_prepare_and_fill_an_empty_home_at_once(database_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    names = [f"s{number}" for number in range(4)]
    processes = [spawn.Process(target=_open_and_store, args=(database_url, name)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    engine = open_database(database_url)
    assert [one.source.source_id for one in read.list_sources(engine)] == names
    assert generation(engine).startswith("4-")


def test_a_killed_put_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'tickmark.db'}")
    code = (
        "import os, sys; import knowledge.store.sources as s; from tests.conftest import *\n"
        f"engine = open_database('sqlite:///{tmp_path / 'tickmark.db'}')\n"
        "s.bump = lambda *_: os._exit(9)\n"
        "store(engine, arrival(Source('a', 'A', origin='a'), ['Words.']))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert read.list_sources(engine) == ()
    with sqlite3.connect(tmp_path / "tickmark.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store(engine, arrival(Source("a", "A", origin="a"), ["Words."])) == (None,)


def test_many_threads_that_write_at_once_all_get_their_turn(engine: Engine) -> None:
    """Each waits for its turn; none is told that the database is locked."""
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE marks (n INTEGER)"))
    faults: list[str] = []

    def mark(n: int) -> None:
        try:
            for _ in range(20):
                with writing(engine) as connection:
                    connection.execute(text("INSERT INTO marks VALUES (:n)"), {"n": n})
        except Exception as error:
            faults.append(str(error))

    threads = [Thread(target=mark, args=(n,)) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with reading(engine) as connection:
        assert (faults, connection.scalar(text("SELECT count(*) FROM marks"))) == ([], 240)
