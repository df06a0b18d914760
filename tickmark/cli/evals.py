"""`tickmark eval run|flaky|lint|export`: answer cases, find the unsteady ones, check cases before they are used."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from evals.cases import Case, CaseError, digest, read_cases
from evals.flaky import flaky
from evals.labels import LabelError, read_labels
from evals.running import answered
from evals.runs import About, Result, Row, Run, RunError, alone, append, begin, end, is_whole, read_run, unfinished
from tickmark.cli.evals_tables import print_comparison, print_measures
from tickmark.errors import Misuse, Problem
from tickmark.examining import Examined, examined, listed, places, system, texts
from tickmark.settings import Settings, here

app = typer.Typer(help="Whether answers are right, cited and honest: run, compare, gate, label.", no_args_is_help=True)

Datasets = Annotated[list[Path], typer.Argument(metavar="DATASET...", help="Case files (.jsonl).")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that answer.")]
Tags = Annotated[
    list[str] | None, typer.Option("--filter", metavar="TAG", help="Only cases with this tag (repeatable).")
]
Here = Annotated[bool, typer.Option("--here", help="Answer from this home as it is, not from the library alone.")]


@app.command("run")
def run_command(
    dataset: Datasets,
    against: Annotated[Path | None, typer.Option(metavar="RUN", help="Compare with this run at the end.")] = None,
    filter_: Tags = None,
    workers: Workers = 1,
    out: Annotated[Path | None, typer.Option(metavar="RUN", help="The folder to write, or to go on with.")] = None,
    on_home: Here = False,
) -> None:
    """Answer the cases of DATASET, keep every reply, and print the figures. A run that was cut short goes on."""
    before = opened(against) if against else None
    done = run_cases(dataset, workers, chosen(dataset, filter_), out, on_home)
    print_measures(done)
    print(f"run: {done.folder}")
    if before:
        print_comparison(before, done, show=False)


def run_cases(
    dataset: Sequence[Path],
    workers: int,
    cases: Sequence[Case] | None = None,
    out: Path | None = None,
    on_home: bool = False,
) -> Run:
    """Answer `cases` (those of `dataset` if none are given) in a run's folder: `out`, one that was cut short, or a new one."""
    cases, settings = cases or chosen(dataset, None), here()
    exam = examined(settings, {case.shelf for case in cases}, on_home)
    about = About("+".join(path.stem for path in dataset), digest(cases), _now(), system(exam))
    folder = out or unfinished(settings.home / "runs", about.cases, about.system) or _fresh(settings, about)
    _carry_out(folder, about, cases, exam, workers)
    return opened(folder)


def _carry_out(folder: Path, about: About, cases: Sequence[Case], exam: Examined, workers: int) -> None:
    """Answer what `folder` does not have yet, with progress, and complete it."""
    with ExitStack() as held:
        try:
            held.enter_context(alone(folder))
            rows = begin(folder, about, cases)
        except RunError as error:
            raise Misuse(str(error)) from error
        have = {row.id for row in rows}
        left = [case for case in cases if case.id not in have]
        if rows and left:
            Console(stderr=True).print(f"going on with {folder}: {len(rows)} of {len(cases)} are answered")
        for row in track(answered(left, exam, workers), "answering", len(left), console=Console(stderr=True)):
            append(folder, row)
            rows.append(row)
        end(folder, texts(exam, rows))


@app.command("flaky")
def flaky_command(
    dataset: Datasets,
    repeats: Annotated[int, typer.Option(min=2, help="How often each case is asked.")] = 3,
    filter_: Tags = None,
    workers: Workers = 1,
    on_home: Here = False,
) -> None:
    """Ask every case several times; name those whose replies differ. Exits 1 where there is one."""
    cases = chosen(dataset, filter_)
    exam = examined(here(), {case.shelf for case in cases}, on_home)
    system(exam)
    tries = [_results(cases, exam, workers, number) for number in range(1, repeats + 1)]
    found = flaky(tries)
    for one in found:
        print(f"{one.id}: {one.replies} different replies in {one.repeats}, right in {one.right}")
    print(f"{len(found)} of {len(cases)} cases are flaky in {repeats} repeats")
    if found:
        raise typer.Exit(1)


def _results(cases: Sequence[Case], exam: Examined, workers: int, number: int) -> list[Result]:
    asked = answered(cases, exam, workers)
    rows: dict[str, Row] = {
        row.id: row for row in track(asked, f"repeat {number}", len(cases), console=Console(stderr=True))
    }
    return [Result(case, rows[case.id].reply, rows[case.id].error) for case in cases]


@app.command("lint")
def lint_command(dataset: Datasets) -> None:
    """Find duplicates, contradictions, leaks between splits, and labels to nowhere. Exits 1 where there is one."""
    from evals.lint import lint  # scikit-learn takes a second to import

    cases = chosen(dataset, None)
    flaws = lint(cases, listed(), places())
    for flaw in flaws:
        print(f"{flaw.kind}: {', '.join(flaw.ids)}: {flaw.detail}")
    tags = Counter(f"{case.split} {case.tags[0]}" for case in cases)
    print("; ".join(f"{tag} {count}" for tag, count in sorted(tags.items())))
    print(f"{len(cases)} cases, {len(flaws)} flaws")
    if flaws:
        raise typer.Exit(1)


def chosen(paths: Sequence[Path], tags: Sequence[str] | None) -> list[Case]:
    """The cases of all files that have every one of `tags`. Misuse where a file is off, an id stands twice, or none is left."""
    for path in paths:
        if not path.exists():
            raise Misuse(f"{path}: no such file; name a .jsonl file of cases")
    try:
        cases = [case for path in paths for case in read_cases(path)]
    except CaseError as error:
        raise Problem(str(error)) from error
    twice = [case_id for case_id, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise Misuse(f"{', '.join(map(str, paths))}: the id {twice[0]} stands in two files; give each case its own")
    if not cases:
        raise Misuse(f"{', '.join(map(str, paths))}: holds no cases; write one a line")
    kept = [case for case in cases if set(tags or ()) <= set(case.tags)]
    if not kept:
        raise Misuse(f"{', '.join(map(str, paths))}: no case has the tags {', '.join(tags or ()) or '-'}")
    return kept


def opened(folder: Path) -> Run:
    """The run in `folder`, told on stderr if it is not whole; Misuse where it is none, Problem where a label kept beside it can't
    be read."""
    try:
        read_labels(folder / "labels")
        run = read_run(folder)
    except (RunError, CaseError) as error:
        raise Misuse(str(error)) from error
    except LabelError as error:
        raise Problem(str(error)) from error
    if not is_whole(run):
        on = f"tickmark eval run {folder}/cases.jsonl --out {folder}"
        typer.echo(
            f"tickmark: {folder}: the run is not complete, and what it lacks counts as errors; go on with {on}",
            err=True,
        )
    return run


def _fresh(settings: Settings, about: About) -> Path:
    stamp = about.started.translate({ord(char): None for char in ":-"})
    return settings.home / "runs" / f"{stamp}-{about.dataset}"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
