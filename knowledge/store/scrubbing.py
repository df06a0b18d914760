"""Make the bytes of deleted rows go away too: a database only marks them as free."""

import sqlite3

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from knowledge.store.database import outside

_SQLITE = ("PRAGMA temp_store = MEMORY", "PRAGMA secure_delete = ON", "VACUUM")
_TABLES = (
    "records, record_versions, links, dues, sources, versions, passages, vectors, jobs, "
    "slack_events, slack_posts, slack_replies, slack_drafts"
)


def scrub(engine: Engine) -> bool:
    """Rewrite what the database holds without what was deleted. False where others used it too long to be done.

    SQLite: the file is written anew and its log cut to nothing. PostgreSQL: the tables are written anew; what its own
    write-ahead log still holds goes as the server reuses the segments, and the server's own copies are its operator's.
    """
    engine.dispose()
    try:
        return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)
    except (DBAPIError, sqlite3.OperationalError):
        return False
    finally:
        engine.dispose()


def _sqlite(engine: Engine) -> bool:
    with outside(engine) as cursor:
        for statement in _SQLITE:
            cursor.execute(statement)
        busy: int = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def _postgresql(engine: Engine) -> bool:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"VACUUM (FULL) {_TABLES}"))
    return True
