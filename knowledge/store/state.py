"""Single values that the store keeps by name."""

from sqlalchemy import Engine, delete, insert, select

from knowledge.store.database import reading, writing
from knowledge.store.tables import state


def kept(engine: Engine, key: str) -> str | None:
    """The value kept under `key`, or None."""
    with reading(engine) as connection:
        return connection.scalars(select(state.c.value).where(state.c.key == key)).first()


def keep(engine: Engine, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    with writing(engine) as connection:
        connection.execute(delete(state).where(state.c.key == key))
        connection.execute(insert(state).values(key=key, value=value))
