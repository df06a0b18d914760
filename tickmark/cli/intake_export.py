"""`tickmark intake export`: memos and packs as files."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.intake.memo import decision_memo, review_pack, scope_memo
from assistant.intake.office import Missing, said
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind
from knowledge.store.record_reading import listing
from tickmark.cli.recording import As, Desk, desk, fields_of, held
from tickmark.errors import Misuse, Problem

app = typer.Typer()
_PACK = (RecordKind.DECISION, RecordKind.FINDING, RecordKind.EXCEPTION, RecordKind.TASK)


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
    record = at.office.record(intake.decision, at.actor.audiences) if intake.decision else None
    decision = record.body if record and isinstance(record.body, DecisionRecord) else None
    if format_ == Format.SCOPE_MEMO:
        return scope_memo(record_id, intake, decision)
    if decision is None:
        raise Problem(f"{record_id} has no decision yet; export its scope memo with --format scope-memo")
    beside = at.office.records((*(e.record_id for e in decision.evidence), *intake.reviews), at.actor.audiences)
    shown = {one: record.body for one, record in beside.items() if isinstance(record.body, Evidence)}
    reviews = {one: record.body for one, record in beside.items() if isinstance(record.body, Review)}
    return decision_memo(str(intake.decision), decision, shown, reviews)


def _json(at: Desk, record_id: str, intake: Intake) -> str:
    linked = (record_id, intake.decision, *intake.requests, *intake.evidence, *intake.reviews, *intake.exceptions)
    found = at.office.records([one for one in (*linked, *intake.findings) if one], at.actor.audiences)
    return json.dumps([fields_of(found[one]) for one in sorted(found)], ensure_ascii=False, indent=1) + "\n"


def _pack(at: Desk) -> str:
    ids = [line.record_id for kind in _PACK for line in listing(at.engine, kind, at.actor.audiences)]
    found = at.office.records(ids, at.actor.audiences)
    return review_pack((found[one] for one in ids if one in found), datetime.now(UTC).date())
