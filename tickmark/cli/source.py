"""`tickmark source`: what is held, the stored text of a version, and who reviewed it."""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from knowledge.store import reading
from knowledge.store.database import Engine
from knowledge.store.reading import AmbiguousVersion, UnknownSource, UnknownVersion
from knowledge.store.rows import Held
from knowledge.store.sources import review
from knowledge.store.state import kept
from tickmark.allowed import allowed
from tickmark.cli.asker import Json, User
from tickmark.cli.tables import print_table
from tickmark.errors import Misuse, Problem
from tickmark.held import LIBRARY
from tickmark.links import links
from tickmark.opening import open_store
from tickmark.printable import printable
from tickmark.settings import here
from tickmark.wiring import open_home

app = typer.Typer(help="List, show and review sources.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(metavar="SOURCE_ID")]
All = Annotated[bool, typer.Option("--all", help="As the operator: whatever the audience.")]


@app.command("list")
def list_command(
    json_out: Json = False,
    retired: Annotated[bool, typer.Option("--retired", help="Also the retired ones.")] = False,
    user: User = None,
    everything: All = False,
) -> None:
    """List the sources that answers may cite."""
    engine = _engine()
    shown = reading.list_sources(engine, _audiences(engine, user, everything))
    held = [one for one in shown if retired or one.retired_at is None]
    known = links(here().home)
    if json_out:
        print(json.dumps([_fields(one, known) for one in held], ensure_ascii=False))
    else:
        print_table(_table(held))


@app.command()
def show(
    source_id: Id,
    version: Annotated[
        str, typer.Option(help="A version, or the beginning of its sha256; the current one if left out.")
    ] = "",
    text: Annotated[bool, typer.Option("--text", help="Print exactly the stored text.")] = False,
    json_out: Json = False,
    user: User = None,
    everything: All = False,
) -> None:
    """Show a source and its versions, or exactly the stored text of one."""
    engine = _engine()
    found = reading.text(engine, source_id, version, _audiences(engine, user, everything))
    if not hasattr(found, "text"):
        raise Problem(_refusal(found))
    if text:
        sys.stdout.buffer.write(found.text.encode("utf-8", "surrogatepass"))
        return
    held = reading.find(engine, source_id)
    versions = reading.versions(engine, source_id)
    retired = held.retired_at if held else None
    fields = (_fields(held, links(here().home)) if held else {}) | {
        "versions": [_version(v, retired) for v in versions]
    }
    print(json.dumps(fields, ensure_ascii=False) if json_out else _lines(fields, versions, retired))


@app.command("review")
def review_command(
    source_id: Id,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who signs it.")],
    user: User = None,
    everything: All = False,
) -> None:
    """Record that WHO reviewed the current version of a source."""
    if not by.strip():
        raise Misuse("--by is empty; name the person who reviewed the source")
    engine = _engine()
    shown = reading.find(engine, source_id, _audiences(engine, user, everything))
    if shown is None or not review(engine, source_id, by.strip(), datetime.now(UTC)):
        raise Problem(_refusal(UnknownSource(source_id)))
    print(f"{source_id}: reviewed by {by.strip()}")


def _engine() -> Engine:
    """The store; a new home gets the bundled library first, so that there is something to show."""
    engine = open_store(here())
    return engine if kept(engine, LIBRARY) else open_home(here()).engine


def _audiences(engine: Engine, user: str | None, everything: bool) -> frozenset[str] | None:
    if everything and user is not None:
        raise Misuse("--all reads as the operator and --as as somebody; give one of the two")
    return None if everything else allowed(engine, user)


def _refusal(found: object) -> str:
    match found:
        case UnknownVersion(source_id, prefix):
            return f"{source_id} has no version that begins with {prefix}; see: tickmark source show {source_id}"
        case AmbiguousVersion(source_id, prefix, versions):
            return f"{len(versions)} versions of {source_id} begin with {prefix}; give more of it"
        case UnknownSource(source_id):
            return f"there is no source {source_id}; see: tickmark source list"
    raise TypeError(found)


def _fields(held: Held, known: Mapping[str, str]) -> dict[str, object]:
    """What is known of a source. `url_in_file` is what the document says: data, no link."""
    source = held.source
    return {
        "source_id": source.source_id,
        "title": source.title,
        "kind": source.kind.value,
        "tier": source.tier.name.lower(),
        "audience": source.audience,
        "publisher": source.publisher,
        "url": known.get(source.source_id),
        "url_in_file": source.url or None,
        "origin": source.origin,
        "version": held.version,
        "stored_at": held.stored_at.isoformat(),
        "retired_at": held.retired_at.isoformat() if held.retired_at else None,
        "valid_from": source.valid_from.isoformat() if source.valid_from else None,
        "valid_to": source.valid_to.isoformat() if source.valid_to else None,
        "superseded_by": source.superseded_by,
        "author": source.author,
        "status": source.status,
        "reviewed_by": source.reviewed_by or None,
        "next_review": source.next_review.isoformat() if source.next_review else None,
    }


def _version(version: reading.VersionHeld, retired: datetime | None) -> dict[str, object]:
    held: dict[str, object] = {"version": version.version, "stored_at": version.stored_at.isoformat()}
    in_use = {"current": version.current and retired is None}
    until = {"retired_at": retired.isoformat()} if version.current and retired else {}
    return held | in_use | until | ({"reviewed_by": version.reviewed_by} if version.reviewed_by else {})


def _table(held: list[Held]) -> Table:
    table = Table(Column("id", no_wrap=True), "title", "kind", "audience", "version", "status", "reviewed by")
    for one in held:
        source = one.source
        superseded = f"superseded by {source.superseded_by}" if source.superseded_by else source.status
        status = "retired" if one.retired_at else superseded
        reviewer = source.reviewed_by or "nobody yet"
        cells = (source.source_id, source.title, source.kind, source.audience, one.version[:8], status, reviewer)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _lines(fields: Mapping[str, object], versions: Iterable[reading.VersionHeld], retired: datetime | None) -> str:
    shown = ((name, value) for name, value in fields.items() if name not in ("url_in_file", "versions"))
    lines = [f"{name}: {'' if value is None else printable(str(value))}" for name, value in shown]
    return "\n".join((*lines, *(f"held: {_version_line(one, retired)}" for one in versions)))


def _version_line(one: reading.VersionHeld, retired: datetime | None) -> str:
    state = f"retired since {retired:%Y-%m-%d %H:%M}" if retired else "current"
    notes = [state if one.current else "", f"reviewed by {one.reviewed_by}" if one.reviewed_by else ""]
    return ", ".join((one.version, f"stored {one.stored_at:%Y-%m-%d %H:%M}", *filter(None, notes)))
