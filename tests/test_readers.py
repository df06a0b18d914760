"""Readers on real files of every format: what becomes a block, what is furniture, and what a bad file says."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml

from assistant.question.found import Found
from assistant.question.found import units as statements
from ingest.document import Block, Document, Unreadable
from ingest.readers import READERS, read
from ingest.split import split
from knowledge.sources.text import as_stored, version_of
from knowledge.sources.types import Role, Source

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="not run: ../shared is not here")


def one(path: Path) -> Document:
    found = read(path)
    assert len(found.documents) == 1 and found.problems == ()
    return found.documents[0]


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def units(document: Document) -> list[str]:
    return [unit.of(document.text) for block in document.blocks for unit in block.units]


def block_with(document: Document, words: str) -> Block:
    return next(b for b in document.blocks if words in document.text[b.start : b.end])


MARKDOWN = """---
title: Access standard
owner: Ana
reviewed: 2026-01-05
rests_on: {Reviews: [iso-27001]}
---
[Home](/) | [Docs](/docs) | [About us](/about)

# Access standard

Access follows need. It is granted by the owner, e.g. the team lead.

## Reviews

A review shall record:

- the reviewer
  - the name
- the date

**3.1 Cadence**

Privileged accounts are reviewed every 30 days.

| Record | What it shows | Sources |
| --- | --- | --- |
| Log | It shows who did what. It is kept for a year. | [Standard](https://e.org/a) - use it as a source. |
| Ticket \\| form | 90 days | [Standard](https://e.org/a) - use it as a source. |

Sources for this answer:

- [Standard one](https://e.org/1) - This source supports the section on cadence.
  - Quote: "a quote of it"
- [Standard two](https://e.org/2) - This source supports the other section.

## Related topics

- [Exit guide](/exit.md): How teams should handle leavers under the standard.

(c) 2026 Example Ltd. All rights reserved.
"""


def test_markdown_keeps_what_is_said_and_drops_the_site(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", MARKDOWN))
    assert document.title == "Access standard"
    assert document.meta["reviewed"] == "2026-01-05" and document.meta["rests_on"] == {"Reviews": ["iso-27001"]}
    assert units(document) == [
        "Access follows need.",
        "It is granted by the owner, e.g. the team lead.",
        "A review shall record:",
        "the reviewer",
        "the name",
        "the date",
        "Privileged accounts are reviewed every 30 days.",
        "It shows who did what.",
        "It is kept for a year.",
        "Ticket \\| form | 90 days",
    ]


def test_markdown_sections_and_contexts(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", MARKDOWN))
    assert block_with(document, "Access follows").section == ()
    assert block_with(document, "30 days").section == ("Reviews", "3.1 Cadence")
    assert block_with(document, "the date").context == "A review shall record:"
    assert block_with(document, "the name").context == "A review shall record: the reviewer"
    row = block_with(document, "who did what")
    assert row.role is Role.ROW and row.section == ("Reviews", "3.1 Cadence", "Log")
    assert row.context == "Record | What it shows"
    assert "Standard" not in document.text[row.start : row.end]


def test_text_is_the_file_as_stored(tmp_path: Path) -> None:
    raw = "# T\r\n\r\nCafe\u0301 rules apply.\r\n"
    for content in (raw.encode(), b"\xef\xbb\xbf" + raw.encode(), raw.encode("utf-16")):
        assert one(written(tmp_path, "a.md", content)).text == as_stored(raw)
    latin = one(written(tmp_path, "b.txt", "The caf\xe9\u2019s r\xe8gles apply to all.".encode("cp1252")))
    assert latin.text == "The caf\xe9\u2019s r\xe8gles apply to all."


def test_a_file_in_two_encodings_is_read_in_both(tmp_path: Path) -> None:
    raw = "The caf\xe9 rule is kept \u2013 always.\n\n".encode() + "Die Gr\xf6\xdfe der T\xfcr ist gepr\xfcft.".encode(
        "cp1252"
    )
    assert one(written(tmp_path, "a.md", raw)).text == (
        "The caf\xe9 rule is kept \u2013 always.\n\nDie Gr\xf6\xdfe der T\xfcr ist gepr\xfcft."
    )
    french = "La r\xe8gle \xabLIBERT\xc9\xbb est gard\xe9e."
    assert one(written(tmp_path, "b.txt", french.encode("cp1252"))).text == french


def test_what_comes_back_under_other_headings_is_said_of_each(tmp_path: Path) -> None:
    said = "Status: not effective, mending is due by June."
    parts = [f"## Part {i}\n\n{said}\n\nRule {i} applies to team {i}.\n" for i in range(8)]
    document = one(written(tmp_path, "a.md", "\n".join(parts)))
    assert units(document).count(said) == 8 and len(document.blocks) == 16
    bare = one(written(tmp_path, "b.md", "\n".join(f"## Control {i}\n\n{said}\n" for i in range(8))))
    assert [block.section for block in bare.blocks] == [(f"Control {i}",) for i in range(8)]


def test_lines_at_the_edges_of_pages_that_come_back_are_no_blocks(tmp_path: Path) -> None:
    page = "Harbour rules are for staff only.\n\nGate {0} shuts at noon.\n\nIt is checked.\n\nGate {0} is wide."
    document = one(written(tmp_path, "a.txt", "\f".join(page.format(i) for i in range(8))))
    assert not any("staff only" in unit for unit in units(document))
    assert units(document).count("It is checked.") == 8 and len(document.blocks) == 24


@pytest.mark.parametrize(
    "said",
    [
        "*Owner: Marta Quill, Chief Risk Officer*\n\n## Use",
        "*Approved by the board on 3 May 2026*\n\n## Use",
        "See the [Retention of nets policy](https://w/y) before each trip.",
        "## Navigation\n\nShips steer by the green beacon.",
        "## Contents\n\nEach kit holds two flares.",
        "## Contents\n\n- two flares\n- a whistle",
        "Fish are sold at these markets:\n\n- [Grimsby](https://a)\n- [Peterhead](https://b)",
        "Copyright of 2026 photos belongs to the crew.",
        "(c) the owner is told of it in 2026.",
    ],
)
def test_what_looks_like_furniture_and_says_something_stays(tmp_path: Path, said: str) -> None:
    document = one(written(tmp_path, "a.md", f"# T\n\nNets are dried.\n\n{said}\n\nNets are mended.\n"))
    lines = [line for line in said.split("\n") if line and not line.startswith("#")]
    kept = " ".join(document.text[block.start : block.end] for block in document.blocks)
    assert all(line.removeprefix("- ").removeprefix("(c) ") in kept for line in lines)


@pytest.mark.parametrize(
    "way",
    [
        "*Recommended step*\n\n## Use",
        "[Retention of nets policy](https://w/y)",
        "See [the retention of nets policy](https://w/y).",
        "## Navigation\n\n- [Nets policy](https://w/y)",
        "## Contents\n\n- T\n- Two\n\n## Two",
        "## Related guides\n\n- Nets policy\n- Boats policy",
        "Read more in these guides:\n\n- [Grimsby](https://a)\n- [Peterhead](https://b)",
        "Copyright (c) 2015-2026 Example and Contributors",
        "(c) 2026 Example Ltd. All rights reserved.",
        "\u00a9 2026 Example Ltd",
    ],
)
def test_what_leads_elsewhere_goes(tmp_path: Path, way: str) -> None:
    text = f"# T\n\nNets are dried.\n\n{way}\n\n## Last\n\nNets are mended.\n"
    assert units(one(written(tmp_path, "a.md", text))) == ["Nets are dried.", "Nets are mended."]


def test_indented_text_is_no_code_and_fences_are(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", "    Indented sentences are text.\n\n```sh\nls -l\nrm x\n```\n"))
    assert [(b.role, document.text[b.start : b.end]) for b in document.blocks] == [
        (Role.PROSE, "Indented sentences are text."),
        (Role.CODE, "ls -l\nrm x"),
    ]


def test_drawn_table_rows_stay_whole(tmp_path: Path) -> None:
    table = (
        "+-----+--------+\n| Lvl | Means  |\n+=====+========+\n| Low | little |\n|     | harm.  |\n+-----+--------+\n"
    )
    (row,) = one(written(tmp_path, "a.md", "Text before it.\n\n" + table)).blocks[1:]
    assert (row.role, row.context, len(row.units)) == (Role.ROW, "Lvl | Means", 1)


HTML = """<html><head><title>Guide - Site</title><style>p{}</style></head><body>
<header><ul><li><a href="/">Home</a></ul></header><nav><p>Menu words</p></nav>
<div class="page has-sidebar"><div class="sidebar"><p>Side words stand here.</p></div>
<h1>Guide</h1><p>Reviews are held <b>quarterly</b>.</p>
<p style="display: none">Hidden by style.</p><p hidden>Hidden too.</p><span aria-hidden="true">And this.</span>
<script>var s = "Script words."</script>
<h2>Records</h2><p>Keep these:</p><ul><li>minutes<ol><li>signed ones</li></ol></li><li>logs</li></ul>
<ul><li><a href="/1">Read this</a></li><li><a href="/2">And that</a></li></ul>
<table><tr><th>Log</th><th>Kept</th></tr><tr><td rowspan="2">Audit</td><td>1 year</td></tr>
<tr><td>2 copies</td></tr></table>
</div><aside>Aside words.</aside><footer>Footer words.</footer></body></html>"""


def test_html_main_content_only(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.html", HTML))
    assert document.title == "Guide"
    assert units(document) == [
        "Reviews are held quarterly.",
        "And this.",  # `aria-hidden` hides nothing from eyes
        "Keep these:",
        "minutes",
        "signed ones",
        "logs",
        "Log: Audit; Kept: 1 year",
        "Log: Audit; Kept: 2 copies",
    ]
    assert block_with(document, "signed ones").context == "Keep these: minutes"
    assert block_with(document, "1 year").section == ("Records",)
    assert block_with(document, "1 year").context == ""


def test_plain_text_headings_lists_and_wrapped_lines(tmp_path: Path) -> None:
    raw = "POLICY\n\n1. Purpose\n\nThis text runs on\nto a second line.\n\n"
    raw += "1.1 Duties\n\nStaff must:\n(a) lock screens; and\n(b) report loss.\n"
    document = one(written(tmp_path, "a.txt", raw))
    assert units(document) == [
        "This text runs on\nto a second line.",
        "Staff must:",
        "lock screens; and",
        "report loss.",
    ]
    assert block_with(document, "report loss").section == ("POLICY", "Purpose", "1.1 Duties")
    assert block_with(document, "report loss").context == "Staff must:"


def test_docx(tmp_path: Path) -> None:
    book = docx.Document()
    book.add_heading("Leaver policy", 0)
    book.add_heading("Scope", 1)
    book.add_paragraph("It covers all staff. No one is exempt.")
    book.add_heading("Steps", 2)
    book.add_paragraph("On the last day:")
    book.add_paragraph("revoke access", style="List Bullet")
    book.add_paragraph("mail too", style="List Bullet 2")
    table = book.add_table(rows=2, cols=2)
    for cell, words in zip(
        table._cells, ["Role", "Duty", "Manager", "The manager collects all of the devices."], strict=True
    ):
        cell.text = words
    book.sections[0].footer.paragraphs[0].text = "Footer words"
    book.save(str(tmp_path / "a.docx"))
    document = one(tmp_path / "a.docx")
    assert document.title == "Leaver policy"
    assert units(document) == [
        "It covers all staff.",
        "No one is exempt.",
        "On the last day:",
        "revoke access",
        "mail too",
        "Duty: The manager collects all of the devices.",
    ]
    assert block_with(document, "mail too").section == ("Scope", "Steps")
    assert block_with(document, "mail too").context == "On the last day: revoke access"
    assert document.blocks[-1].section == ("Scope", "Steps", "Manager")


def test_xlsx_rows_are_lines_of_named_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Risks"
    for row in (["Risk register 2026"], ["Id", "Risk", "Score"], ["R1", "Loss of a laptop", 4], ["R2", "Fire", 2.5]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    document = one(tmp_path / "a.xlsx")
    assert units(document)[1:] == ["Id: R1; Risk: Loss of a laptop; Score: 4", "Id: R2; Risk: Fire; Score: 2.5"]
    assert document.blocks[-1].section == ("Risks",)


def test_a_workbook_of_headers_alone_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Id", "Risk", "Score"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Unreadable, match="no row below"):
        read(tmp_path / "a.xlsx")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_rows_are_exact_spans(tmp_path: Path, sign: str) -> None:
    rows = [["Control", "Note"], ["A.8.24", '"Keys\nare held, by ""two""; apart"'], ["A.5.1", "Reviewed yearly"]]
    raw = "\ufeff" + "\r\n".join(sign.join(row) for row in rows) + "\r\n"
    document = one(written(tmp_path, "a.csv", raw))
    assert document.text == as_stored(raw)[1:]
    assert [document.text[b.start : b.end] for b in document.blocks] == [sign.join(row) for row in rows[1:]]
    assert {b.context for b in document.blocks} == {"Control | Note"}
    assert all(b.units == (b.units[0],) and b.units[0].of(document.text) for b in document.blocks)


CRANES = [["Asset", "Inspection interval", "Responsible"], ["crane hook", "every 6 months", "J. Weber"]]
CRANES += [["steel rope", "every 3 months", "A. Novak"]]


def _as_markdown(folder: Path) -> Path:
    lines = [" | ".join(row) for row in (CRANES[0], ["---"] * 3, *CRANES[1:])]
    return written(folder, "cranes.md", "\n".join(f"| {line} |" for line in lines))


def _as_csv(folder: Path) -> Path:
    return written(folder, "cranes.csv", "\n".join(",".join(row) for row in CRANES))


def _as_html(folder: Path) -> Path:
    rows = ["".join(f"<td>{cell}</td>" for cell in row) for row in CRANES]
    return written(folder, "cranes.html", "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")


def _as_docx(folder: Path) -> Path:
    book = docx.Document()
    table = book.add_table(rows=3, cols=3)
    for cell, words in zip(table._cells, (cell for row in CRANES for cell in row), strict=True):
        cell.text = words
    book.save(str(folder / "cranes.docx"))
    return folder / "cranes.docx"


def _as_xlsx(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in CRANES:
        book.active.append(row)
    book.save(folder / "cranes.xlsx")
    return folder / "cranes.xlsx"


@pytest.mark.parametrize("write", [_as_markdown, _as_csv, _as_html, _as_docx, _as_xlsx])
def test_a_row_is_quoted_whole_and_shown_under_the_names_of_its_columns(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    document = one(write(tmp_path))
    passages = split(document, "cranes", version_of(document.text))
    found = [Found(p, Source("cranes", "Cranes"), document.text[p.start : p.end], 1.0) for p in passages]
    hook, rope = statements(found)
    assert all(words in hook.quote for words in CRANES[1]) and "steel rope" not in hook.quote
    assert all(name in " > ".join((*hook.place, hook.quote)) for name in CRANES[0])
    labelled = all(f"{name}: {value}" in rope.quote for name, value in zip(CRANES[0], CRANES[2], strict=True))
    assert labelled or rope.place[-1] == "Asset | Inspection interval | Responsible"


def test_a_sentence_of_a_cell_is_shown_under_the_name_of_its_column(tmp_path: Path) -> None:
    table = "| Topic | The norm says | We do |\n|---|---|---|\n"
    table += "| Logs | Logs shall be kept for one year. They are protected. | Our team keeps them for two years. |\n"
    document = one(written(tmp_path, "a.md", table))
    (passage,) = split(document, "a", version_of(document.text))
    text = document.text[passage.start : passage.end]
    shown = [(unit.text, unit.place[-1]) for unit in statements([Found(passage, Source("a", "A"), text, 1.0)])]
    assert shown == [
        ("Logs shall be kept for one year.", "The norm says"),
        ("They are protected.", "The norm says"),
        ("Our team keeps them for two years.", "We do"),
    ]


def test_generic_json_and_yaml(tmp_path: Path) -> None:
    value = {
        "name": "Frame",
        "logo": "<svg xmlns='x'><path/></svg>",
        "controls": [
            {"id": "C1", "name": "Integrity", "description": "The entity shows that it values integrity."},
            {"id": "C2", "severity": "high"},
        ],
    }
    document = one(written(tmp_path, "a.json", json.dumps(value)))
    assert document.title == "Frame" and "svg" not in document.text
    assert units(document) == ["The entity shows that it values integrity.", "id: C2\nseverity: high"]
    assert document.blocks[0].section == ("controls", "C1 Integrity")
    yml = one(written(tmp_path, "a.yml", "name: T\nC1:\n  family: C\n  text: The board is free of management here.\n"))
    assert units(yml) == ["The board is free of management here."] and yml.blocks[0].section == ("C1", "C")


OSCAL = {
    "catalog": {
        "metadata": {"title": "Cat"},
        "groups": [
            {
                "title": "Access",
                "controls": [
                    {
                        "id": "ac-1",
                        "title": "Policy",
                        "props": [{"name": "label", "value": "AC-1"}],
                        "params": [
                            {"id": "p1", "label": "roles"},
                            {
                                "id": "p2",
                                "select": {"how-many": "one-or-more", "choice": ["x {{ insert: param, p1 }}", "y"]},
                            },
                        ],
                        "parts": [
                            {
                                "name": "statement",
                                "prose": "The owner shall:",
                                "parts": [
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "a."}],
                                        "prose": "tell {{ insert: param, p1 }} and {{ insert: param, p2 }} ;",
                                    }
                                ],
                            },
                            {"name": "guidance", "prose": "Policies help."},
                            {"name": "assessment-objective", "prose": "It is determined."},
                        ],
                    }
                ],
            }
        ],
    }
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"title": "T", "rule": "Gates are locked at nine.", "rule": "Keys are kept at the desk."}'),
        ("a.yaml", "title: T\nrule: Gates are locked at nine.\nrule: Keys are kept at the desk.\n"),
    ],
)
def test_what_stands_under_one_name_twice_goes_in_twice(tmp_path: Path, name: str, content: str) -> None:
    said = " ".join(units(one(written(tmp_path, name, content))))
    assert "Gates are locked at nine." in said and "Keys are kept at the desk." in said


def test_a_name_that_yaml_takes_from_elsewhere_is_not_doubled(tmp_path: Path) -> None:
    content = "a: &a\n  rule: Gates are locked at nine.\nb:\n  <<: *a\n  rule: Keys are kept at the desk.\n"
    said = " ".join(units(one(written(tmp_path, "a.yaml", content))))
    assert said.count("Gates are locked") == 1 and said.count("Keys are kept") == 1


@pytest.mark.parametrize(
    ("said", "is_noise"),
    [
        ("<?xml is how each file of the archive must begin.", False),
        ("data:text is what the field holds in all records.", False),
        ("<?xml version='1.0'?><rule>Gates are locked at nine each night.</rule>", False),
        ("<svg viewBox='0 0 9 9'><path d='M0 0L9 9'/><text>Gate</text></svg>", True),
        ("data:image/png;base64,AAAA", True),
        ("x" * 300 + " is followed by words that count.", False),
        ("123e4567-e89b-12d3-a456-426614174000", False),
    ],
)
def test_words_are_told_from_what_only_programs_read(tmp_path: Path, said: str, is_noise: bool) -> None:
    document = one(
        written(tmp_path, "a.json", json.dumps({"title": "T", "b": said, "c": "Keys are kept at the desk."}))
    )
    assert (said in document.text) is not is_noise


def test_oscal_catalog(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.json", json.dumps(OSCAL)))
    assert document.title == "Cat" and "a. tell" in document.text
    assert units(document) == [
        "The owner shall:",
        "tell [roles] and [Selection (one or more): x [roles]; y];",
        "Policies help.",
    ]
    assert block_with(document, "tell").section == ("Access", "AC-1 Policy")
    assert block_with(document, "tell").context == "The owner shall:"


def test_jsonl_good_lines_go_in_and_bad_ones_are_named(tmp_path: Path) -> None:
    lines = [
        '{"_id": "1", "title": "T", "text": "INTRODUCTION", "kind": "norm", "url": "https://e.org"}',
        "not json",
        '{"id": 7, "text": "Subject to (2), it applies to:\\n(a)\\tevery person;\\r\\n(b)\\tothers."}',
        '{"_id": "1", "text": "again"}',
        '{"_id": "9", "text": ""}',
        '{"text": "no id"}',
        "",
    ]
    found = read(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [d.doc_id for d in found.documents] == ["1", "7"]
    assert found.documents[0].meta == {"title": "T", "kind": "norm", "url": "https://e.org"}
    assert units(found.documents[0]) == ["INTRODUCTION"]
    assert found.documents[1].text == "Subject to (2), it applies to:\n(a)\tevery person;\n(b)\tothers."
    assert units(found.documents[1]) == ["Subject to (2), it applies to:", "every person;", "others."]
    assert [problem.split(":")[0] for problem in found.problems] == ["line 2", "line 4", "line 5", "line 6"]


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], more: str = "") -> bytes:
    """A PDF by hand: each page a list of (x, y, size, words)."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for i, lines in enumerate(pages):
        drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in lines)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}endstream")
    body = "%PDF-1.4\n" + "".join(f"{i} 0 obj\n{each}\nendobj\n" for i, each in enumerate(objects, 1))
    return f"{body}trailer<</Size {len(objects) + 1}/Root 1 0 R{more}>>\n%%EOF\n".encode("latin-1")


LOCK = f"/Filter/Standard/V 1/R 2/O({'o' * 32})/U({'u' * 32})/P -4"


def page_of(number: int) -> list[tuple[int, int, int, str]]:
    return [
        (72, 760, 9, "ACME INTERNAL"),
        (72, 700, 16, f"Part {number}"),
        (72, 670, 11, f"Rule {number} says that keys are kept safe and that a per-"),
        (72, 656, 11, "son who holds one signs for it. It ends"),
        (72, 642, 11, "on a third line; the person is named."),
        (90, 620, 11, "\\225 lock it"),
        (90, 602, 11, "\\225 log it"),
        (300, 40, 9, str(number)),
    ]


def test_pdf_paragraphs_headings_and_margins(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.pdf", pdf([page_of(i) for i in range(1, 5)])))
    said = units(document)
    assert said[:4] == [
        "Rule 1 says that keys are kept safe and that a person who holds one signs for it.",
        "It ends on a third line; the person is named.",
        "lock it",
        "log it",
    ]
    assert len(said) == 16 and "ACME" not in document.text
    assert {block.section for block in document.blocks} == {(f"Part {i}",) for i in range(2, 5)} | {()}


@pytest.mark.parametrize(
    "said",
    [
        "Rule {0}: pier {0} shuts at noon each day.",
        "Pier {0} shuts at noon",
        "Every account was looked at by the keeper.",
    ],
)
def test_lines_of_the_body_that_differ_in_numbers_are_no_running_lines(tmp_path: Path, said: str) -> None:
    pages = [
        [(72, 760, 9, "ACME"), (72, 700, 11, said.format(i)), (72, 40, 9, f"{i + 1} / 6 ACME, page {i}")]
        for i in range(6)
    ]
    text = one(written(tmp_path, "a.pdf", pdf(pages))).text
    assert all(said.format(i) in text for i in range(6)) and "ACME" not in text


@pytest.mark.parametrize(
    "head", ["Harbour rules, page {0}", "Harbour rules {0}", "For staff only. Not to be copied. Page {0}."]
)
def test_running_lines_that_count_the_pages_still_go(tmp_path: Path, head: str) -> None:
    body = [
        f"Keys of {name} are kept safe by whoever signed for them." for name in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo")
    ]
    pages = [[(72, 760, 11, "ACME"), (72, 746, 11, head.format(i)), (72, 700, 11, body[i])] for i in range(6)]
    text = one(written(tmp_path, "a.pdf", pdf(pages))).text
    assert "Harbour" not in text and "staff" not in text and "ACME" not in text and all(one in text for one in body)


BROKEN = [
    ["The bilge pump of the dock is served", "every spring, and it must never be left without a"],
    ["guard. Its filter is changed after 500 hours by the", "crew, which notes it."],
    ["Spare parts lie in locker nine of the", "Lindqvist yard. Nobody else has a key to it."],
    ["In winter the pump is emptied, and a note says", "who did it. It is signed."],
]
WHOLE = " ".join(" ".join(lines) for lines in BROKEN)


def flowing(pages: Sequence[Sequence[str]]) -> bytes:
    """Pages each line of which stands right below the one before."""
    return pdf([[(72, 740 - 14 * i, 12, line) for i, line in enumerate(lines)] for lines in pages])


def body_of(path: Path) -> str:
    document = one(path)
    return " ".join(document.text[block.start : block.end] for block in document.blocks)


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (["ACME confidential"], []),
        ([], ["ACME confidential"]),
        (["ACME confidential", "Pump manual"], ["{0}"]),
        (["Pump manual, page {0} of 4"], ["ACME confidential"]),
        (["Pump manual | {0}"], []),
        (["For staff only. It is not to be copied. Page {0}."], []),
    ],
)
def test_running_lines_right_at_the_text_go_and_the_sentence_is_whole(
    tmp_path: Path, count: int, head: list[str], foot: list[str]
) -> None:
    pages = [
        [*(line.format(i) for line in head), *lines, *(line.format(i) for line in foot)]
        for i, lines in enumerate(BROKEN[:count], 1)
    ]
    wanted = " ".join(" ".join(lines) for lines in BROKEN[:count])
    assert body_of(written(tmp_path, "a.pdf", flowing(pages))) == wanted


def test_a_running_line_that_the_first_page_lacks_goes(tmp_path: Path) -> None:
    pages = [BROKEN[0], *(["ACME confidential", *lines] for lines in BROKEN[1:])]
    assert body_of(written(tmp_path, "a.pdf", flowing(pages))) == WHOLE


def test_of_two_pages_a_line_alike_goes_where_it_cuts_a_sentence(tmp_path: Path) -> None:
    cut = [["ACME confidential", *lines] for lines in BROKEN[:2]]
    assert "ACME" not in body_of(written(tmp_path, "a.pdf", flowing(cut)))
    whole = [["Report of an incident", "Nobody was hurt at all."], ["Report of an incident", "One hand was hurt."]]
    assert body_of(written(tmp_path, "b.pdf", flowing(whole))).count("Report of an incident") == 2


@pytest.mark.parametrize(
    "line",
    ["Every account was looked at by the keeper.", "The keeper shall:", "- lock the door", "Pier {0} shuts at noon"],
)
def test_lines_of_the_text_that_come_back_stay(tmp_path: Path, line: str) -> None:
    pages = [[line.format(i), *lines] for i, lines in enumerate(BROKEN)]
    words = body_of(written(tmp_path, "a.pdf", flowing(pages)))
    assert all(line.format(i).removeprefix("- ") in words for i in range(4))
    assert words.count(line.format(0).removeprefix("- ")) == (1 if "{0}" in line else 4)


def test_a_line_that_few_pages_have_alike_stays(tmp_path: Path) -> None:
    pages = [[*(["Parts of the pump"] if i < 3 else []), *BROKEN[i % 4]] for i in range(8)]
    assert body_of(written(tmp_path, "a.pdf", flowing(pages))).count("Parts of the pump") == 3


def test_lines_at_one_height_of_two_pages_are_two_paragraphs(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.pdf", flowing([["The yard shuts at ten"], ["Visitors wait at the gate"]])))
    assert len(document.blocks) == 2


@pytest.mark.parametrize("box", ["/MediaBox[-100 -50 612 792]", "/MediaBox[0 0 612 792]/CropBox[60 600 612 792]"])
def test_a_page_that_does_not_begin_at_the_origin_keeps_its_text(tmp_path: Path, box: str) -> None:
    page = [(72, 700, 11, "Keys are kept safe by whoever signed for them and by nobody else in the house.")]
    made = pdf([page]).replace(b"/MediaBox[0 0 612 792]", box.encode())
    assert units(one(written(tmp_path, "a.pdf", made))) == [page[0][3]]


@pytest.mark.parametrize(
    "shown",
    [
        "Use `<!--` to open a remark.",
        "Use `` `<!--` `` to open a remark.",
        "Set `<title>` and `<script>` in the head.",
        "Write \\<script> for it.",
    ],
)
def test_marks_in_inline_code_hide_nothing_that_follows(tmp_path: Path, shown: str) -> None:
    document = one(written(tmp_path, "a.md", f"# T\n\n{shown}\n\nKeys are kept safe.\n\n<!-- gone -->\n"))
    assert units(document) == [shown, "Keys are kept safe."]


def test_a_mark_of_code_in_a_comment_opens_no_code(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", "# T\n\nKeys <!-- ` --> are kept <!-- by nobody --> safe ` here.\n"))
    assert "nobody" not in " ".join(document.text[block.start : block.end] for block in document.blocks)


UUID = "123e4567-e89b-42d3-a456-426614174000"


def test_long_words_and_identifiers_of_json_are_read_and_data_is_not(tmp_path: Path) -> None:
    japanese = "鍵は安全に保管される。" * 30
    rule = f"{UUID} names the rule on keys."
    long_link = "https://example.org/" + "kept/" * 60
    held = {"ja": japanese, "rule": rule, "id": UUID, "hash": "9f" * 32, "sum": "0a" * 64, "key": "SHA256:" + "Ab9+" * 10,
            "link": long_link, "token": "a1" * 120, "logo": "data:image/png;base64,iVBORw0KGgo=",
            "cert": "-----BEGIN CERTIFICATE-----\n" + ("Mi" * 32 + "\n") * 9 + "-----END CERTIFICATE-----"}  # fmt: skip
    for name, written_as in (("a.json", json.dumps(held, ensure_ascii=False)), ("b.yaml", yaml.safe_dump(held))):
        found = read(written(tmp_path, name, written_as))
        text, line = found.documents[0].text, found.documents[0].note
        assert all(words in text for words in (japanese[:40], rule, "9f" * 32, "0a" * 64, held["key"], long_link))
        assert text.count(UUID) == 2 and not any(words in text for words in ("a1a1", "iVBOR", "MiMi"))
        assert (
            found.problems == ()
            and line.startswith("3 values in ")
            and all(repr(name) in line for name in ("token", "logo", "cert"))
        )


@pytest.mark.parametrize(
    "held",
    [
        [{"uuid": UUID, "title": "Access", "rules": [{"id": "R1", "text": "Doors are shut at noon."}]}],
        {"uuid": UUID, "policy": {"text": "Doors are shut at noon."}},
        {"policy": {"id": UUID, "rules": [{"id": "R1", "text": "Doors are shut at noon."}]}},
        {"records": [{"id": UUID, "owner": "Ann Hale"}, {"id": UUID.replace("1", "2"), "owner": "Olu Bright"}]},
        {"members": [UUID, UUID.replace("1", "2")]},
    ],
)
def test_a_record_of_json_is_found_by_its_uuid(tmp_path: Path, held: object) -> None:
    found = read(written(tmp_path, "a.json", json.dumps(held)))
    document = found.documents[0]
    said = [" ".join((*one.section, one.context, document.text[one.start : one.end])) for one in document.blocks]
    assert any(UUID in words for words in said) and not document.note


def test_a_document_of_json_lines_keeps_its_identifiers(tmp_path: Path) -> None:
    line = {"_id": UUID, "text": f"The record {UUID} has the hash {'9f' * 32}.\n\n{UUID.replace('1', '3')}"}
    document = one(written(tmp_path, "a.jsonl", json.dumps(line)))
    quoted = " ".join(units(document))
    assert document.doc_id == UUID and all(words in quoted for words in (UUID, "9f" * 32, UUID.replace("1", "3")))


def test_a_file_of_json_that_holds_data_alone_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="1 value in 'logo' left out: no words but data"):
        read(written(tmp_path, "a.json", json.dumps({"logo": "data:image/png;base64,iVBORw0KGgo="})))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b"  \n", "empty"),
        ("a.md", b"# Only a heading\n\n[Home](/) | [Docs](/d)\n", "no text found"),
        ("a.md", b"\x00\x01\x02\x03 binary", "binary"),
        ("a.txt", bytes(range(128, 256)) * 4, "encoding"),
        ("a.txt", b"\xff\xfeA\x00B", "cut off"),
        ("a.html", b"<html><body><nav>Home</nav><script>x()</script></body></html>", "no text found"),
        ("a.pdf", b"hello", "not the PDF"),
        ("a.pdf", pdf([[(72, 700, 11, "Words")]])[:200], "cut off"),
        ("a.pdf", pdf([[]]), "no text found"),
        ("a.pdf", pdf([[(72, 700, 11, "Words.")]], f"/ID[<00><00>]/Encrypt<<{LOCK}>>"), "encrypted"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        ("a.docx", b"PK\x03\x04 cut", "cut off"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        ("a.csv", b",,\n;\n", "no text found"),
        ("a.csv", b"id,artefact,owner\n", "no row below"),
        ("a.tsv", b"\n\nid\tartefact\n\n", "no row below"),
        ("a.json", b'{"a": "one two', "not JSON"),
        ("a.json", b"{}", "no text found"),
        ("a.json", b"[" * 100_000, "too deeply"),
        ("a.yml", b"a: [1, 2\nb: }", "not YAML"),
        ("a.jsonl", b"nope\n", "line 1"),
        ("a.exe", b"MZ", "not read"),
    ],
)  # fmt: skip
def test_bad_files_say_why_in_one_line(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(written(tmp_path, name, content))
    assert reason in refused.value.reason and "\n" not in refused.value.reason


def test_a_missing_file_is_unreadable_too(tmp_path: Path) -> None:
    for suffix in READERS:
        with pytest.raises(Unreadable):
            read(tmp_path / f"none{suffix}")


@needs_shared
def test_the_comparison_page_has_no_furniture() -> None:
    document = one(SHARED / "sources" / "iso-27001-vs-soc-2.md")
    said = " ".join(units(document)).lower()
    for furniture in ("](", "http", "use this source as", "quote:", "sources for", "all rights reserved", "faq"):
        assert furniture not in said
    rows = [block for block in document.blocks if block.role is Role.ROW]
    assert len(rows) == 9 and {len(row.units) for row in rows} == {3}
    assert all("Sources" not in row.context for row in rows)


@needs_shared
def test_every_real_document_is_read() -> None:
    folder = SHARED / "data" / "documents"
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in READERS]
    for path in files:
        try:
            document = one(path)
        except Unreadable as stub:  # a page that says "Coming soon" and no more
            assert "no text found" in stub.reason and len(path.read_text().rsplit("---")[-1].split()) < 5
            continue
        assert document.text == as_stored(document.text)
        ends = [(b.start, b.end) for b in document.blocks]
        assert all(a < b <= c for (a, b), (c, _) in zip(ends, ends[1:], strict=False)), path
    assert len(files) > 200
