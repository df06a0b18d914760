"""`tickmark backup` and `tickmark restore`."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tickmark.backups import backup
from tickmark.cli.recording import Json
from tickmark.opening import open_store
from tickmark.restoring import restore
from tickmark.settings import here

File = Annotated[Path, typer.Argument(metavar="FILE")]


def backup_command(file: File, json_out: Json = False) -> None:
    """Write everything that the home holds to a new FILE, while it is in use. The audit key is not in it: keep it apart."""
    settings = here()
    made = backup(open_store(settings), file, datetime.now(UTC))
    if json_out:
        print(json.dumps(asdict(made) | {"file": str(file)}))
        return
    print(f"{file}: {made.rows['records']} records, {made.rows['sources']} sources, log up to event {made.head['seq']}")
    print(f"the key of the log is not in it; keep a copy of {settings.audit_key} elsewhere")


def restore_command(
    file: File,
    key: Annotated[Path | None, typer.Option(metavar="KEYFILE", help="The key of the audit log.")] = None,
    without_key: Annotated[
        bool, typer.Option("--without-key", help="The key is lost: the old log can't be verified.")
    ] = False,
    json_out: Json = False,
) -> None:
    """Fill an empty home from FILE. Refuses a home in use, a damaged file, and one of a newer release."""
    done = restore(here(), file, key, without_key)
    faults = [one.why for one in done.faults]
    if json_out:
        print(json.dumps({"rows": done.manifest.rows, "head": done.manifest.head, "faults": faults}))
        return
    rows, seq = done.manifest.rows, done.manifest.head["seq"]
    print(f"restored: {rows['records']} records, {rows['sources']} sources, log up to event {seq}")
    print("\n".join(["the log had faults when it was backed up:", *faults]) if faults else _log(done.checked))


def _log(checked: bool) -> str:
    return "the log verifies" if checked else "the log was not verified; what is done from now on has another key"
