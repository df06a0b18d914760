"""`tickmark exception add|list|show`."""

from typing import Annotated

import typer

from knowledge.records.vocabulary import ExceptionKind, RecordKind
from tickmark.cli import filing
from tickmark.cli.filing import Day, Email, File, Id, Text
from tickmark.cli.recording import As, Json

app = typer.Typer(help="Exceptions: never hidden, never without an owner.", no_args_is_help=True)


@app.command()
def add(
    kind: Annotated[ExceptionKind | None, typer.Option()] = None,
    what: Annotated[str, typer.Option(help="What deviates from what.")] = "",
    owner: Email = "",
    approver: Annotated[str, typer.Option(metavar="EMAIL", help="Who accepts the risk.")] = "",
    rating: Annotated[str, typer.Option(help="The risk's rating; frozen here.")] = "",
    accepted_on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Today if left out.")] = "",
    expires_on: Day = "",
    intake: Id = "",
    audience: Text = "",
    file: File = None,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Put an exception on record. A risk acceptance needs an approver, the rating and an expiry."""
    options = {"kind": kind, "what": what, "owner": owner, "approver": approver, "rating": rating}
    options |= {"accepted_on": accepted_on, "expires_on": expires_on, "audience": audience}
    filing.file_record(RecordKind.EXCEPTION, as_, file, options | {"intake": intake.upper()}, json_out)


filing.looking(app, RecordKind.EXCEPTION, "an exception", "exceptions")
