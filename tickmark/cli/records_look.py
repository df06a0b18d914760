"""`tickmark records list|show`: records of any kind, also of those that have no command of their own."""

import json
from typing import Annotated

import typer

from knowledge.records.vocabulary import RecordKind
from knowledge.store.record_reading import listing, texts
from tickmark.cli.recording import As, Json, desk, fields_of, held, lines_of, listed, split
from tickmark.cli.searching import holds

app = typer.Typer()


@app.command("list")
def list_command(
    kind: Annotated[RecordKind, typer.Option(help="The kind of record.")],
    status: Annotated[str, typer.Option(help="Only these, apart by commas.")] = "",
    owner: Annotated[str, typer.Option(metavar="EMAIL", help="Only what this person owns.")] = "",
    words: Annotated[str, typer.Option(help="Only what holds all these words.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """List the records of a kind that you may read, last changed first."""
    at = desk(as_)
    statuses = split(status, "--status") if status else []
    found = listing(at.engine, kind, at.actor.audiences, statuses, owner.strip().lower())
    if wanted := words.casefold().split():
        hits = {one for one, body in texts(at.engine, kind, at.actor.audiences, None) if holds(body, wanted)}
        found = [one for one in found if one.record_id in hits]
    listed(found, json_out)


@app.command()
def show(
    record_ids: Annotated[list[str], typer.Argument(metavar="ID...")], as_: As = "", json_out: Json = False
) -> None:
    """Show records, of whatever kind, with all their fields."""
    at = desk(as_)
    found = [fields_of(held(at, one)) for one in record_ids]
    if json_out:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n\n".join(map(lines_of, found)))
