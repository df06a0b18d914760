"""`tickmark trail`: what a language model was asked for each reply, by hashes."""

import json
from typing import Annotated

import typer

from tickmark.errors import Problem
from tickmark.opening import open_store
from tickmark.runs import runs
from tickmark.settings import here

Run = Annotated[
    str, typer.Argument(help="The id of one run, or its beginning; left out: the last ones.", metavar="[RUN]")
]
Last = Annotated[int, typer.Option(min=1, max=10_000, help="How many runs.")]


def trail(run: Run = "", last: Last = 20) -> None:
    """What a language model was asked for replies, a line of JSON each, newest first: model, parameters, and of every call the
    prompt, its version, the hashes of what was asked and of what came, each try, and why it was no use."""
    kept = runs(open_store(here()), last, run)
    if run and not kept:
        raise Problem(f"no run {run} is kept; see: tickmark trail")
    for name, one in kept:
        print(json.dumps({"run": name, **one.model_dump(mode="json")}))
