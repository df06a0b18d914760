"""Words of a command or a setting that are off: one line that says what to do, and exit status 2."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tickmark.settings import Settings

DAY = ("--as-of", "yesterday")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", ""),
        ("ask", " \n"),
        ("ask", "x", *DAY),
        ("ask", "--batch", "nosuch.jsonl"),
        ("ask", "x", "--batch", "y.jsonl"),
        ("search", ""),
        ("search", "  "),
        ("search", "x", "--k", "0"),
        ("search", "x", "--k", "-3"),
        ("search", "x", "--by", "page"),
        ("search", "--batch", "nosuch.jsonl"),
        ("verify", "--batch", "nosuch.jsonl"),
        ("ingest", ".", "--audience", ""),
        ("ingest", ".", "--audience", " "),
        ("ingest", ".", "--kind", "gospel"),
        ("ingest",),
        ("source", "review", "decision-rule", "--by", ""),
        ("source", "show"),
        ("index", "burn"),
    ],
)
def test_a_misuse(command: Command, arguments: tuple[str, ...]) -> None:
    status, out, err = command(*arguments)
    assert (status, out, len(err.splitlines())) == (2, "", 1), err
    assert "Traceback" not in err and "Error" not in err.replace("Value error", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TICKMARK_HOME", ""),
        ("TICKMARK_HOME", "a-file"),
        ("TICKMARK_DATABASE_URL", "nonsense"),
        ("TICKMARK_DATABASE_URL", "mysql://u@h/d"),
        ("TICKMARK_DATABASE_URL", "sqlite:////proc/none/x.db"),
        ("TICKMARK_DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:1/none"),
    ],
)
def test_a_setting_that_names_no_place(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (tmp_path / "a-file").write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    status, out, err = command("source", "list")
    assert (status, out, len(err.splitlines()), name in err) == (2, "", 1, True), err
    assert "hunter2" not in err


@pytest.mark.parametrize("text", ["\udcff", "x" * 10_000])
def test_bytes_that_are_no_text_and_very_long_words(command: Command, text: str) -> None:
    for arguments in (("intake", "show", text), ("intake", "open", "x", "--key", text), ("people", "remove", text)):
        status, out, err = command(*arguments)
        assert (out, len(err.splitlines())) == ("", 1) and status and "DEBUG" not in err and len(err) < 1_000, err


def test_links_in_a_folder_are_named(command: Command, tmp_path: Path) -> None:
    folder, outside = tmp_path / "docs", tmp_path / "elsewhere"
    for place in (folder, outside):
        place.mkdir()
        (place / "crane.txt").write_text(f"The crane of {place.name} must be inspected.", "utf-8")
    (folder / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (folder / "out.txt").symlink_to(outside / "crane.txt")
    (folder / "away").symlink_to(outside)
    status, out, err = command("ingest", str(folder))
    assert (status, out) == (1, "1 added, 1 refused, 2 skipped; 1 new passages\n")
    assert [line.split(":")[0].split("/")[-1] for line in err.splitlines()] == ["away", "out.txt", "gone.md"]


def test_an_unchanged_file_of_lines_brings_nothing_new(command: Command, fresh: Settings, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"z{n}", "text": f"Zed keeps seal {n} of the depot."}) for n in range(3)]
    for extra, status, rest in (([], 0, ""), (["{broken"], 1, ", 1 refused")):
        path = tmp_path / f"z{len(extra)}.jsonl"
        path.write_text("\n".join([*(line.replace("z", f"z{len(extra)}", 1) for line in lines), *extra]), "utf-8")
        assert command("ingest", str(path))[:2] == (status, f"3 added{rest}; 3 new passages\n")
        before = json.loads(command("index", "status", "--json")[1])["generation"]
        assert command("ingest", str(path))[:2] == (status, f"3 unchanged{rest}; 0 new passages\n")
        assert json.loads(command("index", "status", "--json")[1])["generation"] == before
