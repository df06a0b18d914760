"""The evidence matrix and the task register as tables: what each column is called and what stands in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.evidence.operation import shown_artefact
from knowledge.records.evidence import Evidence
from knowledge.records.record import Record
from knowledge.records.vocabulary import RecordKind
from knowledge.records.work import Task

Cell = str | date
Column = tuple[str, Callable[[Any], Cell | None]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: its name, the names of its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _period(body: Evidence) -> str:
    first, last = body.period_from, body.period_to
    return f"{first or ''} to {last or ''}".strip() if first or last else ""


_EVIDENCE: tuple[Column, ...] = (
    ("Claim", lambda body: body.claim),
    ("Type", lambda body: body.type),
    ("Source requirement", lambda body: body.requirement),
    ("Framework", lambda body: body.framework),
    ("Owner", lambda body: body.owner),
    ("Artefact", lambda body: shown_artefact(body.artefact)),
    ("sha256", lambda body: body.artefact.sha256),
    ("Effective date", lambda body: body.effective_on),
    ("Added date", lambda body: body.added_on),
    ("Period", _period),
    ("Review trigger", lambda body: body.review_trigger),
    ("Reuse permission", lambda body: body.reuse),
    ("Expiry", lambda body: body.expires_on),
    ("Withdrawn", lambda body: body.withdrawn and body.withdrawn.on),
    ("Scope", lambda body: body.covers.scope),
    ("Actor", lambda body: body.covers.actor),
    ("Data type", lambda body: body.covers.data_type),
    ("Service", lambda body: body.covers.service),
    ("Supplier", lambda body: body.covers.supplier),
    ("Acceptance criteria", lambda body: body.covers.acceptance),
    ("Audience", lambda body: body.audience),
)
_TASKS: tuple[Column, ...] = (
    ("Task", lambda body: body.title),
    ("Satisfies", lambda body: body.satisfies),
    ("Framework", lambda body: body.framework),
    ("Owner", lambda body: body.owner),
    ("Due date", lambda body: body.due),
    ("Kind of date", lambda body: body.date_kind),
    ("Consequence", lambda body: body.consequence),
    ("State", lambda body: body.state),
    ("Intake", lambda body: body.intake),
    ("Finding", lambda body: body.finding),
    ("Notes", lambda body: body.notes),
    ("Audience", lambda body: body.audience),
)
_SHEETS: Mapping[RecordKind, tuple[str, type, tuple[Column, ...]]] = {
    RecordKind.EVIDENCE: ("Evidence matrix", Evidence, _EVIDENCE),
    RecordKind.TASK: ("Task register", Task, _TASKS),
}
KINDS = tuple(_SHEETS)


def sheet(kind: RecordKind, records: Iterable[Record]) -> Sheet:
    """The table of those `records` that are of `kind`, which is one of KINDS; the record's id comes first."""
    name, body, columns = _SHEETS[kind]
    rows = tuple(
        (one.record_id, *(_cell(read(one.body)) for _, read in columns))
        for one in records
        if isinstance(one.body, body)
    )
    return Sheet(name, ("Record", *(title for title, _ in columns)), rows)


def _cell(value: object) -> Cell:
    return value if isinstance(value, date) else str(value or "")
