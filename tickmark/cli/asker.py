"""The options that say for whom a command reads, and in what form it prints."""

from typing import Annotated

import typer

User = Annotated[
    str | None,
    typer.Option("--as", metavar="USER", help="Who asks; decides what may be read. Left out: what everyone may."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
