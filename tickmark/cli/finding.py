"""`tickmark finding add|list|show|close|edit|withdraw`."""

from typing import Annotated, Any

import typer

from assistant.evidence.closing import close_finding
from knowledge.records.vocabulary import DateKind, RecordKind
from tickmark.cli import filing, mending
from tickmark.cli.filing import Day, Email, File, Id, Text
from tickmark.cli.recording import As, Json, RecordId, desk, told

app = typer.Typer(help="Findings, tracked to closure.", no_args_is_help=True)


@app.command()
def add(
    what: Annotated[str, typer.Option(help="What was found wanting.")] = "",
    source: Annotated[str, typer.Option(help="Where it comes from, like an audit.")] = "",
    owner: Email = "",
    found_on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Today if left out.")] = "",
    due: Day = "",
    date_kind: Annotated[DateKind | None, typer.Option(help="What the due date is of; internal if left out.")] = None,
    corrective_action: Id = "",
    acceptance: Id = "",
    intake: Id = "",
    audience: Text = "",
    file: File = None,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Put a finding on record."""
    options: dict[str, Any] = {
        "what": what,
        "source": source,
        "owner": owner,
        "found_on": found_on,
        "due": due,
        "audience": audience,
    }
    options |= {
        "date_kind": date_kind,
        "corrective_action": corrective_action.upper(),
        "acceptance": acceptance.upper(),
    }
    filing.file_record(RecordKind.FINDING, as_, file, options | {"intake": intake.upper()}, json_out)


filing.looking(app, RecordKind.FINDING, "a finding", "findings")


@app.command()
def close(
    record_id: RecordId,
    action: Annotated[str, typer.Option(metavar="ID", help="The corrective action that is done.")] = "",
    acceptance: Annotated[str, typer.Option(metavar="ID", help="The risk acceptance that covers it.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Close a finding with a corrective action that is done, or with an acceptance."""
    at = desk(as_)
    by = (action.upper() or None, acceptance.upper() or None)
    told(at, close_finding(at.office, at.actor, record_id.upper(), *by), json_out, "closed")


mending.mending(app, RecordKind.FINDING, "a finding")
