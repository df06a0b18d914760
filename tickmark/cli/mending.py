"""The commands `edit` and `withdraw` of evidence, tasks, findings and exceptions."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from assistant.evidence.mending import EDITABLE, edit, withdraw
from knowledge.records.vocabulary import RecordKind
from tickmark.cli.filing import artefact
from tickmark.cli.recording import As, Json, RecordId, desk, told
from tickmark.errors import Misuse


def mending(app: typer.Typer, kind: RecordKind, one: str) -> None:
    """Give `app` the commands `edit` and `withdraw` for a kind."""
    names = ", ".join(EDITABLE[kind])
    pairs = typer.Option("--set", metavar="FIELD=VALUE", help=f"One of {names}; nothing after = empties it. Repeated.")

    def edit_command(
        record_id: RecordId,
        set_: Annotated[list[str], pairs],
        as_: As = "",
        json_out: Json = False,
    ) -> None:
        at = desk(as_)
        told(at, edit(at.office, at.actor, kind, record_id.upper(), _fields(set_)), json_out, "edited")

    def withdraw_command(
        record_id: RecordId,
        why: Annotated[str, typer.Option(help="Why it does not hold any more.")],
        as_: As = "",
        json_out: Json = False,
    ) -> None:
        at = desk(as_)
        told(at, withdraw(at.office, at.actor, kind, record_id.upper(), why), json_out, "withdrawn")

    app.command("edit", help=f"Correct {one}: a new version; what rests on the old one is stale.")(edit_command)
    app.command("withdraw", help=f"Take {one} back: it stays on record, and shows nothing any more.")(withdraw_command)


def _fields(pairs: Sequence[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not name:
            raise Misuse(f"--set {pair}: write FIELD=VALUE, or FIELD= to empty it")
        outer, _, inner = name.replace("-", "_").partition(".")
        if inner:
            fields.setdefault(outer, {})[inner] = value
        else:
            fields[outer] = (artefact(value) if outer == "artefact" else value) if value else None
    return fields
