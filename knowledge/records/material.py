"""What of a decision is material: an approval holds as long as none of it changes."""

import hashlib
import json
from functools import cache

from pydantic import TypeAdapter

from knowledge.records.decision import DecisionRecord

MATERIAL = (
    *("outcome", "framework", "decision", "scope", "assumptions", "obligation", "rule", "rule_version", "facts"),
    *("citations", "evidence", "exceptions", "affected", "owner", "decided_by"),
)


def material(decision: DecisionRecord) -> str:
    """The sha256 (hex) of the material part of a decision."""
    fields = _plain().dump_python(decision, mode="json")
    kept = json.dumps({name: fields[name] for name in MATERIAL}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()


def is_approved(decision: DecisionRecord) -> bool:
    """Whether an approval is of the decision as it is now."""
    return decision.approval is not None and decision.approval.material == material(decision)


@cache
def _plain() -> TypeAdapter[DecisionRecord]:
    return TypeAdapter(DecisionRecord)
