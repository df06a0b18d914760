"""`tickmark index`: what the index holds, and making it anew from the store."""

import typer

app = typer.Typer(help="Show or rebuild the index.", no_args_is_help=True)


@app.command()
def status() -> None:
    """Show what the store and the index hold."""


@app.command()
def rebuild() -> None:
    """Make the index anew from the store, without embedding."""
