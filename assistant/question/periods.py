"""The period that a question speaks of ("in March", "in Q1 2026", "on 2026-03-14"), and whether dates fall in it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name and name != "May"}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(r"\b(?:on|of|since|at)?\s*(\d{4})-(\d\d)-(\d\d)\b")
_BETWEEN = re.compile(r"\b(?:between|from)\s+(\d{4}-\d\d-\d\d)\s+(?:and|to|until|till)\s+(\d{4}-\d\d-\d\d)\b", re.I)
_WRITTEN = re.compile(
    rf"\b(?:in|during|of|since|by|on|for|last|this)\s+(?:the\s+)?(?:month of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}}))?",
    re.I,
)
_DATED = re.compile(rf"\b({_MONTH})\b\.?,?\s+(\d{{4}})\b", re.I)
_QUARTER = re.compile(r"\b(?:in|during|of|for)?\s*(?:the\s+)?Q([1-4])(?:[\s/]+(?:of\s+)?(\d{4}))?\b", re.I)
_YEAR = re.compile(r"\b(?:in|during|of|for|since)\s+(20\d\d)\b", re.I)
_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)\b(?: to (\d{4}-\d\d-\d\d)\b)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Months `first` to `last` of `year` (None: of whichever year is the latest), or the days of `span`, both ends with it."""

    year: int | None
    first: int = 1
    last: int = 12
    span: tuple[date, date] | None = None

    def holds(self, text: str) -> int | None:
        """The year in which a date of `text`, or a period of it ("A to B"), falls in this one, or None."""
        spans = [(_date(m[1]), _date(m[2] or m[1])) for m in _ISO.finditer(text)]
        years = [
            year
            for begin, end in spans
            if begin and end
            for year in range(begin.year, end.year + 1)
            if self._meets(year, begin, end)
        ]
        return max(years, default=None)

    def _meets(self, year: int, begin: date, end: date) -> bool:
        if self.span is not None:
            return begin <= self.span[1] and end >= self.span[0]
        if self.year not in (None, year):
            return False
        last = date(year, self.last, calendar.monthrange(year, self.last)[1])
        return begin <= last and end >= date(year, self.first, 1)


def period_in(text: str) -> tuple[Period | None, str]:
    """The first period that `text` speaks of, and `text` without it."""
    for pattern, made in _PATTERNS:
        found = pattern.search(text)
        period = made(found) if found else None
        if found and period:
            return period, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _of_day(found: re.Match[str]) -> Period | None:
    day = _date(f"{found[1]}-{found[2]}-{found[3]}")
    return Period(day.year, span=(day, day)) if day else None


def _of_days(found: re.Match[str]) -> Period | None:
    first, last = _date(found[1]), _date(found[2])
    return Period(first.year, span=(first, last)) if first and last else None


def _of_month(found: re.Match[str]) -> Period:
    month = _MONTHS[found[1].lower()]
    return Period(int(found[2]) if found[2] else None, month, month)


def _of_quarter(found: re.Match[str]) -> Period:
    quarter = int(found[1])
    return Period(int(found[2]) if found[2] else None, 3 * quarter - 2, 3 * quarter)


_PATTERNS = (
    (_BETWEEN, _of_days),
    (_DAY, _of_day),
    (_WRITTEN, _of_month),
    (_DATED, _of_month),
    (_QUARTER, _of_quarter),
    (_YEAR, lambda found: Period(int(found[1]))),
)
