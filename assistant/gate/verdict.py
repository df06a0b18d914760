"""What the gate is given and what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One citation's quote as stored. `context` (headings, table headers, title) may lend topic words only."""

    quote: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`supported` is the strict gate, `score` graded support in 0..1, `reason` plain words."""

    supported: bool
    score: float
    reason: str
