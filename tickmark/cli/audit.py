"""`tickmark audit verify|head|show`: whether the trail is whole, where it ends, and the story of a record."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.store import audit
from knowledge.store.audit import Event, Head
from knowledge.store.database import Engine
from knowledge.store.record_reading import erased, record
from tickmark.cli.recording import As, Json, RecordId
from tickmark.errors import Misuse, Problem
from tickmark.office import actor, log_key
from tickmark.opening import open_store
from tickmark.settings import here
from tickmark.story import sentence

app = typer.Typer(help="Verify and read the audit trail.", no_args_is_help=True)


@app.command()
def verify(
    head: Annotated[Path | None, typer.Option(metavar="FILE", help="A head that `audit head` exported.")] = None,
    json_out: Json = False,
) -> None:
    """Check every event and every record against the log, and name each fault. Exits 1 if there is one."""
    settings = here()
    engine = open_store(settings)
    anchor = _read_head(head) if head else None
    events = audit.length(engine)
    faults = audit.verify(engine, log_key(engine, settings), anchor)
    if json_out:
        told = [{"event": one.seq or None, "why": one.why} for one in faults]
        print(json.dumps({"events": events, "anchored": anchor is not None, "faults": told}, ensure_ascii=False))
    else:
        print("\n".join([*(one.why for one in faults), _summary(events, len(faults), anchor)]))
    raise typer.Exit(1 if faults else 0)


@app.command("head")
def head_command(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A new file; printed if left out.")] = None,
    json_out: Json = False,
) -> None:
    """Export where the log ends. Keep it where nobody who can change the database can change it."""
    found = audit.head(open_store(here()))
    fields = {"seq": found.seq, "mac": found.mac, "exported_at": datetime.now(UTC).isoformat(timespec="seconds")}
    if out:
        _write_new(out, json.dumps(fields) + "\n")
    print(json.dumps(fields) if json_out else f"event {found.seq}, mac {found.mac}" + (f", in {out}" if out else ""))


@app.command()
def show(record_id: RecordId, as_: As = "", json_out: Json = False) -> None:
    """Tell what happened to a record, first to last."""
    engine = open_store(here())
    wanted, audiences = record_id.strip().upper(), actor(engine, as_).audiences
    if not (record(engine, wanted, audiences) or erased(engine, wanted, audiences)):
        raise Problem(f"there is no record {record_id} that you may read; see: tickmark intake list")
    _tell(engine, wanted, json_out)


def _tell(engine: Engine, record_id: str, json_out: bool) -> None:
    events = audit.story(engine, record_id)
    if json_out:
        print(json.dumps({"id": record_id, "events": [_fields(one) for one in events]}, ensure_ascii=False))
    else:
        print("\n".join([record_id, *(f"- {sentence(one)}" for one in events)]))


def _fields(event: Event) -> dict[str, Any]:
    plain = {name: getattr(event.entry, name) for name in ("action", "actor", "version", "digest")}
    place = {"event": event.seq, "at": event.entry.at.isoformat()}
    return {**place, **plain, "detail": dict(event.entry.detail), "sentence": sentence(event)}


def _summary(events: int, faults: int, anchor: Head | None) -> str:
    state = f"{faults} faults" if faults > 1 else "1 fault" if faults else "whole"
    if anchor:
        return f"{events} events checked, {state}, anchored at event {anchor.seq}"
    return f"{events} events checked, {state}, unanchored: a log cut off at its end shows only against --head FILE"


def _read_head(path: Path) -> Head:
    try:
        raw = json.loads(path.read_text("utf-8"))
        seq, mac = raw["seq"], raw["mac"]
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; name a file that `tickmark audit head --out FILE` wrote") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Misuse(f"{path}: is no exported head; name a file that `tickmark audit head --out FILE` wrote") from error
    if type(seq) is not int or seq < 0 or not isinstance(mac, str) or len(mac) != len(audit.FIRST):
        raise Misuse(f"{path}: is no exported head; name a file that `tickmark audit head --out FILE` wrote")
    return Head(seq, mac)


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise Problem(f"{path}: {error.strerror}; name a new file in a folder that can be written") from error
