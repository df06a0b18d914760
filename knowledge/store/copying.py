"""A consistent copy of a live store in one SQLite file, whatever the store is, and a store filled from such a file."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text

from knowledge.store import record_tables, slack_tables  # noqa: F401  (their tables are part of the metadata)
from knowledge.store.audit import Head, head
from knowledge.store.database import open_database, outside, reading, revision, writing
from knowledge.store.tables import metadata, state

ROWS = 500


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: its schema revision, where its audit log ends, and the rows of each table."""

    schema: str
    head: Head
    rows: dict[str, int]


def copy(engine: Engine, file: Path) -> None:
    """Write the store as it is at one moment to a new `file`; others go on reading and writing it meanwhile."""
    if engine.dialect.name == "sqlite":
        with outside(engine) as cursor:
            cursor.execute("VACUUM INTO ?", (str(file),))
        return
    target = open_database(f"sqlite:///{file}")
    _pour(engine, target)
    target.dispose()


def fill(engine: Engine, file: Path) -> None:
    """Put what `copy` wrote into a store that holds nothing yet, in one transaction."""
    source = open_database(f"sqlite:///{file}")
    _pour(source, engine)
    source.dispose()


def contents(engine: Engine) -> Contents:
    """What a store holds."""
    with reading(engine) as connection:
        schema = revision(connection) or ""
        rows = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}
    return Contents(schema, head(engine), rows)


def _pour(source: Engine, target: Engine) -> None:
    with reading(source) as read, writing(target) as write:
        write.execute(delete(state))
        for table in metadata.sorted_tables:
            _rows(read, write, table)
            if target.dialect.name == "postgresql":
                _go_on_counting(write, table)


def _rows(read: Connection, write: Connection, table: Table) -> None:
    found = read.execution_options(yield_per=ROWS).execute(select(table))
    for part in found.mappings().partitions():
        write.execute(insert(table), [dict(row) for row in part])


def _go_on_counting(write: Connection, table: Table) -> None:
    """A sequence of PostgreSQL does not notice rows that bring their own numbers."""
    counted = table.autoincrement_column
    if counted is not None:
        last = write.scalar(select(func.max(counted)))
        write.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"),
            {"table": table.name, "column": counted.name, "next": (last or 0) + 1},
        )
