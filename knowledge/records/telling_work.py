"""Tasks, exceptions and findings in sentences."""

from knowledge.records.phrasing import Lines, Told, flat, many, on, one, quoted, taken_back, titled
from knowledge.records.vocabulary import ExceptionKind
from knowledge.records.work import ExceptionRecord, Finding, Task


def task_lines(body: Task, me: Told) -> Lines:
    """The sentences of a task."""
    yield (
        "Task",
        f"The task {me.name} is {titled(body.state)}; it satisfies {flat(body.satisfies)} ({titled(body.framework)}).",
    )
    yield "Due", f"{me.name} is due on {on(body.due)}, a date of kind {titled(body.date_kind)}."
    yield "Owner", f"The owner of {me.name} is {body.owner}."
    yield "Consequence", f"If {me.name} is not done, {titled(body.consequence)} suffers."
    yield from quoted("Notes", f"The notes of {me.name}", body.notes)
    yield from many("Part of", f"{me.name} belongs to", [x for x in (body.intake, body.finding) if x])
    yield from taken_back(me, body.withdrawn)


def exception_lines(body: ExceptionRecord, me: Told) -> Lines:
    """The sentences of an exception."""
    yield (
        "Exception",
        f"{me.name} is an exception of kind {titled(body.kind)} and is {titled(body.state)}{_dates(body)}.",
    )
    if body.kind == ExceptionKind.RISK_ACCEPTANCE:
        accepted = f"{body.accepted_by} accepted" if body.accepted_by else "Nobody has accepted"
        day = f" on {on(body.accepted_on)}" if body.accepted_by and body.accepted_on else ""
        yield "Approver", f"{accepted} the risk in {me.name}{day}."
    yield from quoted("Exception", f"The deviation in {me.name}", body.what)
    yield "Owner", f"The owner of {me.name} is {body.owner}."
    yield from one("Approver", f"The approver of {me.name} is", body.approver)
    yield from one("Rating", f"The rating of {me.name}, frozen when it was accepted, is", body.rating)
    if body.expires_on:
        yield "Expiry", f"{me.name} expires on {on(body.expires_on)}."
    yield from one("Part of", f"{me.name} belongs to", body.intake)
    yield from taken_back(me, body.withdrawn)


def finding_lines(body: Finding, me: Told) -> Lines:
    """The sentences of a finding."""
    found = f"found on {on(body.found_on)} by {flat(body.source)}"
    closed = f"; it was closed on {on(body.closed_on)}" if body.closed_on else ""
    yield "Finding", f"{me.name} is a finding, {found}, and is {titled(body.state)}{closed}."
    yield from quoted("Finding", f"What {me.name} found", body.what)
    yield "Owner", f"The owner of {me.name} is {body.owner}."
    if body.due:
        yield "Due", f"{me.name} is due on {on(body.due)}."
    yield from one("Corrective action", f"The corrective action of {me.name} is", body.corrective_action)
    yield from one("Acceptance", f"The acceptance of {me.name} is", body.acceptance)
    yield from one("Part of", f"{me.name} belongs to", body.intake)
    yield from taken_back(me, body.withdrawn)


def _dates(body: ExceptionRecord) -> str:
    begin = f"; it was accepted on {on(body.accepted_on)}" if body.accepted_by and body.accepted_on else ""
    if body.kind == ExceptionKind.RISK_ACCEPTANCE and not body.accepted_by:
        begin = "; nobody has accepted it yet"
    return begin + (f"; it expires on {on(body.expires_on)}" if body.expires_on else "")
