"""One contract over every search of vectors, and what Chroma owes besides."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from knowledge.index import vectors
from knowledge.index.corpus import Corpus
from knowledge.index.exact import exact
from knowledge.index.folder import is_owned, wait
from knowledge.index.large import LargeVectors
from knowledge.index.scope import ALL_KINDS, Scope, Vectors
from knowledge.index.vectors import ChromaVectors, Synced, Unusable
from knowledge.sources.types import Kind, Source, Tier
from knowledge.store.live import Live, live_vectors
from knowledge.store.sources import retire
from tests.conftest import AT, arrival, random_vectors, store

ANYONE = Scope(frozenset({"everyone"}), None)
DAY = date(2026, 5, 1)
_NAMES = count()

SOURCES = (
    Source("open", "Open", origin="1"),
    Source("secret", "Secret", audience="board", origin="2"),
    Source("norm", "Norm", kind=Kind.NORM, tier=Tier.PRIMARY, origin="3"),
    Source("past", "Past", valid_to=date(2026, 4, 30), origin="4"),
    Source("last-day", "Last day", valid_to=DAY, origin="5"),
    Source("first-day", "First day", valid_from=DAY, origin="6"),
    Source("future", "Future", valid_from=date(2026, 5, 2), origin="7"),
)
OPEN = {one.source_id for one in SOURCES} - {"secret"}
VALID = {"open", "norm", "last-day", "first-day"}


def filled(engine: Engine, paragraphs: int = 12) -> Live:
    store(engine, *(arrival(one, [f"{one.title} {number}." for number in range(paragraphs)]) for one in SOURCES))
    return live_vectors(engine, "test")


@pytest.fixture(params=["exact", "embedded", "server", "large", "mixed"])
def search_over(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Live], Vectors]]:
    """A search over the live passages, once of each kind; what it had of an earlier state is brought up to date."""
    if request.param == "exact":
        yield lambda live: exact(Corpus(live.passages), live.vectors, 16)
        return
    server = request.param == "server"
    url = request.getfixturevalue("chroma_url") if server else ""
    opened = vectors.server(url, f"passages{next(_NAMES)}") if server else vectors.embedded(tmp_path / "chroma")
    assert isinstance(opened, ChromaVectors)

    def over(live: Live) -> Vectors:
        opened.sync(live, "test")
        few = {"large": 0, "mixed": 30}.get(request.param)
        if few is None:
            return opened
        return LargeVectors(
            Corpus(live.passages), opened, lambda keys: {key: live.vectors[key] for key in keys}, 16, few
        )

    yield over
    opened.close()


def expected(live: Live, query: np.ndarray, seen: set[str], k: int) -> list[str]:
    """The same ranking by plain arithmetic."""
    scored = [
        (-float(live.vectors[one.embed_key] @ query), one.passage_id) for one in live.passages if one.source_id in seen
    ]
    return [passage_id for _, passage_id in sorted(scored)][:k]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (ANYONE, {one.source_id for one in SOURCES} - {"secret"}),
        (replace(ANYONE, audiences=frozenset({"board"})), {"secret"}),
        (replace(ANYONE, audiences=frozenset({"board", "everyone"})), {one.source_id for one in SOURCES}),
        (replace(ANYONE, as_of=DAY), VALID),
        (replace(ANYONE, kinds=frozenset({Kind.NORM})), {"norm"}),
        (replace(ANYONE, as_of=DAY, kinds=ALL_KINDS - {Kind.NORM}), VALID - {"norm"}),
        (replace(ANYONE, audiences=frozenset({"nobody"})), set()),
        (replace(ANYONE, audiences=frozenset()), set()),
        (replace(ANYONE, kinds=frozenset()), set()),
    ],
)
def test_the_nearest_in_scope_come_best_first(
    search_over: Callable[[Live], Vectors], sqlite_engine: Engine, scope: Scope, seen: set[str]
) -> None:
    live = filled(sqlite_engine)
    queries = random_vectors(["one", "two", "three"])
    found = search_over(live).search(queries, 10, scope)
    for query, ranking in zip(queries, found, strict=True):
        assert [one for one, _ in ranking] == expected(live, query, seen, 10)
        for passage_id, score in ranking:
            key = next(one.embed_key for one in live.passages if one.passage_id == passage_id)
            assert abs(score - float(live.vectors[key] @ query)) < 1e-4


def test_there_are_never_more_than_k_or_than_there_are(
    search_over: Callable[[Live], Vectors], sqlite_engine: Engine
) -> None:
    search, query = search_over(filled(sqlite_engine, 1)), random_vectors(["one"])
    for k, length in ((0, 0), (1, 1), (3, 3), (6, 6), (50, 6)):
        assert len(search.search(query, k, ANYONE)[0]) == length


def test_an_empty_home_has_nothing_near(search_over: Callable[[Live], Vectors], sqlite_engine: Engine) -> None:
    empty = search_over(live_vectors(sqlite_engine, "test"))
    assert [list(one) for one in empty.search(random_vectors(["one", "two"]), 5, ANYONE)] == [[], []]


def test_what_changes_in_the_store_changes_in_the_search(
    search_over: Callable[[Live], Vectors], sqlite_engine: Engine
) -> None:
    search_over(filled(sqlite_engine))
    retire(sqlite_engine, ["norm"], AT)
    store(
        sqlite_engine,
        arrival(SOURCES[0], ["Entirely new."]),
        arrival(replace(SOURCES[3], audience="board"), ["Past 0."]),
    )
    live = live_vectors(sqlite_engine, "test")
    found = search_over(live).search(random_vectors(["one"]), 500, ANYONE)[0]
    left = {one.passage_id for one in live.passages if one.audience == "everyone"}
    assert {one for one, _ in found} == left
    assert not any(one.startswith(("norm@", "past@")) for one in left)


def test_chroma_writes_only_what_differs(sqlite_engine: Engine, tmp_path: Path) -> None:
    live = filled(sqlite_engine)
    opened = vectors.embedded(tmp_path / "chroma")
    assert isinstance(opened, ChromaVectors)
    assert opened.sync(live, "test") == Synced(84, 0)
    assert opened.is_of(live.generation, "test") and not opened.is_of(live.generation, "other")
    assert opened.sync(live, "test") == Synced(0, 0)
    store(sqlite_engine, arrival(SOURCES[1], ["Secret 0.", "Changed."]))
    assert opened.sync(live_vectors(sqlite_engine, "test"), "test") == Synced(2, 12)
    assert opened.rebuild(live_vectors(sqlite_engine, "test"), "test") == Synced(74, 74)
    opened.close()


def test_an_embedded_chroma_has_one_owner(tmp_path: Path) -> None:
    opened = vectors.embedded(tmp_path / "chroma")
    assert isinstance(opened, ChromaVectors)
    folder = str(tmp_path / "chroma")
    code = "import pathlib; from knowledge.index.vectors import embedded; "
    code += f"print(embedded(pathlib.Path({folder!r})))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.startswith("Unusable")
    opened.close()
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.startswith("ChromaVectors")


def test_a_rebuild_waits_for_who_is_at_chroma_and_says_so_once(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    code = "import pathlib, sys, time; from knowledge.index.folder import take; "
    code += f"held = take(pathlib.Path({str(folder)!r}), lambda _: ''); print('held', flush=True); time.sleep(float(sys.argv[1]))"
    told: list[int] = []
    with subprocess.Popen([sys.executable, "-c", code, "1.5"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        wait(folder, lambda: told.append(1))
        assert told == [1] and not is_owned(folder)
    with subprocess.Popen([sys.executable, "-c", code, "60"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        wait(folder, lambda: told.append(2), fills=0.3, holds=0.3)
        assert told == [1, 2] and is_owned(folder)
        holder.kill()


def test_a_chroma_whose_writer_was_killed_is_filled_afresh(sqlite_engine: Engine, tmp_path: Path) -> None:
    live, folder = filled(sqlite_engine), tmp_path / "chroma"
    opened = vectors.embedded(folder)
    assert isinstance(opened, ChromaVectors)
    opened.sync(live, "test")
    opened.close()
    (folder / "writing").touch()
    (folder / "chroma.sqlite3").write_bytes(b"torn")
    opened = vectors.embedded(folder)
    assert isinstance(opened, ChromaVectors)
    assert opened.count() == 0
    assert opened.sync(live, "test") == Synced(84, 0)
    opened.close()


def test_a_file_where_chroma_should_be_makes_way(sqlite_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("x", "utf-8")
    opened = vectors.embedded(tmp_path / "chroma")
    assert isinstance(opened, ChromaVectors)
    assert opened.sync(filled(sqlite_engine), "test") == Synced(84, 0)
    opened.close()


@pytest.mark.parametrize("harm", ["torn", "cut", "deleted", "untouched", "old"])
def test_a_chroma_that_was_not_left_in_order_is_probed_before_it_is_trusted(
    sqlite_engine: Engine, tmp_path: Path, harm: str
) -> None:
    live, folder = filled(sqlite_engine), tmp_path / "chroma"
    opened = vectors.embedded(folder)
    assert isinstance(opened, ChromaVectors)
    opened.sync(live, "test")
    opened.close()
    rows = folder / "chroma.sqlite3"
    if harm == "torn":
        rows.write_bytes(b"torn")
    elif harm == "cut":
        rows.write_bytes(rows.read_bytes()[: rows.stat().st_size // 2])
    elif harm == "deleted":
        rows.unlink()
    elif harm == "untouched":
        (folder / "left.json").unlink()  # as after a SIGKILL of one that only read
    else:
        (folder / "left.json").write_text("{")
    opened = vectors.embedded(folder)
    assert isinstance(opened, ChromaVectors)
    assert opened.count() in ((84,) if harm in ("untouched", "old") else (0, 84))
    assert opened.sync(live, "test").added == 84 - (84 if harm in ("untouched", "old") else 0) or opened.count() == 84
    query = random_vectors(["one"])
    assert [i for i, _ in opened.search(query, 5, ANYONE)[0]] == expected(live, query[0], OPEN, 5)
    opened.close()


def test_no_server_is_said_in_one_line() -> None:
    found = vectors.server("http://127.0.0.1:1")
    assert isinstance(found, Unusable) and "127.0.0.1:1" in found.reason and "\n" not in found.reason
