"""`tickmark intake open|edit|show|list|search|export`: intakes come in and are looked at."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.intake.editing import edit as edit_intake
from assistant.intake.lookalikes import alike
from assistant.intake.open import Asked, open_intake
from knowledge.records.vocabulary import RecordKind, Status
from knowledge.store.notices import delivered, waiting
from knowledge.store.record_reading import listing, record_at, texts
from tickmark.cli.recording import (
    AFFECTED,
    As,
    Desk,
    Json,
    RecordId,
    affected_of,
    desk,
    fields_of,
    given,
    held,
    lines_of,
    listed,
    split,
    told,
)
from tickmark.cli.searching import holds
from tickmark.errors import Misuse, Problem

app = typer.Typer(help="Open intakes and work on them.", no_args_is_help=True)
LATEST = 300  # how many intakes are compared before one is opened, last changed first


@app.command("open")
def open_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is asked, in the requester's words.")],
    summary: Annotated[str, typer.Option(help="One line; the beginning of TEXT if left out.")] = "",
    requester: Annotated[str, typer.Option(metavar="EMAIL", help="Who asks; who acts if left out.")] = "",
    audience: Annotated[str, typer.Option(help="The group that may read it.")] = "",
    affected: Annotated[list[str], AFFECTED] = [],  # noqa: B006
    conversation: Annotated[Path | None, typer.Option(help="JSON: channel, thread, permalink, turns.")] = None,
    key: Annotated[str, typer.Option(help="Opens once, however often it is sent.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Open an intake. What looks the same is shown first; Tickmark proposes route, class and decision."""
    at = desk(as_)
    fields = given(
        summary=summary, requester=requester, audience=audience, affected=[affected_of(one) for one in affected]
    )
    if conversation:
        fields["conversation"] = _conversation(conversation)
    _look_alike(at, text)
    told(at, open_intake(at.office, at.actor, Asked(text, fields, key)), json_out, "opened")


def _conversation(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; name a file that can be read") from error
    except (ValueError, RecursionError) as error:
        raise Misuse(f"{path}: can't be read as JSON: {error}") from error
    if not isinstance(raw, dict):
        raise Misuse(f"{path}: must be an object with channel, thread, permalink and turns")
    return raw


@app.command()
def edit(
    record_id: RecordId,
    summary: Annotated[str, typer.Option(help="One line.")] = "",
    affected: Annotated[list[str], AFFECTED] = [],  # noqa: B006
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Say anew what it is about or affects; what is decided on what it affected before is stale then."""
    fields = given(summary=summary)
    if affected:
        fields["affected"] = [] if affected == ["none"] else [affected_of(one) for one in affected]
    if not fields:
        raise Misuse("nothing to change; give --summary or --affected")
    at = desk(as_)
    told(at, edit_intake(at.office, at.actor, record_id.upper(), fields), json_out, "edited")


def _look_alike(at: Desk, text: str) -> None:
    latest = texts(at.engine, RecordKind.INTAKE, at.actor.audiences, LATEST)
    same = alike(text, ((record_id, str(json.loads(body)["asked"])) for record_id, body in latest))
    for one in same[:3]:
        print(f"looks the same: {one}; see: tickmark intake show {one}", file=sys.stderr)
    if same and sys.stdin.isatty() and sys.stderr.isatty() and not typer.confirm("open another one?", err=True):
        raise Problem("nothing was opened")


@app.command()
def show(
    record_id: RecordId,
    version: Annotated[int, typer.Option(min=0, help="A version; 0 for the current one.")] = 0,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Show an intake, or any other record, with all its fields."""
    at = desk(as_)
    found = held(at, record_id)
    if version:
        old = record_at(at.engine, found.record_id, version, at.actor.audiences)
        if old is None:
            raise Problem(f"{found.record_id} has no version {version}; it is at {found.version}")
        found = old
    print(json.dumps(fields_of(found), ensure_ascii=False) if json_out else lines_of(fields_of(found)))


@app.command("list")
def list_command(
    status: Annotated[str, typer.Option(help="Only these, apart by commas.")] = "",
    owner: Annotated[str, typer.Option(metavar="EMAIL", help="Only what this person owns.")] = "",
    as_: As = "",
    json_out: Json = False,
) -> None:
    """List the intakes that you may read, last changed first."""
    at = desk(as_)
    statuses = split(status, "--status") if status else []
    for one in statuses:
        if one not in set(Status):
            raise Misuse(f"--status {one}: is none of {', '.join(Status)}")
    listed(listing(at.engine, RecordKind.INTAKE, at.actor.audiences, statuses, owner.strip().lower()), json_out)


@app.command()
def search(words: Annotated[str, typer.Argument(metavar="WORDS")], as_: As = "", json_out: Json = False) -> None:
    """List the intakes that hold all these words."""
    at = desk(as_)
    wanted = words.casefold().split()
    if not wanted:
        raise Misuse("the search is empty; name a word")
    hits = {i for i, text in texts(at.engine, RecordKind.INTAKE, at.actor.audiences, None) if holds(text, wanted)}
    found = listing(at.engine, RecordKind.INTAKE, at.actor.audiences)
    listed([one for one in found if one.record_id in hits], json_out)


@app.command()
def notices(
    seen: Annotated[bool, typer.Option("--seen", help="Mark them as delivered.")] = False,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Show what changed in records that you asked for, own or were named in."""
    at = desk(as_)
    found = waiting(at.engine, at.actor.email, at.actor.audiences)
    if json_out:
        fields = ("record_id", "summary", "what")
        print(
            json.dumps(
                [{n: getattr(o, n) for n in fields} | {"at": o.at.isoformat()} for o in found], ensure_ascii=False
            )
        )
    else:
        lines = [f"{o.at.isoformat(timespec='minutes')} {o.record_id}: {o.what} ({o.summary})" for o in found]
        print("\n".join(lines) or "nothing new")
    if seen:
        delivered(at.engine, [one.notice_id for one in found], datetime.now(UTC))
