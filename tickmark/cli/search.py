"""`tickmark search`: what retrieval finds, without an answer."""

import json as jsonlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ValidationError
from rich.table import Table

from tickmark.cli.asker import User
from tickmark.cli.jsonl import error_line, read_lines
from tickmark.cli.tables import print_table
from tickmark.errors import Misuse
from tickmark.settings import here
from tickmark.wiring import Finding, open_finder


class Query(BaseModel):
    """One line of a batch."""

    id: str
    text: str


def search(
    text: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    batch: Annotated[Path | None, typer.Option(help='A .jsonl file of {"id", "text"} (- for standard input).')] = None,
    k: Annotated[int, typer.Option(min=1, max=1000, help="How many hits.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    by: Annotated[str, typer.Option(help="passage, or source: each source once, by its best passage.")] = "passage",
    user: User = None,
) -> None:
    """Print the passages (or sources) nearest to TEXT, best first."""
    if (text is None) == (batch is None) or by not in ("passage", "source"):
        raise Misuse("search takes either TEXT or --batch FILE, and --by passage or --by source")
    if text is not None and not text.strip():
        raise Misuse("TEXT is empty; say what to look for")
    if batch is not None:
        lines = read_lines(batch)
        raise typer.Exit(_batch(lines, open_finder(here(), user), k, by))
    finder = open_finder(here(), user)
    hits = finder([text or ""], k, by == "source")[0]
    if json:
        print(_line(None, hits))
    else:
        print_table(_table(hits))


def _batch(lines: Iterable[tuple[int, str]], finder: Finding, k: int, by: str) -> int:
    parsed = [_query(number, line) for number, line in lines]
    texts = [one.text for one in parsed if isinstance(one, Query)]
    found = iter(finder(texts, k, by == "source"))
    for one in parsed:
        print(one if isinstance(one, str) else _line(one.id, next(found)))
    return 1 if any(isinstance(one, str) for one in parsed) else 0


def _query(number: int, line: str) -> Query | str:
    try:
        return Query.model_validate_json(line)
    except ValidationError as error:
        return error_line(number, error)


def _line(query_id: str | None, hits: list[tuple[str, str, float]]) -> str:
    listed = [{"source_id": s, "passage_id": p, "score": round(score, 6)} for s, p, score in hits]
    return jsonlib.dumps({"id": query_id, "hits": listed}, ensure_ascii=False)


def _table(hits: list[tuple[str, str, float]]) -> Table:
    table = Table("score", "source", "passage")
    for source_id, passage_id, score in hits:
        table.add_row(f"{score:.3f}", source_id, passage_id)
    return table
