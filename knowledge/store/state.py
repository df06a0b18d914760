"""Single values that the store keeps by name."""

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database import BUSY_MS, reading, writing
from knowledge.store.tables import state


def kept(engine: Engine, key: str) -> str | None:
    """The value kept under `key`, or None."""
    with reading(engine) as connection:
        return connection.scalars(select(state.c.value).where(state.c.key == key)).first()


def keep(engine: Engine, key: str, value: str, patience: int = BUSY_MS) -> None:
    """Keep `value` under `key`. Waits `patience` milliseconds at most for others that write."""
    with writing(engine, patience) as connection:
        connection.execute(delete(state).where(state.c.key == key))
        connection.execute(insert(state).values(key=key, value=value))


def add(engine: Engine, key: str, amount: int, most: int | None = None, patience: int = BUSY_MS) -> bool:
    """Add `amount` to the whole number kept under `key` (0 where there is none); no addition at the same time is lost.

    False, and nothing is added, where it would become more than `most`. Waits `patience` milliseconds at most.
    """
    its = state.c.key == key
    while True:
        try:
            with writing(engine, patience) as connection:
                held = connection.scalar(select(state.c.value).where(its).with_for_update())
                total = int(held or 0) + amount
                if most is not None and total > most:
                    return False
                if held is None:
                    connection.execute(insert(state).values(key=key, value=str(total)))
                else:
                    connection.execute(update(state).where(its).values(value=str(total)))
                return True
        except IntegrityError:  # another process put the first amount there meanwhile
            continue


def latest(engine: Engine, prefix: str, most: int) -> list[tuple[str, str]]:
    """The last `most` keys that begin with `prefix`, each with its value, in falling order."""
    ask = select(state.c.key, state.c.value).where(state.c.key.startswith(prefix, autoescape=True))
    with reading(engine) as connection:
        return [(key, value) for key, value in connection.execute(ask.order_by(state.c.key.desc()).limit(most))]


def drop(engine: Engine, prefix: str) -> None:
    """Drop every value whose key begins with `prefix`."""
    with writing(engine) as connection:
        connection.execute(delete(state).where(state.c.key.startswith(prefix, autoescape=True)))
