"""The days that a question about what is to come speaks of: "this quarter", "in the next 30 days", "before 2027-01-31"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.periods import Period, period_in


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to `last`, both with it; None: without an end on that side."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    @property
    def said(self) -> str:
        """The days in words."""
        if self.first and self.last:
            both = f"between {self.first.isoformat()} and {self.last.isoformat()}"
            return both if self.first != self.last else f"on {self.first.isoformat()}"
        if self.first:
            return f"on or after {self.first.isoformat()}"
        return f"by {self.last.isoformat()}" if self.last else ""


_DAYS = {"day": 1, "week": 7, "month": 30}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_UNIT = "week|month|quarter|year"
_END_OF = re.compile(rf"\b(?:by|before|until|till)\s+(?:the\s+)?end of (?:the|this) ({_UNIT})\b", re.I)
_UNTIL = re.compile(r"\b(by|before|until|till|up to)\s+(\d{4}-\d\d-\d\d)\b", re.I)
_FROM = re.compile(r"\b(after|since)\s+(\d{4}-\d\d-\d\d)\b", re.I)
_NEXT = re.compile(
    r"\b(?:(?:in|within|during|over)\s+)?(?:the\s+)?(?:next|coming)\s+(\d{1,3})\s+(day|week|month)s?\b", re.I
)
_WITHIN = re.compile(r"\b(?:in|within)\s+(\d{1,3})\s+(day|week|month)s?\b", re.I)
_NAMED = re.compile(
    rf"\b(?:(?:in|within|during|by)\s+)?(?:the\s+)?(this|current|next|coming|last|previous)\s+({_UNIT})\b", re.I
)
_TODAY = re.compile(r"\b(today|tomorrow)\b", re.I)
_SOON = re.compile(r"\bsoon\b", re.I)
SOON = 30  # days
_PLACES = {"this": 0, "current": 0, "next": 1, "coming": 1, "last": -1, "previous": -1}


def window_in(text: str, today: date) -> tuple[Window | None, str]:
    """The days that `text` speaks of, and `text` without them."""
    for pattern, made in _PATTERNS:
        found = pattern.search(text)
        window = made(found, today) if found else None
        if found and window:
            return window, f"{text[: found.start()]} {text[found.end() :]}"
    period, rest = period_in(text)
    return (_of_period(period, today), rest) if period else (None, text)


def _unit(name: str, place: int, today: date) -> Window:
    """The week (from Monday), month, quarter or year that is `place` after the one that `today` lies in."""
    if name == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=place)
        return Window(first, first + timedelta(days=6))
    length = _MONTHS[name]
    begin = (today.year * 12 + today.month - 1) // length * length + place * length
    return Window(date(begin // 12, begin % 12 + 1, 1), _month_end(begin + length - 1))


def _month_end(month: int) -> date:
    year, number = month // 12, month % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1])


def _of_period(period: Period, today: date) -> Window:
    """A month or quarter of no year is the one that has not ended yet."""
    if period.span:
        return Window(*period.span)
    year = period.year or (today.year if _month_end(today.year * 12 + period.last - 1) >= today else today.year + 1)
    return Window(date(year, period.first, 1), _month_end(year * 12 + period.last - 1))


def _until(found: re.Match[str], today: date) -> Window | None:
    day = _date(found[2])
    return Window(None, day - timedelta(days=found[1].lower() == "before")) if day else None


def _from(found: re.Match[str], today: date) -> Window | None:
    day = _date(found[2])
    return Window(day + timedelta(days=found[1].lower() == "after"), None) if day else None


def _ahead(found: re.Match[str], today: date) -> Window:
    return Window(today, today + timedelta(days=int(found[1]) * _DAYS[found[2].lower()]))


def _on(found: re.Match[str], today: date) -> Window:
    day = today + timedelta(days=found[1].lower() == "tomorrow")
    return Window(day, day)


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date.min < day < date.max else None


Made = Callable[[re.Match[str], date], Window | None]
_PATTERNS: tuple[tuple[re.Pattern[str], Made], ...] = (
    (_END_OF, lambda found, today: Window(None, _unit(found[1].lower(), 0, today).last)),
    (_UNTIL, _until),
    (_FROM, _from),
    (_NEXT, _ahead),
    (_WITHIN, _ahead),
    (_NAMED, lambda found, today: _unit(found[2].lower(), _PLACES[found[1].lower()], today)),
    (_TODAY, _on),
    (_SOON, lambda _, today: Window(today, today + timedelta(days=SOON))),
)
