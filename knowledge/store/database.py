"""Open the store: SQLite or PostgreSQL by URL, created and migrated when it is behind the code."""

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy import Engine as Engine  # the rest of the house names it without knowing SQLAlchemy
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from knowledge.store.errors import StoreError, StoreUnreachable

HEAD = "0006"
BUSY_MS = 10_000
_POSTGRES = {"postgres", "postgresql"}
_HAS_REVISION = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'",
    "postgresql": "SELECT count(to_regclass('alembic_version'))",
}
_PRAGMAS = (f"busy_timeout = {BUSY_MS}", "synchronous = FULL", "foreign_keys = ON")


def open_database(url: str) -> Engine:
    """An engine on the database at `url`, at this release's schema.

    Raises StoreNewer for a database of a newer release, StoreUnreachable for one that can't be opened, StoreError for
    a URL of another kind.
    """
    where = _located(url)
    engine = _engine(where)
    try:
        _bring_up_to_date(engine, where)
    except DBAPIError as error:
        raise StoreUnreachable(f"cannot open {where.render_as_string()}: {_first_line(error)}") from error
    return engine


@contextmanager
def writing(engine: Engine, patience: int = BUSY_MS) -> Iterator[Connection]:
    """One write transaction, committed at the end. SQLite takes its lock at once, so it waits (for `patience` milliseconds at
    most) and never deadlocks."""
    with _in_turn(engine, patience), engine.execution_options(writing=True, patience=patience).begin() as connection:
        yield connection


@contextmanager
def _in_turn(engine: Engine, patience: int) -> Iterator[None]:
    """Threads of a process take turns at SQLite's lock: it serves who asks at the right moment, and some never do."""
    turn = engine.get_execution_options().get("turn") or Lock()
    held = turn.acquire(timeout=patience / 1000)
    try:
        yield
    finally:
        if held:
            turn.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction in which every query sees the same state."""
    if engine.dialect.name == "postgresql":  # for SQLite options are none, and an engine for them costs a look-up
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.begin() as connection:
        yield connection


@contextmanager
def outside(engine: Engine) -> Iterator[Any]:
    """A cursor of SQLite outside of any transaction, for what can't be done in one."""
    raw = engine.raw_connection()
    try:
        yield raw.cursor()
    finally:
        raw.close()


def revision(connection: Connection) -> str | None:
    """The schema revision that the database is at; None for an empty one."""
    if not connection.scalar(text(_HAS_REVISION[connection.dialect.name])):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def file_of(url: str) -> Path | None:
    """The file of a SQLite URL; None for a server's."""
    where = _located(url)
    return Path(str(where.database)) if where.get_backend_name() == "sqlite" else None


def is_empty(url: str) -> bool:
    """Whether there is no store at `url` yet. Makes nothing. Raises StoreUnreachable."""
    file = file_of(url)
    if file is not None:
        return not file.exists() or not file.stat().st_size
    engine = _engine(_located(url))
    try:
        with engine.connect() as connection:
            return revision(connection) is None
    except DBAPIError as error:
        raise StoreUnreachable(f"cannot open {_located(url).render_as_string()}: {_first_line(error)}") from error
    finally:
        engine.dispose()


def _located(url: str) -> URL:
    try:
        where = make_url(url)
    except ArgumentError as error:
        raise StoreError("the database URL can't be read; write sqlite:///FILE or postgresql://...") from error
    if where.drivername in _POSTGRES:
        return where.set(drivername="postgresql+psycopg")
    if where.get_backend_name() not in _HAS_REVISION or (where.get_backend_name() == "sqlite" and not where.database):
        raise StoreError(f"the database URL names {where.drivername}; write sqlite:///FILE or postgresql://...")
    return where


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]


def _engine(where: URL) -> Engine:
    if where.get_backend_name() == "sqlite":
        Path(str(where.database)).parent.mkdir(parents=True, exist_ok=True)
    try:
        sqlite = where.get_backend_name() == "sqlite"
        engine = create_engine(where, execution_options={"turn": Lock()} if sqlite else {})
    except (NoSuchModuleError, ImportError) as error:
        raise StoreError(f"no driver for {where.drivername} is installed") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(raw: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late (before the first write); ours stands in _on_sqlite_begin.
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _on_sqlite_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(
        "writing", False
    ):  # takes no lock and so does not fail; through SQLAlchemy it costs ten times as much
        connection.connection.cursor().execute("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {options['patience']}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _bring_up_to_date(engine: Engine, where: URL) -> None:
    with engine.connect() as connection:
        if revision(connection) == HEAD and _is_wal(connection):
            return
    with _alone(where):
        _use_wal(engine)
        from knowledge.store.migrate import upgrade  # alembic costs .2 s to import and is seldom needed

        upgrade(engine)


def _is_wal(connection: Connection) -> bool:
    return connection.dialect.name != "sqlite" or connection.scalar(text("PRAGMA journal_mode")) == "wal"


def _use_wal(engine: Engine) -> None:
    """Changing the journal does not wait for other connections, and can't be done inside a transaction."""
    if engine.dialect.name == "sqlite":
        with outside(engine) as cursor:
            cursor.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _alone(where: URL) -> Iterator[None]:
    """One process at a time prepares a SQLite file; PostgreSQL has its own lock (in `upgrade`)."""
    if where.get_backend_name() != "sqlite":
        yield
        return
    with open(f"{where.database}.lock", "w") as owner:
        flock(owner, LOCK_EX)
        yield
