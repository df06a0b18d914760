"""Files of one JSON object a line: only a line feed ends a line, and what a text may hold comes back as it was."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from evals import attribution, drafts, side_by_side
from evals.abstention_set import read_set
from evals.cases import digest, read_cases, written
from evals.gate_set import read_pairs
from evals.labels import Label, keep_label, key_of, read_labels
from evals.runs import About, begin, end, read_run
from tests.evals.made import SYSTEM, case
from tickmark.cli.people import _rows

ODD = "one\u2028two\u2029three\u0085four\u000bfive\u000csix\u001cseven"


def raw(path: Path, row: object, end: str = "\n") -> Path:
    """Two rows as they stand, nothing escaped that JSON does not make one escape."""
    path.write_bytes((json.dumps(row, ensure_ascii=False) + end).encode() * 2)
    return path


def test_cases_keep_every_separator_and_are_counted_by_line_feeds(tmp_path: Path) -> None:
    asked = [case("a", text=ODD), case("b")]
    path = tmp_path / "c.jsonl"
    path.write_bytes("".join(f"{written(one)}\r\n" for one in asked).encode())
    assert list(read_cases(path)) == asked


def test_a_run_keeps_every_separator(tmp_path: Path) -> None:
    asked = [case("a", text=ODD)]
    begin(tmp_path / "r", About("made", digest(asked), "", SYSTEM), asked)
    end(tmp_path / "r", {("odd", "v1"): ODD})
    run = read_run(tmp_path / "r")
    assert (run.results[0].case.text, run.texts["odd", "v1"]) == (ODD, ODD)


def test_labels_keep_every_separator(tmp_path: Path) -> None:
    label = Label(key_of(ODD, [ODD]), "ann", True, (True,), ODD, (ODD,))
    keep_label(tmp_path / "l.jsonl", label)
    assert read_labels(tmp_path / "l.jsonl") == [label]
    assert asdict(label)["claim"] == ODD


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_set_keeps_them_too(tmp_path: Path, ending: str) -> None:
    pair = {"id": "p", "claim": ODD, "quote": ODD, "supported": True, "wrong": None}
    assert [one.claim for one in read_pairs(raw(tmp_path / "p.jsonl", pair, ending))] == [ODD] * 2
    line = {"id": "n", "question": ODD, "contexts": [ODD], "docids": ["a"], "answerable": True}
    assert [one.text for one in read_set(raw(tmp_path / "n.jsonl", line, ending))] == [ODD] * 2
    claim = {"claim": ODD, "references": [ODD], "attribution_label": "attributable"}
    assert attribution.read_set(raw(tmp_path / "a.jsonl", claim, ending)) == [claim] * 2
    draft = {"case": "c", "text": ODD, "evidence": [ODD], "supported": True}
    assert [one.text for one in drafts.read_drafts(raw(tmp_path / "d.jsonl", draft, ending))] == [ODD] * 2
    assert list(side_by_side.read_draft_labels(tmp_path / "d.jsonl").values()) == [True]
    person = {"email": "ann@example.com", "name": ODD}
    assert [row["name"] for _, row in _rows(raw(tmp_path / "who.jsonl", person, ending))] == [ODD] * 2
