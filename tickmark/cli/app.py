"""The commands, by name. Only what is called is imported: a question need not pay for a spreadsheet's reader."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import typer

# A command by "module:function", a group by "module:app" (several where its commands stand in several files).
COMMANDS = {
    "ask": "ask:ask",
    "ingest": "ingest:ingest_command",
    "search": "search:search",
    "verify": "verify:verify",
    "worker": "worker:worker",
    "reuse": "reuse:reuse",
    "stale": "reuse:stale_command",
    "due": "reuse:due_command",
    "serve": "serve:serve",
    "erase": "erase:erase",
    "trail": "trail:trail",
    "backup": "backup:backup_command",
    "restore": "backup:restore_command",
    "doctor": "doctor:doctor",
    "fit-support": "fit:fit_support",
    "fit-requests": "fit_requests:fit_requests",
}
GROUPS = {
    "source": ("source:app",),
    "index": ("index:app",),
    "intake": ("intake:app", "intake_work:app", "intake_end:app", "intake_export:app"),
    "people": ("people:app",),
    "channel": ("people:channels",),
    "evidence": ("evidence:app",),
    "task": ("task:app",),
    "finding": ("finding:app",),
    "exception": ("exception:app",),
    "records": ("records:app", "records_look:app"),
    "audit": ("audit:app",),
    "eval": (
        "evals:app",
        "evals_read:app",
        "evals_pairs:app",
        "evals_bars:app",
        "evals_label:app",
        "evals_report:app",
        "evals_export:app",
        "evals_harvest:app",
        "evals_model:app",
        "evals_judge:app",
    ),
    "slack": ("slack:app",),
}
HIDDEN = frozenset({"fit-support", "fit-requests"})


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The application with the command that `arguments` begin with; with all of them where they name none."""
    first = arguments[0] if arguments else ""
    return made([first] if first in COMMANDS or first in GROUPS else [*COMMANDS, *GROUPS])


def made(names: Iterable[str]) -> typer.Typer:
    """An application with these commands and groups."""
    app = typer.Typer(
        name="tickmark",
        help="Grounded answers to compliance questions: decided by a rule, every sentence traced to its source.",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_nothing)
    for name in names:
        if name in COMMANDS:
            app.command(name, hidden=name in HIDDEN)(_named(COMMANDS[name]))
        else:
            app.add_typer(_group(GROUPS[name]), name=name)
    return app


def _group(parts: Sequence[str]) -> typer.Typer:
    first: typer.Typer = _named(parts[0])
    if len(parts) == 1:
        return first
    group = typer.Typer(help=first.info.help, no_args_is_help=True)
    for part in parts:
        group.add_typer(_named(part))
    return group


def _named(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"tickmark.cli.{module}"), name)


def _nothing() -> None:
    """Grounded answers to compliance questions: decided by a rule, every sentence traced to its source."""
