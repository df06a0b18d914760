"""Knowledge gaps of a run: grouped, ranked by count, with what would be needed."""

from pathlib import Path
from typing import Any

from evals.gaps import NOTHING, gaps
from tests.conftest import Command
from tests.evals.made import abstained, answer, case, result, run_in


def near(*pages: tuple[str, float]) -> dict[str, Any]:
    found = [{"source_id": page, "passage_id": "p", "start": 0, "end": 1, "score": score} for page, score in pages]
    return {"trace": {"retrieved": found, "dropped": [], "index": "i", "model": "none", "prompts": []}}


def test_gaps_are_grouped_and_ranked() -> None:
    two = [result(abstained(**near(("cost", 0.2), ("fees", 0.9))), case_id=i) for i in "ab"]
    found = gaps([result(abstained(), case_id="c"), *two, result(answer(), case_id="d"), result(None, case_id="e")])
    assert [(gap.topic, len(gap.questions)) for gap in found] == [("fees", 2), (NOTHING, 1)]
    assert found[0].needed == ("A source would be needed that speaks of it.",)


def test_the_command_prints_them(command: Command, tmp_path: Path) -> None:
    run_in(tmp_path / "r", [(case("a"), answer()), (case("b"), abstained(**near(("fees", 1.0))))])
    status, out, _ = command("eval", "gaps", str(tmp_path / "r"))
    assert (status, out.splitlines()[0]) == (0, "1  fees")
    assert "1 questions without an answer, 1 topics" in out
