"""`tickmark source`: what is held, the stored text of a version, and who reviewed it."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from knowledge.store import reading
from knowledge.store.database import Engine
from knowledge.store.reading import AmbiguousVersion, UnknownSource, UnknownVersion
from knowledge.store.rows import Held
from knowledge.store.sources import review
from knowledge.store.state import kept
from tickmark.errors import Problem
from tickmark.held import LIBRARY
from tickmark.opening import open_store
from tickmark.settings import here
from tickmark.wiring import open_home

app = typer.Typer(help="List, show and review sources.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(metavar="SOURCE_ID")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_command(
    json_out: Json = False, retired: Annotated[bool, typer.Option("--retired", help="Also the retired ones.")] = False
) -> None:
    """List the sources that answers may cite."""
    held = [one for one in reading.list_sources(_engine()) if retired or one.retired_at is None]
    if json_out:
        print(json.dumps([_fields(one) for one in held], ensure_ascii=False))
    else:
        Console(highlight=False).print(_table(held))


@app.command()
def show(
    source_id: Id,
    version: Annotated[
        str, typer.Option(help="A version, or the beginning of its sha256; the current one if left out.")
    ] = "",
    text: Annotated[bool, typer.Option("--text", help="Print exactly the stored text.")] = False,
    json_out: Json = False,
) -> None:
    """Show a source and its versions, or exactly the stored text of one."""
    engine = _engine()
    found = reading.text(engine, source_id, version)
    if not hasattr(found, "text"):
        raise Problem(_refusal(found))
    if text:
        sys.stdout.buffer.write(found.text.encode("utf-8", "surrogatepass"))
        return
    held = reading.find(engine, source_id)
    fields = (_fields(held) if held else {}) | {"versions": [_version(v) for v in reading.versions(engine, source_id)]}
    print(json.dumps(fields, ensure_ascii=False) if json_out else _lines(fields))


@app.command("review")
def review_command(
    source_id: Id, by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who signs it.")]
) -> None:
    """Record that WHO reviewed the current version of a source."""
    if not by.strip():
        raise Problem("--by is empty; name the person who reviewed the source")
    if not review(_engine(), source_id, by.strip(), datetime.now(UTC)):
        raise Problem(_refusal(UnknownSource(source_id)))
    print(f"{source_id}: reviewed by {by.strip()}")


def _engine() -> Engine:
    """The store; a new home gets the bundled library first, so that there is something to show."""
    engine = open_store(here())
    return engine if kept(engine, LIBRARY) else open_home(here()).engine


def _refusal(found: object) -> str:
    match found:
        case UnknownVersion(source_id, prefix):
            return f"{source_id} has no version that begins with {prefix}; see: tickmark source show {source_id}"
        case AmbiguousVersion(source_id, prefix, versions):
            return f"{len(versions)} versions of {source_id} begin with {prefix}; give more of it"
        case UnknownSource(source_id):
            return f"there is no source {source_id}; see: tickmark source list"
    raise TypeError(found)


def _fields(held: Held) -> dict[str, object]:
    source = held.source
    return {
        "source_id": source.source_id,
        "title": source.title,
        "kind": source.kind.value,
        "tier": source.tier.name.lower(),
        "audience": source.audience,
        "publisher": source.publisher,
        "url": source.url,
        "origin": source.origin,
        "version": held.version,
        "stored_at": held.stored_at.isoformat(),
        "retired_at": held.retired_at.isoformat() if held.retired_at else None,
        "author": source.author,
        "status": source.status,
        "reviewed_by": source.reviewed_by or None,
        "next_review": source.next_review.isoformat() if source.next_review else None,
    }


def _version(version: reading.VersionHeld) -> dict[str, object]:
    return {"version": version.version, "stored_at": version.stored_at.isoformat(), "current": version.current} | (
        {"reviewed_by": version.reviewed_by} if version.reviewed_by else {}
    )


def _table(held: list[Held]) -> Table:
    table = Table(Column("id", no_wrap=True), "title", "kind", "audience", "version", "status", "reviewed by")
    for one in held:
        source = one.source
        status = "retired" if one.retired_at else source.status
        reviewer = source.reviewed_by or "nobody yet"
        table.add_row(source.source_id, source.title, source.kind, source.audience, one.version[:8], status, reviewer)
    return table


def _lines(fields: dict[str, object]) -> str:
    return "\n".join(f"{name}: {'' if value is None else value}" for name, value in fields.items())
