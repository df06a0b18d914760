"""What the commands on records share: who acts, how a result is printed, how options become fields."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from assistant.intake.office import Done, Missing, Office, Refusal, said
from knowledge.access.people import Person
from knowledge.records.bodies import Invalid, written
from knowledge.records.record import Record
from knowledge.records.vocabulary import AffectedKind
from knowledge.store.audit import altered
from knowledge.store.database import Engine
from knowledge.store.record_reading import Listed, erased
from tickmark.cli.tables import print_table
from tickmark.errors import Misuse, Problem
from tickmark.office import Answer, actor, log_key, office
from tickmark.opening import open_store
from tickmark.settings import Settings, here

As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who acts; the operator if left out.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AFFECTED = typer.Option(metavar="KIND:NAME", help=f"What it affects ({', '.join(AffectedKind)}); may be repeated.")
RecordId = Annotated[str, typer.Argument(metavar="ID")]


@dataclass(frozen=True)
class Desk:
    """A command's store, office and actor."""

    settings: Settings
    engine: Engine
    office: Office
    actor: Person


def desk(email: str) -> Desk:
    """Open what a command on records needs. Raises Misuse for somebody unknown."""
    settings = here()
    engine = open_store(settings)
    return Desk(settings, engine, office(engine, settings, Answer(settings)), actor(engine, email))


def held(at: Desk, record_id: str) -> Record:
    """A record that the actor may read; Problem where there is none, or where it is not what the log says of it."""
    found = at.office.record(record_id.upper(), at.actor.audiences)
    if found is None:
        gone = erased(at.engine, record_id.upper(), at.actor.audiences)
        raise Problem(
            f"{gone.record_id} was erased by {gone.by} at {gone.at:%Y-%m-%d}" if gone else said(Missing(record_id))
        )
    unaltered(at, [found.record_id])
    return found


def unaltered(at: Desk, ids: Iterable[str]) -> None:
    """Raises Problem where one of these records is not what the log says of it: nothing of it is shown or exported."""
    faults = altered(at.engine, log_key(at.engine, at.settings), ids)
    if faults:
        more = f", and {len(faults) - 1} more faults" if len(faults) > 1 else ""
        raise Problem(f"{faults[0].why}{more}; nothing is shown of it; see: tickmark audit verify")


def told(at: Desk, result: Done | Refusal, as_json: bool, what: str) -> None:
    """Print what was done, or raise the refusal: 2 for a field that is off, 1 for a step that can't be taken."""
    if isinstance(result, Invalid):
        raise Misuse(said(result))
    if not isinstance(result, Done):
        raise Problem(said(result))
    first = at.office.record(result.record_ids[0], at.actor.audiences)
    if as_json and first is not None:
        print(
            json.dumps(
                fields_of(first) | {"written": list(result.record_ids), "again": result.again}, ensure_ascii=False
            )
        )
        return
    also = f" (with {', '.join(result.record_ids[1:])})" if len(result.record_ids) > 1 else ""
    status = getattr(first.body, "status", "") if first else ""
    again = ", opened before with this key" if result.again else ""
    print(f"{result.record_ids[0]}: {what}{again}{also}" + (f"; now {status.replace('_', ' ')}" if status else ""))


def fields_of(record: Record) -> dict[str, Any]:
    """A record as JSON values: its envelope and the fields of its body."""
    body: dict[str, Any] = json.loads(written(record.body))
    envelope = {"id": record.record_id, "kind": record.kind.value, "version": record.version}
    times = {"created_at": record.created_at.isoformat(), "changed_at": record.at.isoformat(), "changed_by": record.by}
    return envelope | times | body


def lines_of(fields: Mapping[str, Any], depth: int = 0) -> str:
    """Fields as indented lines; what is empty is left out."""
    return "\n".join(line for name, value in fields.items() if _filled(value) for line in _lines(name, value, depth))


def _lines(name: str, value: object, depth: int) -> list[str]:
    lead = f"{'  ' * depth}{name.replace('_', ' ')}:"
    if isinstance(value, Mapping):
        return [lead, lines_of(value, depth + 1)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [lead, *(_item(one, depth + 1) for one in value)]
    return [f"{lead} {str(value).replace(chr(10), chr(10) + '  ' * (depth + 1))}"]


def _item(value: object, depth: int) -> str:
    mark = f"{'  ' * depth}- "
    return mark + (lines_of(value, depth + 1).lstrip() if isinstance(value, Mapping) else str(value))


def _filled(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_filled, value.values()))
    return value not in (None, "", [], False)


def listed(found: Sequence[Listed], as_json: bool) -> None:
    """Print lines of records, as a table or as JSON."""
    if as_json:
        print(json.dumps([_line(one) for one in found], ensure_ascii=False))
        return
    table = Table(Column("id", no_wrap=True), "status", "owner", "summary", "audience", "changed")
    for one in found:
        day = one.changed_at.date().isoformat()
        table.add_row(one.record_id, one.status.replace("_", " "), one.owner, one.summary, one.audience, day)
    print_table(table) if found else print("nothing on record that you may read")


def _line(one: Listed) -> dict[str, Any]:
    plain = ("record_id", "version", "status", "audience", "owner", "summary")
    times = {"created_at": one.created_at.isoformat(), "changed_at": one.changed_at.isoformat()}
    fields = {name: getattr(one, name) for name in plain}
    return {"id": fields.pop("record_id"), "kind": one.kind.value} | fields | times


def given(**options: Any) -> dict[str, Any]:
    """The options that were given, by the name of their field."""
    return {name: value for name, value in options.items() if value not in (None, "", [], ())}


def affected_of(written: str) -> dict[str, str]:
    """What --affected names. Raises Misuse unless it is KIND:NAME."""
    kind, colon, name = written.partition(":")
    if not colon or not name.strip():
        raise Misuse(f"--affected {written}: write KIND:NAME, like system:billing")
    return {"kind": kind.strip(), "name": name.strip()}


def split(text: str, option: str) -> list[str]:
    """The parts of a comma-separated option; "none" for an empty list."""
    if not text.strip():
        raise Misuse(f"{option} is empty; name values apart by commas, or none")
    return [] if text.strip() == "none" else [part.strip() for part in text.split(",") if part.strip()]
