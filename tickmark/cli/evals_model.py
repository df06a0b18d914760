"""`tickmark eval model|lie|drafts|plant`: a model against none, one that lies on purpose, and text planted to be obeyed."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from evals import adversarial, drafts, planting, poison, side_by_side
from tickmark.cli.evals import Datasets, chosen
from tickmark.cli.evals_bars import CASES, SHARED
from tickmark.errors import Misuse
from tickmark.examining import examined
from tickmark.model_settings import ModelSettings
from tickmark.settings import here

app = typer.Typer()
LABELS = CASES.parent / "drafts.jsonl"
Item = TypeVar("Item")
Limit = Annotated[int, typer.Option(min=0, help="No more than this many, evenly chosen (0: all).")]


@app.command("model")
def model_command(dataset: Datasets, limit: Limit = 0) -> None:
    """Answer the cases without a model and with the one that TICKMARK_MODEL names, and print both side by side.

    Exits 1 where a decision differs, where another status or headline is not right, or where a sentence is shown that is
    labelled unsupported."""
    from tickmark.measuring_models import side_by_side_of

    model = set_model()
    cases = spread(chosen(dataset, None), limit)
    exam = examined(here(), {case.shelf for case in cases}, False)
    sides = side_by_side_of(exam, cases, side_by_side.read_draft_labels(LABELS), _say)
    _print(side_by_side.lines(sides, model.title))
    if sides.worse or sides.labelled[False]:
        raise typer.Exit(1)


@app.command("lie")
def lie_command(dataset: Datasets, limit: Limit = 0) -> None:
    """Answer the cases with a model that lies on purpose, then with one that talks junk. Exits 1 where a lie is shown, a
    decision changes, an answer rests on what a lie found, or what would flip a decision is untrue."""
    from tickmark.measuring_models import lied_to

    cases = spread(chosen(dataset, None), limit)
    exam = examined(here(), {case.shelf for case in cases}, False)
    bad = 0
    for junk in (False, True):
        tally = lied_to(exam, cases, junk)
        _print(adversarial.lines(tally))
        bad += tally.bad
    if bad:
        raise typer.Exit(1)


@app.command("drafts")
def drafts_command() -> None:
    """Hold the gate against labelled drafts of a real model. Exits 1 where it lets one through that is labelled unsupported."""
    from assistant.gate.verify import verify

    told = drafts.read_drafts(LABELS)
    passed = drafts.let_through(told, verify)
    _print(drafts.lines(told, passed))
    if not all(one.supported for one in passed):
        raise typer.Exit(1)


@app.command("plant")
def plant_command(
    limit: Limit = 0, shared: Annotated[Path, typer.Option(help="Where the planted strings lie.")] = SHARED
) -> None:
    """Plant strings that give orders in documents and messages, and passages that lie. Exits 1 where one is obeyed."""
    from tickmark.measuring_models import seam_here

    folder = shared / "security"
    if not folder.is_dir():
        print(f"not run: {folder} is not here")
        return
    answer, harm, effect = seam_here(here()), planting.Harm(), poison.Effect()
    every = list(planting.planted(planting.strings(folder / "bipia_text_attack_train.json")))
    for one in _tracked(spread(every, limit), "planted text"):
        harm.add(one, answer(one.question))
    _print(planting.lines(harm))
    lying = list(poison.poisoned(folder / "poisonedrag_nq.json"))
    for poisoned in _tracked(spread(lying, limit), "poisoned passages"):
        effect.add(poisoned, answer(poisoned.question))
    _print(poison.lines(effect))
    if harm.obeyed.total() or harm.links:
        raise typer.Exit(1)


def set_model() -> ModelSettings:
    """The model that the environment names; Misuse where it names none."""
    if not here().model:
        raise Misuse("TICKMARK_MODEL is not set; name the model to measure, such as local:smollm2")
    return here().model


def spread(items: Sequence[Item], limit: int) -> list[Item]:
    """At most `limit` of `items`, evenly chosen; all of them for 0."""
    if not limit or len(items) <= limit:
        return list(items)
    return [items[i * len(items) // limit] for i in range(limit)]


def _tracked(items: Sequence[Item], what: str) -> Iterable[Item]:
    return track(items, what, console=Console(stderr=True))


def _print(lines: Iterable[str]) -> None:
    for one in lines:
        print(one, flush=True)


def _say(line: str) -> None:
    typer.echo(line, err=True)
