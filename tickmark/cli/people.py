"""`tickmark people import|list|remove` and `tickmark channel`: who there is, and what a channel may read."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError
from rich.table import Column, Table

from knowledge.access.people import OPERATOR, Person
from knowledge.records.fields import Email, GroupName
from knowledge.records.roles import Power, Role
from knowledge.store.people import channel_audiences, everybody, put_people, remove_person, set_channel
from tickmark.cli.recording import As, Desk, Json, desk
from tickmark.cli.tables import print_table
from tickmark.errors import Misuse, Problem
from tickmark.office import log_key

app = typer.Typer(help="People with their groups and roles.", no_args_is_help=True)
channels = typer.Typer(help="What channels may read.", no_args_is_help=True)
_EMAIL, _GROUP = TypeAdapter(Email), TypeAdapter(GroupName)


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV with email, name, groups, roles; or JSON Lines.")],
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Add people, or change their groups and roles. Several groups or roles in a cell stand apart by ; or spaces.

    A forum, such as a risk committee, has the powers accepts_risk or funds instead of roles; its groups are those of the
    people who sit on it.
    """
    at = _admin(as_)
    found, refused = [], []
    for number, row in _rows(file):
        one = _person(row)
        found.append(one) if isinstance(one, Person) else refused.append(f"{file}: line {number}: {one}")
    before = {one.email: one for one in everybody(at.engine)}
    after = before | {one.email: one for one in found}
    if _admins(before) and not _admins(after):
        raise Problem(f"{file}: would leave no admin; keep the role admin for one of {', '.join(_admins(before))}")
    put_people(at.engine, log_key(at.engine, at.settings), found, at.actor.email, datetime.now(UTC))
    if json_out:
        print(json.dumps({"imported": len(found), "refused": refused}, ensure_ascii=False))
    else:
        print("\n".join([*refused, f"{len(found)} imported, {len(refused)} refused"]))
    if refused:
        raise typer.Exit(1)


@app.command("list")
def list_command(json_out: Json = False) -> None:
    """List people with their groups and roles."""
    who = everybody(desk("").engine)
    if json_out:
        rows = [{"email": p.email, "name": p.name, "groups": sorted(p.groups), "roles": _given(p)} for p in who]
        print(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(Column("email", no_wrap=True), "name", "groups", "roles")
    for one in who:
        table.add_row(one.email, one.name, ", ".join(sorted(one.groups)), ", ".join(_given(one)))
    print_table(table)


@app.command()
def remove(email: Annotated[str, typer.Argument(metavar="EMAIL")], as_: As = "") -> None:
    """Take a person's groups and roles away."""
    at = _admin(as_)
    if not remove_person(
        at.engine, log_key(at.engine, at.settings), email.strip().lower(), at.actor.email, datetime.now(UTC)
    ):
        raise Problem(f"nobody of the email {email} is known; see: tickmark people list")
    print(f"{email}: removed")


@channels.command("set")
def set_command(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL")],
    audience: Annotated[str, typer.Argument(metavar="GROUP")],
    as_: As = "",
) -> None:
    """Give a channel the audience whose records and sources may be shown in it."""
    at = _admin(as_)
    group = _checked(_GROUP, audience)
    if group is None or not channel.strip() or len(channel) > 64:
        raise Misuse(f"{channel} {audience}: name a channel and a group, in lower-case letters and digits")
    set_channel(at.engine, log_key(at.engine, at.settings), channel.strip(), group, at.actor.email, datetime.now(UTC))
    print(f"{channel}: shows what is for {group}")


@channels.command("list")
def list_channels(json_out: Json = False) -> None:
    """List the channels that have an audience; the others get what everyone may read."""
    found = channel_audiences(desk("").engine)
    print(json.dumps(found) if json_out else "\n".join(f"{name}: {group}" for name, group in sorted(found.items())))


def _admin(email: str) -> Desk:
    at = desk(email)
    if Role.ADMIN not in at.actor.roles:
        raise Problem(f"{email} is no admin; only an admin changes people and channels")
    return at


def _given(one: Person) -> list[str]:
    return sorted((*one.roles, *one.powers))


def _admins(people: Mapping[str, Person]) -> list[str]:
    return sorted(email for email, one in people.items() if Role.ADMIN in one.roles)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; name a file that can be read") from error
    except UnicodeDecodeError as error:
        raise Misuse(f"{path}: can't be read as UTF-8 text: {error}") from error
    if path.suffix.lower() in (".jsonl", ".json"):
        yield from _json_rows(path, text)
        return
    table = csv.DictReader(io.StringIO(text, newline=""))
    if "email" not in (table.fieldnames or ()):
        raise Misuse(f"{path}: has no column email; the columns are email, name, groups, roles")
    yield from ((table.line_num, dict(row)) for row in table)


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        rows = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line) for line in text.split("\n") if line.strip()]
        )
    except (ValueError, RecursionError) as error:
        raise Misuse(f"{path}: can't be read as JSON: {error}") from error
    yield from ((n, row if isinstance(row, dict) else {}) for n, row in enumerate(rows, 1))


def _person(row: dict[str, Any]) -> Person | str:
    email = _checked(_EMAIL, row.get("email"))
    if email is None:
        return f"{str(row.get('email'))[:80]!r} is no email address"
    if email == OPERATOR:
        return f"{email} stands for whoever runs the commands; give people their own"
    groups = [_checked(_GROUP, one) for one in _several(row.get("groups"))]
    named = _several(row.get("roles"))
    unknown = [one for one in named if one not in {*Role, *Power}]
    powers = frozenset(Power(one) for one in named if one in set(Power))
    if None in groups:
        return "a group's name holds lower-case letters, digits, dots and dashes, and is at most 64 long"
    if unknown:
        return f"{unknown[0]!r} is no role; the roles are {', '.join(Role)}; a forum has {' or '.join(Power)}"
    if powers and (len(powers) < len(named) or not groups):
        return "a forum has powers and no roles, and its groups are those of the people who sit on it"
    roles = frozenset(Role(one) for one in named if one in set(Role))
    return Person(email, str(row.get("name") or email)[:200], frozenset(g for g in groups if g), roles, powers)


def _several(cell: object) -> list[str]:
    parts = cell if isinstance(cell, list) else str(cell or "").replace(";", " ").replace(",", " ").split()
    return [str(one).strip().lower() for one in parts]


def _checked(kind: TypeAdapter[str], value: object) -> str | None:
    try:
        return kind.validate_python(value)
    except ValidationError:
        return None
