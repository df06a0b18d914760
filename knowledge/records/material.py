"""What of a decision is material: an approval holds as long as none of it changes."""

import hashlib
import json
from functools import cache

from pydantic import TypeAdapter

from knowledge.records.decision import FRAMEWORKS, DecisionRecord
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import Framework

MATERIAL = (
    *("outcome", "framework", "decision", "scope", "assumptions", "obligation", "rule", "rule_version", "facts"),
    *("citations", "evidence", "exceptions", "affected", "route", "intake_class", "changes", "owner", "decided_by"),
)


def material(decision: DecisionRecord) -> str:
    """The sha256 (hex) of the material part of a decision."""
    fields = _plain().dump_python(decision, mode="json")
    kept = json.dumps({name: fields[name] for name in MATERIAL}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()


def ground(body: Intake | DecisionRecord) -> str:
    """A sha256 (hex) of what a request affects, in any order, and what it is classed as: decided on as it was then."""
    named = sorted({f"{one.kind.value}\0{' '.join(one.name.casefold().split())}" for one in body.affected})
    classed = [body.route or "", body.intake_class or "", *sorted(body.changes)]
    return hashlib.sha256("\1".join((*named, "", *classed)).encode("utf-8", "surrogatepass")).hexdigest()


def is_approved(decision: DecisionRecord) -> bool:
    """Whether each framework that the decision answers to has an approval, and of the decision as it is now."""
    now = material(decision)
    return {one.framework for one in decision.approvals if one.material == now} >= set(answering(decision))


def answering(decision: DecisionRecord) -> tuple[Framework, ...]:
    """The frameworks that a decision answers to, the one that leads first: each has its own people."""
    return FRAMEWORKS[decision.outcome] or (decision.framework,)


@cache
def _plain() -> TypeAdapter[DecisionRecord]:
    return TypeAdapter(DecisionRecord)
