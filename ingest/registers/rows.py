"""The rows of a register as the fields of records, or why a row can't be one."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ingest.registers.columns import REF
from ingest.registers.sheet import Sheet
from ingest.registers.values import READERS, TYPES, Unfit
from knowledge.records.vocabulary import RecordKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as fields. `key` is the same wherever the same row is read again, `row` also where its columns are read
    otherwise or the file has another name."""

    number: int
    fields: Mapping[str, Any]
    key: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is refused: its number, the field that is off, and why."""

    number: int
    field: str
    why: str


def entries(
    kind: RecordKind, register: str, sheet: Sheet, columns: Mapping[int, str], fixed: Mapping[str, str]
) -> Iterator[Entry | BadRow]:
    """Each row by `columns` (field by place), beside `fixed` fields. A row's own id is one within `register`."""
    for number, row in sheet.rows:
        cells = {field: row[at].strip() for at, field in columns.items() if at < len(row)}
        one = _entry(kind, register, number, {**fixed, **{field: cell for field, cell in cells.items() if cell}})
        yield replace(one, row=_row(kind, row)) if isinstance(one, Entry) else one


def _row(kind: RecordKind, cells: Iterable[str]) -> str:
    """The same for the same words in the cells, whatever they are taken for."""
    said = "\0".join((kind.value, *(cell.strip() for cell in cells if cell.strip())))
    return f"row:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _entry(kind: RecordKind, register: str, number: int, cells: Mapping[str, str]) -> Entry | BadRow:
    fields: dict[str, Any] = {}
    for name, cell in cells.items():
        reader = TYPES.get(kind) if name == "type" else READERS.get(name)
        value = reader(cell) if reader else cell
        if isinstance(value, Unfit):
            return BadRow(number, name, value.why)
        _put(fields, name, value)
    ref = fields.pop(REF, "")
    named = [register, ref] if ref else sorted(f"{name}={value!r}" for name, value in fields.items())
    digest = hashlib.sha256("\0".join((kind.value, *named)).encode("utf-8", "surrogatepass")).hexdigest()
    return Entry(number, fields, f"import:{digest}")


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    outer, _, inner = name.partition(".")
    if name == "period":
        fields.setdefault("period_from", value[0])
        fields.setdefault("period_to", value[1])
    elif inner or isinstance(value, dict):
        fields[outer] = fields.get(outer, {}) | ({inner: value} if inner else value)
    else:
        fields[name] = value
