"""A model as a judge, scripted: what it says becomes labels of its own kind, what can't be read is an error."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.model.talk import Asked, Failure, Model, Spoken
from evals.bars import label_bars
from evals.gate import Verdict
from evals.judge import CONTRADICTS, Unread, judged
from evals.labels import Label, Origin, keep_label, read_labels
from evals.runs import Run
from evals.statements import statements
from tests.conftest import Command
from tests.evals.made import answer, case, citation, run_in
from tickmark.cli import evals_judge

KEEPS = "The platform team keeps the record."
BOTH = answer(KEEPS, [citation(KEEPS), citation(n=2)])
YES, NO = '{"supported": true, "alone": [true]}', '{"supported": false, "alone": [false, false]}'


class Scripted:
    """Says one line after the other, and keeps what it was asked."""

    def __init__(self, *said: str | Failure) -> None:
        self.said, self.asked = list(said), list[Asked]()

    def __call__(self, asked: Asked) -> Spoken | Failure:
        self.asked.append(asked)
        said = self.said.pop(0)
        return said if isinstance(said, Failure) else Spoken(said)

    def model(self) -> Model:
        return Model("scripted:one", {}, frozenset(), lambda question: self)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Three replies, two statements: the second has two quotes."""
    return run_in(tmp_path / "r", [(case("a"), answer()), (case("b"), BOTH), (case("c"), answer())])


def judge(
    command: Command, monkeypatch: pytest.MonkeyPatch, run: Run, *said: str | Failure
) -> tuple[int, Sequence[str], Scripted]:
    """The command with a scripted model in the place of the one that is set."""
    script = Scripted(*said)
    monkeypatch.setenv("TICKMARK_MODEL", "scripted:one")
    monkeypatch.setattr(evals_judge, "open_model", lambda engine, settings: script.model())
    status, out, _ = command("eval", "judge", str(run.folder))
    return status, out.splitlines(), script


def test_a_judge_labels_and_its_agreement_with_people_is_printed(
    command: Command, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    for one in {one.key: one for one in statements(run.results)}.values():
        keep_label(
            run.folder / "labels" / "ann.jsonl",
            Label(one.key, "ann", True, (True,) * len(one.quotes), one.claim, one.quotes),
        )
    status, lines, script = judge(command, monkeypatch, run, YES, NO)
    assert (status, lines) == (
        0,
        [
            "judge: scripted:one with judge-support 1.0.0; it gates nothing",
            "statements: 2 judged, 0 unread",
            f"faithfulness ({Origin.JUDGE}): 0.500 [0.000, 1.000] 1/2 statements in 2 cases",
            f"citation recall ({Origin.JUDGE}): 0.500 [0.000, 1.000] 1/2 statements in 2 cases",
            f"citation precision ({Origin.JUDGE}): 0.333 [0.000, 1.000] 1/3 citations in 2 cases",
            f"agreement with ann ({Origin.PERSON}): 0.500, Cohen's kappa 0.000, on 2 statements",
        ],
    )
    second = script.asked[1]
    assert f"[1] {KEEPS}\n[2] Backups must" in second.user and "{{" not in second.user
    assert second.schema["properties"]["alone"]["minItems"] == 2
    assert judge(command, monkeypatch, run)[1] == lines, "what was judged is not asked again"


def test_a_judge_that_says_yes_to_all_has_no_kappa_where_there_was_nothing_to_refuse(
    command: Command, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    one = next(statements(run.results))
    keep_label(run.folder / "labels" / "ann.jsonl", Label(one.key, "ann", True, (True,), one.claim, one.quotes))
    _, lines, _ = judge(command, monkeypatch, run, YES, NO)
    assert lines[-1].endswith("1.000, Cohen's kappa not defined, for both say the same of all, on 1 statements")


def test_what_a_judge_says_gates_nothing(command: Command, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    judge(command, monkeypatch, run, YES, NO)
    labels = read_labels(run.folder / "labels")
    assert [one.origin for one in labels] == [Origin.JUDGE] * 2
    assert not any(one.holds for one in label_bars(run.results, labels) if isinstance(one, Verdict))
    (run.folder / "t.yaml").write_text(f"suite:\n  faithfulness ({Origin.JUDGE}): {{min: 0}}\n", "utf-8")
    status, _, err = command("eval", "gate", str(run.folder), "--thresholds", str(run.folder / "t.yaml"))
    assert (status, "no such metric" in err) == (2, True)


def test_what_cannot_be_read_is_counted_by_reason_and_is_no_label(
    command: Command, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    status, lines, _ = judge(command, monkeypatch, run, "yes", Failure.TIMED_OUT)
    assert (status, lines[1]) == (1, "statements: 0 judged, 2 unread (not JSON 1, timed out 1)")
    assert lines[-1].startswith("agreement: no statement that it judged has a kept label")
    status, lines, _ = judge(command, monkeypatch, run, YES, "")
    assert (status, lines[1]) == (0, "statements: 1 judged, 1 unread (empty 1)")


def test_each_reason_is_told_apart(run: Run) -> None:
    one = next(statements(run.results))
    said = {
        "{}": Failure.OFF_FORM,
        '{"supported": "true", "alone": [true]}': Failure.OFF_FORM,
        '{"supported": true, "alone": []}': Failure.OFF_FORM,
        '{"supported": true, "alone": [1]}': Failure.OFF_FORM,
        '{"supported": true, "alone": [false]}': CONTRADICTS,
        '{"supported": false, "alone": [true]}': CONTRADICTS,
        "I'm sorry, I can't.": Failure.REFUSED,
        "{]}": Failure.NOT_JSON,
    }
    for line, reason in said.items():
        assert list(judged([one], Scripted(line).model())) == [Unread(one.key, reason)], line
    twice = Counter(type(each) for each in judged([one, one], Scripted(YES).model()))
    assert twice == {Label: 1}, "each wording once"


def test_without_a_model_it_says_so_in_a_line(command: Command, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.delenv("TICKMARK_MODEL", raising=False)
    status, out, err = command("eval", "judge", str(run.folder))
    assert (status, out, err.count("\n"), err.startswith("tickmark: TICKMARK_MODEL is not set")) == (2, "", 1, True)
