"""`tickmark records import|export`: registers that are there already come in, matrix and register go out."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.evidence import matrix
from assistant.evidence.workbook import workbook
from ingest.document import Unreadable
from ingest.registers.columns import KINDS, Unmappable, fields_of, mapped
from ingest.registers.rows import entries
from ingest.registers.sheet import Sheet, read_sheet
from knowledge.records.vocabulary import RecordKind
from knowledge.store.record_reading import listing
from tickmark.cli.fates import Fate, fates_of
from tickmark.cli.recording import As, Json, desk, unaltered
from tickmark.errors import Misuse, Problem

app = typer.Typer(help="Import and export registers.", no_args_is_help=True)


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx register.")],
    kind: Annotated[str, typer.Option(help=", ".join(KINDS))],
    map_: Annotated[
        list[str], typer.Option("--map", metavar="COLUMN=FIELD", help="What a column holds; - for nothing.")
    ] = [],  # noqa: B006
    set_: Annotated[list[str], typer.Option("--set", metavar="FIELD=VALUE", help="For rows that don't say.")] = [],  # noqa: B006
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; write nothing.")] = False,
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Put each row of a register on record, once. One line for each row that is refused."""
    of = _kind(kind, KINDS)
    at, sheet = desk(as_), _sheet(file)
    columns = mapped(of, sheet.headers, _pairs(map_, "--map"))
    if isinstance(columns, Unmappable):
        raise Misuse(f"{file}: {columns.why}")
    fixed = _pairs(set_, "--set")
    strange = next((name for name in fixed if name not in fields_of(of)), None)
    if strange:
        raise Misuse(f"--set {strange}: there is no such field; the fields are {', '.join(fields_of(of))}")
    rows = list(entries(of, file.name, sheet, columns, fixed))
    fates = list(fates_of(at, of, rows, dry_run))
    _tell(file, sheet, columns, fates, dry_run, json_out)
    raise typer.Exit(1 if any(one.what == "refused" for one in fates) else 0)


def _kind(name: str, known: Sequence[RecordKind]) -> RecordKind:
    if name not in known:
        raise Misuse(f"--kind {name}: is none of {', '.join(known)}")
    return RecordKind(name)


def _sheet(path: Path) -> Sheet:
    try:
        return read_sheet(path)
    except Unreadable as error:
        raise Problem(f"{path}: {error}") from error


def _pairs(given: Sequence[str], option: str) -> dict[str, str]:
    pairs = [one.rpartition("=") if option == "--map" else one.partition("=") for one in given]
    for one, (name, equals, value) in zip(given, pairs, strict=True):
        if not equals or not name.strip() or not value.strip():
            raise Misuse(f"{option} {one}: write {'COLUMN=FIELD' if option == '--map' else 'FIELD=VALUE'}")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _tell(
    file: Path, sheet: Sheet, columns: dict[int, str], fates: Sequence[Fate], dry_run: bool, json_out: bool
) -> None:
    counts = {what: sum(one.what == what for one in fates) for what in ("added", "already there", "refused")}
    names = {sheet.headers[at]: field for at, field in columns.items()}
    unused = [name for at, name in enumerate(sheet.headers) if name and at not in columns]
    if json_out:
        rows = [asdict(one) for one in fates]
        plain: dict[str, Any] = {"dry_run": dry_run, "columns": names, "unused": unused, "counts": counts}
        print(json.dumps(plain | {"rows": rows}, ensure_ascii=False))
        return
    print("columns: " + ", ".join(f"{name} = {field}" for name, field in names.items()))
    if unused:
        print(f"not taken: {', '.join(unused)} (map a column with --map 'NAME=FIELD')")
    for one in fates:
        if one.why:
            print(f"{file}: row {one.row}: {f'{one.field}: ' if one.field else ''}{one.why}")
        if one.like:
            print(f"{file}: row {one.row}: looks the same as {one.like}; it was not left out")
    added = "would be added" if dry_run else "added"
    print(f"{counts['added']} {added}, {counts['already there']} already there, {counts['refused']} refused")


@app.command("export")
def export_command(
    kind: Annotated[str, typer.Option(help=", ".join(matrix.KINDS))],
    out: Annotated[Path, typer.Option(help="A new .xlsx file.")],
    as_: As = "",
    json_out: Json = False,
) -> None:
    """Write the evidence matrix or the task register, as far as you may read it, into a workbook."""
    of = _kind(kind, matrix.KINDS)
    if out.suffix.lower() != ".xlsx":
        raise Misuse(f"--out {out}: name a file that ends in .xlsx")
    at = desk(as_)
    ids = [line.record_id for line in listing(at.engine, of, at.actor.audiences)]
    found = at.office.records(ids, at.actor.audiences)
    unaltered(at, found)
    sheet = matrix.sheet(of, (found[one] for one in ids if one in found))
    try:
        with out.open("xb") as file:
            file.write(workbook(sheet))
    except OSError as error:
        raise Problem(f"{out}: {error.strerror}; name a new file in a folder that can be written") from error
    print(json.dumps({"file": str(out), "rows": len(sheet.rows)}) if json_out else f"{out}: {len(sheet.rows)} rows")
