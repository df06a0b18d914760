"""A text that was changed in the database is neither shown nor exported: one line says so. On both databases."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from knowledge.records.vocabulary import RecordKind
from knowledge.store import audit
from knowledge.store.database import open_database
from tests.conftest import Command
from tests.test_records import SECRET, intake, opened
from tickmark.settings import Settings

CHANGES = (
    ("UPDATE records SET body = :b WHERE record_id = 'INT-1'", "INT-1 is not what event 1 wrote"),
    ("UPDATE records SET summary = :b WHERE record_id = 'INT-1'", "INT-1 is listed with another summary"),
    ("UPDATE record_versions SET body = :b WHERE record_id = 'INT-1'", "version 1 of INT-1, logged by event 1, was"),
    ("DELETE FROM links WHERE record_id = 'INT-1'", "INT-1 is kept with another link"),
)


@pytest.mark.parametrize(("statement", "why"), CHANGES)
def test_what_was_changed_is_found_in_the_records_that_are_looked_at(engine: Engine, statement: str, why: str) -> None:
    one, other = opened(engine), opened(engine, intake("Another asks"))
    assert audit.altered(engine, SECRET, [one, other]) == ()
    with engine.begin() as connection:
        connection.execute(text(statement), {"b": b"{}"} if ":b" in statement else {})
    assert any(why in fault.why for fault in audit.altered(engine, SECRET, [one, other]))
    assert audit.altered(engine, SECRET, [other]) == ()


def test_an_event_that_was_made_to_fit_is_found_too(engine: Engine) -> None:
    one = opened(engine)
    with engine.begin() as connection:
        drop = {"sqlite": "events_no_update", "postgresql": "events_append_only ON events"}
        connection.execute(text(f"DROP TRIGGER {drop[engine.dialect.name]}"))
        connection.execute(text("UPDATE events SET actor = 'eve@example.com'"))
        connection.execute(text("""UPDATE record_versions SET "by" = 'eve@example.com'"""))
    (fault,) = audit.altered(engine, SECRET, [one])
    assert "event 1 was edited" in fault.why


def test_it_is_neither_shown_nor_exported(command: Command, fresh: Settings, tmp_path: Path) -> None:
    for words in ("Does Northwind get a report?", "Does Contoso get a certificate?"):
        assert command("intake", "open", words)[0] == 0
    engine = open_database(fresh.database_url)
    with engine.begin() as connection:
        body = json.loads(connection.scalar(text("SELECT body FROM records WHERE record_id = 'INT-1'")))
        forged = json.dumps(body | {"asked": "Does Fabrikam get a report?"}).encode()
        connection.execute(text("UPDATE records SET body = :b WHERE record_id = 'INT-1'"), {"b": forged})
    engine.dispose()
    pack = ("intake", "export", "--format", "review-pack")
    for arguments in (
        ("intake", "show", "INT-1"),
        ("records", "show", "INT-2", "INT-1"),
        *(("intake", "export", "INT-1", "--format", name) for name in ("scope-memo", "json")),
    ):
        status, out, err = command(*arguments)
        assert (status, out, err.count("\n")) == (1, "", 1) and "INT-1 is not what event 1 wrote" in err
        assert "tickmark audit verify" in err and "Fabrikam" not in err
    assert command("intake", "show", "INT-2")[0] == 0 and command(*pack)[0] == 0


@pytest.mark.parametrize("kind", (RecordKind.EVIDENCE, RecordKind.TASK))
def test_nor_is_a_register_that_holds_one(command: Command, fresh: Settings, tmp_path: Path, kind: RecordKind) -> None:
    people = tmp_path / "people.csv"
    people.write_text("email,roles\nolu@example.com,owner\n", "utf-8")
    assert command("people", "import", str(people))[0] == 0
    fields = {"owner": "olu@example.com", "framework": "soc_2", "date_kind": "internal"}
    evidence = {"claim": "Reviewed", "type": "log", "requirement": "CC6.1", "effective_on": "2026-01-01"}
    task = {"title": "Audit", "satisfies": "9.2", "due": "2099-01-01", "consequence": "audit_readiness"}
    made = fields | (evidence | {"artefact": {"link": "https://example.com"}} if kind == "evidence" else task)
    (tmp_path / "fields.json").write_text(json.dumps(made), "utf-8")
    status, _, err = command(str(kind), "add", "--file", str(tmp_path / "fields.json"))
    assert status == 0, err
    engine = open_database(fresh.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE records SET owner = 'eve@example.com'"))
    engine.dispose()
    out = tmp_path / "out.xlsx"
    status, printed, err = command("records", "export", "--kind", str(kind), "--out", str(out))
    assert (status, printed, err.count("\n"), out.exists()) == (1, "", 1, False)
    assert "is listed with another owner than its text has" in err


def test_a_body_that_is_none_is_one_line_everywhere(command: Command, fresh: Settings) -> None:
    assert command("intake", "open", "Does Northwind get a report?")[0] == 0
    engine = open_database(fresh.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE records SET body = :b"), {"b": b'{"asked": 3}'})
    engine.dispose()
    for arguments in (("show", "INT-1"), ("classify", "INT-1"), ("export", "INT-1")):
        status, out, err = command("intake", *arguments)
        assert (status, out, err) == (1, "", "tickmark: INT-1 is not what was written; see: tickmark audit verify\n")


def test_no_other_key_is_made_where_the_key_of_the_log_is_gone(command: Command, fresh: Settings) -> None:
    assert command("intake", "open", "Does Northwind get a report?")[0] == 0
    fresh.audit_key.rename(fresh.home.parent / "key")
    for arguments in (("intake", "show", "INT-1"), ("intake", "classify", "INT-1"), ("channel", "set", "C1", "legal")):
        status, out, err = command(*arguments)
        assert (status, out, err.count("\n"), fresh.audit_key.exists()) == (1, "", 1, False) and "put it back" in err
