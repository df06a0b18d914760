"""`tickmark task add|list|show|done|edit|withdraw`."""

from typing import Annotated

import typer

from assistant.evidence.closing import finish_task
from knowledge.records.vocabulary import Consequence, DateKind, Framework, RecordKind
from tickmark.cli import filing, mending
from tickmark.cli.filing import Day, Email, File, Id, Text
from tickmark.cli.recording import As, Json, RecordId, desk, told

app = typer.Typer(help="Tasks: one register over all frameworks.", no_args_is_help=True)


@app.command()
def add(
    title: Text = "",
    satisfies: Annotated[str, typer.Option(help="The requirement or guidance it satisfies.")] = "",
    framework: Annotated[Framework | None, typer.Option()] = None,
    owner: Email = "",
    due: Day = "",
    date_kind: Annotated[DateKind | None, typer.Option(help="What the date is of.")] = None,
    consequence: Annotated[Consequence | None, typer.Option(help="What suffers where it is not done.")] = None,
    notes: Text = "",
    intake: Id = "",
    finding: Id = "",
    audience: Text = "",
    file: File = None,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Put a task on record."""
    options = {"title": title, "satisfies": satisfies, "framework": framework, "owner": owner, "due": due}
    options |= {"date_kind": date_kind, "consequence": consequence, "notes": notes, "audience": audience}
    options |= {"intake": intake.upper(), "finding": finding.upper()}
    filing.file_record(RecordKind.TASK, as_, file, options, json_out)


filing.looking(app, RecordKind.TASK, "a task", "tasks")


@app.command()
def done(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
    """Mark a task as done."""
    at = desk(as_)
    told(at, finish_task(at.office, at.actor, record_id.upper()), json_out, "done")


mending.mending(app, RecordKind.TASK, "a task")
