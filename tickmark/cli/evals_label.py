"""`tickmark eval label`: people say of each statement of a run whether its quotes support it."""

from pathlib import Path
from typing import Annotated

import typer

from evals.gate import shown
from evals.labels import SHIPPED, Agreement, Label, LabelError, Origin, agreements, keep_label, read_labels, who
from evals.quoted import quoted
from evals.runs import Run
from evals.scorers.labelled import FIGURES
from evals.statements import Statement, statements
from tickmark.cli.evals import opened
from tickmark.cli.evals_read import RunFolder
from tickmark.errors import Misuse, Problem

app = typer.Typer()
ANSWERS = {"y": True, "n": False}
LABELS = "labels"  # in a run's folder
LabelFolder = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Where each labeller's file is kept; labels/ in RUN if left out.")
]


@app.command("label")
def label_command(
    run: RunFolder,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who labels; two people give an agreement.")] = "",
    labels: LabelFolder = None,
) -> None:
    """Ask of each statement that NAME has not labelled whether its quotes support it; print agreement and figures."""
    held, folder = opened(run), labels or run / LABELS
    if by.strip():
        _ask(held, folder / f"{file_name(by)}.jsonl", by.strip(), known(folder))
    _report(held, [*known(SHIPPED), *known(folder)])


def file_name(by: str) -> str:
    """`by` as a name for a file; Misuse where no letter of it is left."""
    name = who(by)
    if not name:
        raise Misuse(f"--by {by}: has no letter that a file could be named by; give a name")
    return name


def known(path: Path) -> list[Label]:
    """The labels in a folder; Problem where a line is none."""
    try:
        return read_labels(path)
    except LabelError as error:
        raise Problem(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{path}: can't be read as UTF-8 text; name a folder of labels") from error


def _ask(run: Run, path: Path, by: str, known: list[Label]) -> None:
    """One statement after the other, each kept at once, until there is none left or the answer is q."""
    mine = {label.key for label in known if who(label.by) == who(by)}
    left = {one.key: one for one in statements(run.results) if one.key not in mine}
    for number, one in enumerate(left.values(), 1):
        _show(f"{number} of {len(left)}", one, run)
        supported = _answer("do the quotes together support it?")
        if supported is None:
            return
        alone = _alone(one, supported)
        if alone is None:
            return
        keep_label(path, Label(one.key, by, supported, tuple(alone), one.claim, one.quotes))


def _show(place: str, one: Statement, run: Run) -> None:
    """The question, the statement, and each quote between >> and << in the paragraph that it stands in."""
    print(f"\n{place}, asked: {one.case.text}\n  statement: {one.claim}")
    for number, citation in enumerate(one.citations, 1):
        held = quoted(one.case, citation, run.texts)
        lost = "not in its source" if held.held else "the run lacks the text of its source"
        said = f"{held.before}>>{citation.quote}<<{held.after}" if held.found else f"{citation.quote} ({lost})"
        where = " > ".join(part for part in (citation.title, citation.section) if part)
        print(f"  [{number}] {where}: {' '.join(said.split())}")


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
    for origin in Origin:
        for measured in (figure(run.results, labels, origin) for figure in FIGURES.values()):
            print(f"{measured.name}: {shown(measured)}")
    told = {one.key for one in statements(run.results)}
    agreed = agreements(label for label in labels if label.key in told)
    if not agreed:
        print("agreement: no statement has two labels")
    for one in agreed:
        print(f"agreement of {one.one} and {one.other}: {how_far(one)}")


def how_far(one: Agreement) -> str:
    """The share, Cohen's kappa and the count of an agreement."""
    kappa = "not defined, for both say the same of all" if one.kappa is None else f"{one.kappa:.3f}"
    return f"{one.same:.3f}, Cohen's kappa {kappa}, on {one.count} statements"
