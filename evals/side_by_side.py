"""A model's answers beside the answers without one: what it drafted, what passed, what was dropped and why, who answered."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.contract import Reply
from assistant.trace import ModelTrace
from evals import jsonl
from evals.cases import Case
from evals.said import plain
from evals.scorers.right import faults

_NAMED = re.compile(r"'[^']*'|“[^”]*”|\"[^\"]*\"|\d+")
Labels = Mapping[str, bool]
"""Whether a drafted sentence is supported by the evidence that it was drafted from, by `draft_key`."""


@dataclass
class Sides:
    """Counts over cases. `shown` are sentences of the model that a reader saw: `verbatim` those that are a quote they cite, word
    for word, `labelled` what labels say of the others; `moved` are cases
    whose status or headline is another with it, `worse` those of them whose decision is another, or that are not right."""

    cases: int = 0
    right: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    by: Counter[str] = field(default_factory=Counter)
    drafted: int = 0
    passed: int = 0
    shown: int = 0
    verbatim: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    labelled: Counter[bool] = field(default_factory=Counter)
    moved: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)

    def add(self, case: Case, without: Reply, with_: Reply, labels: Labels) -> None:
        """Count one case."""
        self.cases += 1
        for side, reply in (("without", without), ("with", with_)):
            self.right[side] += not faults(case, reply)
            self.seconds[side] += round(reply.elapsed_ms)
        moved = (without.status, without.headline) != (with_.status, with_.headline)
        decided = _outcome(without) != _outcome(with_)
        self.moved += [case.id] if moved or decided else []
        self.worse += [case.id] if decided or (moved and faults(case, with_)) else []
        if isinstance(with_.trace, ModelTrace):
            self._add(case, with_, with_.trace, labels)

    def _add(self, case: Case, reply: Reply, trace: ModelTrace, labels: Labels) -> None:
        told = trace.wording
        self.results.update(f"{one.prompt}: {one.result}" for one in trace.calls)
        self.drafted, self.passed, self.shown = (
            self.drafted + told.drafted,
            self.passed + told.passed,
            self.shown + len(told.shown),
        )
        self.reasons.update(_NAMED.sub("*", one.reason) for one in told.dropped)
        quotes = {plain(one.quote) for one in reply.citations}
        others = [text for text in told.shown if plain(text) not in quotes]
        self.verbatim += len(told.shown) - len(others)
        self.labelled.update(labels[key] for text in others if (key := draft_key(case.id, text)) in labels)
        if reply.statements:
            worded = sum(one.text in told.shown for one in reply.statements)
            self.by["the model" if worded == len(reply.statements) else "both" if worded else "the fallback alone"] += 1


def _outcome(reply: Reply) -> str | None:
    return reply.decision.outcome if reply.decision else None


def draft_key(case_id: str, text: str) -> str:
    """The name of a drafted sentence among labels."""
    return f"{case_id}|{plain(text)}"


def read_draft_labels(path: Path) -> dict[str, bool]:
    """Labels by key: a file of {"case", "text", "supported", ...}, one a line."""
    rows = [json.loads(line) for _, line in jsonl.lines(path)]
    return {draft_key(row["case"], row["text"]): row["supported"] for row in rows}


def lines(sides: Sides, name: str) -> Iterator[str]:
    """The counts in words, side by side."""
    yield f"{sides.cases} cases                 without a model   {name}"
    yield f"  right in all labelled   {sides.right['without']:>15}   {sides.right['with']}"
    for side in ("without", "with"):
        yield f"  seconds a reply, {side}: {sides.seconds[side] / 1000 / max(1, sides.cases):.1f}"
    yield f"status, headline or decision that differs: {len(sides.moved)} {' '.join(sides.moved)}".rstrip()
    yield f"  of these another decision, or not right with the model: {len(sides.worse)} {' '.join(sides.worse)}".rstrip()
    yield f"calls by result: {_counts(sides.results)}"
    yield f"sentences drafted {sides.drafted}, passed {sides.passed}, shown {sides.shown}"
    yield from (f"  dropped {count:>4}  {reason}" for reason, count in sides.reasons.most_common())
    yield f"answers worded by: {_counts(sides.by)}"
    yield _labelled(sides)


def _labelled(sides: Sides) -> str:
    told = f"shown sentences that are a quote which they cite, word for word: {sides.verbatim} of {sides.shown}"
    others = sides.shown - sides.verbatim
    if others and not sides.labelled:
        return f"{told}; no label is of any of the other {others}: whether they are supported is not known here"
    labels = (
        f"; of the other {others} with a label: {sides.labelled.total()}, of these unsupported: {sides.labelled[False]}"
    )
    return told + (labels if others else "")


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"
