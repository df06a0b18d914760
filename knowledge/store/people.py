"""People, the groups they are in, the roles they have, and the audience of a channel."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from knowledge.access.people import Person
from knowledge.records.roles import Power, Role
from knowledge.store import audit
from knowledge.store.audit import Entry
from knowledge.store.audit_people import CHANNEL, GIVEN, TAKEN
from knowledge.store.database import reading, writing
from knowledge.store.record_tables import channels, memberships, people, roles

_POWERS = frozenset(Power)


def put_people(engine: Engine, key: bytes, who: Sequence[Person], actor: str, at: datetime) -> None:
    """Store `who` as given: their groups and roles replace those that they had. Others stay as they are."""
    with writing(engine) as connection:
        head = audit.lock(connection)
        for person in who:
            _replace(connection, person)
            detail = {"person": person.email, "groups": ",".join(sorted(person.groups))}
            detail["roles"] = ",".join(sorted((*person.roles, *person.powers)))
            head = audit.append(connection, key, head, Entry(GIVEN, actor, at, detail=detail))


def remove_person(engine: Engine, key: bytes, email: str, actor: str, at: datetime) -> bool:
    """Take a person's groups and roles away; False for somebody unknown. Their name stays in the records."""
    with writing(engine) as connection:
        head = audit.lock(connection)
        if connection.execute(select(people.c.email).where(people.c.email == email)).first() is None:
            return False
        for table in (memberships, roles, people):
            connection.execute(delete(table).where(table.c.email == email))
        audit.append(connection, key, head, Entry(TAKEN, actor, at, detail={"person": email}))
    return True


def person(engine: Engine, email: str) -> Person | None:
    """The person with this email, or None."""
    wanted = email.strip().lower()
    return None if "\0" in wanted else next(iter(_people(engine, wanted)), None)


def everybody(engine: Engine) -> list[Person]:
    """All people, by email."""
    return _people(engine, None)


def set_channel(engine: Engine, key: bytes, channel: str, audience: str, actor: str, at: datetime) -> None:
    """Give a channel its audience."""
    with writing(engine) as connection:
        head = audit.lock(connection)
        connection.execute(delete(channels).where(channels.c.channel == channel))
        connection.execute(insert(channels).values(channel=channel, audience=audience))
        detail = {"channel": channel, "audience": audience}
        audit.append(connection, key, head, Entry(CHANNEL, actor, at, detail=detail))


def channel_audiences(engine: Engine) -> dict[str, str]:
    """The audience of each channel that an admin gave one."""
    with reading(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(select(channels.c.channel, channels.c.audience))}


def _replace(connection: Connection, one: Person) -> None:
    for table in (memberships, roles, people):
        connection.execute(delete(table).where(table.c.email == one.email))
    connection.execute(insert(people).values(email=one.email, name=one.name))
    if one.groups:
        connection.execute(insert(memberships), [{"email": one.email, "group_name": g} for g in sorted(one.groups)])
    given = sorted((*one.roles, *one.powers))
    if given:
        connection.execute(insert(roles), [{"email": one.email, "role": r} for r in given])


def _people(engine: Engine, email: str | None) -> list[Person]:
    with reading(engine) as connection:
        who, groups, given = (
            list(connection.execute(select(t) if email is None else select(t).where(t.c.email == email)))
            for t in (people, memberships, roles)
        )
    return [
        Person(
            row.email,
            row.name,
            frozenset(g.group_name for g in groups if g.email == row.email),
            frozenset(Role(r.role) for r in given if r.email == row.email and r.role not in _POWERS),
            frozenset(Power(r.role) for r in given if r.email == row.email and r.role in _POWERS),
        )
        for row in sorted(who, key=lambda row: str(row.email))
    ]
