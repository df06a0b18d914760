"""`tickmark eval report`: a run as one HTML file."""

from pathlib import Path
from typing import Annotated

import typer

from evals.abstention_set import AbstentionError
from tickmark.cli.evals import opened
from tickmark.cli.evals_read import RunFolder
from tickmark.errors import Misuse

app = typer.Typer()


@app.command("report")
def report_command(
    run: RunFolder,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; report.html in RUN if left out.")
    ] = None,
) -> None:
    """Write a run as one HTML file that works offline: figures, plots, and every case that is not right."""
    from evals.report.page import page  # jinja2 is needed here alone

    file = out or run / "report.html"
    try:
        text = page(opened(run))
    except AbstentionError as error:
        raise Misuse(str(error)) from error
    put(file, text)
    print(f"report: {file}")


def put(file: Path, text: str) -> None:
    """Write `text`; Misuse where the file can't be written."""
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise Misuse(f"{file}: {error.strerror}; name a file that can be written") from error
