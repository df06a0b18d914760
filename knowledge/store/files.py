"""Which bytes of a file were stored last: what need not be read again."""

from collections.abc import Mapping

from sqlalchemy import Engine, delete, insert, select

from knowledge.store.database import reading, writing
from knowledge.store.tables import files


def digest(engine: Engine, origin: str) -> str | None:
    """The digest kept for a file, or None."""
    with reading(engine) as connection:
        return connection.scalars(select(files.c.digest).where(files.c.origin == origin)).first()


def keep_digests(engine: Engine, digests: Mapping[str, str]) -> None:
    """Keep the digest of each file, once what is in them is stored."""
    if not digests:
        return
    with writing(engine) as connection:
        for origin, value in digests.items():
            connection.execute(delete(files).where(files.c.origin == origin))
            connection.execute(insert(files).values(origin=origin, digest=value))
