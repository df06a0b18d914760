"""The word index, and the fusion of two rankings."""

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index import segments, tokens, words
from knowledge.index.fuse import fuse
from knowledge.sources.identifiers import naming
from knowledge.sources.types import Tier

TEXTS = {
    "a": "Plan > Access\nAccess reviews happen every quarter.",
    "b": "Plan > Backup\nBackups are restored once a year.",
    "c": "ISO 27001 > 6.1.3\nThe statement of applicability is under 6.1.3 and not 6.1.2.",
    "d": "Empty\nthe of and",
}


def build(folder: Path, texts: Mapping[str, str], generation: str = "1-a") -> words.Words:
    """The index of `texts`, by id; a text is its own key."""
    return segments.update(folder, generation, texts, lambda ids: {one: texts[one] for one in sorted(ids)})


@pytest.mark.parametrize(
    ("query", "first"),
    [("reviewing ACCESS", "a"), ("restore backup", "b"), ("ISO27001", "c"), ("clause 6.1.3?", "c"), ("6.1", None),
     ("", None), ("zebra", None), ("of the", None)],
)  # fmt: skip
def test_words_are_found_by_their_stems_and_numbers(tmp_path: Path, query: str, first: str | None) -> None:
    index = build(tmp_path, TEXTS)
    found = index.search(query, 10, np.ones(4, dtype=bool))
    assert (found[0][0] if found else None) == first
    assert all(score > 0 for _, score in found)


def test_words_that_are_not_allowed_are_not_ranked(tmp_path: Path) -> None:
    index = build(tmp_path, TEXTS)
    allowed = np.array([False, True, True, True])
    assert [one for one, _ in index.search("plan access", 1, allowed)] == ["b"]
    assert index.search("plan access", 5, ~allowed & False) == []


EVERY = np.ones(4, dtype=bool)
QUERIES = ["plan access", "ISO 27001 statement", "backup", "every quarter once", "6.1.3 clause", "zebra", "the"]


def test_words_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    made = build(tmp_path, TEXTS)
    loaded = segments.load(tmp_path, "2-b", TEXTS)
    assert loaded is not None and loaded.generation == "2-b"
    assert [loaded.search(one, 5, EVERY) for one in QUERIES] == [made.search(one, 5, EVERY) for one in QUERIES]
    assert segments.load(tmp_path, "2-b", TEXTS | {"e": "Another"}) is None
    (next(tmp_path.iterdir()) / "terms.npy").unlink()
    assert segments.load(tmp_path, "2-b", TEXTS) is None
    assert build(tmp_path, TEXTS).search("plan", 5, EVERY) == made.search("plan", 5, EVERY)


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    asked: list[str] = []

    def texts(ids: Collection[str]) -> dict[str, str]:
        asked.extend(ids)
        return {one: f"Page\n{one} harbour gate {n}" for n, one in enumerate(sorted(ids))}

    keys = {f"p{n:03}": "1" for n in range(200)}
    segments.update(tmp_path, "1", keys, texts)
    assert len(asked) == 200
    asked.clear()
    found = segments.update(tmp_path, "2", dict(sorted({**keys, "a": "1", "p100": "2"}.items())), texts)
    assert asked == ["a", "p100"] and len(found.ids) == 201
    assert [one for one, _ in found.search("p100", 5, np.ones(201, dtype=bool))] == ["p100"]
    segments.update(tmp_path, "3", dict(list(keys.items())[:50]), texts)
    assert asked == ["a", "p100"]


def test_a_text_that_cannot_be_written_leaves_nothing_half(tmp_path: Path) -> None:
    (tmp_path / "old-generation").mkdir()
    (tmp_path / "3-broken").mkdir()
    build(tmp_path, TEXTS)
    assert len(list(tmp_path.glob("3-*"))) == 2 and not (tmp_path / "old-generation").exists()


@settings(deadline=None, max_examples=25)
@given(moves=st.lists(st.tuples(st.sampled_from("abcdefghijkl"), st.integers(0, 3)), min_size=1, max_size=40))
def test_an_index_that_grew_and_shrank_is_as_one_made_at_once(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int]]
) -> None:
    said = ("", "Plan\nAccess reviews happen", "Backup\nonce a year access is reviewed twice", "6.1.3\nHappen AC-7")
    folder, texts = tmp_path_factory.mktemp("grown"), dict[str, str]()
    for name, number in moves:
        texts = {one: text for one, text in texts.items() if one != name} | ({name: said[number]} if number else {})
        texts = dict(sorted(texts.items()))
        grown = build(folder, texts)
    once, every = build(tmp_path_factory.mktemp("once"), texts), np.ones(len(texts), dtype=bool)
    for query in ("access review", "happen", "AC-7", "a year plan"):
        assert grown.search(query, 20, every) == once.search(query, 20, every)
    assert len(list(folder.iterdir())) <= 6


@pytest.mark.parametrize("texts", [{}, {"a": "the of", "b": "\n"}])
def test_a_home_without_words_has_none(tmp_path: Path, texts: dict[str, str]) -> None:
    assert build(tmp_path, texts).search("plan", 5, np.ones(len(texts), dtype=bool)) == []


def test_a_phrase_counts_beside_its_words(tmp_path: Path) -> None:
    index = build(tmp_path, {"a": "P\nThe review of access was late.", "b": "P\nThe access review was late."})
    (first, high), (second, low) = index.search("access review", 2, EVERY[:2])
    assert (first, second) == ("b", "a") and high > low


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
    index = build(tmp_path, TEXTS)
    held = [(name, tokens.tokenize([text])[0]) for name, text in TEXTS.items()]
    plain = [[word for word in found if word[0] not in "#="] for _, found in held]
    model = bm25s.BM25(k1=words.K1, b=words.B)
    pairs = [[f"{one} {other}" for one, other in zip(found, found[1:], strict=False)] for found in plain]
    names = [[f"#{one}" for one in naming(text.split("\n")[0].split(" > "), text)] for text in TEXTS.values()]
    model.index([[*h[1], *n, *p] for h, n, p in zip(held, names, pairs, strict=True)], show_progress=False)
    found = tokens.tokenize(["access review happen access"])[0]
    both = [f"{one} {other}" for one, other in zip(found, found[1:], strict=False)]
    expected = model.get_scores(found) + tokens.PHRASE * model.get_scores(
        [one for one in both if one in model.vocab_dict]
    )
    scores = dict(index.search("access review happen access", 10, EVERY))
    assert scores == pytest.approx({"a": expected[0]}, abs=1e-4)


def test_a_question_does_not_wait_for_scipy_or_torch() -> None:
    import subprocess
    import sys

    code = "import sys, tickmark.cli.ask; print(sorted({'scipy', 'torch', 'chromadb', 'bm25s'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
