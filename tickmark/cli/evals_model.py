"""`tickmark eval lie`: what a model that lies on purpose brings about."""

from typing import Annotated

import typer

from evals.adversarial import lines
from evals.cases import Case
from tickmark.cli.evals import Datasets, chosen
from tickmark.examining import examined
from tickmark.settings import here

app = typer.Typer()
Limit = Annotated[int, typer.Option(min=0, help="No more cases than this, evenly chosen (0: all).")]


@app.command("lie")
def lie_command(dataset: Datasets, limit: Limit = 0) -> None:
    """Answer the cases with a model that lies on purpose, then with one that talks junk. Exits 1 where a lie is shown or a
    decision changes."""
    from tickmark.lying import lied_to

    cases = spread(chosen(dataset, None), limit)
    exam = examined(here(), {case.shelf for case in cases}, False)
    bad = 0
    for junk in (False, True):
        tally = lied_to(exam, cases, junk)
        print("\n".join(lines(tally)), flush=True)
        bad += len(tally.shown) + len(tally.changed)
    if bad:
        raise typer.Exit(1)


def spread(cases: list[Case], limit: int) -> list[Case]:
    """At most `limit` of `cases`, evenly chosen; all of them for 0."""
    if not limit or len(cases) <= limit:
        return cases
    return [cases[i * len(cases) // limit] for i in range(limit)]
