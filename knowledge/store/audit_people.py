"""Whether people and channels have the rights that the log says they were given."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from knowledge.store.record_tables import channels, memberships, people, roles

GIVEN, TAKEN, CHANNEL = "person", "person_removed", "channel"
Told = tuple[int, str, Mapping[str, str]]
"""An event's number, action and detail."""


def right_faults(connection: Connection, told: Iterable[Told]) -> Iterator[tuple[int, str]]:
    """What of rights and channel audiences differs from what the last event of each says."""
    said: dict[str, tuple[int, str]] = {}
    shown: dict[str, tuple[int, str]] = {}
    for seq, action, detail in told:
        if action == GIVEN:
            said[detail["person"]] = (seq, f"{detail['groups']};{detail['roles']}")
        elif action == TAKEN:
            said.pop(detail["person"], None)
        elif action == CHANNEL:
            shown[detail["channel"]] = (seq, detail["audience"])
    yield from _differ("person", said, _rights(connection))
    held = {row.channel: row.audience for row in connection.execute(select(channels))}
    yield from _differ("channel", shown, held)


def _rights(connection: Connection) -> dict[str, str]:
    groups: dict[str, list[str]] = {row.email: [] for row in connection.execute(select(people))}
    given: dict[str, list[str]] = {email: [] for email in groups}
    for row in connection.execute(select(memberships)):
        groups.setdefault(row.email, []).append(row.group_name)
    for row in connection.execute(select(roles)):
        given.setdefault(row.email, []).append(row.role)
    names = groups.keys() | given.keys()
    return {one: f"{','.join(sorted(groups.get(one, [])))};{','.join(sorted(given.get(one, [])))}" for one in names}


def _differ(what: str, told: Mapping[str, tuple[int, str]], held: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for name in sorted(told.keys() | held.keys()):
        seq, right = told.get(name, (0, None))
        if held.get(name) != right:
            yield seq, f"the {what} {name} has other rights than the log says"
