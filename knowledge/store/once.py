"""Work that one process of several does: whoever comes first holds a lock that ends with the process, however it ends."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from sqlalchemy import Engine, func, select


@contextmanager
def alone(engine: Engine, work: str) -> Iterator[bool]:
    """Whether this process is the one that does `work` on this store now; False where another one is at it.

    On PostgreSQL a lock of a session, so that it counts for all hosts; on SQLite one on a file beside the database.
    """
    if engine.dialect.name != "postgresql":
        with Path(f"{engine.url.database}.{work}.lock").open("a") as owner:
            try:
                flock(owner, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
        return
    number = int.from_bytes(hashlib.sha256(work.encode()).digest()[:8], signed=True)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        taken = bool(connection.scalar(select(func.pg_try_advisory_lock(number))))
        try:
            yield taken
        finally:
            if taken:
                connection.execute(select(func.pg_advisory_unlock(number)))
