"""The fields of records as types with their limits. Lengths are in code points."""

import re
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, StringConstraints

LATE = ConfigDict(defer_build=True)
"""Build the validator of a type with its first value: most questions meet no record."""
LINE_MAX, TEXT_MAX, MANY_MAX = 300, 20_000, 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAK = re.compile(r"[\n\r\t\x85]")
_EMAIL = re.compile(r"\w[^@\s,;<>\"']{0,63}@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]{2,}")
_LINK = re.compile(r"https?://[^\s<>\"]+")


def _clean(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("holds a control character; take it out")
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
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
GroupName = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
RecordId = Annotated[str, StringConstraints(pattern=r"^(INT|DEC|EV|REQ|TASK|EXC|FND|REV)-[1-9]\d{0,11}$")]
