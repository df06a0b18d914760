"""Backup of a live home, on both databases, and restore into an empty one."""

import json
import shutil
import threading
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.records.vocabulary import RecordKind
from knowledge.sources.types import Kind, Source
from knowledge.store import audit, jobs
from knowledge.store.copying import contents, copy, fill
from knowledge.store.database import open_database
from knowledge.store.record_reading import listing, record
from tests.conftest import AT, Command, arrival, store
from tests.test_records import ALL, SECRET, intake, opened
from tests.test_trail import CANARY, erased_one
from tickmark.backups import backup
from tickmark.errors import Problem
from tickmark.restoring import restore
from tickmark.settings import Settings

KEY = b"k" * 32


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """An empty home on an empty database of either kind."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return Settings(home, database_url, None, tmp_path / "restored.key")


def keyfile(tmp_path: Path, key: bytes = SECRET) -> Path:
    path = tmp_path / "log.key"
    path.write_bytes(key)
    return path


def filled(tmp_path: Path) -> tuple[Engine, Path]:
    """A store with some of everything, and its backup."""
    engine = open_database(f"sqlite:///{tmp_path / 'first' / 'tickmark.db'}")
    store(
        engine, arrival(Source("guide", "Guide \x00 €", Kind.GUIDANCE, origin="g.md"), ["one text", "two \U0001f600"])
    )
    for n in range(3):
        opened(engine, intake(f"request {n} €漢", "legal"))
    backup(engine, tmp_path / "b.zip", AT)
    return engine, tmp_path / "b.zip"


def test_a_restored_home_holds_the_same_and_verifies(tmp_path: Path, settings: Settings) -> None:
    engine, file = filled(tmp_path)
    done = restore(settings, file, keyfile(tmp_path), False)
    again = open_database(settings.database_url)
    assert done.faults == () and contents(again) == contents(engine) and record(again, "INT-2", ALL)
    assert audit.verify(again, SECRET, audit.head(engine)) == ()
    assert settings.audit_key.read_bytes() == SECRET and settings.audit_key.stat().st_mode & 0o077 == 0
    assert opened(again) == "INT-4" and len(jobs.lease(again, "w", AT, 9)) == 4
    assert audit.verify(again, SECRET, audit.head(engine)) == ()
    again.dispose()


def test_a_server_is_backed_up_into_the_same_form(tmp_path: Path, engine: Engine) -> None:
    store(engine, arrival(Source("guide", "Guide \x00 \ud800", Kind.GUIDANCE, origin="g.md"), ["one text"]))
    one = opened(engine)
    copy(engine, tmp_path / "copy.db")
    held = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    assert contents(held) == contents(engine) and record(held, one, ALL) == record(engine, one, ALL)
    assert audit.verify(held, SECRET, audit.head(engine)) == ()
    held.dispose()


def test_a_backup_taken_while_others_write_is_of_one_moment(tmp_path: Path, engine: Engine) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            opened(engine)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(engine, tmp_path / f"{n}.zip", AT) for n in range(3)]
    finally:
        stop.set()
        writer.join()
    for n, manifest in enumerate(made):
        home = Settings(tmp_path / f"h{n}", f"sqlite:///{tmp_path / f'h{n}' / 'tickmark.db'}", None)
        assert restore(home, tmp_path / f"{n}.zip", keyfile(tmp_path), False).faults == ()
        held = open_database(home.database_url)
        records = listing(held, RecordKind.INTAKE, ALL)
        assert len(records) == manifest.rows["events"] == manifest.rows["jobs"] == manifest.head["seq"]
        held.dispose()


def test_neither_key_nor_caches_nor_what_was_erased_is_in_a_backup(tmp_path: Path) -> None:
    engine, _ = filled(tmp_path)
    (tmp_path / "first" / "keys").mkdir()
    (tmp_path / "first" / "keys" / "audit.key").write_bytes(SECRET)
    one = opened(engine, intake(f"{CANARY} asks"))
    erased_one(engine, one)
    backup(engine, tmp_path / "c.zip", AT)
    with zipfile.ZipFile(tmp_path / "c.zip") as archive:
        assert sorted(archive.namelist()) == ["manifest.json", "tickmark.db"]
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert SECRET not in content and CANARY.encode() not in content
    assert (tmp_path / "c.zip").stat().st_mode & 0o077 == 0


def test_a_home_in_use_is_not_restored_into(tmp_path: Path, settings: Settings) -> None:
    _, file = filled(tmp_path)
    restore(settings, file, keyfile(tmp_path), False)
    head = audit.head(open_database(settings.database_url))
    with pytest.raises(Problem, match="not empty|holds data"):
        restore(settings, file, keyfile(tmp_path), False)
    other = Settings(tmp_path / "other", settings.database_url, None, tmp_path / "other.key")
    with pytest.raises(Problem, match="holds data"):
        restore(other, file, keyfile(tmp_path), False)
    assert audit.head(open_database(settings.database_url)) == head


@pytest.mark.parametrize("damage", ["cut", "flip", "text", "empty", "swap"])
def test_a_damaged_archive_is_refused_and_nothing_is_left(tmp_path: Path, settings: Settings, damage: str) -> None:
    _, file = filled(tmp_path)
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(
        {
            "cut": whole[:middle],
            "flip": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            "text": b"no archive",
            "empty": b"",
            "swap": whole,
        }[damage]
    )
    if damage == "swap":
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("manifest.json", json.dumps(manifest))
            archive.writestr("tickmark.db", b"another one")
    with pytest.raises(Problem, match="damaged") as told:
        restore(settings, file, keyfile(tmp_path), False)
    assert str(file) in str(told.value) and list(settings.home.iterdir()) == [] and not settings.audit_key.exists()


def test_a_backup_of_a_newer_release_is_refused(tmp_path: Path, settings: Settings) -> None:
    engine, _ = filled(tmp_path)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    newer = tmp_path / "newer.db"
    copy(engine, newer)
    raw = newer.read_bytes()
    import hashlib

    about = {"format": 1, "made_at": "", "schema": "9999", "sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(about | {"head": {"seq": 3, "mac": ""}, "rows": {}}))
        archive.write(newer, "tickmark.db")
    with pytest.raises(Problem, match="newer release"):
        restore(settings, tmp_path / "n.zip", keyfile(tmp_path), False)
    assert list(settings.home.iterdir()) == []


def test_the_key_of_the_log_is_asked_for_and_checked(tmp_path: Path, settings: Settings) -> None:
    _, file = filled(tmp_path)
    with pytest.raises(Problem, match="--key"):
        restore(settings, file, None, False)
    with pytest.raises(Problem, match="not the one"):
        restore(settings, file, keyfile(tmp_path, KEY), False)
    assert not settings.audit_key.exists() and list(settings.home.iterdir()) == []
    assert restore(settings, file, None, True).checked is False


def test_a_filled_server_goes_on_counting(tmp_path: Path, engine: Engine) -> None:
    source, _ = filled(tmp_path)
    copy(source, tmp_path / "copy.db")
    fill(engine, tmp_path / "copy.db")
    assert contents(engine) == contents(source) and opened(engine) == "INT-4"


def test_backup_and_restore_at_the_command_line(
    command: Command, fresh: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("intake", "open", "A SOC 2 report for the contract")[0] == 0
    file = tmp_path / "home.zip"
    assert command("backup", str(file))[0] == 0
    status, _, err = command("backup", str(file))
    assert status == 1 and "already" in err and err.count("\n") == 1
    status, _, err = command("restore", str(file))
    assert status == 1 and "not empty" in err
    key = fresh.audit_key.read_bytes()
    monkeypatch.setenv("TICKMARK_HOME", str(tmp_path / "second"))
    assert command("restore", str(file), "--key", str(fresh.audit_key))[0] == 0
    assert (tmp_path / "second" / "keys" / "audit.key").read_bytes() == key
    assert command("audit", "verify")[0] == 0
    for made in ("encoder", "listed"):  # to learn again what is listed takes minutes, and is another test's matter
        shutil.copytree(fresh.home / made, tmp_path / "second" / made, dirs_exist_ok=True)
    answered = command("ask", "When is a SOC 2 report needed instead of ISO 27001?", "--json")
    assert answered[0] == 0 and json.loads(answered[1])["status"] != "abstained"
    assert "INT-1" in command("intake", "list")[1]
