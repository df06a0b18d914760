"""What a document says of itself raises neither its trust nor a link."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tickmark.settings import Settings

BAIT = "https://login.example.net/steal"
SHED = "The bicycle shed in Turku opens at six."
ASKED = "When does the bicycle shed in Turku open?"


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shed.md", f"---\nid: shed\nurl: {BAIT}\n---\n# Shed\n\n{SHED}\n"),
        ("shed.jsonl", json.dumps({"id": "shed", "url": BAIT, "text": SHED})),
        ("shed.html", f'<html><head><link rel="canonical" href="{BAIT}"></head><body><p>{SHED}</p></body></html>'),
    ],
)
def test_the_url_of_a_file_is_no_link(command: Command, tmp_path: Path, name: str, text: str) -> None:
    assert command("ingest", write(tmp_path, name, text))[0] == 0
    out = command("ask", "--json", ASKED)[1]
    cited = json.loads(out)["citations"]
    assert cited and cited[0]["url"] is None and BAIT not in out
    shown = command("ask", "--quotes", ASKED)[1] + command("source", "show", cited[0]["source_id"])[1]
    assert SHED in shown and BAIT not in shown


def test_the_operator_gives_a_source_its_link(command: Command, fresh: Settings, tmp_path: Path) -> None:
    command("ingest", write(tmp_path, "shed.jsonl", json.dumps({"id": "shed", "url": BAIT, "text": SHED})))
    registry = fresh.home / "sources.yaml"
    registry.write_text("- id: shed\n  url: https://intranet.example.org/shed?utm_source=x\n", "utf-8")
    assert json.loads(command("ask", "--json", ASKED)[1])["citations"][0]["url"] == "https://intranet.example.org/shed"
    shown = json.loads(command("source", "show", "shed", "--json")[1])
    assert (shown["url"], shown["url_in_file"]) == ("https://intranet.example.org/shed", BAIT)
    for broken in ("- id: shed\n", "- id: shed\n  url: javascript:alert(1)\n", "shed: x\n", "- [", "- 3\n"):
        registry.write_text(broken, "utf-8")
        status, out, err = command("ask", ASKED)
        assert (status, out, len(err.splitlines()), str(registry) in err) == (2, "", 1, True), broken


def test_front_matter_does_not_make_itself_a_record(command: Command, tmp_path: Path) -> None:
    for claimed, given, kept in (
        ("record", (), "guidance"),
        ("norm", (), "guidance"),
        ("practice", ("--kind", "record"), "record"),
        ("guidance", ("--kind", "record"), "guidance"),
        ("record", ("--kind", "record"), "record"),
    ):
        path = write(tmp_path, "shed.md", f"---\nid: shed\nkind: {claimed}\n---\n# Shed\n\n{SHED}\n")
        status, _, err = command("ingest", path, *given)
        assert status == 0 and (f"--kind {claimed}" in err) == (claimed not in (kept, "guidance")), (claimed, given)
        shown = json.loads(command("source", "show", "shed", "--json")[1])
        assert shown["kind"] == kept and shown["tier"] in ("organization", "third_party"), (claimed, given)


def test_a_line_of_json_says_its_kind_and_ranks_below_the_library(command: Command, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"x-{kind}", "kind": kind, "text": SHED}) for kind in ("norm", "record", "practice")]
    assert command("ingest", write(tmp_path, "x.jsonl", "\n".join(lines)), "--kind", "norm")[0] == 0
    listed = {one["source_id"]: one for one in json.loads(command("source", "list", "--json")[1])}
    assert [listed[f"x-{kind}"]["kind"] for kind in ("norm", "record", "practice")] == ["norm", "record", "practice"]
    assert {listed[f"x-{kind}"]["tier"] for kind in ("norm", "record", "practice")} == {"third_party", "organization"}


@pytest.mark.parametrize("kind", ["guidance", "norm"])
def test_where_both_answer_the_library_comes_first(command: Command, tmp_path: Path, kind: str) -> None:
    asked = "What is a Statement of Applicability?"
    before = json.loads(command("ask", "--json", asked)[1])
    ours = before["statements"][0]["text"]
    theirs = "A Statement of Applicability is a leaflet for visitors."
    page = (
        f"# Statement of Applicability\n\n{theirs}\n\n## What is a Statement of Applicability?\n\n{ours}\n\n{theirs}\n"
    )
    command(
        "ingest", write(tmp_path, "page.md", f"---\nid: page\npublisher: Tickmark library\n---\n{page}"), "--kind", kind
    )
    after = json.loads(command("ask", "--json", asked)[1])
    first = after["citations"][after["statements"][0]["citations"][0] - 1]
    assert (after["statements"][0]["text"], first["source_id"]) == (ours, before["citations"][0]["source_id"])
    assert all(c["publisher"] == "" and c["rests_on"] == [] for c in after["citations"] if c["source_id"] == "page")


def test_a_document_cannot_steer_a_terminal(command: Command, tmp_path: Path) -> None:
    title = f"Vats\x1b[31m \u202e\x1b]8;;{BAIT}\x1b\\of ours\x1b]8;;\x1b\\"
    command(
        "ingest",
        write(
            tmp_path,
            "vat.jsonl",
            json.dumps({"id": "vat", "title": title, "text": "The vats in Cork must be rinsed weekly."}),
        ),
    )
    for arguments in (
        ("ask", "--quotes", "How often must the vats in Cork be rinsed?"),
        ("source", "show", "vat"),
        ("source", "list"),
    ):
        out = command(*arguments)[1]
        assert "Vats" in out or "vat" in out
        assert not {"\x1b", "\u202e"} & set(out), arguments
