"""`tickmark verify`: the gate itself, as a command."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.contract import Context
from tickmark.cli.asker import User
from tickmark.cli.jsonl import error_line, print_line, read_lines
from tickmark.gating import Claim, Gate, Placed, open_gate
from tickmark.settings import here


class Cited(BaseModel):
    """A place in a stored version and the words that are said to stand there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    source_id: str
    version: str
    start: int
    end: int
    quote: str


class ClaimLine(BaseModel):
    """One line of a batch: a claim with citations or with contexts."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    claim: str
    citations: tuple[Cited, ...] = ()
    contexts: tuple[Context | str, ...] = ()


class VerdictLine(BaseModel):
    """What the gate says: `supported` is strict, `score` is graded support, 0 to 1."""

    id: str
    supported: bool
    score: float
    reason: str


def verify(
    batch: Annotated[Path, typer.Option(help="A .jsonl file of claims (- for standard input).")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON; the only form there is.")] = True,
    user: User = None,
) -> None:
    """Say of each claim whether its citations or contexts support it."""
    lines = read_lines(batch)
    gate = open_gate(here(), user)
    status = 0
    for out in _verdicts(lines, gate):
        status = 1 if isinstance(out, str) else status
        print(out, flush=True) if isinstance(out, str) else print_line(out)
    raise typer.Exit(status)


def _verdicts(lines: Iterable[tuple[int, str]], gate: Gate) -> Iterator[VerdictLine | str]:
    for number, line in lines:
        try:
            given = ClaimLine.model_validate_json(line)
        except ValidationError as error:
            yield error_line(number, error)
            continue
        verdict = gate(_claim(given))
        yield VerdictLine(
            id=given.id, supported=verdict.supported, score=round(verdict.score, 4), reason=verdict.reason
        )


def _claim(given: ClaimLine) -> Claim:
    placed = tuple(Placed(c.source_id, c.version, c.start, c.end, c.quote) for c in given.citations)
    texts = tuple(c if isinstance(c, str) else c.text for c in given.contexts)
    return Claim(given.claim, placed, texts)
