"""`tickmark eval label`: people say of each statement of a run whether its quotes support it."""

from pathlib import Path
from typing import Annotated

import typer

from evals.gate import shown
from evals.runs import Run
from evals.statements import (
    Label,
    LabelError,
    Statement,
    agreement,
    faithfulness,
    keep_label,
    precision,
    read_labels,
    statements,
)
from tickmark.cli.evals import opened
from tickmark.errors import Misuse, Problem

app = typer.Typer()
ANSWERS = {"y": True, "n": False}


@app.command("label")
def label_command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `tickmark eval run` wrote.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who labels; two people give an agreement.")] = "",
    labels: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where labels are kept; in RUN if left out.")
    ] = None,
) -> None:
    """Ask of each statement that NAME has not labelled whether its quotes support it; print agreement and figures."""
    held, path = opened(run), labels or run / "labels.jsonl"
    known = _known(path)
    if by.strip():
        _ask(held, path, by.strip(), known)
    _report(held, _known(path))


def _known(path: Path) -> list[Label]:
    try:
        return read_labels(path)
    except LabelError as error:
        raise Problem(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{path}: can't be read as UTF-8 text; name a file of labels") from error


def _ask(run: Run, path: Path, by: str, known: list[Label]) -> None:
    """One statement after the other, each kept at once, until there is none left or the answer is q."""
    mine = {label.key for label in known if label.by == by}
    left = {one.key: one for one in statements(run.results) if one.key not in mine}
    for number, one in enumerate(left.values(), 1):
        print(f"\n{number} of {len(left)}: {one.claim}")
        for place, quote in enumerate(one.quotes, 1):
            print(f"  [{place}] {quote}")
        supported = _answer("do the quotes together support it?")
        if supported is None:
            return
        alone = _alone(one, supported)
        if alone is None:
            return
        keep_label(path, one, by, supported, alone)


def _alone(one: Statement, supported: bool) -> list[bool] | None:
    """Which quotes support it alone; asked only where there are several and they do together. None: stop."""
    if len(one.quotes) < 2 or not supported:
        return [supported] * len(one.quotes)
    found = [_answer(f"does [{place}] alone?") for place in range(1, len(one.quotes) + 1)]
    return None if None in found else [bool(answer) for answer in found]


def _answer(question: str) -> bool | None:
    """What is typed, asked again until it is y, n or q; None for q or the end of the input."""
    while True:
        try:
            said = input(f"{question} [y/n/q] ").strip().lower()
        except EOFError:
            return None
        if said in ("q", *ANSWERS):
            return ANSWERS.get(said)


def _report(run: Run, labels: list[Label]) -> None:
    for measured in (faithfulness(run.results, labels), precision(run.results, labels)):
        print(f"{measured.name}: {shown(measured)}")
    agreed = agreement(labels)
    if agreed is None:
        print("agreement: no statement has the labels of two people")
    else:
        print(f"agreement: {agreed[1]:.3f}, Cohen's kappa {agreed[2]:.3f}, on {agreed[0]} statements of two people")
