"""The store, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from knowledge.sources.types import Kind, Source, Tier
from knowledge.store import reading as read
from knowledge.store.arrival import Arrival, IdTaken
from knowledge.store.database import open_database
from knowledge.store.errors import VectorsMissing
from knowledge.store.live import generation, live_passages, live_vectors
from knowledge.store.sources import put, retire
from knowledge.store.vectors import add_vectors, known_vectors, unembedded
from tests.conftest import AT, PLAN, arrival, random_vectors, store

ALL = frozenset(Kind)


def live_ids(engine: Engine) -> list[str]:
    return [one.passage_id for one in live_passages(engine).passages]


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


def test_a_passage_may_move_between_titles_without_being_confused(engine: Engine) -> None:
    came = arrival(PLAN, ["Words."])
    store(engine, came)
    key = live_passages(engine).passages[0].embed_key
    renamed = Arrival(replace(PLAN, title="Another"), came.version, came.passages)
    store(engine, renamed)
    assert live_passages(engine).passages[0].embed_key != key
    assert read.passages(engine, live_ids(engine))[0].source.title == "Another"


def test_a_home_goes_on_with_a_library_that_is_installed_elsewhere(engine: Engine) -> None:
    page = replace(PLAN, tier=Tier.LIBRARY, origin="/old/library/plan.md")
    store(engine, arrival(page, ["one"]))
    store(engine, arrival(replace(page, origin="/new/library/plan.md"), ["two"]))
    held = read.find(engine, "plan")
    assert held and held.source.origin == "/new/library/plan.md" and held.retired_at is None
