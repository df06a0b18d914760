"""`tickmark erase`: the texts of a record, gone for good."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from knowledge.store.erasing import Gone
from tickmark.cli.recording import As, Json
from tickmark.errors import Misuse, Problem
from tickmark.office import actor
from tickmark.opening import open_store
from tickmark.settings import here


def erase(
    records: Annotated[list[str], typer.Argument(metavar="RECORD...", help="Ids of records.")],
    why: Annotated[str, typer.Option(help="The reason; the log keeps its sha256.")],
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Blank every text of records for good: database, passages, vectors, indexes. Their ids and the log's hashes stay."""
    from tickmark.erasing import erase_records  # its imports cost what other commands need not pay

    if not why.strip():
        raise Misuse("--why is empty; say on what ground the record is erased")
    settings = here()
    engine = open_store(settings)
    ids = tuple(dict.fromkeys(one.strip().upper() for one in records))
    done = erase_records(settings, engine, actor(engine, as_), ids, why.strip(), datetime.now(UTC))
    if json_out:
        print(json.dumps({"erased": {i: asdict(g) if g else None for i, g in done.gone.items()}, "left": done.left}))
    else:
        print("\n".join(_line(one, gone, frozenset(ids)) for one, gone in done.gone.items()))
    if done.left:
        raise Problem(f"{'; '.join(done.left)}: end it, then run the same command again to remove the last bytes")


def _line(record_id: str, gone: Gone | None, erased: frozenset[str]) -> str:
    if gone is None:
        return f"{record_id}: was erased before"
    related = [one for one in gone.related if one not in erased]
    beside = f"; {', '.join(related)} may repeat its words: look, and erase them too if so" if related else ""
    return f"{record_id}: erased, {gone.versions} versions{beside}"
