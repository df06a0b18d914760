"""A few of the kills of `make crash`, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import text

from knowledge.store.database import open_database
from tests.crash.check import checked
from tests.crash.ingesting import stopped
from tests.crash.killing import killed
from tests.test_records import AT
from tickmark.settings import Settings

KILLS, STOPS, DOCUMENTS = 6, 3, 20


def test_an_ingest_that_was_stopped_goes_on_where_it_was(tmp_path: Path, home: Settings) -> None:
    report = stopped(tmp_path, home.home, STOPS, 3, DOCUMENTS)
    assert report.differences == [] and report.answered > 0 and report.signals.total() > 0, report


def test_what_was_acknowledged_survives_kills(database_url: str, tmp_path: Path) -> None:
    report = killed(database_url, tmp_path, KILLS, 7)
    assert report.breaches == [] and report.counts["acknowledged"] > 0, report


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        ("DELETE FROM record_versions WHERE record_id = 'INT-1'", "lost"),
        ("UPDATE records SET version = version + 1 WHERE record_id = 'INT-1'", "half"),
        ("DELETE FROM notices", "half"),
        ("UPDATE record_versions SET digest = 'x' WHERE record_id = 'INT-1'", "lost"),
        ("UPDATE versions SET text = CAST('x' AS BLOB) WHERE source_id = 'INT-1'", "jobs"),
    ],
)
def test_the_check_finds_what_was_broken(tmp_path: Path, harm: str, where: str) -> None:
    url = f"sqlite:///{tmp_path / 'tickmark.db'}"
    assert killed(url, tmp_path, 3, 11).breaches == []
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text(harm))
    assert getattr(checked(engine, tmp_path, AT), where)
    engine.dispose()
