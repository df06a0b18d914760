"""One line a record, as memos and packs list them."""

from datetime import date

from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.record import CYCLES
from knowledge.records.vocabulary import DateKind
from knowledge.records.work import ExceptionRecord, Finding, Task


def said_kind(kind: DateKind) -> str:
    """A kind of date in words."""
    return kind.value.replace("_", " ")


def decision_line(record_id: str, body: DecisionRecord, today: date) -> str:
    """A decision with its owner and its review date."""
    late = ", overdue" if body.review_on < today else ""
    kind = said_kind(body.review_kind or CYCLES[body.framework])
    return (
        f"{record_id}: {body.outcome.value}; {body.decision} Owner {body.owner}; review {body.review_on} ({kind}{late})"
    )


def review_line(record_id: str, body: Review) -> str:
    """A review with what it came to and what is next."""
    beside = [*body.exceptions, *body.corrective_actions]
    more = f"; {', '.join(beside)}" if beside else ""
    next_ = f"next on {body.next_date} by {body.next_owner}, or on {body.change_triggers}"
    return (
        f"{record_id} of {body.decision}: {body.result.value} by {body.reviewer} on {body.reviewed_on}{more}; {next_}"
    )


def finding_line(record_id: str, body: Finding) -> str:
    """A finding with its state and what it is dealt with by."""
    by = body.corrective_action or body.acceptance
    return (
        f"{record_id}: {body.what} ({body.state.value}; from {body.source}, {body.found_on}; owner {body.owner}; "
        f"due {body.due or 'not set'}; {f'dealt with by {by}' if by else 'nothing deals with it yet'})"
    )


def exception_line(record_id: str, body: ExceptionRecord) -> str:
    """An exception with its owner, and a risk with who accepted it at which rating."""
    kind, until = body.kind.value.replace("_", " "), body.expires_on or "not set"
    risk = ""
    if body.approver:
        taken = (
            f"accepted by {body.accepted_by} on {body.accepted_on}"
            if body.accepted_by
            else f"waits for {body.approver}"
        )
        risk = f"; rated {body.rating or 'not'}; {taken}"
    return f"{record_id}: {body.what} ({kind}; {body.state.value}; owner {body.owner}{risk}; until {until})"


def task_line(record_id: str, body: Task, today: date) -> str:
    """A task with its date, and what suffers where it is not done."""
    late = ", overdue" if body.due < today else ""
    suffers = body.consequence.value.replace("_", " ")
    return f"{record_id}: {body.title} ({said_kind(body.date_kind)} {body.due}{late}; {suffers}; owner {body.owner})"
