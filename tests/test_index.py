"""The whole index: opened, searched, kept up and rebuilt."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.index import upkeep, vectors
from knowledge.index.encoder import Encoder
from knowledge.index.large import LargeVectors
from knowledge.index.open import is_current, open_index
from knowledge.index.scope import Scope
from knowledge.index.vectors import ChromaVectors, Synced
from knowledge.sources.types import Source
from knowledge.store.live import generation
from knowledge.store.sources import put_all, retire
from tests.conftest import AT, arrival, embedded_by

ANYONE = Scope(frozenset({"everyone"}), None)

PAGES = (
    (
        Source("report", "Assurance report", origin="1"),
        ["A Type 2 report covers a period of operation.", "Pears ripen."],
    ),
    (Source("certificate", "Certificate", origin="2"), ["A certification body audits the management system."]),
    (Source("minutes", "Minutes", audience="board", origin="3"), ["The board discussed the report on operation."]),
)


@pytest.fixture
def pages(sqlite_engine: Engine, encoder: Encoder) -> Engine:
    arrivals = [arrival(*page) for page in PAGES]
    put_all(sqlite_engine, arrivals, embedded_by(encoder.encode, arrivals), encoder.key, AT)
    return sqlite_engine


@pytest.mark.parametrize("limit", [1000, 0])
def test_the_index_finds_by_meaning_and_by_words_in_scope(
    pages: Engine, encoder: Encoder, tmp_path: Path, limit: int
) -> None:
    upkeep.refresh(pages, tmp_path, encoder)
    index = open_index(pages, encoder, tmp_path, limit=limit)
    assert isinstance(index.vectors, LargeVectors) == (limit == 0)
    queries = ["Who checks the ISMS?", "report on controls over months", "pears"]
    found = index.search_all(queries, 3, ANYONE)
    assert [hits[0].source_id for hits in found] == ["certificate", "report", "report"]
    assert not any(hit.source_id == "minutes" for hits in found for hit in hits)
    assert index.search("what did the board discuss", 1, Scope(frozenset({"board"}), None))[0].source_id == "minutes"
    assert [[hit.passage_id for hit in index.search(one, 3, ANYONE)] for one in queries] == [
        [hit.passage_id for hit in hits] for hits in found
    ]
    index.close()


def test_what_was_retired_since_the_index_was_opened_is_not_shown(
    pages: Engine, encoder: Encoder, tmp_path: Path
) -> None:
    index = open_index(pages, encoder, tmp_path)
    retire(pages, ["report"], AT)
    assert not is_current(index)
    assert [hit.source_id for hit in index.search("report", 5, ANYONE)] == ["certificate"]
    fresh = open_index(pages, encoder, tmp_path)
    assert is_current(fresh) and len(fresh.corpus.passages) == 2


def test_an_index_whose_chroma_is_owned_by_another_process_still_answers(
    pages: Engine, encoder: Encoder, tmp_path: Path
) -> None:
    owner = vectors.embedded(tmp_path / "chroma")
    assert isinstance(owner, ChromaVectors)
    index = open_index(pages, encoder, tmp_path, limit=0)
    assert index.search("pears", 1, ANYONE)[0].source_id == "report"
    assert upkeep.status(pages, tmp_path, encoder.key).chroma.problem
    owner.close()


def test_a_chroma_that_is_behind_is_told_of_and_not_waited_for(pages: Engine, encoder: Encoder, tmp_path: Path) -> None:
    told: list[int] = []
    index = open_index(pages, encoder, tmp_path, limit=0, behind=lambda: told.append(1))
    assert told == [1] and not isinstance(index.vectors, LargeVectors)
    assert index.search("pears", 1, ANYONE)[0].source_id == "report"
    upkeep.refresh(pages, tmp_path, encoder)
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"torn")
    assert "not to be trusted" in upkeep.status(pages, tmp_path, encoder.key).chroma.problem
    index = open_index(pages, encoder, tmp_path, limit=0, behind=lambda: told.append(2))
    assert told == [1, 2] and index.search("pears", 1, ANYONE)[0].source_id == "report"
    upkeep.refresh(pages, tmp_path, encoder)
    assert upkeep.status(pages, tmp_path, encoder.key).current


def test_caches_are_rebuilt_from_the_store_without_embedding(pages: Engine, encoder: Encoder, tmp_path: Path) -> None:
    mute = replace(encoder, _session=None)
    now = generation(pages)
    assert not upkeep.status(pages, tmp_path, encoder.key).current
    assert upkeep.refresh(pages, tmp_path, mute) == upkeep.Refreshed(now, 4, Synced(4, 0))
    assert upkeep.refresh(pages, tmp_path, mute) == upkeep.Refreshed(now, 4, Synced(0, 0))
    assert upkeep.rebuild(pages, tmp_path, mute) == upkeep.Refreshed(now, 4, Synced(4, 4))
    found = upkeep.status(pages, tmp_path, encoder.key)
    assert found.current and found.store.unembedded == 0
    assert (found.words.passages, found.chroma.passages, found.chroma.generation) == (4, 4, now)


def test_a_change_of_encoder_embeds_once(pages: Engine, encoder: Encoder, tmp_path: Path) -> None:
    other = replace(encoder, key="another")
    assert upkeep.embed_missing(pages, other) == 4
    assert upkeep.embed_missing(pages, other) == 0
    assert upkeep.refresh(pages, tmp_path, other).chroma == Synced(4, 0)
    assert upkeep.refresh(pages, tmp_path, encoder).chroma == Synced(4, 4)


def test_a_question_to_a_small_home_imports_neither_chroma_nor_torch(
    pages: Engine, encoder_folder: Path, tmp_path: Path
) -> None:
    code = (
        "import sys, pathlib\nfrom knowledge.index.open import open_index\nfrom knowledge.index.encoder import load\n"
        "from knowledge.index.scope import Scope\nfrom knowledge.store.database import open_database\n"
        f"index = open_index(open_database({str(pages.url)!r}), load(pathlib.Path({str(encoder_folder)!r})), "
        f"pathlib.Path({str(tmp_path)!r}))\n"
        "assert index.search('pears', 1, Scope(frozenset({'everyone'}), None))[0].source_id == 'report'\n"
        "sys.exit(any(one in sys.modules for one in ('chromadb', 'torch', 'alembic', 'transformers')))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("harm", ["gone", "cut", "changed", "stopped"])
def test_a_small_home_notices_that_its_chroma_is_lost_and_has_it_filled_again(
    pages: Engine, encoder: Encoder, tmp_path: Path, harm: str
) -> None:
    told: list[str] = []

    def opened(when: str) -> None:
        index = open_index(pages, encoder, tmp_path, behind=lambda: told.append(when))
        assert index.search("pears", 1, ANYONE)[0].source_id == "report"

    opened("never filled")
    upkeep.refresh(pages, tmp_path, encoder)
    opened("current")
    assert told == []
    place = tmp_path / "chroma"
    if harm == "gone":
        shutil.rmtree(place)
    elif harm == "cut":
        level = next(place.rglob("data_level0.bin"))
        level.write_bytes(level.read_bytes()[:1000])
        assert "not as they were left" in upkeep.status(pages, tmp_path, encoder.key).chroma.problem
    elif harm == "stopped":
        (place / "left.json").unlink()
    else:
        retire(pages, ["minutes"], AT)
    opened("lost")
    assert told == ["lost"]
    upkeep.refresh(pages, tmp_path, encoder)
    opened("filled again")
    assert told == ["lost"] and upkeep.status(pages, tmp_path, encoder.key).current


def test_a_chroma_that_another_process_owns_is_not_taken_for_lost(
    pages: Engine, encoder: Encoder, tmp_path: Path
) -> None:
    upkeep.refresh(pages, tmp_path, encoder)
    owner, told = vectors.embedded(tmp_path / "chroma"), list[int]()
    assert isinstance(owner, ChromaVectors)
    open_index(pages, encoder, tmp_path, behind=lambda: told.append(1))
    owner.close()
    open_index(pages, encoder, tmp_path, behind=lambda: told.append(2))
    assert told == []
