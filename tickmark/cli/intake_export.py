"""`tickmark intake export`: memos and packs as files."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from assistant.evidence.stale import stale
from assistant.intake.memo import Beside, decision_memo, scope_memo
from assistant.intake.office import Missing, said
from assistant.intake.review_pack import review_pack
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.vocabulary import RecordKind
from knowledge.records.work import ExceptionRecord, Finding
from knowledge.store.record_reading import DueLine, due, listing
from tickmark import library
from tickmark.cli.recording import As, Desk, desk, fields_of, held, unaltered
from tickmark.errors import Misuse, Problem

app = typer.Typer()
T = TypeVar("T")
_PACK = (RecordKind.DECISION, RecordKind.REVIEW, RecordKind.FINDING, RecordKind.EXCEPTION, RecordKind.TASK)


class Format(StrEnum):
    """What is exported."""

    SCOPE_MEMO = "scope-memo"
    DECISION_MEMO = "decision-memo"
    REVIEW_PACK = "review-pack"
    JSON = "json"


@app.command()
def export(
    record_id: Annotated[str, typer.Argument(metavar="[ID]", help="The intake; none for the review pack.")] = "",
    format_: Annotated[Format, typer.Option("--format")] = Format.DECISION_MEMO,
    out: Annotated[Path | None, typer.Option(help="A new file; printed if left out.")] = None,
    as_: As = "",
) -> None:
    """Export a scope memo, a decision memo, a management review pack, or all records of an intake as JSON."""
    text = _text(desk(as_), record_id.upper(), format_)
    if out is None:
        print(text, end="")
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise Problem(f"{out}: {error.strerror}; name a new file in a folder that can be written") from error
    print(f"{out}: written")


def _text(at: Desk, record_id: str, format_: Format) -> str:
    if format_ == Format.REVIEW_PACK:
        return _pack(at)
    if not record_id:
        raise Misuse("name an intake; see: tickmark intake list")
    intake = held(at, record_id).body
    if not isinstance(intake, Intake):
        raise Problem(said(Missing(record_id)))
    return _json(at, record_id, intake) if format_ == Format.JSON else _memo(at, record_id, intake, format_)


def _memo(at: Desk, record_id: str, intake: Intake, format_: Format) -> str:
    record = _whole(at, [intake.decision]).get(intake.decision) if intake.decision else None
    decision = record.body if record and isinstance(record.body, DecisionRecord) else None
    if format_ == Format.SCOPE_MEMO:
        return scope_memo(record_id, intake, decision)
    if decision is None:
        raise Problem(f"{record_id} has no decision yet; export its scope memo with --format scope-memo")
    ids = (*(one.record_id for one in decision.evidence), *intake.reviews, *intake.exceptions, *decision.exceptions)
    found = _whole(at, (*ids, *intake.findings))
    beside = Beside(_of(found, Evidence), _of(found, Review), _of(found, ExceptionRecord), _of(found, Finding))
    return decision_memo(str(intake.decision), intake, decision, beside)


def _whole(at: Desk, ids: Iterable[str]) -> dict[str, Record]:
    """Those of these records that the actor may read; Problem where one is not what the log says of it."""
    found = at.office.records(ids, at.actor.audiences)
    unaltered(at, found)
    return found


def _of(found: Mapping[str, Record], kind: type[T]) -> dict[str, T]:
    return {one: record.body for one, record in sorted(found.items()) if isinstance(record.body, kind)}


def _json(at: Desk, record_id: str, intake: Intake) -> str:
    linked = (record_id, intake.decision, *intake.requests, *intake.evidence, *intake.reviews, *intake.exceptions)
    found = _whole(at, [one for one in (*linked, *intake.findings) if one])
    return json.dumps([fields_of(found[one]) for one in sorted(found)], ensure_ascii=False, indent=1) + "\n"


def _pack(at: Desk) -> str:
    today, mine = at.office.now().date(), at.actor.audiences
    ids = [line.record_id for kind in _PACK for line in listing(at.engine, kind, mine)]
    found = _whole(at, ids)
    old = stale(at.engine, {rule.id: rule.version for rule in library.rules()}, today, mine)
    return review_pack((found[one] for one in ids if one in found), old, _overdue(at, today), today)


def _overdue(at: Desk, today: date) -> list[DueLine]:
    return due(at.engine, today - timedelta(1), at.actor.audiences)
