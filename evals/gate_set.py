"""False passes and false strips of the gate on a labelled set: `python -m evals.gate_set FILE.jsonl [--show]`.

A line: {"id", "claim", "quote", "supported": bool, "wrong": null or what was made wrong}. The labels judge the gate.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.gate.verdict import Evidence, Verdict
from assistant.gate.verify import verify


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside a quote, whether the quote supports it, and if not what is wrong with it."""

    id: str
    claim: str
    quote: str
    supported: bool
    wrong: str | None


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file; a line that is no pair raises ValueError with its number."""
    out: list[Pair] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            out.append(Pair(**json.loads(line)))
        except (TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path}:{number}: {error}") from error
    return out


def judged(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Verdict]]:
    """Each pair with the gate's verdict."""
    for pair in pairs:
        yield pair, verify(pair.claim, [Evidence(pair.quote)])


def rates(results: Iterable[tuple[Pair, Verdict]]) -> dict[str, tuple[int, int]]:
    """Errors and pairs for each kind of wrong, "false pass" for all of them and "false strip" for the supported."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair, verdict in results:
        wrong = int(verdict.supported != pair.supported)
        names = ("false strip",) if pair.supported else (f"  {pair.wrong}", "false pass")
        for name in names:
            counts[name][0] += wrong
            counts[name][1] += 1
    return {name: (errors, total) for name, (errors, total) in counts.items()}


def _row(name: str, errors: int, total: int) -> str:
    return f"{name:<14} {errors:>4} of {total:<4} {errors / total:7.1%}"


def main(arguments: list[str]) -> int:
    """Print the table, and with --show every error with the gate's reason. 2 for a misuse."""
    files = [argument for argument in arguments if not argument.startswith("--")]
    if len(files) != 1:
        print("usage: python -m evals.gate_set FILE.jsonl [--show]", file=sys.stderr)
        return 2
    results = list(judged(read_pairs(Path(files[0]))))
    for name, (errors, total) in sorted(rates(results).items()):
        print(_row(name, errors, total))
    for pair, verdict in results if "--show" in arguments else ():
        if verdict.supported != pair.supported:
            kind = "stripped" if pair.supported else f"passed ({pair.wrong})"
            print(f"\n{pair.id} {kind}: {verdict.reason}\n  claim {pair.claim}\n  quote {pair.quote}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
