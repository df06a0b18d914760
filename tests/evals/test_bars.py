"""All bars in one go, on a folder of cases made for it: what is printed is what it exits with."""

import json
from pathlib import Path

from evals.bars import gate_bars
from evals.gate_set import STRICT, Pair, judged
from tests.conftest import Command

CASE = {
    "id": "t-1",
    "text": "What is a Type 2 report?",
    "expected": {"status": "answered"},
    "answerable": True,
    "must_cite": [["soc2-type-1-type-2"]],
    "key_points": [["Type 2"]],
    "tags": ["plain"],
    "split": "test",
}
PAIRS = [
    {"id": "p-1", "claim": "Keys are kept.", "quote": "Keys are kept.", "supported": True, "wrong": None},
    {"id": "p-2", "claim": "Keys are not kept.", "quote": "Keys are kept.", "supported": False, "wrong": "negation"},
]
LINE = {
    "id": "n-%d",
    "question": "Who keeps the archive?",
    "contexts": ["The archive is kept by Olu.", "Bread is baked at night."],
    "docids": ["a", "b"],
    "answerable": True,
}


def written(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def test_the_strict_line_claims_no_kind_that_the_set_has_no_pair_of() -> None:
    pairs = [Pair(f"p-{kind}", "Keys are not kept.", "Keys are kept.", False, kind) for kind in STRICT]
    (whole, *_), (part, *_) = (list(gate_bars(list(judged(some)))) for some in (pairs, pairs[:-1]))
    assert "no pair of" not in whole.line and whole.line.startswith(f"false pass on {', '.join(STRICT)}: ")
    said = f"false pass on {', '.join(STRICT[:-1])} (no pair of {STRICT[-1]} in this set): "
    assert part.line.startswith(said) and "/4 in 4 cases" in part.line


def test_bars_are_printed_and_decide_and_the_curve_is_kept(command: Command, tmp_path: Path) -> None:
    cases, shared = tmp_path / "cases", tmp_path / "shared"
    written(cases / "test.jsonl", [CASE])
    written(cases / "gate-own.jsonl", PAIRS)
    rows = [LINE | {"id": f"n-{i}"} for i in range(10)]
    rows += [LINE | {"id": f"m-{i}", "question": "Who sails to Crete?", "answerable": False} for i in range(10)]
    written(shared / "abstention" / "nomiracl_en_dev.jsonl", rows)
    status, out, err = command("eval", "bars", "--workers", "1", "--cases", str(cases), "--shared", str(shared))
    lines = out.splitlines()
    held, missed = (sum(line.startswith(word) for line in lines) for word in ("holds", "MISSED"))
    assert (status, held > 0, missed > 0) == (1, True, True), err
    assert f"{held} of {held + missed} bars hold" in out
    assert sum("not run: " in line for line in lines) == 1
    assert any(
        "MISSED" in line and "labelled by people): not measured (0 labelled statements)" in line for line in lines
    )
    assert "gate, gate-own.jsonl" in lines and "gate, all sets" in lines
    assert "area under the ROC curve: 1.000" in out
    folder = next(line.rsplit(" ", 1)[1] for line in lines if "the whole curve: tickmark eval report" in line)
    assert command("eval", "report", folder)[0] == 0
    assert 'id="curve"' in (Path(folder) / "report.html").read_text("utf-8")
