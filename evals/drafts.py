"""Sentences that a real model drafted, with labels, against the gate: labels judge the gate, never the other way round."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.gate.same_words import unlike
from assistant.gate.verdict import Evidence, Verdict
from assistant.model.surface import bare, objection
from evals import jsonl

Verify = Callable[[str, Sequence[Evidence]], Verdict]


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted sentence, the case it was drafted for, and whether the evidence that it was drafted from supports it."""

    case: str
    text: str
    evidence: tuple[str, ...]
    supported: bool


def read_drafts(path: Path) -> list[Draft]:
    """The labelled drafts of a file of {"case", "text", "evidence", "supported", ...}, one a line."""
    rows = [json.loads(line) for _, line in jsonl.lines(path)]
    return [Draft(row["case"], row["text"], tuple(row["evidence"]), row["supported"]) for row in rows]


def let_through(drafts: Iterable[Draft], verify: Verify) -> list[Draft]:
    """The drafts that would pass if each cited everything that it was given."""
    return [one for one in drafts if _passes(one, verify)]


def _passes(one: Draft, verify: Verify) -> bool:
    text = bare(one.text)
    if objection(text, " ".join(one.evidence)) is not None:
        return False
    held = verify(text, [Evidence(quote) for quote in one.evidence]).supported
    return held and unlike(text, one.evidence) is None


def lines(drafts: Sequence[Draft], passed: Sequence[Draft]) -> Iterator[str]:
    """The counts in words."""
    for label, name in ((True, "supported"), (False, "unsupported")):
        of = sum(one.supported is label for one in drafts)
        yield f"labelled drafts, {name}: {of}, of these the gate lets through {sum(one.supported is label for one in passed)}"
    yield from (f"  let through: {one.case} {one.text}" for one in passed if not one.supported)
