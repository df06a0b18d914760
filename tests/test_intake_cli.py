"""Records at the command line: people come in, a request goes its way, and every refusal is one line."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command

PEOPLE = """email,name,groups,roles
ana@example.com,Ana,legal;sales,requester
lea@example.com,Lea,legal sales,lead
olu@example.com,Olu,legal,owner
rex@example.com,Rex,legal,reviewer
apo@example.com,Apo,legal,approver
"""
ASKED = "Customer Northwind wants a report on how our controls operated from January to June for their contract"
DECIDE = (
    *("--outcome", "soc_2", "--decision", "A SOC 2 Type 2 report is delivered.", "--scope", "billing"),
    *("--review-on", "2099-01-01", "--review-trigger", "a new system", "--next-action", "agree the period"),
)


@pytest.fixture
def staffed(command: Command, tmp_path: Path) -> Command:
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert command("people", "import", str(tmp_path / "people.csv"))[0] == 0
    return command


def run(command: Command, *arguments: str, who: str = "lea") -> str:
    status, out, err = command(*arguments, "--as", f"{who}@example.com")
    assert status == 0, err
    return out


def refused(command: Command, *arguments: str, who: str = "lea", status: int = 1) -> str:
    got, out, err = command(*arguments, "--as", f"{who}@example.com")
    assert (got, out) == (status, "") and err.count("\n") == 1 and err.startswith("tickmark: "), (got, out, err)
    return err


def test_a_request_from_the_command_line(staffed: Command, tmp_path: Path) -> None:
    opened = json.loads(run(staffed, "intake", "open", ASKED, "--audience", "legal", "--json", who="ana"))
    assert (opened["id"], opened["proposal"]["outcome"], opened["status"]) == ("INT-1", "soc_2", "intake")
    assert all(cited["quote"] for cited in opened["proposal"]["citations"])
    assert "its lead or admin" in refused(staffed, "intake", "classify", "INT-1", who="ana")
    run(staffed, "intake", "classify", "INT-1")
    people = ("--owner", "olu@example.com", "--reviewer", "rex@example.com", "--approver", "apo@example.com")
    run(staffed, "intake", "assign", "int-1", "--framework", "soc_2", *people)
    run(staffed, "intake", "decide", "INT-1", *DECIDE, who="olu")
    run(staffed, "intake", "approve", "INT-1", who="apo")
    run(
        staffed,
        "intake",
        "review",
        "INT-1",
        "--result",
        "confirmed",
        "--next-date",
        "2099-06-01",
        "--triggers",
        "x",
        who="rex",
    )
    memo = run(staffed, "intake", "export", "INT-1", who="olu")
    assert "A SOC 2 Type 2 report is delivered." in memo and "decision-rule" not in memo.splitlines()[0]
    target = str(tmp_path / "memo.md")
    run(staffed, "intake", "export", "INT-1", "--format", "scope-memo", "--out", target, who="olu")
    assert "new file" in refused(staffed, "intake", "export", "INT-1", "--out", target, who="olu")
    assert "now closed" in run(staffed, "intake", "close", "INT-1", who="olu")
    assert "INT-1" in run(staffed, "intake", "list", "--status", "closed")
    assert "INT-1" in run(staffed, "intake", "search", "northwind contract")
    assert "review" in run(staffed, "intake", "notices", who="ana")
    assert "DEC-1" in run(staffed, "intake", "export", "--format", "review-pack")


def test_evidence_goes_back_and_a_closed_intake_opens_again(staffed: Command) -> None:
    run(staffed, "intake", "open", ASKED, "--audience", "legal", who="ana")
    run(staffed, "intake", "classify", "INT-1")
    run(staffed, "intake", "assign", "INT-1", "--framework", "soc_2", "--owner", "olu@example.com")
    asked = ("--to", "rex@example.com", "--requirement", "CC6.1", "--framework", "soc_2", "--due", "2099-01-01")
    for kind in ((), ("--document",)):
        run(staffed, "intake", "request", "INT-1", *asked, "--ask", "the review of access", *kind, who="olu")
    shown = ("--requirement", "CC6.1", "--framework", "soc_2", "--owner", "rex@example.com", "--intake", "INT-1")
    shown += ("--artefact", "https://example.com/policy", "--effective-on", "2026-01-01")
    run(staffed, "evidence", "add", "--claim", "Access is reviewed", "--type", "isms_artefact", *shown)
    no = refused(staffed, "intake", "provide", "REQ-1", "--evidence", "EV-1", who="rex")
    assert "an ISMS artefact shows that a rule exists, not that the process operates" in no
    assert "provided" in run(staffed, "intake", "provide", "REQ-2", "--evidence", "EV-1", who="rex")
    assert "why: is empty" in refused(staffed, "intake", "reject", "REQ-2", "--why", " ", status=2)
    assert "no day that exists" in refused(staffed, "intake", "reject", "REQ-2", "--why", "x", "--due", "0", status=2)
    assert "sent back" in run(staffed, "intake", "reject", "REQ-2", "--why", "unsigned", "--due", "2099-02-01")
    told = json.loads(run(staffed, "records", "show", "REQ-2", "--json"))[0]
    assert (told["state"], told["due"], told["sent_back"][0]["why"]) == ("open", "2099-02-01", "unsigned")
    assert "sent evidence back" in run(staffed, "audit", "show", "INT-1")
    run(staffed, "intake", "open", ASKED, "--audience", "legal", "--key", "again", who="ana")
    run(staffed, "intake", "merge", "INT-2", "--into", "INT-1")
    assert "now intake" in run(staffed, "intake", "reopen", "INT-2", "--why", "it is another contract")
    assert "opened it again" in run(staffed, "audit", "show", "INT-2")
    assert "that must be closed" in refused(staffed, "intake", "reopen", "INT-2", "--why", "x")


def test_what_may_not_be_read_is_not_there(staffed: Command) -> None:
    run(staffed, "intake", "open", ASKED, "--audience", "sales", who="ana")
    missing = refused(staffed, "intake", "show", "INT-77", who="olu").replace("INT-77", "INT-1")
    assert refused(staffed, "intake", "show", "INT-1", who="olu") == missing
    for arguments in (("list",), ("search", "northwind")):
        out = run(staffed, "intake", *arguments, "--json", who="olu")
        assert json.loads(out) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("intake", "open", " "), "asked"),
        (("intake", "open", "x", "--affected", "billing"), "KIND:NAME"),
        (("intake", "open", "x", "--affected", "planet:earth"), "affected.0.kind"),
        (("intake", "open", "x", "--conversation", "/no/such/file"), "No such file"),
        (("intake", "list", "--status", "lost"), "is none of"),
        (("intake", "search", " "), "empty"),
        (("intake", "assign", "INT-1", "--framework", "soc_2"), "give --owner"),
        (("intake", "export"), "name an intake"),
    ],
)
def test_misuse_is_one_line(staffed: Command, arguments: tuple[str, ...], says: str) -> None:
    assert says in refused(staffed, *arguments, status=2)


def test_people_are_refused_line_by_line(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "email,groups,roles\nbad,legal,owner\nzed@example.com,legal,boss\nyan@example.com,A B!,\nok@example.com,,lead\n"
    )
    status, out, _ = command("people", "import", str(file))
    assert status == 1 and out.count(str(file)) == 3 and "1 imported, 3 refused" in out
    assert all(f"line {n}" in out for n in (2, 3, 4))
    file.write_text("name\nAna\n")
    assert command("people", "import", str(file))[0] == 2
    assert "no admin" in command("people", "import", str(file), "--as", "ok@example.com")[2]
    assert command("intake", "list", "--as", "nobody@example.com")[0] == 2


def test_lookalikes_are_shown_before_one_is_opened(staffed: Command, tmp_path: Path) -> None:
    run(staffed, "intake", "open", ASKED, "--audience", "legal", who="ana")
    status, _, err = staffed("intake", "open", ASKED + ", please", "--audience", "legal", "--as", "ana@example.com")
    assert status == 0 and "looks the same: INT-1" in err
    _, _, err = staffed("intake", "open", ASKED, "--as", "rex@example.com", "--key", "k")
    assert "INT-1" in err
    (tmp_path / "out.csv").write_text("email\nout@example.com\n")
    assert staffed("people", "import", str(tmp_path / "out.csv"))[0] == 0
    assert staffed("intake", "open", ASKED, "--audience", "legal", "--as", "out@example.com")[0] == 1
    assert "INT-1" not in staffed("intake", "open", ASKED, "--as", "out@example.com")[2]
