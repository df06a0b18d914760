"""`python -m tests.bench.retrieval`: what the product's search finds, against BM25 and MiniLM alone; counts and intervals."""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.contract import Question
from assistant.question.gather import PASSAGES, TOLD
from evals.cases import Case, read_cases
from evals.measure import interval
from evals.scorers.retrieving import section_at
from tests.bench.sets import (
    MEASURES,
    SHARED,
    Ranking,
    Retrieval,
    by_bm25,
    found_by,
    home_with,
    judged,
    nearest,
    read_set,
)
from tickmark.wiring import Opened, desk_of

Array = NDArray[np.float64]
DEV = Path(__file__).resolve().parents[2] / "evals" / "cases" / "dev.jsonl"
WORDINGS = ("direct", "everyday", "indirect")
RESAMPLES = 10_000
OURS = "Tickmark"
HALVES = ("tuned", "reported")


def better(ours: Array, theirs: Array) -> tuple[float, float, float, float]:
    """The mean difference, its 95% interval, and the share of resamples in which it is not above 0 (paired bootstrap)."""
    gain, chance = ours - theirs, np.random.default_rng(0)
    drawn = np.array([gain[chance.integers(0, len(gain), len(gain))].mean() for _ in range(RESAMPLES)])
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(gain.mean()), float(low), float(high), float((drawn <= 0).mean())


def table(title: str, rows: Mapping[str, Mapping[str, Array]]) -> list[str]:
    """A line for each system, then what ours is better by than the better of the others."""
    count = len(next(iter(rows[OURS].values())))
    lines = [f"{title}, {count} queries: mean and 95% interval"]
    lines.append(f"  {'':10}" + "".join(f"{one:>24}" for one in MEASURES.values()))
    for name, found in rows.items():
        cells = (_cell(found[measure]) for measure in MEASURES.values())
        lines.append(f"  {name:10}" + "".join(f"{one:>24}" for one in cells))
    for measure in MEASURES.values():
        rival = max((name for name in rows if name != OURS), key=lambda name: float(rows[name][measure].mean()))
        gain, low, high, p = better(rows[OURS][measure], rows[rival][measure])
        lines.append(f"  {measure} over {rival}: {gain:+.3f} [{low:+.3f}, {high:+.3f}], p {p:.4f}")
    return lines


def _cell(scores: Array) -> str:
    value, low, high = interval(scores, np.ones(len(scores)))
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def compared(one: Retrieval, home: Opened, ids: Sequence[str]) -> dict[str, dict[str, Array]]:
    """Each system's figures for each query."""
    asked = [one.queries[name] for name in ids]
    systems: dict[str, Sequence[Ranking]] = {
        "BM25": by_bm25(one, asked),
        "MiniLM": nearest(home.index, asked),
        OURS: found_by(home.index, asked),
    }
    return {name: judged(one, ids, found) for name, found in systems.items()}


def first_sections(home: Opened, cases: Sequence[Case]) -> list[str]:
    """For how many questions with a labelled section the first passage that a search brings is of it, by wording."""
    desk, right = desk_of(home), defaultdict[str, list[bool]](list)
    for case in cases:
        text = desk.searchable(case.text)
        found = desk.search(text, Question(text=case.text), TOLD, desk.likeness(text).passages, PASSAGES)
        wanted = {place for group in case.must_cite for place in group}
        first = found[0] if found else None
        place = first and f"{first.source.source_id}#{_section(home, first.source.source_id, first.passage.start)}"
        right[next(tag for tag in case.tags if tag in WORDINGS)].append(
            bool(first) and (place in wanted or first.source.source_id in wanted)
        )
    every = [one for found in right.values() for one in found]
    rows = {**{name: right[name] for name in WORDINGS}, "all": every}
    lines = [f"The library's own questions ({DEV.name}), {len(every)}: the first passage is of the right section"]
    told = ((name, found, _cell(np.array(found, float))) for name, found in rows.items())
    return lines + [f"  {name:10}{sum(found):4} of {len(found):4} = {cell}" for name, found, cell in told]


def _section(home: Opened, source_id: str, start: int) -> str:
    from knowledge.store.reading import text

    held = text(home.engine, source_id)
    return section_at(getattr(held, "text", ""), start)


def labelled() -> list[Case]:
    """Those of the development cases that name a section of the library."""
    cases = list(read_cases(DEV))
    return [c for c in cases if c.must_cite and c.answerable and not c.contexts and set(c.tags) & set(WORDINGS)]


def _judged(one: Retrieval, home: Opened, half: str, queries: int | None) -> list[str]:
    """The table of a set, or of the half of it that was tuned on or that is reported."""
    title = f"{one.folder.name}, the half that was {half}" if half else one.folder.name
    return table(title, compared(one, home, one.some(queries, half == HALVES[0] if half else None)))


def _halves(wanted: str | None) -> Sequence[str]:
    return (wanted,) if wanted else HALVES


def main() -> int:
    """Print the tables; 1 where the sets are not here."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.retrieval")
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="the folder with retrieval/obliqa and retrieval/scifact"
    )
    parser.add_argument("--homes", type=Path, help="keep the homes here, so that another run need not embed again")
    parser.add_argument("--queries", type=int, help="at most so many of each set")
    parser.add_argument("--half", choices=HALVES, help="of ObliQA; both if left out")
    given = parser.parse_args()
    if not given.shared.exists():
        print(f"not run: {given.shared} is not here", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("obliqa", "scifact"):
            one = read_set(given.shared / "retrieval" / name)
            home = home_with((given.homes or Path(scratch)) / name, one.corpus)
            for half in _halves(given.half) if name == "obliqa" else ("",):
                print(*_judged(one, home, half, given.queries), sep="\n", flush=True)
            home.index.close()
        print(*first_sections(home_with((given.homes or Path(scratch)) / "library"), labelled()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
