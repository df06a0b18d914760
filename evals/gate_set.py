"""False passes and false strips of the gate on a labelled set.

A line: {"id", "claim", "quote", "supported": bool, "wrong": null or what was made wrong}. The labels judge the gate.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.gate.verdict import Evidence, Verdict
from assistant.gate.verify import verify
from evals.jsonl import lines
from evals.measure import Measured, interval

STRICT = ("number", "date", "negation", "framework", "citation")
"""What nobody may get past the gate: at most 1 in 100."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside a quote, whether the quote supports it, and if not what is wrong with it."""

    id: str
    claim: str
    quote: str
    supported: bool
    wrong: str | None


Judged = Sequence[tuple[Pair, Verdict]]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file; a line that is no pair raises ValueError with its number."""
    out: list[Pair] = []
    for number, line in lines(path):
        try:
            out.append(Pair(**json.loads(line)))
        except (TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path}:{number}: {error}") from error
    return out


def judged(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Verdict]]:
    """Each pair with the gate's verdict."""
    for pair in pairs:
        yield pair, verify(pair.claim, [Evidence(pair.quote)])


def false_passes(results: Judged, kinds: Sequence[str] = (), name: str = "false pass") -> Measured:
    """Wrong claims that the gate lets through, of these kinds (none named: of all)."""
    mine = [v for pair, v in results if not pair.supported and (not kinds or pair.wrong in kinds)]
    return _rate(name, [verdict.supported for verdict in mine])


def false_strips(results: Judged) -> Measured:
    """Right claims that the gate refuses."""
    return _rate("false strip", [not verdict.supported for pair, verdict in results if pair.supported])


def kinds(results: Judged) -> list[str]:
    """What was made wrong in the set."""
    return sorted({pair.wrong for pair, _ in results if pair.wrong})


def errors(results: Judged) -> list[str]:
    """A line for each verdict that is not the label's."""
    return [
        f"{pair.id} {'stripped' if pair.supported else f'passed ({pair.wrong})'}: {verdict.reason}\n"
        f"    claim {pair.claim}\n    quote {pair.quote}"
        for pair, verdict in results
        if verdict.supported != pair.supported
    ]


def rates(results: Iterable[tuple[Pair, Verdict]]) -> dict[str, tuple[int, int]]:
    """Errors and pairs: "false strip", "false pass", and the false passes of each kind of wrong."""
    held = list(results)
    found = [false_strips(held), false_passes(held), *(false_passes(held, [kind], f"  {kind}") for kind in kinds(held))]
    return {one.name: (int(one.hits), int(one.of)) for one in found}


def _rate(name: str, wrong: Sequence[bool]) -> Measured:
    hits = np.array(wrong, dtype=np.float64)
    value, low, high = interval(hits, np.ones(len(hits)))
    return Measured(name, value, low, high, float(hits.sum()), len(hits), len(hits), 0, True)
