"""Cases, replies and runs made for the tests of measuring: small, with every offset true."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.contract import Reply
from evals.cases import Case, digest
from evals.runs import About, Result, Row, Run, append, begin, end, read_run

PAGE = "# Backups\n\n## Tests\n\nBackups must be restored once a quarter. The platform team keeps the record.\n"
QUOTE = "Backups must be restored once a quarter."
SYSTEM = {"index": "i", "rules": "r 1", "code": "c", "model": "none", "prompts": ""}
TEXTS = {("backups", "gone"): "", ("backups", "v1"): PAGE}


def case(case_id: str = "c-1", **over: Any) -> Case:
    """A plain case that the page answers; `over` replaces fields."""
    plain = {
        "id": case_id,
        "text": f"How often must backups be restored, asks {case_id}?",
        "expected": {"status": "answered"},
        "must_cite": [["backups#Tests"]],
        "key_points": [["once a quarter"]],
        "answerable": True,
        "tags": ["plain"],
        "split": "dev",
    }
    return Case.model_validate(plain | over)


def unanswerable(case_id: str = "u-1", **over: Any) -> Case:
    """A case that nothing answers."""
    plain = {
        "must_cite": [],
        "key_points": [],
        "answerable": False,
        "unanswerable": "nonsense",
        "tags": ["unanswerable"],
    }
    return case(case_id, **(plain | {"expected": {"status": "abstained"}} | over))


def citation(quote: str = QUOTE, n: int = 1, start: int | None = None, **over: Any) -> dict[str, Any]:
    """A citation of the page."""
    at = PAGE.find(quote) if start is None else start
    where = {"source_id": "backups", "version": "v1", "title": "Backups", "section": "Tests", "kind": "guidance"}
    return {"n": n, "publisher": "Us", "url": None, "quote": quote, "start": at, "end": at + len(quote)} | where | over


def answer(text: str = QUOTE, citations: Sequence[dict[str, Any]] | None = None, **over: Any) -> Reply:
    """A reply that says `text` with all of `citations` (none given: the quote)."""
    cited = [citation()] if citations is None else list(citations)
    said = {"text": text, "citations": [one["n"] for one in cited]}
    whole = {"id": None, "status": "answered", "headline": "From “Backups”", "statements": [said], "citations": cited}
    return Reply.model_validate(whole | {"elapsed_ms": 10.0} | over)


def abstained(**over: Any) -> Reply:
    """A reply that says that no source answers."""
    why = {"kind": "no_support", "detail": "A source would be needed that speaks of it.", "next_step": "Add one."}
    return Reply.model_validate({"id": None, "status": "abstained", "headline": "No source", "abstention": why} | over)


def result(reply: Reply | None, **over: Any) -> Result:
    return Result(case(**over), reply, None if reply else "ValueError: broken")


def run_in(folder: Path, pairs: Sequence[tuple[Case, Reply | None]]) -> Run:
    """A whole run of these cases and replies (None: an error), written to `folder` and read again."""
    cases = [one for one, _ in pairs]
    begin(folder, About("made", digest(cases), "2026-01-01T00:00:00Z", SYSTEM), cases)
    for one, reply in pairs:
        append(folder, Row(id=one.id, reply=reply, error=None if reply else "ValueError: broken"))
    end(folder, TEXTS)
    return read_run(folder)
