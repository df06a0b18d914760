"""Where time goes: the share of it that each step of an ingest and of a reply takes, as the profiler counts it."""

import cProfile
import pstats
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from assistant.gate.answer import pass_gate
from assistant.question import gather
from assistant.question.decided import decided
from assistant.question.relevance import relevant
from ingest.sandbox import Sandbox
from ingest.split import split
from knowledge.index.encoder import Encoder
from knowledge.index.upkeep import refresh
from knowledge.store.sources import put_all
from tickmark.listed import Listed

Steps = Mapping[str, Callable[..., Any]]
INGEST: Steps = {"read": Sandbox.read, "split": split, "embed": Encoder.encode, "store": put_all, "index": refresh}
ASK: Steps = {
    "decide": decided,
    "retrieve": gather._documents,
    "listed questions": Listed.likeness,
    "rank": relevant,
    "signs": gather._pools,
    "gate": pass_gate,
}


def shares(act: Callable[[], object], steps: Steps) -> str:
    """The share of each step with all that it calls, and of the rest; steps do not call each other."""
    profile = cProfile.Profile()
    profile.runcall(act)
    held = pstats.Stats(profile)
    total = held.total_tt or 1.0  # type: ignore[attr-defined]
    found = {label: _spent(held, step) / total for label, step in steps.items()}
    found["rest"] = 1 - sum(found.values())
    return ", ".join(f"{label} {share:.0%}" for label, share in found.items())


def _spent(held: pstats.Stats, step: Callable[..., Any]) -> float:
    assert isinstance(step, FunctionType)
    code = step.__code__
    row = held.stats.get((code.co_filename, code.co_firstlineno, code.co_name))  # type: ignore[attr-defined]
    return row[3] if row else 0.0
