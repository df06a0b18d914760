"""The commands, by name."""

import typer

from tickmark.cli import ask, evals, fit, index, ingest, search, source, verify, worker

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
