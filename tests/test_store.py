"""The store, on SQLite and PostgreSQL alike."""

import multiprocessing
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import AT, arrival, random_vectors, store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from knowledge.sources.types import Kind, Source, Tier
from knowledge.store import reading as read
from knowledge.store.database import HEAD, open_database, revision
from knowledge.store.errors import StoreError, StoreNewer, StoreUnreachable, VectorsMissing
from knowledge.store.live import counts, generation, live_passages, live_vectors
from knowledge.store.migrate import configured
from knowledge.store.sources import Arrival, IdTaken, put, retire, review
from knowledge.store.tables import metadata
from knowledge.store.vectors import add_vectors, known_vectors, unembedded

ALL = frozenset(Kind)
PLAN = Source(
    source_id="plan",
    title="Access plan",
    kind=Kind.PRACTICE,
    tier=Tier.ORGANIZATION,
    audience="security",
    publisher="Us",
    url="https://example.org/plan",
    origin="/docs/plan.md",
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 6, 30),
    author="A",
    status="draft",
    next_review=date(2026, 5, 1),
    rests_on={"": ("iso-27001",), "Owners": ("a", "b")},
)


def live_ids(engine: Engine) -> list[str]:
    return [one.passage_id for one in live_passages(engine).passages]


def test_head_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(configured()).get_current_head() == HEAD


def test_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        assert revision(connection) == HEAD
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_source_comes_back_as_it_was_put(engine: Engine) -> None:
    came = arrival(PLAN, ["Access is reviewed each quarter.", "Owners sign."])
    assert store(engine, came) == (None,)
    held = read.find(engine, "plan")
    assert held is not None
    assert (held.source, held.version, held.stored_at, held.retired_at) == (PLAN, came.version.version, AT, None)
    found = read.passages(engine, [came.passages[1].passage_id, "nobody", came.passages[0].passage_id])
    assert [one.passage for one in found] == [came.passages[1], came.passages[0]]
    assert found[0].source == PLAN
    assert (found[0].text, found[0].units) == ("Owners sign.", ("Owners sign.",))


@given(words=st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_stored_to_the_last_code_point(engine: Engine, words: str) -> None:
    came = arrival(Source("odd", title=words, origin="o"), [words])
    store(engine, came)
    assert read.text(engine, "odd", came.version.version) == came.version
    found = read.passages(engine, [came.passages[0].passage_id])[0]
    assert (found.text, found.source.title) == (words, words)


def test_an_old_version_stays_citable_and_is_no_longer_live(engine: Engine) -> None:
    old, new = arrival(PLAN, ["Old words."]), arrival(PLAN, ["New words."])
    store(engine, old)
    store(engine, new, at=AT + timedelta(days=1))
    assert live_ids(engine) == [new.passages[0].passage_id]
    assert read.passages(engine, [old.passages[0].passage_id])[0].text == "Old words."
    assert [(one.version, one.current) for one in read.versions(engine, "plan")] == [
        (old.version.version, False),
        (new.version.version, True),
    ]
    store(engine, old)
    assert live_ids(engine) == [old.passages[0].passage_id]


def test_versions_are_named_by_a_unique_prefix(engine: Engine) -> None:
    kept = [arrival(PLAN, [f"Text {number}."]) for number in range(17)]
    for day, one in enumerate(kept):
        store(engine, one, at=AT + timedelta(days=day))
    for one in kept:
        assert read.text(engine, "plan", one.version.version[:12].upper()) == one.version
    assert read.text(engine, "plan") == kept[-1].version
    first = [one.version.version[0] for one in kept]
    shared = next(digit for digit in first if first.count(digit) > 1)  # seventeen versions, sixteen digits
    ambiguous = read.text(engine, "plan", shared)
    assert isinstance(ambiguous, read.AmbiguousVersion)
    assert len(ambiguous.versions) == first.count(shared)
    assert isinstance(read.text(engine, "plan", "%"), read.UnknownVersion)
    assert isinstance(read.text(engine, "nobody", ""), read.UnknownSource)


def test_retired_sources_leave_search_and_stay_readable(engine: Engine) -> None:
    came = arrival(PLAN, ["Words."])
    store(engine, came)
    before = generation(engine)
    assert retire(engine, ["plan", "nobody"], AT) == ("plan",)
    assert live_ids(engine) == []
    assert generation(engine) != before
    held = read.find(engine, "plan")
    assert held is not None and held.retired_at == AT
    assert read.text(engine, "plan", "") == came.version
    again = generation(engine)
    assert retire(engine, ["plan"], AT) == ()
    assert generation(engine) == again
    store(engine, came)
    assert live_ids(engine) == [came.passages[0].passage_id]


def test_an_id_that_another_origin_holds_is_refused_until_it_is_retired(engine: Engine) -> None:
    store(engine, arrival(PLAN, ["First."]))
    other = arrival(replace(PLAN, origin="/docs/other.md"), ["Second."])
    fresh = arrival(Source("fresh", "Fresh", origin="/docs/fresh.md"), ["Third."])
    refused, stored = store(engine, other, fresh)
    assert (refused, stored) == (IdTaken("plan", "/docs/plan.md", "/docs/other.md"), None)
    assert [one.text for one in read.passages(engine, live_ids(engine))] == ["Third.", "First."]
    before = generation(engine)
    store(engine, other)
    assert generation(engine) == before
    retire(engine, ["plan"], AT)
    assert store(engine, other) == (None,)


def test_two_new_sources_of_one_id_in_one_batch_are_not_both_stored(engine: Engine) -> None:
    results = store(engine, arrival(PLAN, ["A."]), arrival(replace(PLAN, origin="/b"), ["B."]))
    assert [type(one) for one in results] == [type(None), IdTaken]


def test_a_vector_is_kept_once_for_each_text_and_encoder(engine: Engine) -> None:
    came = arrival(PLAN, ["Same.", "Other."])
    store(engine, came)
    live = live_vectors(engine, "test")
    keys = [one.embed_key for one in live.passages]
    assert known_vectors(engine, "test", [*keys, "unknown"]).keys() == set(keys)
    assert known_vectors(engine, "elsewhere", keys) == {}
    assert unembedded(engine, "test") == {}
    assert put(engine, came.source, came.version, came.passages, {}, "test", AT) is None
    texts = unembedded(engine, "elsewhere")
    assert texts.keys() == set(keys)
    add_vectors(engine, "elsewhere", dict(zip(texts, random_vectors(list(texts.values())), strict=True)))
    again = known_vectors(engine, "elsewhere", keys)
    assert all((again[key] == live.vectors[key]).all() for key in keys)


def test_a_passage_without_a_vector_stores_nothing(engine: Engine) -> None:
    came = arrival(PLAN, ["Words."])
    with pytest.raises(VectorsMissing):
        put(engine, came.source, came.version, came.passages, {}, "test", AT)
    assert read.list_sources(engine) == ()
    assert generation(engine) == "0"


def test_a_review_is_of_one_version(engine: Engine) -> None:
    first, second = arrival(PLAN, ["Words."]), arrival(PLAN, ["Other words."])
    store(engine, first)
    assert review(engine, "plan", "Lee", AT)
    assert not review(engine, "nobody", "Lee", AT)
    store(engine, first)
    held = read.find(engine, "plan")
    assert held is not None and held.source.reviewed_by == "Lee"
    store(engine, second)
    held = read.find(engine, "plan")
    assert held is not None and held.source.reviewed_by == ""
    assert [one.reviewed_by for one in read.versions(engine, "plan")].count("Lee") == 1


def test_only_what_is_live_valid_and_open_to_the_asker_is_readable(engine: Engine) -> None:
    came = arrival(PLAN, ["Words."])
    store(engine, came)
    ids, ours = {came.passages[0].passage_id, "nobody"}, frozenset({"security"})
    known = frozenset({came.passages[0].passage_id})
    for day, seen in ((None, known), (date(2026, 1, 1), known), (date(2026, 6, 30), known)):
        assert read.readable(engine, ids, ours, day, ALL) == seen
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        assert read.readable(engine, ids, ours, day, ALL) == frozenset()
    assert read.readable(engine, ids, frozenset({"everyone"}), None, ALL) == frozenset()
    assert read.readable(engine, ids, frozenset(), None, ALL) == frozenset()
    assert read.readable(engine, ids, ours, None, frozenset({Kind.NORM})) == frozenset()
    retire(engine, ["plan"], AT)
    assert read.readable(engine, ids, ours, None, ALL) == frozenset()


def test_origins_are_matched_letter_by_letter(engine: Engine) -> None:
    for number, origin in enumerate(("/d/a_b/x.md", "/d/A_B/x.md", "/d/axb/x.md", "/d/a_b/y/z.md")):
        store(engine, arrival(Source(str(number), "T", origin=origin), ["Words."]))
    assert [one.source.source_id for one in read.under_origin(engine, "/d/a_b/")] == ["0", "3"]
    assert [one.source.source_id for one in read.by_origin(engine, "/d/axb/x.md")] == ["2"]


def test_counts_and_generation_follow_the_store(engine: Engine) -> None:
    seen = {generation(engine)}
    for words in ("One.", "Two."):
        store(engine, arrival(PLAN, [words]))
        seen.add(generation(engine))
    store(engine, arrival(Source("other", "O", origin="o"), ["Three.", "Four."]))
    retire(engine, ["plan"], AT)
    assert len(seen) == 3
    found = counts(engine, "elsewhere")
    assert (found.sources, found.retired, found.versions) == (2, 1, 3)
    assert (found.passages, found.live_passages, found.unembedded) == (4, 2, 2)


def test_a_restored_backup_never_takes_the_name_of_the_state_it_lost(tmp_path: Path) -> None:
    names = []
    for words in ("one", "two"):
        engine = open_database(f"sqlite:///{tmp_path / words}.db")
        store(engine, arrival(PLAN, [words]))
        names.append(generation(engine))
    assert names[0] != names[1]


def test_a_naive_moment_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match="time zone"):
        store(engine, arrival(PLAN, ["Words."]), at=datetime(2026, 1, 1))
    assert read.list_sources(engine) == ()


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match="9999"):
        open_database(database_url)


def test_what_cannot_be_opened_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    (tmp_path / "not.db").write_text("These are words, and many of them, but no database.\n" * 40)
    for url in (f"sqlite:///{tmp_path / 'not.db'}", "postgresql://me:hunter2@127.0.0.1:1/none"):
        with pytest.raises(StoreUnreachable) as refused:
            open_database(url)
        assert "hunter2" not in str(refused.value) and "\n" not in str(refused.value)
    for url in ("nonsense", "mysql://u@h/d", "sqlite://"):
        with pytest.raises(StoreError):
            open_database(url)


def test_sqlite_writes_ahead_and_waits(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a' / 'tickmark.db'}")
    with engine.connect() as connection:
        settings_ = [
            connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert settings_ == ["wal", 2, 1]
        assert int(connection.scalar(text("PRAGMA busy_timeout")) or 0) >= 10_000


def test_a_prepared_store_opens_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tickmark.db'}"
    open_database(url)
    code = f"import sys; from knowledge.store.database import open_database; open_database({url!r}); "
    code += "sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _open_and_store(url: str, name: str) -> None:
    store(open_database(url), arrival(Source(name, name, origin=name), [f"Words of {name}."]))


def test_several_processes_may_prepare_and_fill_an_empty_home_at_once(database_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    names = [f"s{number}" for number in range(4)]
    processes = [spawn.Process(target=_open_and_store, args=(database_url, name)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    engine = open_database(database_url)
    assert [one.source.source_id for one in read.list_sources(engine)] == names
    assert generation(engine).startswith("4-")


def test_a_killed_put_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'tickmark.db'}")
    code = (
        "import os, sys; sys.path[:0] = ['tests']; import knowledge.store.sources as s; from conftest import *\n"
        f"engine = open_database('sqlite:///{tmp_path / 'tickmark.db'}')\n"
        "s._bump = lambda *_: os._exit(9)\n"
        "store(engine, arrival(Source('a', 'A', origin='a'), ['Words.']))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert read.list_sources(engine) == ()
    with sqlite3.connect(tmp_path / "tickmark.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store(engine, arrival(Source("a", "A", origin="a"), ["Words."])) == (None,)


def test_a_passage_may_move_between_titles_without_being_confused(engine: Engine) -> None:
    came = arrival(PLAN, ["Words."])
    store(engine, came)
    key = live_passages(engine).passages[0].embed_key
    renamed = Arrival(replace(PLAN, title="Another"), came.version, came.passages)
    store(engine, renamed)
    assert live_passages(engine).passages[0].embed_key != key
    assert read.passages(engine, live_ids(engine))[0].source.title == "Another"
