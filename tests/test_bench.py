"""The benches run, on a few made-up documents: figures come from `make bench`, not from here."""

import json
from pathlib import Path

import pytest

from tests.bench import speed
from tests.bench.retrieval import OURS, compared, table
from tests.bench.sets import home_with, read_set

PLACES = ("harbour", "quarry", "orchard", "foundry", "library", "brewery", "tannery", "observatory")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A set in the layout of the real one: one question for each document."""
    folder = tmp_path / "shared" / "retrieval" / "obliqa"
    (folder / "qrels").mkdir(parents=True)
    docs = [
        {"_id": f"d{n}", "title": f"Rule {n}", "text": f"The {p} gate must be locked at {n}."}
        for n, p in enumerate(PLACES)
    ]
    asked = [{"_id": f"q{n}", "text": f"When must the {p} gate be locked?"} for n, p in enumerate(PLACES)]
    rows = ["query-id\tcorpus-id\tscore", *(f"q{n}\td{n}\t1" for n in range(len(PLACES)))]
    for name, lines in (("corpus.jsonl", docs), ("queries.jsonl", asked)):
        (folder / name).write_text("\n".join(map(json.dumps, lines)) + "\n")
    (folder / "qrels" / "dev.tsv").write_text("\n".join(rows) + "\n")
    return tmp_path / "shared"


def test_the_bench_of_retrieval_judges_each_system(shared: Path, tmp_path: Path, encoder_folder: Path) -> None:
    one, home = read_set(shared / "retrieval" / "obliqa"), tmp_path / "home"
    home.mkdir()
    (home / "encoder").symlink_to(encoder_folder)
    opened = home_with(home, one.corpus)
    halves = [one.some(None, True), one.some(None, False)]
    assert sorted([*halves[0], *halves[1]]) == sorted(one.queries)
    found = compared(one, opened, one.some(None, None))
    assert found[OURS]["Recall@10"].tolist() == [1.0] * len(PLACES)
    assert found[OURS]["MAP@10"].mean() >= found["MiniLM"]["MAP@10"].mean()
    assert all(f"{len(PLACES)} queries" in line for line in table("made up", found)[:1])


def test_the_bench_of_speed_runs(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--passages", "6", "--held", "8", "--queries", "2", "--rounds", "1")
    assert speed.main(["--shared", str(shared), *asked]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("times as many", "of the time", "memory while 8", "2 asked", "embed"))
    assert speed.main(["--shared", str(shared / "nowhere")]) == 1
