"""What waits for somebody: their own intakes, those without an owner, what is due, what is stale. Only what they may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bots.slack.booth import Booth
from bots.slack.words import line, short
from knowledge.access.people import Person
from knowledge.records.intake import Intake
from knowledge.records.transitions import LEADS
from knowledge.records.vocabulary import RecordKind, Status
from knowledge.store.record_reading import DueLine, Listed, due, listing

AHEAD = timedelta(days=14)
MOST = 8
_OPEN = tuple(one.value for one in Status if one is not Status.CLOSED)
_UNASSIGNED = (Status.INTAKE.value, Status.CLASSIFIED.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: the record, and what is said of it (escaped)."""

    record_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A titled list; `more` counts the rows that are left out."""

    title: str
    rows: tuple[Row, ...]
    more: int


def queues(booth: Booth, person: Person) -> list[Queue]:
    """The queue of a person; leads see all that they may read."""
    engine, today = booth.engine, booth.clock().date()
    intakes = listing(engine, RecordKind.INTAKE, person.audiences, _OPEN)
    leads = bool(person.roles & LEADS)
    mine = [one for one in intakes if _takes_part(booth, person, one)]
    found = [_queue("Mine", [_row(one) for one in mine])]
    if leads:
        found.append(_queue("Unassigned", [_row(one) for one in intakes if one.status in _UNASSIGNED]))
    coming = [one for one in due(engine, today + AHEAD, person.audiences) if leads or one.record.owner == person.email]
    found.append(_queue("Due", [_due(one, today) for one in coming]))
    if leads:
        found.append(_queue("Stale", [Row(one, text) for one, text in booth.stale(person)]))
    return found


def said(found: Sequence[Queue]) -> str:
    """Queues as one text."""
    return "\n".join(_told(one) for one in found)


def _told(one: Queue) -> str:
    rows = [f"• {row.text}" for row in one.rows] or ["nothing"]
    return "\n".join((f"*{one.title}*", *rows, *([f"and {one.more} more"] if one.more else [])))


def _queue(title: str, rows: Sequence[Row]) -> Queue:
    return Queue(title, tuple(rows[:MOST]), max(0, len(rows) - MOST))


def _row(one: Listed) -> Row:
    owner = f" · {line(one.owner)}" if one.owner else ""
    return Row(
        one.record_id, f"*{one.record_id}* {line(short(one.summary, 120))} · {one.status.replace('_', ' ')}{owner}"
    )


def _due(one: DueLine, today: date) -> Row:
    late = " (overdue)" if one.day < today else ""
    text = f"*{one.record.record_id}* {one.what} {one.day.isoformat()}{late} · {line(short(one.record.summary, 100))}"
    return Row(one.record.record_id, text)


def _takes_part(booth: Booth, person: Person, one: Listed) -> bool:
    held = booth.office.record(one.record_id, person.audiences)
    if held is None or not isinstance(held.body, Intake):
        return False
    parts = {email for a in held.body.assignments for email in (a.owner, a.reviewer, a.approver)}
    return person.email == held.body.requester or person.email in parts
