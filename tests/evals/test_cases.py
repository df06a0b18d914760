"""Cases: what is wrong with a file of them is said with its line; the linter finds what is wrong with them together."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.contract import Context
from evals.cases import Case, CaseError, Unanswerable, read_cases, written
from evals.lint import lint
from tests.conftest import Command
from tests.evals.made import case, unanswerable
from tickmark.examining import listed, places

CASES = Path(__file__).parents[2] / "evals" / "cases"
SHIPPED = ("dev.jsonl", "test.jsonl")


def shipped() -> list[Case]:
    return [one for name in SHIPPED for one in read_cases(CASES / name)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 3: line: Invalid JSON"),
        ('{"id": "x"}', "line 3: text: Field required"),
        ({"answerable": False}, "line 3: line: a case is answerable, or says"),
        ({"expected": {"status": "needs_facts"}}, "line 3: line: `undetermined` goes with"),
        ({"must_cites": []}, "line 3: must_cites: Extra inputs"),
        ({"id": "c-1"}, "line 3: the id c-1 stands in line 1 too"),
        ({"expected": {"status": "perhaps"}}, "line 3: expected.status: Input should be"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str | dict[str, Any], said: str) -> None:
    third = line if isinstance(line, str) else json.dumps(json.loads(written(case("c-3"))) | line)
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{written(case('c-1'))}\n\n{third}\n", "utf-8")
    with pytest.raises(CaseError, match="cases.jsonl, ") as raised:
        list(read_cases(path))
    assert said in str(raised.value)


def test_a_case_is_read_as_it_was_written(tmp_path: Path) -> None:
    cases = [case(contexts=[{"id": "a", "text": "ü"}], as_of="2026-01-02"), unanswerable(conversation=[{"text": "hm"}])]
    (tmp_path / "c.jsonl").write_text("".join(f"{written(one)}\n" for one in cases), "utf-8")
    assert list(read_cases(tmp_path / "c.jsonl")) == cases


@pytest.mark.parametrize(
    ("kind", "others"),
    [
        ("duplicate", [case("a", text="Why are backups kept?"), case("b", text="why are backups KEPT")]),
        ("contradiction", [case("a", text="Why?"), unanswerable("b", text="Why?")]),
        ("leak", [case("a", text="Why?"), case("b", text="Why?", split="test")]),
        (
            "leak",
            [
                case("a", text="How often must we restore the backups of billing?"),
                case("b", text="How often must we restore the backup of billing?", split="test"),
            ],
        ),
        ("label", [case("a", must_cite=[["nowhere"]])]),
        ("label", [case("a", must_not_cite=["nowhere"])]),
        ("label", [case("a", key_points=[])]),
    ],
)
def test_the_linter_finds(kind: str, others: list[Case]) -> None:
    flaws = lint(others, places=frozenset({"backups#Tests"}))
    assert [flaw.kind for flaw in flaws] == [kind], flaws


def test_one_kind_of_flaw_in_a_group_hides_no_other() -> None:
    same = [case("a", text="Why?"), case("b", text="Why?", split="test"), case("c", text="why")]
    flaws = lint([*same, unanswerable("d", text="Why?"), case("e", text="WHY", key_points=[["else"]])])
    assert {(flaw.kind, flaw.ids) for flaw in flaws} == {
        ("leak", ("a", "b")),
        ("duplicate", ("a", "c")),
        ("leak", ("b", "c")),
        *(("contradiction", (one, "d")) for one in "abc"),
        ("leak", ("b", "d")),
        *(("contradiction", (one, "e")) for one in "abcd"),
        ("leak", ("b", "e")),
        *(("duplicate", (one, "e")) for one in "ac"),
    }
    assert any("other labels: key_points" in flaw.detail for flaw in flaws)


def test_the_linter_finds_a_case_that_the_library_teaches() -> None:
    taught = [case("a", split="test", text="How often must backups be restored?"), case("b", text="Who restores?")]
    flaws = lint(taught, ["how often must backups be restored", "Who restores?"])
    assert [flaw.ids for flaw in flaws] == [("a",)]


def test_the_same_question_on_other_texts_is_another_case() -> None:
    there = [case(i, text="Why?", contexts=(Context(id=i, text=f"Because {i}."),)) for i in ("a", "b")]
    assert lint(there) == []


def test_the_shipped_cases_have_no_flaw() -> None:
    assert lint(shipped(), listed(), places()) == []


def test_the_shipped_cases_are_as_many_and_as_various_as_promised() -> None:
    cases = shipped()
    plain = {place.split("#")[0] for one in cases for group in one.must_cite for place in group}
    assert len(cases) >= 400
    assert {one.unanswerable for one in cases if one.unanswerable} == set(Unanswerable)
    assert {place.split("#")[0] for place in places()} - plain == set()
    tags = {one.tags[0] for one in cases}
    assert tags >= {"plain", "decision", "missing_fact", "staleness", "audience", "injection", "spelling", "language"}
    assert {one.expected.outcome for one in cases if "decision" in one.tags} >= {
        "iso_27001",
        "soc_2",
        "both",
        "neither",
    }


@pytest.mark.parametrize("words", [("lint",), ("run", "--here"), ("lint-gate",)])
def test_a_file_that_is_not_there_is_said_to_be_none(command: Command, tmp_path: Path, words: tuple[str, ...]) -> None:
    status, _, err = command("eval", *words, str(tmp_path / "nosuch.jsonl"))
    assert (status, "no such file" in err.lower(), err.count("\n")) == (2, True, 1)


def test_a_file_without_cases_is_said_to_hold_none(command: Command, tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text("\n", "utf-8")
    status, _, err = command("eval", "lint", str(tmp_path / "c.jsonl"))
    assert (status, "holds no cases" in err) == (2, True)


def test_a_byte_order_mark_is_no_part_of_a_case(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(f"{written(case())}\n", "utf-8-sig")
    assert list(read_cases(tmp_path / "c.jsonl")) == [case()]


def test_lint_exits_with_what_it_prints(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(f"{written(case('a', text='Why?', must_cite=[['isms-core']]))}\n", "utf-8")
    assert command("eval", "lint", str(path))[0] == 0
    path.write_text("".join(f"{written(case(i, text='Why?', must_cite=[['isms-core']]))}\n" for i in "ab"), "utf-8")
    status, out, _ = command("eval", "lint", str(path))
    assert (status, "duplicate: a, b" in out) == (1, True)
    path.write_text("{\n", "utf-8")
    status, _, err = command("eval", "lint", str(path))
    assert (status, "line 1" in err, len(err.splitlines())) == (1, True, 1)
