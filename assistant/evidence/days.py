"""The date check: the day or period that evidence is of against the day or period that is needed."""

from datetime import date

from assistant.evidence.wordings import Check, Compared
from knowledge.records.evidence import Evidence

Period = tuple[date, date]


def compare_days(evidence: Evidence, needed: Period | None) -> Compared:
    """Whether evidence is of what is needed; both ends of a period are part of it."""
    if needed is None:
        return Compared(Check.UNKNOWN, "nobody said which day or period is needed")
    if evidence.expires_on and evidence.expires_on < needed[0]:
        return Compared(Check.FAIL, "it has expired by then")
    if evidence.period_from or evidence.period_to:
        return _of_period(evidence, needed)
    return _of_day(evidence, needed)


def _of_period(evidence: Evidence, needed: Period) -> Compared:
    start, end = evidence.period_from, evidence.period_to
    if (start and needed[1] < start) or (end and end < needed[0]):
        return Compared(Check.FAIL, "its period and what is needed have no day in common")
    if (start and needed[0] < start) or (end and end < needed[1]):
        return Compared(Check.FAIL, "its period covers a part of what is needed only", partly=True)
    if start is None or end is None:
        return Compared(Check.UNKNOWN, f"its period has no {'beginning' if start is None else 'end'}")
    return _until_expiry(evidence, needed)


def _of_day(evidence: Evidence, needed: Period) -> Compared:
    day = evidence.effective_on
    if day == needed[0] == needed[1]:
        return Compared(Check.PASS, "the same day")
    if day > needed[1]:
        return Compared(Check.FAIL, "it is of a later day")
    if evidence.expires_on is None:
        return Compared(Check.UNKNOWN, "it is of one day; nobody said how long it holds")
    if day > needed[0]:
        return Compared(Check.FAIL, "it begins within what is needed", partly=True)
    return _until_expiry(evidence, needed)


def _until_expiry(evidence: Evidence, needed: Period) -> Compared:
    if evidence.expires_on and evidence.expires_on < needed[1]:
        return Compared(Check.FAIL, "it expires before what is needed ends", partly=True)
    return Compared(Check.PASS, "all of it is covered")


def said_days(period: Period | None) -> str:
    """A period in words; one day as one day."""
    if period is None:
        return ""
    first, last = (one.isoformat() for one in period)
    return first if first == last else f"{first} to {last}"


def days_of(evidence: Evidence) -> str:
    """The days that evidence says it is of, in words."""
    start, end, until = evidence.period_from, evidence.period_to, evidence.expires_on
    of = f"of {evidence.effective_on.isoformat()}"
    period = f", period {start or 'open'} to {end or 'open'}" if start or end else ""
    return of + period + (f", expires {until.isoformat()}" if until else "")
