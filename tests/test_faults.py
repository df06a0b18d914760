"""What is off in a field is said in our words, whatever stands in whatever field of whatever record."""

import re
from datetime import date
from typing import Any

import pytest

from knowledge.records.bodies import BODIES, Invalid, parse
from knowledge.records.evidence import Evidence
from knowledge.records.fields import day_of
from knowledge.records.vocabulary import RecordKind

THEIRS = re.compile(
    r"[Ii]nput|should|[Vv]alid|[Vv]alue error|[Ff]ield required|argument|pydantic|None|Enum|dataclass|dict"
)
BAD: tuple[Any, ...] = (
    *(
        "",
        " ",
        "x" * 1_000_000,
        "a\x00b",
        "a\x1b[31mb",
        "\ud800",
        "two\nlines",
        "2026-02-30",
        "20260101",
        "nobody",
        "=1+1",
    ),
    *(None, 0, -1, 1.5, True, [], [1], ["x"] * 500, {}, {"x": 1}, [{"x": 1}], [None], b"bytes", object()),
)
EVIDENCE = {"type": "log", "claim": "c", "requirement": "CC6.1", "framework": "soc_2", "owner": "olu@example.com"}
EVIDENCE |= {"artefact": {}, "effective_on": "2026-01-01", "added_on": "2026-01-02"}
TASK = {"title": "t", "satisfies": "9.2", "framework": "soc_2", "owner": "olu@example.com", "due": "2026-01-01"}
TASK |= {"date_kind": "internal", "consequence": "audit_readiness"}


@pytest.mark.parametrize("kind", RecordKind)
def test_no_refusal_is_in_the_words_of_a_validator(kind: RecordKind) -> None:
    refused = 0
    for field in BODIES[kind].__dataclass_fields__:
        for value in BAD:
            whole = (EVIDENCE if kind == RecordKind.EVIDENCE else TASK if kind == RecordKind.TASK else {}) | {
                field: value
            }
            found = parse(kind, whole)
            if isinstance(found, Invalid):
                refused += 1
                assert found.why and "\n" not in found.why and len(found.why) < 300
                assert not THEIRS.search(re.sub("“.*”", "", found.why)), (kind, field, found)
    assert refused > 100


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"due": "2026-02-30"}, "due", "“2026-02-30” is no day that exists; write YYYY-MM-DD"),
        ({"due": "2025-02-29"}, "due", "“2025-02-29” is no day that exists; write YYYY-MM-DD"),
        ({"due": 1_700_006_400}, "due", "“1700006400” is no day that exists; write YYYY-MM-DD"),
        ({"due": "0"}, "due", "“0” is no day that exists; write YYYY-MM-DD"),
        ({"due": None}, "due", "can't be empty"),
        ({"date_kind": "soon"}, "date_kind", "“soon” is none of iso_review_cycle, assurance_period, contract"),
        ({"owner": "olu"}, "owner", "is not an email address"),
        ({"intake": "INT-0"}, "intake", "is no id of a record, which is like INT-12"),
        ({"audience": "A B"}, "audience", "is no name of a group"),
        ({"title": "x" * 301}, "title", "is longer than 300 characters"),
        ({"title": ""}, "title", "is empty"),
        ({"title": 3}, "title", "must be a text"),
        ({"withdrawn": {"by": "olu@example.com", "on": "2026-01-01"}}, "withdrawn.why", "is missing"),
        ({"withdrawn": "x"}, "withdrawn", "must be an object with fields"),
    ],
)
def test_a_refusal_says_what_may_stand_there(fields: dict[str, Any], field: str, why: str) -> None:
    found = parse(RecordKind.TASK, TASK | fields)
    assert isinstance(found, Invalid) and found.field == field and found.why.startswith(why), found


def test_a_field_within_a_field_that_is_none_is_named_and_not_lost() -> None:
    found = parse(RecordKind.EVIDENCE, EVIDENCE | {"covers": {"servce": "billing"}})
    assert found == Invalid("covers.servce", "is no field here")


def test_a_leap_day_is_a_day_and_a_day_is_written_in_one_way() -> None:
    made = parse(RecordKind.EVIDENCE, EVIDENCE | {"effective_on": " 2024-02-29 ", "expires_on": date(2028, 2, 29)})
    assert isinstance(made, Evidence) and (made.effective_on, made.expires_on) == (date(2024, 2, 29), date(2028, 2, 29))
    assert [day_of(one) for one in ("2023-02-29", "2024-2-29", "2024-W09-4", "20240229", "2024-02-29T00:00")] == [
        None
    ] * 5
