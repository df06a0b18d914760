"""`tickmark eval`: how many cases the assistant gets right."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.cases import Case, CaseError, read_cases
from evals.score import Result, score, tallies
from tickmark.errors import Problem
from tickmark.settings import here
from tickmark.wiring import open_desk, seam


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Case files (.jsonl).")],
    show: Annotated[bool, typer.Option(help="Print each case that is not right.")] = False,
) -> None:
    """Answer the cases of FILES and print how many replies are right, with counts."""
    answer = seam(open_desk(here()))
    console = Console()
    for path in files:
        cases = _cases(path)
        results = list(track(score(cases, answer), path.name, len(cases), console=Console(stderr=True)))
        console.print(_table(path, results))
        if show:
            _print_faults(console, results)


def _cases(path: Path) -> list[Case]:
    try:
        return list(read_cases(path))
    except CaseError as error:
        raise Problem(str(error)) from error


def _table(path: Path, results: list[Result]) -> Table:
    table = Table("cases", "right", "of", "share", "errors", title=str(path))
    for row in tallies(results):
        share = f"{row.right / row.count:.3f}" if row.count else "-"
        table.add_row(row.tag, str(row.right), str(row.count), share, str(row.errors))
    return table


def _print_faults(console: Console, results: list[Result]) -> None:
    for result in results:
        if result.faults:
            console.print(f"{result.case.id}: {'; '.join(result.faults)}", markup=False)
            console.print(f"    {result.case.text[:200]}", style="dim", markup=False)
