"""`tickmark fit-requests`: tune the encoder to the requests that a rule lists; for those who change these lists."""

import sys

import typer
from rich.console import Console
from rich.progress import Progress

from knowledge.rules.requests import wishes
from tickmark import library, tuned
from tickmark.errors import Problem
from tickmark.tuned import WISH


def fit_requests(
    rule_id: str = typer.Argument("iso-27001-vs-soc-2", help="The rule whose requests are learned."),
) -> None:
    """Learn from the requests of a rule, and write what was learned beside it: some twenty minutes."""
    from tickmark.tuning import tune  # torch
    from tickmark.varied import examples

    rule = next((one for one in library.rules() if one.id == rule_id and one.requests), None)
    if rule is None:
        raise Problem(f"{rule_id}: no rule of this name lists requests")
    learned = examples(rule)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("learning")

        def tell(step: int, steps: int, loss: float) -> None:
            progress.update(task, completed=step, total=steps, description=f"learning, loss {loss:.2f}")
            if not step % 50 and not sys.stderr.isatty():
                print(f"{step} of {steps} steps, loss {loss:.2f}", file=sys.stderr, flush=True)

        found = tune(learned, tuple(wishes(rule.requests)), library.requests_digest(rule), tell)
    path = library.RULES / f"{rule.id}.tuned.npz"
    tuned.keep(found, path)
    asked = sum(WISH in one.labels for one in learned)
    print(f"{path}: {asked} requests and {len(learned) - asked} other texts learned")
