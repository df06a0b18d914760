"""`tickmark eval judge`: the model that is set says of a run's statements whether their quotes support them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import track

from assistant.model.talk import Model
from evals.gate import shown
from evals.judge import Unread, judged, named
from evals.labels import SHIPPED, Label, Origin, agreements, keep_label
from evals.runs import Run
from evals.scorers.labelled import FIGURES
from evals.statements import Statement, statements
from tickmark.cli.evals import opened
from tickmark.cli.evals_label import LABELS, LabelFolder, file_name, how_far, known
from tickmark.cli.evals_model import Limit, set_model, spread
from tickmark.cli.evals_read import RunFolder
from tickmark.models import open_model
from tickmark.opening import open_store
from tickmark.settings import here

app = typer.Typer()


@app.command("judge")
def judge_command(run: RunFolder, limit: Limit = 0, labels: LabelFolder = None) -> None:
    """Have the model that TICKMARK_MODEL names say of each statement whether its quotes support it; print its figures and how
    far it agrees with kept labels. It gates nothing. Exits 1 where there are statements and none of its replies can be read."""
    wanted = set_model()
    held, folder = opened(run), labels or run / LABELS
    model = open_model(open_store(here()), wanted)
    assert model is not None
    by, before = named(model), known(folder)
    unread = Counter(_keep(_asked(held, before, model, limit), folder / f"{file_name(by)}.jsonl"))
    keys = {one.key for one in statements(held.results)}
    kept = [label for label in (*known(SHIPPED), *known(folder)) if label.key in keys]
    for line in _lines(held, kept, by, unread):
        print(line)
    if unread and not any(label.by == by for label in kept):
        raise typer.Exit(1)


def _asked(run: Run, before: Sequence[Label], model: Model, limit: int) -> Iterator[Label | Unread]:
    """The judgements of the statements that this judge has not judged before, with progress."""
    have = {label.key for label in before if label.by == named(model)}
    left = {one.key: one for one in statements(run.results) if one.key not in have}
    chosen: list[Statement] = spread(list(left.values()), limit)
    return iter(track(judged(chosen, model), "judging", len(chosen), console=Console(stderr=True)))


def _keep(found: Iterable[Label | Unread], path: Path) -> Iterator[str]:
    """Keep each label at once; the reasons of those that are none."""
    for one in found:
        if isinstance(one, Unread):
            yield one.reason
        else:
            keep_label(path, one)


def _lines(run: Run, labels: Sequence[Label], by: str, unread: Counter[str]) -> Iterator[str]:
    mine = [label for label in labels if label.by == by]
    reasons = ", ".join(f"{reason} {count}" for reason, count in unread.most_common())
    yield f"judge: {by}; it gates nothing"
    yield f"statements: {len({label.key for label in mine})} judged, {unread.total()} unread{f' ({reasons})' if reasons else ''}"
    for figure in FIGURES.values():
        measured = figure(run.results, mine, Origin.JUDGE)
        yield f"{measured.name}: {shown(measured)}"
    yield from _agreeing(labels, by)


def _agreeing(labels: Sequence[Label], by: str) -> Iterator[str]:
    """How far the judge agrees with each other labeller, and who that is."""
    origins = {label.by: label.origin for label in labels}
    found = [one for one in agreements(labels) if by in (one.one, one.other)]
    if not found:
        yield "agreement: no statement that it judged has a kept label; tickmark eval label RUN --by NAME makes some"
    for one in found:
        other = one.other if one.one == by else one.one
        yield f"agreement with {other} ({origins[other]}): {how_far(one)}"
