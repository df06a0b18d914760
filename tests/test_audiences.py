"""Who may read what at the command line: what one may not read is as if it did not exist."""

import json
from pathlib import Path

import pytest

from knowledge.access.people import Person
from knowledge.store.database import open_database
from knowledge.store.people import put_people, set_channel
from tests.conftest import AT, Command
from tickmark.settings import Settings

SECRET = "The escrow agent of project Heron is called Norvik Trust."
QUESTION = "What is the escrow agent of project Heron called?"
ANN = "ann@example.org"


@pytest.fixture
def guarded(command: Command, fresh: Settings, tmp_path: Path) -> Command:
    """A home with a source for the board, a member of it, and its channel."""
    path = tmp_path / "heron.md"
    path.write_text(f"---\nid: heron\n---\n# Heron\n\n{SECRET}\n", "utf-8")
    assert command("ingest", str(path), "--audience", "board")[0] == 0
    engine = open_database(fresh.database_url)
    put_people(engine, b"key", [Person(ANN, "Ann", frozenset({"board"}))], "op", AT)
    set_channel(engine, b"key", "C1", "board", "op", AT)
    return command


def names(out: str) -> set[str]:
    return {one["source_id"] for one in json.loads(out)}


def test_sources_are_listed_for_the_asker(guarded: Command) -> None:
    everyone = names(guarded("source", "list", "--json")[1])
    assert "decision-rule" in everyone and "heron" not in everyone
    assert names(guarded("source", "list", "--json", "--as", "bob@example.org")[1]) == everyone
    for reader in (("--as", ANN), ("--as", ANN.upper()), ("--all",)):
        assert names(guarded("source", "list", "--json", *reader)[1]) == everyone | {"heron"}, reader
    assert guarded("source", "list", "--all", "--as", ANN)[0] == 2


def test_an_unreadable_source_is_shown_as_an_unknown_one(guarded: Command) -> None:
    for arguments in (
        ("show",),
        ("show", "--text"),
        ("show", "--json"),
        ("show", "--version", "a"),
        ("review", "--by", "X"),
    ):
        held, unknown = (guarded("source", arguments[0], one, *arguments[1:]) for one in ("heron", "nosuch"))
        assert held == (1, "", unknown[2].replace("nosuch", "heron")), arguments
    for reader in (("--as", ANN), ("--all",)):
        assert SECRET in guarded("source", "show", "heron", "--text", *reader)[1]


def test_an_unreadable_citation_is_judged_as_an_unknown_one(guarded: Command, tmp_path: Path) -> None:
    version = json.loads(guarded("source", "show", "heron", "--json", "--all")[1])["version"]
    start = guarded("source", "show", "heron", "--text", "--all")[1].index(SECRET)
    place = {"version": version, "start": start, "end": start + len(SECRET), "quote": SECRET}
    lines = [{"id": one, "claim": SECRET, "citations": [{"source_id": one, **place}]} for one in ("heron", "nosuch")]
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")

    def verdicts(*reader: str) -> list[dict]:
        return [json.loads(line) for line in guarded("verify", "--batch", str(path), *reader)[1].splitlines()]

    held, unknown = verdicts()
    assert held == {**unknown, "id": "heron", "reason": unknown["reason"].replace("nosuch", "heron")}
    assert [one["supported"] for one in verdicts("--as", ANN)] == [True, False]


def test_a_member_is_answered_and_a_channel_has_its_audience(guarded: Command) -> None:
    def status(*asked: str) -> str:
        return str(json.loads(guarded("ask", "--json", QUESTION, *asked)[1])["status"])

    assert [status(*one) for one in ((), ("--as", ANN), ("--channel", "C1"), ("--as", ANN, "--channel", "C2"))] == [
        "abstained",
        "answered",
        "answered",
        "abstained",
    ]
    found = [guarded("search", "--json", QUESTION, *one)[1] for one in ((), ("--as", ANN))]
    assert ["heron" in one for one in found] == [False, True]


@pytest.mark.parametrize("said", ["[board, staff]", "''", "{group: board}"])
def test_an_audience_that_cannot_be_read_is_no_audience_of_everyone(
    command: Command, tmp_path: Path, said: str
) -> None:
    path = tmp_path / "odd.md"
    path.write_text(f"---\nid: odd\naudience: {said}\n---\n# Odd\n\n{SECRET}\n", "utf-8")
    status, _, err = command("ingest", str(path))
    assert status == 1 and "audience" in err
    assert "odd" not in names(command("source", "list", "--json", "--all")[1])
