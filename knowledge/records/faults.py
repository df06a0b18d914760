"""What a validator refused, in our words: which field, and what it may hold instead."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

_SHOWN = 40  # code points of a refused value
Saying = Callable[[Any, Mapping[str, Any]], str]

_SAID: Mapping[str, Saying] = {
    "missing": lambda value, told: MISSING,
    "value_error": lambda value, told: str(told["error"]),
    "enum": lambda value, told: f"{_short(value)} is none of {str(told['expected']).replace(chr(39), '')}",
    "string_too_short": lambda value, told: "is empty",
    "string_too_long": lambda value, told: f"is longer than {told['max_length']:,} characters",
    "too_long": lambda value, told: f"holds more than {told['max_length']} entries",
    "string_unicode": lambda value, told: "holds half a character; take it out",
    "string_type": lambda value, told: "must be a text",
    "date_type": lambda value, told: "must be a day, written as YYYY-MM-DD",
    "date_parsing": lambda value, told: f"{_short(value)} is no day that exists; write YYYY-MM-DD",
    "date_from_datetime_parsing": lambda value, told: f"{_short(value)} is no day that exists; write YYYY-MM-DD",
    "date_from_datetime_inexact": lambda value, told: f"{_short(value)} is no day; write YYYY-MM-DD, without a time",
    "tuple_type": lambda value, told: "must be a list",
    "list_type": lambda value, told: "must be a list",
    "dataclass_type": lambda value, told: "must be an object with fields",
    "model_type": lambda value, told: "must be an object with fields",
    "model_attributes_type": lambda value, told: "must be an object with fields",
    "unexpected_keyword_argument": lambda value, told: "is no field here",
    "extra_forbidden": lambda value, told: "is no field here",
    "int_type": lambda value, told: "must be a whole number",
    "int_parsing": lambda value, told: "must be a whole number",
    "greater_than_equal": lambda value, told: f"must be at least {told['ge']}",
    "bool_type": lambda value, told: "must be true or false",
    "bool_parsing": lambda value, told: "must be true or false",
    "json_invalid": lambda value, told: f"is no JSON: {told['error']}",
}
MISSING = "is missing"


def first_fault(error: ValidationError) -> tuple[str, str]:
    """The first field that is off, dotted ("" for the whole), and why in words. Never the validator's own words."""
    first = error.errors(include_url=False)[0]
    saying = _SAID.get(first["type"], _otherwise)
    if first["input"] is None and first["type"] != "missing":
        saying = _emptied
    where = ".".join(str(part) for part in first["loc"])
    return where, " ".join(saying(first["input"], first.get("ctx", {})).split())


def _emptied(value: Any, told: Mapping[str, Any]) -> str:
    return "can't be empty"


def _otherwise(value: Any, told: Mapping[str, Any]) -> str:
    return f"{_short(value)} is not what it may hold"


def _short(value: object) -> str:
    said = " ".join(str(value).split())
    return f"“{said}”" if len(said) <= _SHOWN else f"“{said[:_SHOWN]}…”"
