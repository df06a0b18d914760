"""The benches run, on a few made-up documents: figures come from `make bench`, not from here."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.bench import sizes, speed
from tests.bench.resampled import Drawn, documents
from tests.bench.retrieval import OURS, compared, table
from tests.bench.sets import home_with, read_set
from tickmark.settings import Settings

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


def test_the_bench_of_retrieval_judges_each_system(shared: Path, tmp_path: Path, home: Settings) -> None:
    one = read_set(shared / "retrieval" / "obliqa")
    opened = home_with(Path(shutil.copytree(home.home, tmp_path / "home")), one.corpus)
    halves = [one.some(None, True), one.some(None, False)]
    assert sorted([*halves[0], *halves[1]]) == sorted(one.queries)
    found = compared(one, opened, one.some(None, None))
    assert found[OURS]["Recall@10"].tolist() == [1.0] * len(PLACES)
    assert found[OURS]["MAP@10"].mean() >= found["MiniLM"]["MAP@10"].mean()
    assert all(f"{len(PLACES)} queries" in line for line in table("made up", found)[:1])


def test_the_bench_of_speed_runs(shared: Path, home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--passages", "6", "--held", "8", "20", "--queries", "2", "--rounds", "1")
    assert speed.main(["--shared", str(shared), "--home", str(home.home), *asked]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("times as many", "of the time", "memory while 8", "2 asked", "embed"))
    assert "12 documents more are resampled" in printed and f"{len(PLACES) - 2} queries: fused" in printed
    assert all(0 < int(share) <= 100 for share in re.findall(r"(?:store|index|retrieve|rank|gate) (\d+)%", printed))
    assert speed.main(["--shared", str(shared / "nowhere")]) == 1


def test_the_bench_of_sizes_draws_what_it_measured(
    shared: Path, home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "OPENINGS", 1)
    monkeypatch.setattr(sizes, "ASKED", 5)
    target = tmp_path / "picture.svg"
    given = ("--shared", str(shared), "--home", str(home.home), "--picture", str(target))
    assert sizes.main([*given, "--sizes", "5", "10"]) == 0
    root = ElementTree.fromstring(target.read_text())
    dots = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(dots) == 2 * sum(len(panel.lines) for panel in sizes.PANELS)


def test_resampled_documents_are_alike_and_not_the_same(shared: Path) -> None:
    lines = (shared / "retrieval" / "obliqa" / "corpus.jsonl").read_text().splitlines()
    made = [json.loads(one) for one in documents(lines, range(20))]
    assert made == [json.loads(one) for one in documents(lines, range(20))]
    assert len({one["_id"] for one in made}) == 20 and len({one["text"] for one in made}) > 10
    vectors = Drawn(np.eye(8, dtype=np.float32)).encode([one["text"] for one in made])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1) and vectors.max(axis=1).min() > 0.9
