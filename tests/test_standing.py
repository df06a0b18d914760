"""What stood on a day: versions by when they were stored and said to hold, and sources that name a successor."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.contract import Question, Reply
from ingest.describe import Defaults
from ingest.documents import ingest
from ingest.readers import read
from ingest.shelf import Shelf
from knowledge.index.encoder import Encoder
from knowledge.sources.types import EVERYONE, Kind, Source
from knowledge.store.database import open_database
from knowledge.store.live import live_passages, stood_passages
from knowledge.store.reading import readable
from knowledge.store.standing import Term, older, stood
from tests.conftest import AT, arrival, store
from tickmark.settings import Settings
from tickmark.wiring import open_desk, seam

ASKER, ALL = frozenset({EVERYONE}), frozenset(Kind)


def term(name: str, month: int, begin: date | None = None, end: date | None = None, current: bool = False) -> Term:
    return Term(name, datetime(2026, month, 1, tzinfo=UTC), begin, end, current)


@pytest.mark.parametrize(
    ("terms", "day", "expected"),
    [
        ([term("a", 2), term("b", 4, current=True)], date(2026, 3, 1), "a"),
        ([term("a", 2), term("b", 4, current=True)], date(2026, 4, 1), "b"),
        ([term("a", 2), term("b", 4, current=True)], date(2025, 1, 1), "a"),
        ([term("a", 2, current=True), term("b", 4)], date(2026, 5, 1), "a"),  # an old text that came back
        ([term("a", 2), term("b", 3, date(2026, 6, 1), current=True)], date(2026, 4, 1), "a"),  # not in force yet
        ([term("a", 2), term("b", 6, date(2026, 3, 1), current=True)], date(2026, 4, 1), "b"),  # stored late
        ([term("a", 2, end=date(2026, 2, 20)), term("b", 4, current=True)], date(2026, 3, 1), "b"),
        ([term("a", 2, date(2026, 1, 1)), term("b", 4, date(2026, 4, 1), current=True)], date(2025, 1, 1), None),
    ],
)
def test_the_version_that_stood(terms: list[Term], day: date, expected: str | None) -> None:
    assert stood(terms, day) == expected


def test_an_older_version_is_found_on_its_day_and_only_there(engine: Engine) -> None:
    source = Source("rota", "Rota", origin="/rota.md")
    old, new = arrival(source, ["Old words."]), arrival(source, ["New words."])
    store(engine, old)
    store(engine, new, at=AT + timedelta(days=30))
    then, now = AT.date() + timedelta(days=3), AT.date() + timedelta(days=40)
    ids = [one.passages[0].passage_id for one in (old, new)]
    assert older(engine, now) == {}
    chosen = older(engine, then)
    assert chosen == {"rota": old.version.version}
    assert [one.passage_id for one in stood_passages(engine, chosen)] == ids[:1]
    assert readable(engine, ids, ASKER, then, ALL, chosen) == {ids[0]}
    assert readable(engine, ids, ASKER, now, ALL) == {ids[1]}
    assert readable(engine, ids, frozenset({"board"}), then, ALL, chosen) == frozenset()


@pytest.mark.parametrize("begin", [None, date(2026, 2, 1)])
def test_a_superseded_source_is_read_only_before_its_successor(engine: Engine, begin: date | None) -> None:
    old = arrival(Source("old", "Old", origin="/old.md", superseded_by="new"), ["Old words."])
    new = arrival(Source("new", "New", origin="/new.md", valid_from=begin), ["New words."])
    store(engine, old, new)
    ids, first = [one.passages[0].passage_id for one in (old, new)], begin or AT.date()
    assert readable(engine, ids, ASKER, first, ALL) == {ids[1]}
    assert ids[0] in readable(engine, ids, ASKER, first - timedelta(days=1), ALL)
    assert {one.source_id: one.valid_to for one in live_passages(engine).passages}["old"] == first - timedelta(days=1)


def test_a_successor_that_is_not_held_took_over_when_it_was_named(engine: Engine) -> None:
    came = arrival(Source("old", "Old", origin="/old.md", superseded_by="elsewhere"), ["Old words."])
    store(engine, came)
    ids = [came.passages[0].passage_id]
    assert readable(engine, ids, ASKER, AT.date(), ALL) == frozenset()
    assert readable(engine, ids, ASKER, AT.date() - timedelta(days=1), ALL) == set(ids)


def test_the_answer_of_a_day_rests_on_what_stood_then(fresh: Settings, encoder: Encoder, tmp_path: Path) -> None:
    page, engine = tmp_path / "moat.md", open_database(fresh.database_url)
    for month, colour in ((1, "amber"), (5, "teal")):
        page.write_text(f"# Moat gates\n\nThe moat gate in Lund must be painted {colour}.\n", "utf-8")
        at = datetime(2026, month, 10, tzinfo=UTC)
        ingest([page], Shelf(engine, encoder.encode, encoder.key, lambda at=at: at, read), Defaults(), lambda *_: None)
    answer = seam(open_desk(fresh))

    def said(day: date | None) -> Reply:
        return answer(Question(text="What colour must the moat gate in Lund be painted?", as_of=day))

    assert "amber" in said(date(2026, 3, 1)).statements[0].text
    assert "teal" in said(date(2026, 6, 1)).statements[0].text
    assert "teal" in said(None).statements[0].text
    early = said(date(2020, 1, 1))
    assert "amber" in early.statements[0].text and early.as_of == date(2020, 1, 1)


def test_days_that_a_document_gives_decide(fresh: Settings, encoder: Encoder, tmp_path: Path) -> None:
    page, engine = tmp_path / "kiosk.md", open_database(fresh.database_url)
    head = "---\nvalid_from: 2024-01-01\nvalid_to: 2024-12-31\n---\n"
    page.write_text(f"{head}# Kiosk\n\nThe kiosk in Brno must close at seven.\n", "utf-8")
    shelf = Shelf(engine, encoder.encode, encoder.key, lambda: AT, read)
    ingest([page], shelf, Defaults(), lambda *_: None)
    answer = seam(open_desk(fresh))
    for day, status in (("2024-12-31", "answered"), ("2025-01-01", "abstained"), ("2023-12-31", "abstained")):
        question = Question(text="When must the kiosk in Brno close?", as_of=date.fromisoformat(day))
        assert answer(question).status == status, day
