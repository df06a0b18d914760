"""A few of the kills of `make crash`, on both databases."""

import shutil
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


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was killed and is whole, with the ledgers of its writers."""
    folder = tmp_path_factory.mktemp("sound")
    report = killed(f"sqlite:///{folder / 'tickmark.db'}", folder, 3, 11)
    assert report.breaches == [] and report.counts["acknowledged"] > 0, report
    return folder


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
def test_the_check_finds_what_was_broken(sound: Path, tmp_path: Path, harm: str, where: str) -> None:
    folder = Path(shutil.copytree(sound, tmp_path / "broken"))
    engine = open_database(f"sqlite:///{folder / 'tickmark.db'}")
    with engine.begin() as connection:
        connection.execute(text(harm))
    assert getattr(checked(engine, folder, AT), where)
    engine.dispose()
