"""`tickmark eval export`: a run's replies for ragas."""

from pathlib import Path
from typing import Annotated

import typer

from evals.ragas import samples
from tickmark.cli.evals import opened
from tickmark.cli.evals_read import RunFolder
from tickmark.cli.evals_report import put

app = typer.Typer()


@app.command("export")
def export_command(
    run: RunFolder,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write; - for standard output.")] = Path("-"),
) -> None:
    """Write a run's samples in the ragas format, one JSON object a line: questions in FILE, threads in NAME.multi.jsonl beside it,
    for ragas reads no file that mixes the two. Standard output gets the questions alone."""
    held = opened(run)
    found = samples(held.results, held.texts)
    if str(out) == "-":
        print(_text(found.single), end="")
        _say(f"{len(found.single)} samples; {len(found.multi)} of threads left out (name a file with --out)")
    else:
        put(out, _text(found.single))
        print(f"{len(found.single)} samples in {out}")
        if found.multi:
            beside = out.with_name(f"{out.stem}.multi{out.suffix}")
            put(beside, _text(found.multi))
            _say(f"{len(found.multi)} samples of threads in {beside}")
    _say(f"{found.errors} cases without a reply left out")


def _text(lines: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _say(line: str) -> None:
    typer.echo(line, err=True)
