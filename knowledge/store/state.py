"""Single values that the store keeps by name."""

from sqlalchemy import Engine, Integer, String, cast, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

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


def add(engine: Engine, key: str, amount: int) -> None:
    """Add `amount` to the whole number kept under `key` (0 where there is none); no addition at the same time is lost."""
    more = cast(cast(state.c.value, Integer) + amount, String)
    for _ in range(2):
        try:
            with writing(engine) as connection:
                if not connection.execute(update(state).where(state.c.key == key).values(value=more)).rowcount:
                    connection.execute(insert(state).values(key=key, value=str(amount)))
                return
        except IntegrityError:  # another process put the first amount there meanwhile
            continue


def drop(engine: Engine, prefix: str) -> None:
    """Drop every value whose key begins with `prefix`."""
    with writing(engine) as connection:
        connection.execute(delete(state).where(state.c.key.startswith(prefix, autoescape=True)))
