"""Registers that come in again, with other columns, other wording, or by people who may not read what came in first."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command

ROW = "Access was reviewed in the second quarter,review,CC6.1,SOC 2,olu@example.com,https://a.example/1,2026-07-05,billing"
HEAD = "Claim,Type,Control,Framework,Owner,Link,Date,Service"
PEOPLE = "email,groups,roles\nlea@example.com,legal,lead\nolu@example.com,legal,owner\nout@example.com,,lead\n"


@pytest.fixture
def imports(command: Command, tmp_path: Path) -> Command:
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert command("people", "import", str(tmp_path / "people.csv"))[0] == 0

    def run(*arguments: str) -> tuple[int, str, str]:
        return command("records", "import", *arguments, "--kind", "evidence")

    return run


def register(folder: Path, *rows: str, name: str = "register.csv", head: str = HEAD) -> str:
    (folder / name).write_text("\n".join((head, *rows)) + "\n", "utf-8")
    return str(folder / name)


def test_a_row_comes_in_once_whatever_its_columns_are_taken_for(imports: Command, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    assert "1 added" in imports(path)[1]
    assert "1 already there" in imports(path)[1]
    status, out, _ = imports(path, "--map", "Service=covers.scope")
    assert status == 0 and "1 already there" in out and "correct it with: tickmark evidence edit EV-1" in out
    assert "1 already there" in imports(register(tmp_path, ROW, name="other.csv"))[1]


def test_a_row_in_other_words_comes_in_and_is_said_to_look_the_same(imports: Command, tmp_path: Path) -> None:
    other = ROW.replace("in the second", "for the second").replace("a.example/1", "a.example/2")
    unlike = (
        ROW.replace("Access was reviewed", "Backups were restored").replace("CC6.1", "A1.2"),
        ROW.replace("billing", "payroll"),
        ROW.replace("2026-07-05", "2026-10-05"),
    )
    path = register(tmp_path, ROW, other, *unlike)
    assert "row 3: looks the same as row 2" in imports(path, "--dry-run")[1]
    out = imports(path)[1]
    assert "5 added" in out and "row 3: looks the same as EV-1; it was not left out" in out
    assert out.count("looks the same") == 1, "another thing, service or day is another row"
    rows = json.loads(imports(path, "--json")[1])["rows"]
    assert [one["what"] for one in rows] == ["already there"] * 5


@pytest.mark.parametrize("ref", ["", "7"])
def test_who_may_not_read_what_came_in_first_learns_nothing_of_it(
    imports: Command, command: Command, tmp_path: Path, ref: str
) -> None:
    path = register(tmp_path, f"{ROW},{ref}", head=f"{HEAD},Ref")
    assert "1 added" in imports(path, "--set", "audience=legal", "--as", "lea@example.com")[1]
    (tmp_path / "probe").mkdir()
    file = register(tmp_path / "probe", f"{ROW},{ref}", head=f"{HEAD},Ref")
    mine = ("--as", "out@example.com")
    for dry, says in ((("--dry-run",), "1 would be added"), ((), "1 added"), ((), "1 already there")):
        out = "".join(imports(file, *mine, *dry)[1:])
        assert says in out and "EV-1" not in out and "looks the same" not in out
    assert json.loads(command("evidence", "list", "--json", *mine)[1])[0]["audience"] == "everyone"
    assert "EV-1" not in command("evidence", "list", "--json", *mine)[1]
