"""`tickmark eval show|compare|gaps|gate`: read runs that are there."""

from pathlib import Path
from typing import Annotated

import typer

from evals.gaps import gaps
from evals.gate import judge
from evals.thresholds import ThresholdError, read_thresholds
from tickmark.cli.evals import opened
from tickmark.cli.evals_tables import print_comparison, print_faults, print_measures
from tickmark.errors import Misuse

app = typer.Typer()
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `tickmark eval run` wrote.")]


@app.command("show")
def show_command(
    run: RunFolder,
    faults: Annotated[bool, typer.Option("--faults", help="Name each case that is not right, and why.")] = False,
) -> None:
    """Print a run's figures again."""
    held = opened(run)
    print_measures(held)
    if faults:
        print_faults(held)


@app.command("compare")
def compare_command(
    before: Annotated[Path, typer.Argument(metavar="BEFORE")],
    after: Annotated[Path, typer.Argument(metavar="AFTER")],
    show: Annotated[bool, typer.Option("--show", help="The replies that changed, side by side.")] = False,
) -> None:
    """What AFTER does better and worse than BEFORE, on the cases that both have."""
    print_comparison(opened(before), opened(after), show)


@app.command("gaps")
def gaps_command(run: RunFolder) -> None:
    """What a run did not answer, grouped by the page that came nearest, with the sources that would be needed."""
    found = gaps(opened(run).results)
    for gap in found:
        print(f"{len(gap.questions)}  {gap.topic}")
        for line in (*(f"asked: {text[:160]}" for text in gap.questions), *(f"needed: {text}" for text in gap.needed)):
            print(f"     {line}")
    print(f"{sum(len(gap.questions) for gap in found)} questions without an answer, {len(found)} topics")


@app.command("gate")
def gate_command(
    run: RunFolder,
    thresholds: Annotated[Path, typer.Option(metavar="FILE", help="A YAML file of thresholds.")],
) -> None:
    """Hold a run against thresholds. Exits 0 where every line says "holds", 1 where one says "FAILS"."""
    try:
        verdicts = judge(opened(run), read_thresholds(thresholds))
    except ThresholdError as error:
        raise Misuse(str(error)) from error
    for one in verdicts:
        print(f"{'holds' if one.holds else 'FAILS'}  {one.line}")
    failed = sum(not one.holds for one in verdicts)
    print(f"gate: {'holds' if not failed else f'FAILS in {failed} of {len(verdicts)}'}")
    if failed:
        raise typer.Exit(1)
