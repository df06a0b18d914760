"""`tickmark fit-requests`: tune the encoder to the requests that a rule lists; for those who change these lists."""

import random
import sys

import typer
from rich.console import Console
from rich.progress import Progress

from tickmark import library, tuned
from tickmark.errors import Problem

PLAIN, UNANSWERED = 3_000, 700  # listed questions that a request is told from, beside those that tell a wish


def fit_requests(
    rule_id: str = typer.Argument("iso-27001-vs-soc-2", help="The rule whose requests are learned."),
) -> None:
    """Learn from the requests of a rule, and write what was learned beside it: some twenty minutes."""
    from assistant.question.facts import told_of
    from knowledge.rules.requests import QUESTION
    from tickmark.tuning import Example, tune  # torch

    rule = next((one for one in library.rules() if one.id == rule_id and one.requests), None)
    if rule is None:
        raise Problem(f"{rule_id}: no rule of this name lists requests")
    classes = [name for name in rule.requests if name != QUESTION]
    told = [
        Example(told_of(rule, text)[0], number) for number, name in enumerate(classes) for text in rule.requests[name]
    ]
    others = [*rule.requests.get(QUESTION, ()), *_some_questions()]
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("learning")

        def tell(step: int, steps: int, loss: float) -> None:
            progress.update(task, completed=step, total=steps, description=f"learning, loss {loss:.2f}")
            if not step % 50 and not sys.stderr.isatty():
                print(f"{step} of {steps} steps, loss {loss:.2f}", file=sys.stderr, flush=True)

        found = tune([*told, *(Example(text, None) for text in others)], classes, library.requests_digest(rule), tell)
    path = library.RULES / f"{rule.id}.tuned.npz"
    tuned.keep(found, path)
    print(f"{path}: {len(told)} requests and {len(others)} other questions learned")


def _some_questions() -> list[str]:
    chance = random.Random(0)  # noqa: S311
    plain = [text for texts in library.asks().values() for text in texts]
    return [*chance.sample(plain, PLAIN), *chance.sample(library.unanswered(), UNANSWERED)]
