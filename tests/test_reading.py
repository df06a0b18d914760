"""Looking things up in the store, on SQLite and PostgreSQL alike."""

from datetime import date, timedelta

from sqlalchemy import Engine

from knowledge.sources.types import Kind, Source
from knowledge.store import reading as read
from knowledge.store.live import counts, generation
from knowledge.store.sources import retire, review
from tests.conftest import AT, PLAN, arrival, store

ALL = frozenset(Kind)


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
