"""Runs: kept whole, gone on with, moved, compared; the gate exits with what it prints."""

import json
import shutil
from pathlib import Path

import pytest

from evals.cases import written
from evals.compare import Change, compare, sign_test
from evals.flaky import flaky
from evals.gate import judge
from evals.labels import Label, keep_label
from evals.measure import measure
from evals.ragas import samples
from evals.runs import About, Row, RunError, alone, append, begin, read_run
from evals.scorers import BY_NAME
from evals.statements import statements
from evals.thresholds import ThresholdError, read_thresholds
from tests.conftest import Command
from tests.evals.made import SYSTEM, abstained, answer, case, citation, result, run_in, unanswerable

ABOUT = About("made", "digest", "2026-01-01T00:00:00Z", SYSTEM)


def test_a_run_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer()), (case("b"), answer())])
    path = tmp_path / "r" / "replies.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    rows = begin(tmp_path / "r", run.about, [])
    assert [row.id for row in rows] == ["a"]
    append(tmp_path / "r", Row(id="b", reply=answer()))
    assert [one.reply is None for one in read_run(tmp_path / "r").results] == [False, False]


def test_what_broke_is_tried_again_and_the_last_row_counts(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer()), (case("b"), None)])
    assert [row.id for row in begin(tmp_path / "r", run.about, [])] == ["a"]
    append(tmp_path / "r", Row(id="b", reply=answer()))
    assert [one.error for one in read_run(tmp_path / "r").results] == [None, None]


def test_no_two_processes_answer_into_one_folder(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(f"{written(unanswerable('u', text='How tall is the Eiffel Tower?'))}\n", "utf-8")
    words = ("eval", "run", str(path), "--here", "--out", str(tmp_path / "r"))
    with alone(tmp_path / "r"):
        status, _, err = command(*words)
    assert (status, "another process" in err, (tmp_path / "r" / "replies.jsonl").exists()) == (2, True, False)
    assert command(*words)[0] == 0


def test_a_case_that_was_not_answered_is_an_error_and_not_gone(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer()), (case("b"), None)])
    assert [(one.case.id, one.error) for one in run.results] == [("a", None), ("b", "ValueError: broken")]
    (tmp_path / "r" / "replies.jsonl").write_text("", "utf-8")
    assert [one.error for one in read_run(tmp_path / "r").results] == ["not answered: the run is not complete"] * 2


def test_a_cited_version_that_the_store_does_not_have_is_wrong_and_not_unchecked(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer(citations=[citation(version="invented")]))])
    found = measure(BY_NAME["quote validity"], run.results, run.texts)
    assert (found.value, found.errors) == (0.0, 0)


@pytest.mark.parametrize("cut", ["ended", "texts"])
def test_a_run_that_is_not_whole_is_told_and_its_quotes_are_errors(command: Command, tmp_path: Path, cut: str) -> None:
    folder = tmp_path / "r"
    run_in(folder, [(case("a"), answer()), (case("b"), abstained())])
    (folder / "sources.jsonl").unlink()
    if cut == "ended":
        (folder / "run.json").write_text((folder / "run.json").read_text("utf-8").replace("true", "false"), "utf-8")
    path = tmp_path / "t.yaml"
    path.write_text("suite:\n  quote validity: {min: 1}\n", "utf-8")
    status, out, err = command("eval", "gate", str(folder), "--thresholds", str(path))
    assert (status, "0.000" in out, "quote validity: not measured" in out) == (1, False, True)
    assert "errors: 1 (a), wanted at most 0" in out
    on = f"go on with tickmark eval run {folder}/cases.jsonl --out {folder}"
    assert (err.count("\n"), "the run is not complete" in err, on in err) == (1, True, True)


def test_a_run_can_be_moved(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer())])
    moved = Path(shutil.move(tmp_path / "r", tmp_path / "else"))
    again = read_run(moved)
    assert (again.results, again.texts, again.about) == (run.results, run.texts, run.about)


def test_a_run_is_not_gone_on_with_by_another_system_or_with_other_cases(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer())])
    other = About("made", run.about.cases, "", SYSTEM | {"code": "d"})
    with pytest.raises(RunError, match="another index, model or rule"):
        begin(tmp_path / "r", other, [])
    with pytest.raises(RunError, match="other cases"):
        begin(tmp_path / "r", ABOUT, [])
    (tmp_path / "r" / "cases.jsonl").write_text(written(case("b")), "utf-8")
    with pytest.raises(RunError, match="changed after the run"):
        read_run(tmp_path / "r")


def test_two_runs_are_compared_on_matched_cases(tmp_path: Path) -> None:
    before = [
        (case("gone"), answer()),
        (case("better"), abstained()),
        (case("worse"), answer()),
        (case("same"), answer()),
        (case("relabelled"), answer()),
        (case("broke"), answer()),
    ]
    after = [
        (case("better"), answer()),
        (case("worse"), abstained()),
        (case("same"), answer()),
        (case("relabelled", must_not_say=["x"]), answer()),
        (case("broke"), None),
        (case("new"), answer()),
    ]
    found = compare(run_in(tmp_path / "a", before), run_in(tmp_path / "b", after))
    assert {one.id: one.change for one in found.pairings} == {
        "better": Change.IMPROVED,
        "worse": Change.REGRESSED,
        "same": Change.RIGHT,
        "relabelled": Change.RELABELLED,
        "broke": Change.ERROR,
        "new": Change.NEW,
        "gone": Change.MISSING,
    }
    assert (found.matched, found.difference[0], found.p) == (3, 0.0, 1.0)


@pytest.mark.parametrize(("one", "other", "p"), [(0, 0, 1.0), (5, 0, 0.0625), (8, 1, 0.0390625), (3, 3, 1.0)])
def test_the_sign_test_is_exact(one: int, other: int, p: float) -> None:
    assert sign_test(one, other) == sign_test(other, one) == pytest.approx(p)


def test_flaky_cases_are_those_whose_replies_differ_in_more_than_time() -> None:
    steady = [result(answer(elapsed_ms=ms), case_id="a") for ms in (1.0, 2.0)]
    unsteady = [result(reply, case_id="b") for reply in (answer(), abstained())]
    found = flaky(list(zip(steady, unsteady, strict=True)))
    assert [(one.id, one.replies, one.right) for one in found] == [("b", 2, 1)]


def test_samples_in_the_ragas_format(tmp_path: Path) -> None:
    thread = case("t", conversation=[{"author": "ann", "text": "hm"}])
    run = run_in(tmp_path / "r", [(case("a"), answer()), (thread, answer()), (case("e"), None)])
    found = samples(run.results, run.texts)
    (single,), (multi,) = map(json.loads, found.single), map(json.loads, found.multi)
    assert found.errors == 1
    assert set(single) == {"user_input", "retrieved_contexts", "response", "reference", "reference_contexts"}
    assert [turn["type"] for turn in multi["user_input"]] == ["human", "human", "ai"]


def test_a_file_for_ragas_holds_samples_of_one_type(command: Command, tmp_path: Path) -> None:
    thread = case("t", conversation=[{"author": "ann", "text": "hm"}])
    run_in(tmp_path / "r", [(case("a"), answer()), (thread, answer()), (case("e"), None)])
    out = tmp_path / "x.jsonl"
    status, said, err = command("eval", "export", str(tmp_path / "r"), "--out", str(out))
    assert (status, said) == (0, f"1 samples in {out}\n")
    beside = tmp_path / "x.multi.jsonl"
    assert err == f"1 samples of threads in {beside}\n1 cases without a reply left out\n"
    for path, kind in ((out, str), (beside, list)):
        assert [type(json.loads(line)["user_input"]) for line in path.read_text("utf-8").splitlines()] == [kind]
    status, said, err = command("eval", "export", str(tmp_path / "r"))
    assert (status, said, "1 of threads left out" in err) == (0, out.read_text("utf-8"), True)
    status, _, err = command("eval", "export", str(tmp_path / "r"), "--out", str(tmp_path))
    assert (status, err.count("\n"), "name a file that can be written" in err) == (2, 1, True)


PAIRS = [(case("a"), answer()), (case("b"), abstained()), (unanswerable(), abstained())]
HOLDS = "suite:\n  error rate: {max: 0.5}\n  quote validity: {min: 1}\n"


@pytest.mark.parametrize(
    ("thresholds", "status"),
    [
        (HOLDS, 0),
        ("suite:\n  error rate: {max: 0.49}\n", 1),
        ("suite:\n  decision accuracy: {min: 0}\n", 1),
        ("suite:\n  error rate: {max: 0.5, cases: 3}\n", 1),
        ("suite:\n  error rate: {max: 0.5, weak_end: true}\n", 1),
        ("cases: [a]\n", 0),
        ("cases: [a, b]\n", 1),
        ("cases: [nosuch]\n", 1),
        ("suite:\n  error rate: {}\n", 2),
        ("suite:\n  no such: {min: 1}\n", 2),
        ("errors: 0\n", 2),
        ("suite: [", 2),
    ],
)
def test_the_gate_exits_with_what_it_prints(command: Command, tmp_path: Path, thresholds: str, status: int) -> None:
    run_in(tmp_path / "r", PAIRS)
    (tmp_path / "t.yaml").write_text(thresholds, "utf-8")
    came, out, err = command("eval", "gate", str(tmp_path / "r"), "--thresholds", str(tmp_path / "t.yaml"))
    assert came == status, out + err
    assert ("FAILS" in out) == (status == 1)
    assert out.startswith("holds") or status
    assert len(err.splitlines()) == (1 if status == 2 else 0)


def test_a_share_that_fails_names_the_cases_that_cost_it_and_one_that_holds_names_none(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", PAIRS)
    said = []
    for most in (0.49, 0.5):
        (tmp_path / "t.yaml").write_text(f"suite:\n  error rate: {{max: {most}}}\n", "utf-8")
        said.append(judge(run, read_thresholds(tmp_path / "t.yaml"))[1].line.splitlines()[1:])
    assert said == [["    lost in b"], []]


def test_a_broken_file_of_sources_is_named(command: Command, tmp_path: Path) -> None:
    run_in(tmp_path / "r", PAIRS)
    with (tmp_path / "r" / "sources.jsonl").open("a", encoding="utf-8") as file:
        file.write("{oops\n")
    status, _, err = command("eval", "show", str(tmp_path / "r"))
    assert (status, "sources.jsonl, line 3: is no text of a source" in err, err.count("\n")) == (2, True, 1)


def test_an_error_fails_the_gate_until_it_is_borne(command: Command, tmp_path: Path) -> None:
    run_in(tmp_path / "r", [*PAIRS, (case("e"), None)])
    path = tmp_path / "t.yaml"
    for borne, status in ((0, 1), (1, 0)):
        path.write_text(f"{HOLDS}errors: {borne}\n", "utf-8")
        assert command("eval", "gate", str(tmp_path / "r"), "--thresholds", str(path))[0] == status


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        ("suite:\n  error rate: {max: 0.1}\n  error rate: {max: 0.9}\n", "t.yaml, line 2: error rate stands twice"),
        ("suite:\n  error rate: {max: 0.1, max: 0.9}\n", "t.yaml, line 2: max stands twice"),
        ("suite:\n  decision accuracy: {min: 95}\n", "suite.decision accuracy: is a share from 0 to 1, not 95"),
        ("suite:\n  Recall@10: {min: 80}\n", "suite.Recall@10: is a share from 0 to 1, not 80"),
        ("suite:\n  error rate: {max: .nan}\n", "suite.error rate.max: Input should be a finite number"),
        ("suite:\n  error rate: {min: 0.9, max: 0.1}\n", "suite.error rate: no value is at least 0.9 and at most 0.1"),
        ("errors: -1\ncases: [a]\n", "errors: Input should be greater than or equal to 0"),
        ("- a\n", "t.yaml: is no mapping; begin with"),
        ("suite:\n  faithfulness (judged by a model, which gates nothing): {min: 0.5}\n", "no such metric"),
    ],
)
def test_thresholds_that_could_not_be_meant_are_refused_with_their_place(
    tmp_path: Path, thresholds: str, said: str
) -> None:
    (tmp_path / "t.yaml").write_text(thresholds, "utf-8")
    with pytest.raises(ThresholdError) as raised:
        read_thresholds(tmp_path / "t.yaml")
    assert said in str(raised.value) and "\n" not in str(raised.value)


def test_the_readme_shows_thresholds_that_can_be_read(tmp_path: Path) -> None:
    shown = (Path(__file__).parents[2] / "README.md").read_text("utf-8").split("```yaml\nsuite:")[1].split("```")[0]
    (tmp_path / "t.yaml").write_text(f"suite:{shown}", "utf-8")
    found = read_thresholds(tmp_path / "t.yaml")
    assert found.cases and found.suite["faithfulness (labelled by people)"].labels == 200
    verdicts = judge(run_in(tmp_path / "r", PAIRS), found)
    assert len(verdicts) == 1 + len(found.suite) + len(found.cases)


def test_a_labelled_figure_is_gated_by_the_name_that_is_printed(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", PAIRS)
    (tmp_path / "t.yaml").write_text("suite:\n  faithfulness (labelled by people): {min: 1}\n", "utf-8")
    for supported in (True, False):
        for one in statements(run.results):
            keep_label(
                run.folder / "labels" / "ann.jsonl",
                Label(one.key, "ann", supported, (supported,), one.claim, one.quotes),
            )
        _, verdict = judge(run, read_thresholds(tmp_path / "t.yaml"))
        assert verdict.holds == supported, verdict.line


def test_thresholds_that_bind_nothing_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("", "utf-8")
    with pytest.raises(ThresholdError, match="nothing could fail"):
        read_thresholds(tmp_path / "t.yaml")


def test_show_and_compare_print_what_was_kept(command: Command, tmp_path: Path) -> None:
    run_in(tmp_path / "a", PAIRS)
    run_in(tmp_path / "b", [(case("a"), abstained()), *PAIRS[1:]])
    status, out, _ = command("eval", "show", str(tmp_path / "a"), "--faults")
    assert (status, "b: status abstained, expected answered" in out, "error rate" in out) == (0, True, True)
    status, out, _ = command("eval", "compare", str(tmp_path / "a"), str(tmp_path / "b"), "--show")
    assert (status, "regressed 1" in out, "a regressed" in out) == (0, True, True)
    assert command("eval", "show", str(tmp_path))[0] == 2


def test_cases_are_answered_kept_and_not_asked_again(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    asked = [case("a", text="What is a Type 2 report?", must_cite=[["soc2-type-1-type-2"]], key_points=[["period"]])]
    asked += [unanswerable("u", text="How tall is the Eiffel Tower?", tags=["unanswerable", "far"])]
    path.write_text("".join(f"{written(one)}\n" for one in asked), "utf-8")
    out_ = tmp_path / "r"
    status, out, _ = command("eval", "run", str(path), "--out", str(out_), "--here")
    assert (status, "2/2" in out) == (0, True)
    run = read_run(out_)
    assert run.about.complete and run.results[0].reply and run.results[0].reply.trace
    kept = (out_ / "replies.jsonl").read_bytes()
    assert command("eval", "run", str(path), "--out", str(out_), "--here", "--against", str(out_))[0] == 0
    assert (out_ / "replies.jsonl").read_bytes() == kept
    status, out, _ = command("eval", "flaky", str(path), "--here", "--repeats", "2", "--filter", "far")
    assert (status, "0 of 1 cases are flaky" in out) == (0, True)
    assert command("eval", "run", str(path), "--here", "--filter", "nosuch")[0] == 2
