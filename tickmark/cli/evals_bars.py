"""`tickmark eval bars`: everything that is measured, held against the bars, in one go."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

import evals
from evals import abstention_set, attribution
from evals.abstention_set import ABSTENTION
from evals.bars import (
    abstention_bars,
    abstention_lines,
    attribution_bars,
    gate_bars,
    gate_kinds,
    label_bars,
)
from evals.gate import Verdict, judge
from evals.gate_set import Judged, judged
from evals.measure import measure
from evals.runs import Run
from evals.scorers import BY_NAME
from evals.thresholds import read_thresholds
from tickmark.cli.evals import Workers, run_cases
from tickmark.cli.evals_label import known
from tickmark.cli.evals_pairs import pairs_in
from tickmark.cli.evals_tables import print_measures
from tickmark.examining import context_signs
from tickmark.settings import here

app = typer.Typer()

HOME = Path(evals.__file__).parent
CASES = HOME / "cases"
SHARED = Path("..") / "shared" / "data"
Lines = Iterator[Verdict | str]


@app.command("bars")
def bars_command(
    workers: Workers = 2,
    shared: Annotated[Path, typer.Option(help="Where the data that is not shipped lies.")] = SHARED,
    cases: Annotated[
        Path,
        typer.Option(metavar="DIR", help="A folder with test.jsonl, gate-*.jsonl and labels/.", show_default=False),
    ] = CASES,
) -> None:
    """Run the shipped test split, the gate's sets and, where they are, the shared sets; print every bar. Exits 1 on a miss."""
    run = run_cases([cases / "test.jsonl"], workers)
    print_measures(run)
    gate = {path.name: list(judged(pairs_in(path))) for path in sorted(cases.glob("gate-*.jsonl"))}
    parts: Sequence[tuple[str, Lines]] = (
        (f"test split, {len(run.results)} cases", _suite(run)),
        ("labelled statements", label_bars(run.results, known(cases / "labels"))),
        *((f"gate, {name}", _gate(results)) for name, results in gate.items()),
        ("gate, all sets", _gate([one for results in gate.values() for one in results])),
        ("AttributionBench", _attribution(shared / "grounding" / "attributionbench_dev.jsonl")),
        ("NoMIRACL", _abstention(shared / "abstention" / "nomiracl_en_dev.jsonl", workers)),
    )
    verdicts = [verdict for name, lines in parts for verdict in _printed(name, lines)]
    missed = sum(not one.holds for one in verdicts)
    print(
        f"\n{len(verdicts) - missed} of {len(verdicts)} bars hold; replies and faults: tickmark eval show {run.folder} --faults"
    )
    if missed:
        raise typer.Exit(1)


def _printed(name: str, lines: Iterable[Verdict | str]) -> Iterator[Verdict]:
    print(f"\n{name}")
    for one in lines:
        if isinstance(one, Verdict):
            print(f"{'holds ' if one.holds else 'MISSED'}  {one.line}")
            yield one
        else:
            print(one)
        sys.stdout.flush()


def _suite(run: Run) -> Lines:
    yield from judge(run, read_thresholds(HOME / "bars.yaml"))


def _gate(results: Judged) -> Lines:
    yield from gate_bars(results)
    yield from gate_kinds(results)


def _attribution(path: Path) -> Lines:
    if not path.exists():
        yield f"not run: {path} is not here"
        return
    yield from attribution_bars(attribution.read_set(path))


def _abstention(path: Path, workers: int) -> Lines:
    if not path.exists():
        yield f"not run: {path} is not here"
        return
    cases = abstention_set.read_set(path)
    run = run_cases([path], workers, cases)
    signs = context_signs(here(), cases, workers)
    found = abstention_set.separated(signs, [case.answerable for case in cases])
    abstention_set.keep(found, run.folder / ABSTENTION)
    yield from abstention_bars(found)
    yield from abstention_lines(
        found, [measure(BY_NAME[name], run.results, run.texts) for name in ("hallucination rate", "error rate")]
    )
    yield f"  the whole curve: tickmark eval report {run.folder}"
