"""Labels: kept one by one, asked once a person, and two people's agreement printed."""

import hashlib
import io
import json
from pathlib import Path

import pytest

from evals.bars import label_bars
from evals.gate import Verdict, shown
from evals.labels import SHIPPED, Label, Origin, keep_label, key_of, read_labels
from evals.scorers.labelled import faithfulness, recall
from evals.statements import statements
from tests.conftest import Command
from tests.evals.made import QUOTE, answer, case, citation, run_in

KEEPS = "The platform team keeps the record."
REPLIES = [(case("a"), answer()), (case("b"), answer(KEEPS, [citation(KEEPS), citation(n=2)]))]


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(words.split()) + "\n"))


def test_two_people_label_and_agree_in_part(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_in(tmp_path / "r", REPLIES)
    typed(monkeypatch, "y what y y n")
    status, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    assert (
        status,
        f"faithfulness ({Origin.PERSON}): 1.000 [0.158, 1.000] 2/2 statements in 2 cases" in out,
        "two labels" in out,
    ) == (
        0,
        True,
        True,
    )
    assert f"citation precision ({Origin.PERSON}): 0.667" in out
    typed(monkeypatch, "y n")
    _, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "Bob B.")
    assert "agreement of ann and Bob B.: 0.500, Cohen's kappa 0.000, on 2 statements" in out
    assert f"faithfulness ({Origin.PERSON}): 0.500" in out
    kept = tmp_path / "r" / "labels"
    assert [json.loads(one)["supported"] for one in (kept / "ann.jsonl").read_text("utf-8").splitlines()] == [
        True,
        True,
    ]
    assert [json.loads(one)["supported"] for one in (kept / "bob-b.jsonl").read_text("utf-8").splitlines()] == [
        True,
        False,
    ]
    _, out, _ = command("eval", "show", str(tmp_path / "r"))
    assert f"faithfulness ({Origin.PERSON})" in " ".join(out.split()) and "0.500" in out


def test_whoever_labels_sees_the_question_the_statement_and_the_quote_in_its_paragraph(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(tmp_path / "r", [(case("a"), answer()), (case("m"), answer("Elsewhere.", [citation(start=3)]))])
    typed(monkeypatch, "y q")
    _, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    assert "1 of 2, asked: How often must backups be restored, asks a?\n  statement: Backups must be" in out
    assert (
        "[1] Backups > Tests: >>Backups must be restored once a quarter.<< The platform team keeps the record." in out
    )
    assert "(not in its source)" in out


def test_one_person_is_one_however_the_name_is_written(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_in(tmp_path / "r", REPLIES)
    for by, words in (("Jo Lead", "y q"), ("jo-lead", "n"), ("JO  LEAD ", "")):
        typed(monkeypatch, words)
        _, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", by)
        assert "agreement: no statement has two labels" in out
    assert f"faithfulness ({Origin.PERSON}): 0.500" in out
    one = next(iter(statements(run.results)))
    kept = tmp_path / "r" / "labels" / "ann.jsonl"
    for claim, quotes in ((one.claim, one.quotes), ("Of another run.", ())):
        keep_label(kept, Label(key_of(claim, quotes), "ann", True, (True,) * len(quotes), claim, quotes))
        keep_label(
            kept.with_name("jo-lead.jsonl"),
            Label(key_of(claim, quotes), "jo-lead", True, (True,) * len(quotes), claim, quotes),
        )
    _, out, _ = command("eval", "label", str(tmp_path / "r"))
    (line,) = [line for line in out.splitlines() if "agreement of" in line]
    assert line.endswith("on 1 statements"), "the statement of another run does not count"


def test_what_was_labelled_is_not_asked_again(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(tmp_path / "r", REPLIES)
    typed(monkeypatch, "y q")
    command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    typed(monkeypatch, "q")
    _, out, _ = command("eval", "label", str(tmp_path / "r"), "--by", "ann")
    assert ("1 of 1, asked: " in out, "1/1 statements in 1 cases" in out) == (True, True)


def test_a_wrong_line_of_labels_is_named(command: Command, tmp_path: Path) -> None:
    run_in(tmp_path / "r", REPLIES)
    (tmp_path / "r" / "labels").mkdir()
    (tmp_path / "r" / "labels" / "ann.jsonl").write_text("{}\n", "utf-8")
    for words in (("label",), ("show",)):
        status, _, err = command("eval", *words, str(tmp_path / "r"))
        assert (status, "ann.jsonl, line 1" in err, len(err.splitlines())) == (1, True, 1)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"alone": [True, True]}, "`alone` speaks of 2 quotes, `quotes` has 1"),
        ({"alone": ["no"]}, "true or false"),
        ({"supported": "no"}, "true or false"),
        ({"claim": "Else."}, "`key` is not that of"),
    ],
)
def test_a_label_that_does_not_fit_its_statement_is_named(
    command: Command, tmp_path: Path, over: dict[str, object], said: str
) -> None:
    one = next(iter(statements(run_in(tmp_path / "r", REPLIES).results)))
    kept = tmp_path / "r" / "labels" / "ann.jsonl"
    keep_label(kept, Label(one.key, "ann", True, (True,), one.claim, one.quotes))
    row = json.loads(kept.read_text("utf-8")) | over
    kept.write_text(json.dumps(row) + "\n", "utf-8")
    status, _, err = command("eval", "show", str(tmp_path / "r"))
    assert (status, "ann.jsonl, line 1" in err, said in err, len(err.splitlines())) == (1, True, True, 1)


def test_an_assistants_labels_never_pass_for_those_of_people(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", REPLIES)
    first, second = statements(run.results)
    mine = Label(first.key, "model", True, (True,), origin=Origin.ASSISTANT)
    theirs = Label(second.key, "ann", True, (True, False))
    told, held = (faithfulness(run.results, [mine, theirs], origin) for origin in (Origin.ASSISTANT, Origin.PERSON))
    assert (told.cases, held.cases) == (1, 1) and "not by a person" in told.name and "model" not in held.name
    verdicts = [one for one in label_bars(run.results, [mine]) if isinstance(one, Verdict)]
    assert [(one.holds, "not measured (0 labelled statements)" in one.line) for one in verdicts] == [(False, True)] * 2


def test_a_statement_that_many_replies_repeat_is_one_piece_of_evidence(tmp_path: Path) -> None:
    repeated = [(case(f"a-{n}"), answer()) for n in range(250)]
    run = run_in(tmp_path / "r", [*repeated, (case("b"), answer(KEEPS, [citation(KEEPS)]))])
    first, second = {one.key: one for one in statements(run.results)}.values()
    labels = [Label(first.key, "ann", True, (True,)), Label(second.key, "ann", False, (False,))]
    found = faithfulness(run.results, labels)
    assert shown(found).endswith(" 1/2 statements in 2 cases") and (found.value, found.labels) == (0.5, 2)
    verdicts = [one for one in label_bars(run.results, labels[:1]) if isinstance(one, Verdict)]
    assert [one.holds for one in verdicts] == [False, False]
    assert all("not measured (1 labelled statements), wanted at least 0.95 on 200" in one.line for one in verdicts)


def test_statements_of_one_case_are_resampled_together(tmp_path: Path) -> None:
    said = [{"text": f"{QUOTE} {n}", "citations": [1]} for n in range(40)]
    run = run_in(tmp_path / "r", [(case(i), answer(statements=said[at : at + 20])) for i, at in (("a", 0), ("b", 20))])
    labels = [Label(one.key, "ann", one.case.id == "a", (True,)) for one in statements(run.results)]
    found = faithfulness(run.results, labels)
    assert (found.value, found.low, found.high, found.of, found.cases) == (0.5, 0.0, 1.0, 40, 2)


def test_a_supported_statement_without_a_citation_is_faithful_and_not_recalled(tmp_path: Path) -> None:
    run = run_in(tmp_path / "r", [(case("a"), answer(citations=[])), (case("b"), answer())])
    labels = [Label(one.key, "ann", True, (True,) * len(one.citations)) for one in statements(run.results)]
    assert [figure(run.results, labels).value for figure in (faithfulness, recall)] == [1.0, 0.5]


def test_the_shipped_labels_are_many_true_to_their_keys_and_say_who_made_them() -> None:
    labels = read_labels(SHIPPED)
    assert len({label.key for label in labels}) >= 200
    for label in labels:
        whole = "\0".join((label.claim, *label.quotes))
        assert label.key == hashlib.sha256(whole.encode()).hexdigest()[:16] and len(label.alone) == len(label.quotes)
    assert {label.origin for label in labels if "assistant" in label.by} == {Origin.ASSISTANT}
