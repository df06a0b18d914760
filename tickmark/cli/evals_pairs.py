"""`tickmark eval lint-gate`: check the gate's pairs before they are used."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from evals.gate_set import Pair, read_pairs
from tickmark.errors import Misuse, Problem

app = typer.Typer()


@app.command("lint-gate")
def lint_gate_command(
    pairs: Annotated[list[Path], typer.Argument(metavar="PAIRS...", help="Sets of pairs (.jsonl).")],
) -> None:
    """Find duplicates, contradictions and unknown kinds among the pairs of all files. Exits 1 where there is one."""
    from evals.gate_lint import lint_pairs  # scikit-learn takes a second to import

    held = [pair for path in pairs for pair in pairs_in(path)]
    flaws = lint_pairs(held)
    for flaw in flaws:
        print(f"{flaw.kind}: {', '.join(flaw.ids)}: {flaw.detail}")
    counts = Counter(pair.wrong or "supported" for pair in held)
    print("; ".join(f"{kind} {count}" for kind, count in sorted(counts.items())))
    print(f"{len(held)} pairs, {len(flaws)} flaws")
    if flaws:
        raise typer.Exit(1)


def pairs_in(path: Path) -> list[Pair]:
    """The gate pairs of a file; Problem where it can't be read, or a line is none."""
    try:
        return read_pairs(path)
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; name a file of pairs (.jsonl)") from error
    except ValueError as error:
        raise Problem(f"{error}; name a file of pairs, each line with id, claim, quote, supported and wrong") from error
