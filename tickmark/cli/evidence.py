"""`tickmark evidence add|list|show|edit|withdraw`."""

from typing import Annotated, Any

import typer

from knowledge.records.vocabulary import DateKind, EvidenceType, Framework, RecordKind, ReusePermission
from tickmark.cli import filing, mending
from tickmark.cli.filing import Day, Email, File, Owner, Text
from tickmark.cli.recording import As, Json, given

app = typer.Typer(help="Evidence: one claim a record, and what shows it.", no_args_is_help=True)


@app.command()
def add(
    claim: Annotated[str, typer.Option(help="What it shows, in a sentence.")] = "",
    requirement: Annotated[str, typer.Option(help="What it was collected for, like CC6.1 or A.5.15.")] = "",
    framework: Annotated[Framework | None, typer.Option()] = None,
    type_: Annotated[EvidenceType | None, typer.Option("--type")] = None,
    owner: Email = "",
    artefact: Annotated[str, typer.Option(metavar="FILE|LINK", help="A file (its sha256 is kept) or a link.")] = "",
    effective_on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day it is of.")] = "",
    added_on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Today if left out.")] = "",
    period_from: Day = "",
    period_to: Day = "",
    expires_on: Day = "",
    review_trigger: Annotated[str, typer.Option(help="What makes it be looked at again.")] = "",
    date_kind: Annotated[DateKind | None, typer.Option(help="What its expiry is of; by framework if left out.")] = None,
    reuse: Annotated[ReusePermission | None, typer.Option(help="after_check if left out.")] = None,
    scope: Text = "",
    actor: Annotated[str, typer.Option(help="Who did it.")] = "",
    data_type: Text = "",
    service: Text = "",
    supplier: Text = "",
    acceptance: Annotated[str, typer.Option(help="The acceptance criteria that it meets.")] = "",
    intake: Annotated[list[str], typer.Option(metavar="ID", help="An intake it is for; may be repeated.")] = [],  # noqa: B006
    audience: Text = "",
    file: File = None,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Put a piece of evidence on record."""
    covers = given(
        scope=scope, actor=actor, data_type=data_type, service=service, supplier=supplier, acceptance=acceptance
    )
    days: dict[str, Any] = {"effective_on": effective_on, "added_on": added_on, "expires_on": expires_on}
    days |= {"period_from": period_from, "period_to": period_to}
    kept = {"artefact": filing.artefact(artefact), "covers": covers or None, "intakes": [i.upper() for i in intake]}
    said = {"claim": claim, "requirement": requirement, "review_trigger": review_trigger, "audience": audience}
    closed = {"date_kind": date_kind, "framework": framework, "type": type_, "reuse": reuse, "owner": owner}
    filing.file_record(RecordKind.EVIDENCE, as_, file, {**days, **kept, **said, **closed}, json_out)


@app.command("list")
def list_command(owner: Owner = "", as_: As = "", json_out: Json = False) -> None:
    """List the evidence that you may read, last changed first."""
    filing.list_records(RecordKind.EVIDENCE, owner, as_, json_out)


filing.showing(app, RecordKind.EVIDENCE, "a piece of evidence")


mending.mending(app, RecordKind.EVIDENCE, "a piece of evidence")
