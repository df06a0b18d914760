"""Labels: kept one by one, asked once a person, and two people's agreement printed."""

import io
import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.evals.made import answer, case, citation, run_in

KEEPS = "The platform team keeps the record."
REPLIES = [(case("a"), answer()), (case("b"), answer(KEEPS, [citation(KEEPS), citation(n=2)]))]


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(words.split()) + "\n"))


def test_two_people_label_and_agree_in_part(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_in(tmp_path / "r", REPLIES)
    typed(monkeypatch, "y what y y n")
    status, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    assert (status, "1.000 [1.000, 1.000] 2/2" in out, "two people" in out) == (0, True, True)
    assert "citation precision (hand-labelled): 0.667" in out
    typed(monkeypatch, "y n")
    _, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "bob")
    assert "agreement: 0.500, Cohen's kappa 0.000, on 2 statements" in out
    assert "faithfulness (hand-labelled): 0.500" in out
    rows = [json.loads(line) for line in (tmp_path / "r" / "labels.jsonl").read_text("utf-8").splitlines()]
    assert [(row["by"], row["supported"]) for row in rows] == [
        ("ann", True),
        ("ann", True),
        ("bob", True),
        ("bob", False),
    ]


def test_what_was_labelled_is_not_asked_again(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(tmp_path / "r", REPLIES)
    typed(monkeypatch, "y q")
    command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    typed(monkeypatch, "q")
    _, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    assert ("1 of 1: " + KEEPS in out, "1/1 in 1 cases" in out) == (True, True)


def test_a_wrong_line_of_labels_is_named(command: Command, tmp_path: Path) -> None:
    run_in(tmp_path / "r", REPLIES)
    (tmp_path / "r" / "labels.jsonl").write_text("{}\n", "utf-8")
    status, _, err = command("eval", "label", str(tmp_path / "r"))
    assert (status, "line 1" in err, len(err.splitlines())) == (1, True, 1)
