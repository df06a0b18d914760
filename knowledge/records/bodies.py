"""The bodies of records by kind, and JSON made into one of them and back. A change makes a new body, never the old one."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.records.decision import DecisionRecord, Review
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.faults import first_fault
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind
from knowledge.records.work import ExceptionRecord, Finding, Task

Body = Intake | DecisionRecord | Evidence | EvidenceRequest | Task | ExceptionRecord | Finding | Review

BODIES: dict[RecordKind, type[Body]] = {
    RecordKind.INTAKE: Intake,
    RecordKind.DECISION: DecisionRecord,
    RecordKind.EVIDENCE: Evidence,
    RecordKind.REQUEST: EvidenceRequest,
    RecordKind.TASK: Task,
    RecordKind.EXCEPTION: ExceptionRecord,
    RecordKind.FINDING: Finding,
    RecordKind.REVIEW: Review,
}
_KINDS = {body: kind for kind, body in BODIES.items()}

_HALF = re.compile(r"\\ud[89a-f]")  # half of a pair, as ascii() writes it


@dataclass(frozen=True, slots=True)
class Invalid:
    """Refused: field `field` (dotted) does not hold what it may; `why` says so in words."""

    field: str
    why: str


def kind_of(body: Body) -> RecordKind:
    """The kind of record that `body` is the body of."""
    return _KINDS[type(body)]


def parse(kind: RecordKind, fields: dict[str, Any]) -> Body | Invalid:
    """The body of `kind` with these fields (JSON values or their Python kin), or the first field that is off."""
    unknown = sorted(set(fields) - set(BODIES[kind].__dataclass_fields__))
    if unknown:
        return Invalid(unknown[0], f"is no field of a record of kind {kind.value}")
    try:
        body: Body = _adapter(kind).validate_python(fields, extra="forbid")
    except ValidationError as error:
        return _first(error)
    except UnicodeEncodeError:  # the validator can't even look at such a text
        halved = (name for name, value in fields.items() if _HALF.search(ascii(value)))
        return Invalid(next(halved, "the record"), "holds half a character; take it out")
    return body


def changed(body: Body, **fields: Any) -> Body | Invalid:
    """`body` with these fields changed and validated again."""
    return parse(kind_of(body), {**{name: getattr(body, name) for name in body.__dataclass_fields__}, **fields})


def written(body: Body) -> str:
    """The canonical JSON of a body: keys in order, no blanks, so that equal bodies are equal texts."""
    plain = _adapter(kind_of(body)).dump_python(body, mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(kind: RecordKind, text: str) -> Body:
    """The body that `written` wrote, also that of an earlier release."""
    plain = _renewed(text) if kind == RecordKind.DECISION and '"approval":' in text else text
    body: Body = _adapter(kind).validate_json(plain)
    return body


def _renewed(text: str) -> str:
    """A decision had one approval before each framework had its own."""
    fields = json.loads(text)
    held = fields.pop("approval", None)
    given = [{"framework": fields["framework"], **held}] if held else []
    return json.dumps({"approvals": given, **fields})


def digest(text: str) -> str:
    """The sha256 (hex) of a written body."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _adapter(kind: RecordKind) -> TypeAdapter[Any]:
    return TypeAdapter(BODIES[kind])


def _first(error: ValidationError) -> Invalid:
    where, why = first_fault(error)
    return Invalid(where or "the record", why)
