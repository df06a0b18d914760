"""Fit when an organization's own documents answer, on homes into which these were ingested and questions about them."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import track

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.gather import own_told
from assistant.question.own import Told
from evals.own_support import Labelled, fit_own, own_curve
from tickmark.cli.jsonl import read_lines
from tickmark.settings import Settings, in_home
from tickmark.wiring import open_desk

CHANCES = [n / 100 for n in (4, 5, 6, 7, 8, 10, 12, 15, 20, 30)]


def fit_own_support(shelves: Sequence[Path]) -> None:
    """Fit on every shelf together, then on all but one for each, and report. A shelf is a home with `questions.jsonl` in it."""
    asked = {shelf: _asked(shelf) for shelf in shelves}
    fitted = fit_own([one for some in asked.values() for one in some])
    print(f"OWN: {sum(map(len, asked.values()))} questions, {fitted.signs}, bias {fitted.bias}")
    for shelf in shelves if len(shelves) > 1 else ():
        others = fit_own([one for other, some in asked.items() if other != shelf for one in some])
        print(f"{shelf.name}, fitted on the others:")
        for least, answered, refused, right in own_curve(others, asked[shelf], CHANCES):
            print(
                f"  at {least:.2f}: unanswerable answered {answered:.3f}, answerable refused {refused:.3f}, right {right:.3f}"
            )


def _asked(shelf: Path) -> list[Labelled]:
    """Every question, and each that has an answer once more without the document that holds it: then it has none."""
    desk = open_desk(Settings(shelf, in_home(shelf), None))
    lines = [json.loads(line) for _, line in read_lines(shelf / "questions.jsonl")]
    asked = []
    for line in track(lines, "asking", console=Console(stderr=True)):
        day = date.fromisoformat(line["as_of"]) if line.get("as_of") else None
        question = Question(text=line["text"], as_of=day)
        asked.append(_labelled(question, desk, line["answer"]))
        if line["answer"]:
            asked.append(_labelled(question, desk, None, (line["source"],)))
    return asked


def _labelled(question: Question, desk: Desk, answer: str | None, without: Sequence[str] = ()) -> Labelled:
    told = own_told(question, desk, without)
    return Labelled(answer is not None, [one.signs for one in told], [_is(one, answer) for one in told])


def _is(told: Told, answer: str | None) -> bool:
    said, wanted = (" ".join(text.split()) for text in (told.one.unit.text, answer or ""))
    return bool(wanted) and (said in wanted or wanted in said)
