"""What the commands that file records share: fields from a file and from options, adding, listing and showing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.evidence.filing import add
from assistant.intake.office import Missing, Refusal, said
from knowledge.records.bodies import BODIES, Invalid
from knowledge.records.faults import MISSING
from knowledge.records.record import Record
from knowledge.records.vocabulary import RecordKind, WorkState
from knowledge.store.record_reading import listing
from tickmark.cli.recording import As, Desk, Json, RecordId, desk, fields_of, given, held, lines_of, listed, told
from tickmark.errors import Misuse, Problem

File = Annotated[Path | None, typer.Option("--file", help="Fields as a JSON object; options go before it.")]
Text = Annotated[str, typer.Option()]
Day = Annotated[str, typer.Option(metavar="YYYY-MM-DD")]
Email = Annotated[str, typer.Option(metavar="EMAIL")]
Id = Annotated[str, typer.Option(metavar="ID")]
Owner = Annotated[str, typer.Option(metavar="EMAIL", help="Only what this person owns.")]
_PARTS = 1_048_576


def file_record(kind: RecordKind, as_: str, file: Path | None, options: Mapping[str, Any], json_out: bool) -> None:
    """Add a record of `kind` from the fields of a file and of options."""
    at = desk(as_)
    fields = _from_file(file) | given(**options)
    told(at, named(add(at.office, at.actor, kind, fields), kind), json_out, "added")


def named(result: Any, kind: RecordKind) -> Any:
    """A result, with a field that is missing said in the words of the command line."""
    if isinstance(result, Invalid) and result.why == MISSING:
        option = f"--{result.field.replace('_', '-')}"
        return replace(result, why=f"{MISSING}; a record of kind {kind.value} needs it ({option}, or in --file)")
    return result


def _from_file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        raw = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; name a file that can be read") from error
    except (ValueError, RecursionError) as error:
        raise Misuse(f"{path}: can't be read as JSON: {error}") from error
    if not isinstance(raw, dict):
        raise Misuse(f"{path}: must be a JSON object with the fields of the record")
    return raw


def artefact(where: str) -> dict[str, str] | None:
    """The artefact that an option names: a link, or a file by name and sha256."""
    if not where.strip():
        return None
    if where.startswith(("http://", "https://")):
        return {"link": where}
    path, sha = Path(where), hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while part := stream.read(_PARTS):
                sha.update(part)
    except OSError as error:
        raise Misuse(f"--artefact {where}: {error.strerror}; name a file that can be read, or a link") from error
    except ValueError as error:
        raise Misuse(f"--artefact {where}: is no name of a file; name one that can be read, or a link") from error
    return {"file": path.name, "sha256": sha.hexdigest()}


def of_kind(at: Desk, record_id: str, kind: RecordKind) -> Record:
    """A record of `kind` that the actor may read; Problem where there is none."""
    found = held(at, record_id)
    if not isinstance(found.body, BODIES[kind]):
        raise Problem(said(Missing(record_id.upper(), kind)))
    return found


def show_record(kind: RecordKind, record_id: str, as_: str, json_out: bool) -> None:
    """Print a record of `kind`."""
    fields = fields_of(of_kind(desk(as_), record_id, kind))
    print(json.dumps(fields, ensure_ascii=False) if json_out else lines_of(fields))


def list_records(kind: RecordKind, owner: str, as_: str, json_out: bool, state: str = "") -> None:
    """Print the records of `kind` that the actor may read."""
    at = desk(as_)
    states = (state,) if state else ()
    listed(listing(at.engine, kind, at.actor.audiences, states, owner.strip().lower()), json_out)


def looking(app: typer.Typer, kind: RecordKind, one: str, many: str) -> None:
    """Give `app` the commands `list` and `show` for a kind whose records are open, done or dropped."""

    def list_command(
        owner: Owner = "",
        state: Annotated[WorkState | None, typer.Option(help="Only these.")] = None,
        as_: As = "",
        json_out: Json = False,
    ) -> None:
        list_records(kind, owner, as_, json_out, state or "")

    app.command("list", help=f"List the {many} that you may read, last changed first.")(list_command)
    showing(app, kind, one)


def showing(app: typer.Typer, kind: RecordKind, one: str) -> None:
    """Give `app` the command `show` for a kind."""

    def show_command(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
        show_record(kind, record_id, as_, json_out)

    app.command("show", help=f"Show {one} with all its fields.")(show_command)


def refused(result: Refusal) -> Problem:
    """The refusal as what ends the command."""
    return Misuse(said(result)) if isinstance(result, Invalid) else Problem(said(result))
