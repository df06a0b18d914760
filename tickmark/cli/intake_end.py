"""`tickmark intake review|escalate|resume|close|merge|reopen`."""

from typing import Annotated, Any

import typer

from assistant.intake import ending, reviewing
from knowledge.records.vocabulary import DateKind, ReviewResult
from tickmark.cli.filing import Day, Email, Text
from tickmark.cli.recording import As, Json, RecordId, desk, given, told

app = typer.Typer()


@app.command()
def review(
    record_id: RecordId,
    result: Annotated[ReviewResult, typer.Option()],
    next_date: Day,
    triggers: Annotated[str, typer.Option(help="What change makes it be looked at sooner.")],
    next_owner: Email = "",
    next_kind: Annotated[DateKind | None, typer.Option(help="What the date is of; as it was if left out.")] = None,
    exception: Annotated[list[str], typer.Option(metavar="ID", help="An exception it came to; may be repeated.")] = [],  # noqa: B006
    action: Annotated[list[str], typer.Option(metavar="ID", help="A corrective action or task; may be repeated.")] = [],  # noqa: B006
    notes: Text = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Write a review of the decision, with the exceptions and actions it came to, and set its next date."""
    at = desk(as_)
    fields: dict[str, Any] = {"result": result, "next_date": next_date, "change_triggers": triggers}
    fields |= given(next_owner=next_owner, next_kind=next_kind, notes=notes)
    fields |= {"exceptions": [i.upper() for i in exception], "corrective_actions": [i.upper() for i in action]}
    told(at, reviewing.review(at.office, at.actor, record_id.upper(), fields), json_out, "reviewed")


@app.command()
def escalate(
    record_id: RecordId,
    to: Annotated[str, typer.Option(metavar="EMAIL", help="The person or forum that can accept the risk or fund it.")],
    why: Annotated[str, typer.Option()],
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Take an intake to a person or a forum that can accept the risk or fund the remediation."""
    at = desk(as_)
    told(at, ending.escalate(at.office, at.actor, record_id.upper(), to.strip().lower(), why), json_out, "escalated")


@app.command()
def resume(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
    """Take an escalated intake back to where it stood."""
    at = desk(as_)
    told(at, ending.resume(at.office, at.actor, record_id.upper()), json_out, "resumed")


@app.command()
def close(
    record_id: RecordId,
    resolution: Annotated[str, typer.Option(help="How it ended.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Close an intake that is decided, approved where it must be, and reviewed."""
    at = desk(as_)
    told(at, ending.close(at.office, at.actor, record_id.upper(), resolution), json_out, "closed")


@app.command()
def merge(
    record_id: RecordId,
    into: Annotated[str, typer.Option(metavar="ID", help="The intake that goes on.")],
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Close an intake as the same as another one."""
    at = desk(as_)
    told(
        at, ending.merge(at.office, at.actor, record_id.upper(), into.upper()), json_out, f"merged into {into.upper()}"
    )


@app.command()
def reopen(
    record_id: RecordId,
    why: Annotated[str, typer.Option(help="Why it is opened again.")],
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Open a closed or merged intake again; it stands where it stood before."""
    at = desk(as_)
    told(at, ending.reopen(at.office, at.actor, record_id.upper(), why), json_out, "opened again")
