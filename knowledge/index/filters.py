"""How a passage is described to Chroma, and a scope asked of it. Pure; positive filters only."""

from typing import Any

from knowledge.index.corpus import OPEN_BEGIN, OPEN_END, as_number
from knowledge.index.scope import ALL_KINDS, Scope
from knowledge.store.live import LivePassage


def record(passage: LivePassage) -> dict[str, str | int]:
    """The metadata of a passage; days as yyyymmdd."""
    return {
        "source_id": passage.source_id,
        "embed_key": passage.embed_key,
        "audience": passage.audience,
        "kind": passage.kind.value,
        "valid_from": as_number(passage.valid_from, OPEN_BEGIN),
        "valid_to": as_number(passage.valid_to, OPEN_END),
    }


def where(scope: Scope) -> dict[str, Any]:
    """The filter of a scope whose audiences and kinds are not empty (Chroma refuses an empty list)."""
    rules: list[dict[str, Any]] = [{"audience": {"$in": sorted(scope.audiences)}}]
    if scope.kinds != ALL_KINDS:
        rules.append({"kind": {"$in": sorted(kind.value for kind in scope.kinds)}})
    if scope.as_of is not None:
        day = as_number(scope.as_of, OPEN_BEGIN)
        rules += [{"valid_from": {"$lte": day}}, {"valid_to": {"$gte": day}}]
    return rules[0] if len(rules) == 1 else {"$and": rules}
