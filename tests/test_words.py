"""The word index, and the fusion of two rankings."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import words
from knowledge.index.fuse import fuse
from knowledge.sources.types import Tier

TEXTS = {
    "a": "Plan > Access\nAccess reviews happen every quarter.",
    "b": "Plan > Backup\nBackups are restored once a year.",
    "c": "ISO 27001 > 6.1.3\nThe statement of applicability is under 6.1.3 and not 6.1.2.",
    "d": "Empty\nthe of and",
}


@pytest.mark.parametrize(
    ("query", "first"),
    [("reviewing ACCESS", "a"), ("restore backup", "b"), ("ISO27001", "c"), ("clause 6.1.3?", "c"), ("6.1", None),
     ("", None), ("zebra", None), ("of the", None)],
)  # fmt: skip
def test_words_are_found_by_their_stems_and_numbers(tmp_path: Path, query: str, first: str | None) -> None:
    index = words.build(tmp_path, "1-a", TEXTS)
    found = index.search(query, 10, np.ones(4, dtype=bool))
    assert (found[0][0] if found else None) == first
    assert all(score > 0 for _, score in found)


def test_words_that_are_not_allowed_are_not_ranked(tmp_path: Path) -> None:
    index = words.build(tmp_path, "1-a", TEXTS)
    allowed = np.array([False, True, True, True])
    assert [one for one, _ in index.search("plan access", 1, allowed)] == ["b"]
    assert index.search("plan access", 5, ~allowed & False) == []


def test_words_come_back_from_disk_as_they_were_and_old_ones_go(tmp_path: Path) -> None:
    made = [words.build(tmp_path, name, TEXTS) for name in ("1-a", "2-b", "3-c")][-1]
    loaded = words.load(tmp_path, "3-c")
    every = np.ones(4, dtype=bool)
    assert loaded is not None and loaded.search("plan", 5, every) == made.search("plan", 5, every)
    assert words.load(tmp_path, "4-d") is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["2-b", "3-c"]
    (tmp_path / "3-c" / "vocab.index.json").unlink()
    assert words.load(tmp_path, "3-c") is None


@pytest.mark.parametrize("texts", [{}, {"a": "the of", "b": "\n"}])
def test_a_home_without_words_has_none(tmp_path: Path, texts: dict[str, str]) -> None:
    assert words.build(tmp_path, "0", texts).search("plan", 5, np.ones(len(texts), dtype=bool)) == []


SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 30).map(lambda score: round(score, 5)))


@given(near=SCORES, worded=SCORES, weight=st.floats(0, 1))
def test_fusing_keeps_everything_once_and_depends_on_no_order(
    near: dict[str, float], worded: dict[str, float], weight: float
) -> None:
    tiers = {one: Tier(1 + number % 4) for number, one in enumerate("abcdefgh")}
    fused = fuse(list(near.items()), list(worded.items()), tiers, weight)
    assert fused == fuse(list(near.items())[::-1], list(worded.items())[::-1], tiers, weight)
    assert sorted(one.passage_id for one in fused) == sorted(near.keys() | worded.keys())
    assert all(0 <= one.score <= 1.000001 for one in fused)
    keys = [(-one.score, tiers[one.passage_id], one.passage_id) for one in fused]
    assert keys == sorted(keys)


def test_ties_go_to_the_better_tier_then_to_the_id() -> None:
    tiers = {"a": Tier.THIRD_PARTY, "b": Tier.LIBRARY, "c": Tier.LIBRARY}
    assert [one.passage_id for one in fuse([("a", 1.0), ("c", 1.0), ("b", 1.0)], [], tiers, 0.5)] == ["b", "c", "a"]


def test_scores_and_stop_words_are_those_of_bm25s(tmp_path: Path) -> None:
    import bm25s
    from bm25s.stopwords import STOPWORDS_EN_PLUS

    from knowledge.index.stop_words import STOP

    assert {word for word in STOPWORDS_EN_PLUS if "'" not in word} == STOP
    index = words.build(tmp_path, "1-a", TEXTS)
    model = bm25s.BM25.load(str(tmp_path / "1-a"))
    query = words.tokenize(["access review backup access"])[0]
    scores = dict(index.search("access review backup access", 10, np.ones(4, dtype=bool)))
    assert scores == pytest.approx({"a": model.get_scores(query)[0], "b": model.get_scores(query)[1]}, abs=1e-4)


def test_a_question_does_not_wait_for_scipy_or_torch() -> None:
    import subprocess
    import sys

    code = "import sys, tickmark.cli.ask; print(sorted({'scipy', 'torch', 'chromadb', 'bm25s'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
