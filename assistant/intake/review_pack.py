"""The pack that a management review looks at. Markdown."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from assistant.evidence.stale import Stale
from assistant.intake.pages import page, section
from assistant.intake.said import decision_line, exception_line, finding_line, review_line, said_kind, task_line
from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.record import Record
from knowledge.records.vocabulary import ExceptionKind, WorkState
from knowledge.records.work import ExceptionRecord, Finding, Task
from knowledge.store.record_reading import DueLine

T = TypeVar("T")


def review_pack(records: Iterable[Record], stale: Iterable[Stale], overdue: Iterable[DueLine], today: date) -> str:
    """Decisions, what is stale or overdue, reviews, and the findings, exceptions and tasks that are open."""
    held = list(records)
    old = [f"{one.record.record_id} ({one.subject.value}): {'; '.join(one.reasons)}" for one in stale]
    late = [
        f"{one.day} {one.record.record_id}: {one.what} ({said_kind(one.kind)}; owner {one.record.owner}); "
        f"{one.record.summary}"
        for one in overdue
    ]
    parts: tuple[tuple[str, Sequence[str]], ...] = (
        ("Decisions", _lines(held, DecisionRecord, lambda one, body: decision_line(one, body, today))),
        ("Stale", old),
        ("Overdue", late),
        ("Reviews", _lines(held, Review, review_line)),
        ("Open findings", _lines(held, Finding, finding_line)),
        ("Open corrective actions", _exceptions(held, ExceptionKind.CORRECTIVE_ACTION)),
        ("Accepted risks", _exceptions(held, ExceptionKind.RISK_ACCEPTANCE)),
        ("Input for the management review", _exceptions(held, ExceptionKind.MANAGEMENT_REVIEW)),
        ("Open tasks", _lines(held, Task, lambda one, body: task_line(one, body, today))),
    )
    return page(
        f"Management review pack of {today}", *(section(title, [("", rows or ["none"])]) for title, rows in parts)
    )


def _exceptions(held: Iterable[Record], kind: ExceptionKind) -> list[str]:
    those = (one for one in held if isinstance(one.body, ExceptionRecord) and one.body.kind == kind)
    return _lines(those, ExceptionRecord, exception_line)


def _lines(held: Iterable[Record], kind: type[T], line: Callable[[str, T], str]) -> list[str]:
    """The lines of those of a kind that are open, or of kinds that can't be."""
    those = ((one.record_id, one.body) for one in held if isinstance(one.body, kind))
    return [line(one, body) for one, body in those if getattr(body, "state", WorkState.OPEN) == WorkState.OPEN]
