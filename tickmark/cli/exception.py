"""`tickmark exception add|list|show|accept|close|edit|withdraw`."""

from typing import Annotated

import typer

from assistant.evidence.closing import accept_risk, end_exception
from knowledge.records.vocabulary import DateKind, ExceptionKind, RecordKind
from tickmark.cli import filing, mending
from tickmark.cli.filing import Day, Email, File, Id, Text
from tickmark.cli.recording import As, Json, RecordId, desk, told

app = typer.Typer(help="Exceptions: never hidden, never without an owner.", no_args_is_help=True)


@app.command()
def add(
    kind: Annotated[ExceptionKind | None, typer.Option()] = None,
    what: Annotated[str, typer.Option(help="What deviates from what.")] = "",
    owner: Email = "",
    approver: Annotated[str, typer.Option(metavar="EMAIL", help="Who accepts the risk.")] = "",
    rating: Annotated[str, typer.Option(help="The risk's rating; frozen here.")] = "",
    expires_on: Day = "",
    date_kind: Annotated[DateKind | None, typer.Option(help="What the expiry is of; internal if left out.")] = None,
    intake: Id = "",
    audience: Text = "",
    file: File = None,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Put an exception on record. A risk acceptance needs an approver, who accepts it, the rating and an expiry."""
    options = {"kind": kind, "what": what, "owner": owner, "approver": approver, "rating": rating}
    options |= {"expires_on": expires_on, "audience": audience, "date_kind": date_kind}
    filing.file_record(RecordKind.EXCEPTION, as_, file, options | {"intake": intake.upper()}, json_out)


filing.looking(app, RecordKind.EXCEPTION, "an exception", "exceptions")


@app.command()
def accept(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
    """Accept the risk, as its approver."""
    at = desk(as_)
    told(at, accept_risk(at.office, at.actor, record_id.upper()), json_out, "accepted")


@app.command()
def close(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
    """Close a corrective action or review input that is done."""
    at = desk(as_)
    told(at, end_exception(at.office, at.actor, record_id.upper()), json_out, "closed")


mending.mending(app, RecordKind.EXCEPTION, "an exception")
