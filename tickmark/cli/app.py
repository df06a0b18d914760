"""The commands, by name."""

import typer

from tickmark.cli import (
    ask,
    audit,
    backup,
    erase,
    evals,
    evidence,
    exception,
    finding,
    fit,
    index,
    ingest,
    intake,
    intake_export,
    intake_work,
    people,
    records,
    reuse,
    search,
    source,
    task,
    verify,
    worker,
)

app = typer.Typer(
    name="tickmark",
    help="Grounded answers to compliance questions: decided by a rule, every sentence traced to its source.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("ingest")(ingest.ingest_command)
app.command("search")(search.search)
app.command("verify")(verify.verify)
app.command("fit-support", hidden=True)(fit.fit_support)
app.command("worker")(worker.worker)
app.command("eval")(evals.evaluate)
app.add_typer(source.app, name="source")
app.add_typer(index.app, name="index")
intake.app.add_typer(intake_work.app)
intake.app.add_typer(intake_export.app)
app.add_typer(intake.app, name="intake")
app.add_typer(people.app, name="people")
app.add_typer(people.channels, name="channel")
app.add_typer(evidence.app, name="evidence")
app.add_typer(task.app, name="task")
app.add_typer(finding.app, name="finding")
app.add_typer(exception.app, name="exception")
app.command("reuse")(reuse.reuse)
app.command("stale")(reuse.stale_command)
app.command("due")(reuse.due_command)
app.add_typer(records.app, name="records")
app.add_typer(audit.app, name="audit")
app.command("erase")(erase.erase)
app.command("backup")(backup.backup_command)
app.command("restore")(backup.restore_command)
