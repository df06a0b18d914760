"""The fields of records as types with their limits. Lengths are in code points."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, StringConstraints

LATE = ConfigDict(defer_build=True)
"""Build the validator of a type with its first value: most questions meet no record."""
LINE_MAX, TEXT_MAX, MANY_MAX = 300, 20_000, 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"[\n\r\t\x85]")
_EMAIL = re.compile(r"\w[^@\s,;<>\"']{0,63}@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]{2,}")
_LINK = re.compile(r"https?://[^\s<>\"]+")


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> date | None:
    """The day that `text` is, written as YYYY-MM-DD and in no other way; None for one that does not exist."""
    try:
        return date.fromisoformat(text.strip()) if _DAY.fullmatch(text.strip()) else None
    except ValueError:
        return None


def _day(value: object) -> object:
    """A number is no day: a validator of its own would take one for seconds since 1970."""
    if not isinstance(value, (str, int, float)):
        return value
    found = day_of(value) if isinstance(value, str) else None
    if found is None:
        said = " ".join(str(value)[:40].split())
        raise ValueError(
            f"“{said}” is no day that exists; write YYYY-MM-DD" if said else "must be a day; write YYYY-MM-DD"
        )
    return found


def _fitting(form: str, why: str) -> Callable[[str], str]:
    """A check of the form of a text, said in words."""
    pattern = re.compile(form)

    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(why)
        return value

    return check


def unclean(value: str) -> str:
    """What of the characters of `value` can't be kept, in words; "" where all can."""
    return "holds a control character; take it out" if _CONTROL.search(value) else ""


def _clean(value: str) -> str:
    if why := unclean(value):
        raise ValueError(why)
    return value


def _line(value: str) -> str:
    if _BREAK.search(value):
        raise ValueError("must be one line")
    return _clean(value)


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError("is not an email address")
    return value.lower()


def _link(value: str) -> str:
    if value and not _LINK.fullmatch(value):
        raise ValueError("is not an http or https link")
    return value


_Stripped = StringConstraints(strip_whitespace=True, max_length=LINE_MAX)
Line = Annotated[str, _Stripped, StringConstraints(min_length=1), AfterValidator(_line)]
Blank = Annotated[str, _Stripped, AfterValidator(_line)]
"""A line that may be empty."""
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_MAX), AfterValidator(_clean)
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=TEXT_MAX), AfterValidator(_clean)]
"""A text that may be empty."""
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_email)]
Link = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000), AfterValidator(_link)]
Day = Annotated[date, BeforeValidator(_day)]
Digest = Annotated[str, AfterValidator(_fitting(r"[0-9a-f]{64}", "is no sha256: write 64 digits of 0-9 and a-f"))]
GroupName = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    AfterValidator(
        _fitting(
            r"[a-z0-9][a-z0-9_.-]{0,63}",
            "is no name of a group: write up to 64 small letters, digits, dots, dashes and underscores",
        )
    ),
]
RecordId = Annotated[
    str,
    AfterValidator(
        _fitting(r"(INT|DEC|EV|REQ|TASK|EXC|FND|REV)-[1-9][0-9]{0,11}", "is no id of a record, which is like INT-12")
    ),
]
