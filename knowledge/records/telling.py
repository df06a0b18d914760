"""A record as text: a section for each aspect, and under it one plain sentence a line that names the record."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from knowledge.records.bodies import Body
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.phrasing import Line, Lines, Told, short
from knowledge.records.record import Record
from knowledge.records.telling_decision import decision_lines, review_lines
from knowledge.records.telling_evidence import evidence_lines, request_lines
from knowledge.records.telling_intake import intake_lines
from knowledge.records.telling_work import exception_lines, finding_lines, task_lines
from knowledge.records.work import ExceptionRecord, Finding, Task

_LINES: dict[type[Any], Callable[[Any, Told], Lines]] = {
    Intake: intake_lines,
    DecisionRecord: decision_lines,
    Review: review_lines,
    Evidence: evidence_lines,
    EvidenceRequest: request_lines,
    Task: task_lines,
    ExceptionRecord: exception_lines,
    Finding: finding_lines,
}
_ABOUT = ("summary", "title", "decision", "claim", "asked", "what")


def title_of(record: Record) -> str:
    """What a record is called: its id and the beginning of what it is about."""
    body = record.body
    if isinstance(body, Review):
        return f"{record.record_id} (review of {body.decision})"
    return f"{record.record_id} ({short(_about(body))})"


def text_of(record: Record) -> str:
    """The record as Markdown, a sentence a line. Equal records give equal texts; no two versions give the same."""
    lines = [_version(record), *_LINES[type(record.body)](record.body, _told(record))]
    parts = [f"# {title_of(record)}"]
    for heading, under in groupby(sorted(lines, key=_first_seen(lines)), key=lambda line: line[0]):
        parts.append("\n".join((f"## {heading}", "", *(sentence for _, sentence in under))))
    return "\n\n".join(parts) + "\n"


def _first_seen(lines: list[Line]) -> Callable[[Line], int]:
    order = {heading: place for place, heading in reversed([(i, h) for i, (h, _) in enumerate(lines)])}
    return lambda line: order[line[0]]


def _told(record: Record) -> Told:
    named = record.body if isinstance(record.body, Intake | Task) else None
    return Told(record.record_id, title_of(record) if named else record.record_id, record.created_at.date())


def _about(body: Body) -> str:
    return next(str(getattr(body, name)) for name in _ABOUT if hasattr(body, name))


def _version(record: Record) -> Line:
    kind = record.kind.value.replace("_", " ")
    written = f"written on {record.at.date().isoformat()} by {record.by}"
    return "Record", f"{title_of(record)} is of kind {kind} and at version {record.version}, {written}."
