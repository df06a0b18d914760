"""Tables as people read them: rows of names and values, headers, several tables on a sheet, figures as they are shown."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ingest.readers import read

Rows = Sequence[Sequence[object]]
CONTROL = [["Document owner", "Marta Quill"], ["Approved by", "Olu Bright"], ["Next review", "1 March 2027"]]
DUTIES = [["Role", "Duty"], ["Approver", "signs the form"], ["Reviewer", "reads the form"], ["Owner", "keeps the form"]]


def _lines(path: Path) -> list[str]:
    document = read(path).documents[0]
    return [document.text[block.start : block.end] for block in document.blocks]


def _docx(folder: Path, rows: Rows, bold: Sequence[tuple[int, int]] = ()) -> Path:
    book = docx.Document()
    table = book.add_table(rows=len(rows), cols=max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).paragraphs[0].add_run(str(words)).bold = (at, column) in bold
    book.save(str(folder / "a.docx"))
    return folder / "a.docx"


def _xlsx(folder: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def _html(folder: Path, rows: Rows) -> Path:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    (folder / "a.html").write_text("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    return folder / "a.html"


@pytest.mark.parametrize("write", [_docx, _xlsx, _html])
@pytest.mark.parametrize(
    "rows",
    [
        CONTROL,
        [["Owner", "Chief Risk Officer"], ["Approver", "Board Committee"], ["Policy name", "Berth Policy"]],
        [["Version", "3.2"], ["Owner", "Compliance Manager"], ["Effective date", "2026-03-01"]],
        [["Prepared for:", "Dune Ltd"], ["Ferry line:", "North"], ["Master:", "Olu Bright"]],
    ],
)
def test_a_table_of_names_and_values_is_read_row_by_row(tmp_path: Path, write: object, rows: Rows) -> None:
    wanted = [f"{str(name).rstrip(':')}: {value}" for name, value in rows]
    assert _lines(write(tmp_path, rows)) == wanted  # type: ignore[operator]


@pytest.mark.parametrize("write", [_docx, _xlsx, _html])
@pytest.mark.parametrize(
    "rows",
    [
        DUTIES,
        [["Control", "Owner"], ["AC-7", "Ann Hale"], ["AC-8", "Olu Bright"]],
        [["System", "Tier"], ["Ledgerline", "Gold"], ["Mailhub", "Silver"]],
        [["Department", "Head"], ["Treasury", "Ann Hale"], ["Legal", "Olu Bright"]],
        [["Classification", "Handling"], ["Public", "free"], ["Internal", "staff only"]],
        [["Field", "Entry"], ["Owner", "Ann Hale"], ["Version", "3.2"]],
        [["Evidence", "Last reviewed on"], ["Access review", "2026-01-01"], ["Risk review", "2026-02-01"]],
    ],
)
def test_a_table_of_two_columns_with_headers_keeps_them(tmp_path: Path, write: object, rows: Rows) -> None:
    wanted = ["; ".join(f"{name}: {cell}" for name, cell in zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert _lines(write(tmp_path, rows)) == wanted  # type: ignore[operator]


@pytest.mark.parametrize("write", [_docx, _xlsx, _html])
def test_two_pairs_in_a_row_are_two_pairs(tmp_path: Path, write: object) -> None:
    rows = [["Owner", "Marta Quill", "Version", "3.2"], ["Approver", "Olu Bright", "Date", "1 March 2026"]]
    assert _lines(write(tmp_path, rows)) == [  # type: ignore[operator]
        "Owner: Marta Quill", "Version: 3.2", "Approver: Olu Bright", "Date: 1 March 2026",
    ]  # fmt: skip
    history = [["Version", "Date", "Author", "Change"], ["1.0", "2024-01-01", "Ann", "First issue"]]
    assert _lines(write(tmp_path, history)) == [  # type: ignore[operator]
        "Version: 1.0; Date: 2024-01-01; Author: Ann; Change: First issue"
    ]


def test_bold_letters_tell_names_from_headers(tmp_path: Path) -> None:
    unknown = [["Document owner", "Marta Quill"], ["Berth", "North pier"], ["Mooring", "Two lines"]]
    assert _lines(_docx(tmp_path, unknown, [(0, 0), (1, 0), (2, 0)]))[1] == "Berth: North pier"
    assert (
        _lines(_docx(tmp_path, CONTROL, [(0, 0), (0, 1)]))[0] == "Document owner: Approved by; Marta Quill: Olu Bright"
    )


def test_each_table_on_a_sheet_has_its_own_headers(tmp_path: Path) -> None:
    rows: Rows = [
        ["System", "Tier"], ["Ledgerline", "Gold"], [], ["Mailhub", "Silver"], [],
        ["Supplier", "Rating"], ["Brindle", "B+"], [],
        ["Only certified divers enter."], ["Total", 3],
    ]  # fmt: skip
    assert _lines(_xlsx(tmp_path, rows)) == [
        "System: Ledgerline; Tier: Gold", "System: Mailhub; Tier: Silver", "Supplier: Brindle; Rating: B+",
        "Only certified divers enter.", "Total; 3",
    ]  # fmt: skip


def test_lines_above_a_wide_table_are_no_headers(tmp_path: Path) -> None:
    rows: Rows = [
        ["Risk register", "North"], ["Prepared in", "Bergen"], [], ["Id", "Risk", "Owner", "Score"], ["R1", "Fire", "Ann", 4],
    ]  # fmt: skip
    assert _lines(_xlsx(tmp_path, rows)) == [
        "Risk register; North", "Prepared in; Bergen", "Id: R1; Risk: Fire; Owner: Ann; Score: 4",
    ]  # fmt: skip


def test_a_group_a_note_and_a_total_are_not_values_of_the_first_column(tmp_path: Path) -> None:
    rows: Rows = [
        ["#", "Question", "Answer"], ["Governance"], ["1.1", "Is there a policy?", "Yes"], ["Total", 1], ["Note: as of May."],
    ]  # fmt: skip
    assert _lines(_xlsx(tmp_path, rows)) == [
        "Governance", "#: 1.1; Question: Is there a policy?; Answer: Yes", "Total; Question: 1", "Note: as of May.",
    ]  # fmt: skip


def _csv(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "a.csv").write_text(text)
    document = read(folder / "a.csv").documents[0]
    return [(document.text[block.start : block.end], block.context) for block in document.blocks]


@pytest.mark.parametrize(
    "head",
    ["Control,Owner,,Evidence", "#,Owner,Tier,Evidence", "Control,Owner,2025,Evidence", "Control,2024,2025,2026"],
)
def test_headers_of_a_csv_file_may_be_empty_a_sign_or_a_year(tmp_path: Path, head: str) -> None:
    assert _csv(tmp_path, f"{head}\nA-7,Ann,x,log\nA-8,Olu,y,log\n") == [
        ("A-7,Ann,x,log", head.replace(",", " | ")), ("A-8,Olu,y,log", head.replace(",", " | ")),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["Crane,Ann,2024,log", "1,2,3,4", "Crane,,,"])
def test_a_row_of_values_at_the_top_of_a_csv_file_is_no_header(tmp_path: Path, head: str) -> None:
    assert [context for _, context in _csv(tmp_path, f"{head}\nRope,Olu,2025,log\nHook,Olu,2026,log\n")] == [""] * 3


def test_lines_above_the_table_of_a_csv_file_are_no_headers(tmp_path: Path) -> None:
    found = _csv(tmp_path, "Vendor register\nExported 2026-01-04,,\n\nVendor,Tier,End\nDune,Gold,2027-01-01\n")
    assert found[-1] == ("Dune,Gold,2027-01-01", "Vendor | Tier | End") and "Vendor register" in found[0][0]
    assert _csv(tmp_path, "Rule\nDoors close at ten\nKeys are counted\n") == [
        ("Doors close at ten", "Rule"), ("Keys are counted", "Rule"),
    ]  # fmt: skip


def test_the_line_that_tells_excel_the_delimiter_is_none_of_the_rows(tmp_path: Path) -> None:
    assert _csv(tmp_path, "sep=;\nControl;Note\nA-1;a, b, c, d\n") == [("A-1;a, b, c, d", "Control | Note")]
    assert _csv(tmp_path, "sep,Note\nA-1,b\n") == [("A-1,b", "sep | Note")]


def test_names_and_values_in_a_csv_file_have_no_headers(tmp_path: Path) -> None:
    assert _csv(tmp_path, "Document owner,Marta Quill\nApproved by,Olu Bright\n")[0] == (
        "Document owner,Marta Quill",
        "",
    )


@pytest.mark.parametrize("write", [_docx, _xlsx, _html])
@pytest.mark.parametrize("head", [["#", "Asset", "2025"], ["Asset", "2024", "2025"], ["Asset", "", "Owner"]])
def test_headers_of_a_table_may_be_empty_a_sign_or_a_year(tmp_path: Path, write: object, head: list[str]) -> None:
    names = [f"{name}: " if name else "" for name in head]
    assert _lines(write(tmp_path, [head, ["Crane", "7", "100"]])) == [  # type: ignore[operator]
        f"{names[0]}Crane; {names[1]}7; {names[2]}100"
    ]


def test_a_year_among_years_is_no_header(tmp_path: Path) -> None:
    rows = [["Crane", "North", "2024"], ["Rope", "South", "2025"]]
    assert _lines(_docx(tmp_path, rows)) == ["Crane | North | 2024", "Rope | South | 2025"]


RAISED = [
    ([("Keep logs for 30", ""), ("2", "superscript"), (" days", "")], "Keep logs for 30^2 days"),
    ([("Keys have 2", ""), ("12", "superscript"), (" bits, 10", ""), ("-3", "superscript")], "Keys have 2^12 bits, 10^-3"),
    ([("Since 2024.", ""), ("3", "superscript"), ("7 sites", "")], "Since 2024.^3 7 sites"),
    ([("Code 10", ""), ("2", "subscript")], "Code 10_2"),
    ([("Area m", ""), ("2", "superscript"), (", the 1", ""), ("st", "superscript"), (" of CO", ""), ("2", "subscript")],
     "Area m2, the 1st of CO2"),
    ([("Keep 3", ""), ("0", ""), (" days", "")], "Keep 30 days"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "wanted"), RAISED)
def test_raised_figures_do_not_run_into_others(tmp_path: Path, parts: list[tuple[str, str]], wanted: str) -> None:
    book = docx.Document()
    paragraph = book.add_paragraph()
    for words, place in parts:
        made = paragraph.add_run(words)
        if place:
            setattr(made.font, place, True)
    book.save(str(tmp_path / "b.docx"))
    assert _lines(tmp_path / "b.docx") == [wanted]
    sheet = openpyxl.Workbook()
    blocks = [TextBlock(InlineFont(vertAlign=place or None, sz=11), words) for words, place in parts]
    sheet.active.append(["Id", "Rule"])
    sheet.active.append(["R", CellRichText(*blocks)])
    sheet.save(tmp_path / "b.xlsx")
    assert _lines(tmp_path / "b.xlsx") == [f"Id: R; Rule: {wanted}"]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('"RISK-"000', 1, "RISK-001"), ("0000", 7, "0007"), ("0%", 0.15, "15%"), ("0.0%", 0.995, "99.5%"),
        ("[$€-407]#,##0.00", 125000.5, "€125,000.50"), ("#,##0.00 [$€-407]", 1250.5, "1,250.50 €"),
        ('"£"#,##0', 1234567, "£1,234,567"), ("#,##0;(#,##0)", -1200, "(1,200)"), ("#,##0", -1200, "-1,200"),
        ("#,##0_);[Red]\\(#,##0\\)", 999, "999"), ("0.0##", 2.5, "2.5"), ("0", 2.5, "3"), ("0.00", -0.001, "0.00"),
        ('0" days"', 30, "30 days"), ("[h]:mm", timedelta(hours=30), "30:00"), ("[h]:mm:ss", timedelta(minutes=61), "1:01:00"),
        ("[mm]:ss", timedelta(minutes=61, seconds=5), "61:05"), ("\\v0.0", 3.2, "v3.2"), ("0,000", 42, "0,042"),
        # formats that are not worked out, and values that have none
        ("General", 2.5, "2.5"), ("0.00E+00", 1250.5, "1250.5"), ("#,##0,", 125000, "125000"), ("# ?/?", 0.5, "0.5"),
        ("000-00", 12345, "12345"), ("0%", "15 of 20", "15 of 20"), ("0", True, "yes"),
        ("yyyy-mm-dd", date(2026, 3, 1), "2026-03-01"),
        ("d mmm yyyy", date(2026, 3, 1), "2026-03-01"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_the_sheet_shows_it(tmp_path: Path, code: str, value: object, shown: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Item", "Figure"])
    book.active.append(["Crane", value])
    book.active["B2"].number_format = code
    book.save(tmp_path / "a.xlsx")
    assert _lines(tmp_path / "a.xlsx") == [f"Item: Crane; Figure: {shown}"]


@pytest.mark.parametrize("write", [_docx, _xlsx, _html])
def test_a_title_row_above_names_and_values_or_headers_is_neither(tmp_path: Path, write: object) -> None:
    found = _lines(write(tmp_path, [["Document control", ""], *CONTROL]))  # type: ignore[operator]
    assert found == ["Document control", *(f"{name}: {value}" for name, value in CONTROL)]
    found = _lines(write(tmp_path, [["Duties of the crew", ""], *DUTIES]))  # type: ignore[operator]
    assert found[:2] == ["Duties of the crew", "Role: Approver; Duty: signs the form"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Control", "Framework"], ["Access review", "ISO 27001"], ["Change review", "SOC 2"]],
        [["Evidence", "Where it is kept"], ["Access review", "Drive"], ["Risk score", "Vault"]],
        [["Risk", "Owner"], ["Supplier", "Ann"], ["System", "Olu"]],
        [["Term", "Definition"], ["Owner", "who answers"], ["Reviewer", "who reads"]],
    ],
)
def test_names_of_fields_below_headers_do_not_make_pairs(tmp_path: Path, rows: Rows) -> None:
    assert _lines(_docx(tmp_path, rows))[0] == f"{rows[0][0]}: {rows[1][0]}; {rows[0][1]}: {rows[1][1]}"


ASSETS = [["Asset tag", "Model", "Assigned to", "Warranty until"], ["DT-0501", "Mac Studio", "Lena Vos", "2027-10-01"]]
ASSETS += [["DT-0502", "Dell Tower", "IT Manager", "2028-01-15"], ["DT-0503", "Framework", "Omar", "2026-11-30"]]


@pytest.mark.parametrize("write", [_docx, _xlsx, _html])
@pytest.mark.parametrize("below", [1, 2, 3])
def test_four_headers_over_codes_and_dates_are_no_pairs(tmp_path: Path, write: object, below: int) -> None:
    wanted = ["; ".join(map(": ".join, zip(ASSETS[0], row, strict=True))) for row in ASSETS[1 : below + 1]]
    assert _lines(write(tmp_path, ASSETS[: below + 1])) == wanted  # type: ignore[operator]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("below", [1, 2, 3])
@pytest.mark.parametrize("top", ["", "\ufeff", "Devices, as of May 2026\n", "\ufeffDevices; as of May\n\n"])
def test_a_csv_has_headers_whatever_stands_above_and_below(tmp_path: Path, sign: str, below: int, top: str) -> None:
    rows = [sign.join(row).replace("Dell Tower", f'"Dell{sign} Tower"') for row in ASSETS[: below + 1]]
    title = top.strip("\ufeff\n")
    if sign in title:
        title, top = f'"{title}"', top.replace(title, f'"{title}"')
    (tmp_path / "a.csv").write_text(top + "\n".join(rows) + "\n", "utf-8")
    blocks = read(tmp_path / "a.csv").documents[0].blocks
    assert _lines(tmp_path / "a.csv") == [*([title.strip('"')] if title else []), *rows[1:]]
    assert {block.context for block in blocks[bool(title) :]} == {" | ".join(ASSETS[0])}


@pytest.mark.parametrize("title", ["", "Dishes, May 2026\n"])
def test_commas_of_figures_part_no_cells(tmp_path: Path, title: str) -> None:
    (tmp_path / "a.csv").write_text(title + "Dish;Price in EUR\nRamen;9,80\nGoulash;7,40\n", "utf-8")
    blocks = read(tmp_path / "a.csv").documents[0].blocks
    assert [block.context for block in blocks][bool(title) :] == ["Dish | Price in EUR"] * 2


def test_a_csv_of_two_pairs_in_a_row_has_no_headers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Owner,Ann Li,Author,Bo\nVersion,2.0,Review date,2026-01-01\n", "utf-8")
    assert [block.context for block in read(tmp_path / "a.csv").documents[0].blocks] == ["", ""]


Merged = Sequence[tuple[int, int, int, int]]  # the first row and column of each merged area, and the last


def _spanned_docx(folder: Path, rows: Rows, merged: Merged) -> Path:
    book = docx.Document()
    table = book.add_table(rows=len(rows), cols=max(map(len, rows)))
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            if words != "":
                table.cell(at, column).paragraphs[0].add_run(str(words))
    book.save(str(folder / "m.docx"))
    return folder / "m.docx"


def _spanned_xlsx(folder: Path, rows: Rows, merged: Merged) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    for top, left, bottom, right in merged:
        book.active.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.save(folder / "m.xlsx")
    return folder / "m.xlsx"


def _spanned_html(folder: Path, rows: Rows, merged: Merged) -> Path:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged}
    covered = {(r, c) for top, left, low, right in merged for r in range(top, low + 1) for c in range(left, right + 1)}
    lines = list[str]()
    for at, row in enumerate(rows):
        line = ""
        for column, words in enumerate(row):
            if (at, column) in spans or (at, column) not in covered:
                high, wide = spans.get((at, column), (1, 1))
                line += f'<td rowspan="{high}" colspan="{wide}">{words}</td>'
        lines.append(f"<tr>{line}</tr>")
    (folder / "m.html").write_text(f"<table>{''.join(lines)}</table>", "utf-8")
    return folder / "m.html"


SPANNED = [_spanned_docx, _spanned_xlsx, _spanned_html]
YEARS = [["Metric", 2025, "", 2026, ""], ["", "Planned", "Actual", "Planned", "Actual"]]


@pytest.mark.parametrize("write", SPANNED)
@pytest.mark.parametrize("corner", [[(0, 0, 1, 0)], []])
def test_a_group_above_headers_is_part_of_their_names(tmp_path: Path, write: object, corner: Merged) -> None:
    rows = [*YEARS, ["Audits", 5, 4, 6, 7], ["Drills", 2, 2, 3, 1]]
    found = _lines(write(tmp_path, rows, [*corner, (0, 1, 0, 2), (0, 3, 0, 4)]))  # type: ignore[operator]
    assert found == [
        "Metric: Audits; 2025 Planned: 5; 2025 Actual: 4; 2026 Planned: 6; 2026 Actual: 7",
        "Metric: Drills; 2025 Planned: 2; 2025 Actual: 2; 2026 Planned: 3; 2026 Actual: 1",
    ]


@pytest.mark.parametrize("write", SPANNED)
def test_groups_of_three_levels_a_lone_one_and_one_below_a_title_are_read(tmp_path: Path, write: object) -> None:
    rows: Rows = [
        ["Site", "Budget", "", "", ""], ["", "Staff", "", "Kit", ""], ["", "Plan", "Fact", "Plan", "Fact"],
        ["North", "a", "b", "c", "d"],
    ]  # fmt: skip
    merged = [(0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)]
    assert _lines(write(tmp_path, rows, merged)) == [  # type: ignore[operator]
        "Site: North; Budget Staff Plan: a; Budget Staff Fact: b; Budget Kit Plan: c; Budget Kit Fact: d"
    ]
    rows = [["", "Evidence", ""], ["Control", "Owner", "Place"], ["AC-7", "Ann", "Vault"], ["AC-8", "Olu", "Safe"]]
    assert _lines(write(tmp_path, rows, [(0, 1, 0, 2)]))[0] == (  # type: ignore[operator]
        "Control: AC-7; Evidence Owner: Ann; Evidence Place: Vault"
    )
    rows = [["Plan of the crew", "", "", "", ""], *YEARS, ["Audits", 5, 4, 6, 7]]
    found = _lines(write(tmp_path, rows, [(0, 0, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)]))  # type: ignore[operator]
    assert found == [
        "Plan of the crew",
        "Metric: Audits; 2025 Planned: 5; 2025 Actual: 4; 2026 Planned: 6; 2026 Actual: 7",
    ]


@pytest.mark.parametrize("write", SPANNED)
def test_a_cell_that_spans_rows_counts_for_each(tmp_path: Path, write: object) -> None:
    rows = [
        ["Area", "Control", "Owner"], ["Access", "AC-1", "Ann"], ["", "AC-2", "Olu"], ["", "AC-3", ""], ["Backup", "BK-1", "Mo"],
    ]  # fmt: skip
    assert _lines(write(tmp_path, rows, [(1, 0, 3, 0), (2, 2, 3, 2)])) == [  # type: ignore[operator]
        "Area: Access; Control: AC-1; Owner: Ann", "Area: Access; Control: AC-2; Owner: Olu",
        "Area: Access; Control: AC-3; Owner: Olu", "Area: Backup; Control: BK-1; Owner: Mo",
    ]  # fmt: skip


@pytest.mark.parametrize("write", SPANNED)
def test_a_header_over_two_columns_names_both_and_its_rows_stay_rows(tmp_path: Path, write: object) -> None:
    rows = [["Name", "", "Duty"], ["Ann", "Hale", "Owner"], ["Olu", "Bright", "Reviewer"]]
    assert _lines(write(tmp_path, rows, [(0, 0, 0, 1)])) == [  # type: ignore[operator]
        "Name: Ann; Name: Hale; Duty: Owner", "Name: Olu; Name: Bright; Duty: Reviewer",
    ]  # fmt: skip


@pytest.mark.parametrize("write", SPANNED)
def test_a_merged_block_among_the_rows_is_said_once(tmp_path: Path, write: object) -> None:
    rows = [
        ["Control", "Test", "Result"], ["AC-1", "walk", "pass"], ["Not tested.", "", ""], ["", "", ""], ["AC-2", "x", "fail"],
    ]  # fmt: skip
    found = _lines(write(tmp_path, rows, [(2, 0, 3, 2)]))  # type: ignore[operator]
    assert sum("Not tested." in line for line in found) == 1
    assert found[0] == "Control: AC-1; Test: walk; Result: pass" and "AC-2" in found[-1]


def test_heads_that_html_and_word_mark_are_joined_whatever_they_say(tmp_path: Path) -> None:
    head = (
        "<tr><th></th><th colspan=2>Access</th></tr><tr><th>Team</th><th>read the log of gates.</th><th>write</th></tr>"
    )
    (tmp_path / "h.html").write_text(
        f"<table><thead>{head}</thead><tr><td>Crew</td><td>Ann</td><td>Olu</td></tr></table>", "utf-8"
    )
    assert _lines(tmp_path / "h.html") == ["Team: Crew; Access read the log of gates.: Ann; Access write: Olu"]


def test_groups_that_are_not_merged_tell_equal_names_apart(tmp_path: Path) -> None:
    assert _lines(_xlsx(tmp_path, [*YEARS, ["Audits", 5, 4, 6, 7]])) == [
        "Metric: Audits; 2025 Planned: 5; 2025 Actual: 4; 2026 Planned: 6; 2026 Actual: 7"
    ]
    rows: Rows = [["Quarter", "Incidents", None, "Hours"], [None, "Count", "Severity", None], ["Q1", 3, "High", 12]]
    assert _lines(_xlsx(tmp_path, rows)) == ["Quarter: Q1; Incidents Count: 3; Incidents Severity: High; Hours: 12"]
    rows = [["Asset", "Owner", None], [None, "Ann", "keeps it"], ["Rope", "Olu", "mends it"]]
    assert _lines(_xlsx(tmp_path, rows))[-1] == "Asset: Rope; Owner: Olu; mends it"


SUPPLIERS = [["Supplier", "Tier"], ["Brindle", "Gold"], ["Dune", "Silver"], ["Quay", "Gold"]]
SYSTEMS = [["System", "Owner", "Site"], ["Ledgerline", "Ann", "North"], ["Mailhub", "Olu", "South"]]
READ = [
    "Supplier: Brindle; Tier: Gold", "Supplier: Dune; Tier: Silver", "Supplier: Quay; Tier: Gold",
    "System: Ledgerline; Owner: Ann; Site: North", "System: Mailhub; Owner: Olu; Site: South",
]  # fmt: skip


def _beside(left: Rows, right: Rows, down: int = 0, gap: int = 1) -> Rows:
    width, height = max(map(len, left)), max(len(left), len(right) + down)
    rows = [[*row, *[None] * (width - len(row) + gap)] for row in [*left, *[[]] * (height - len(left))]]
    return [[*row, *(right[at - down] if 0 <= at - down < len(right) else [])] for at, row in enumerate(rows)]


@pytest.mark.parametrize(("down", "gap"), [(0, 1), (0, 3), (2, 1), (6, 2)])
def test_tables_side_by_side_are_read_apart(tmp_path: Path, down: int, gap: int) -> None:
    assert _lines(_xlsx(tmp_path, _beside(SUPPLIERS, SYSTEMS, down, gap))) == READ
    assert _lines(_xlsx(tmp_path, _beside(SYSTEMS, SUPPLIERS, down, gap))) == [*READ[3:], *READ[:3]]
    assert _lines(_xlsx(tmp_path, _beside(SUPPLIERS, SUPPLIERS, down, gap))) == [*READ[:3], *READ[:3]]
    three = _beside(_beside(SUPPLIERS, SYSTEMS, 0, gap), CONTROL, 0, gap)
    assert _lines(_xlsx(tmp_path, three))[-4:] == [READ[-1], *(f"{name}: {value}" for name, value in CONTROL)]


def test_tables_side_by_side_below_titles_or_above_a_wide_one_are_read_apart(tmp_path: Path) -> None:
    titled = _beside([["Our suppliers"], *SUPPLIERS], [["Our systems"], *SYSTEMS])
    found = _lines(_xlsx(tmp_path, titled))
    assert found == ["Our suppliers", *READ[:3], "Our systems", *READ[3:]]
    wide = [["Id", "Risk", "Cause", "Owner", "Due", "Score"], ["R1", "Fire", "Wire", "Ann", "May", 4]]
    found = _lines(_xlsx(tmp_path, [*_beside(SUPPLIERS, SYSTEMS), [], *wide]))
    assert found == [*READ, "Id: R1; Risk: Fire; Cause: Wire; Owner: Ann; Due: May; Score: 4"]
    found = _lines(_xlsx(tmp_path, [["Registers of the port"], [], *_beside(SUPPLIERS, SYSTEMS)]))
    assert found == ["Registers of the port", *READ]


def test_forms_side_by_side_and_a_list_beside_a_table_are_read_apart(tmp_path: Path) -> None:
    other = [["Version", "3.2"], ["Classification", "Internal"], ["Review period", "one year"]]
    assert _lines(_xlsx(tmp_path, _beside(CONTROL, other))) == [
        f"{name}: {value}" for name, value in [*CONTROL, *other]
    ]
    table = [["Id", "Risk", "State"], *([f"R{i}", f"Storm {i}", "Open"] for i in range(6))]
    found = _lines(_xlsx(tmp_path, _beside(table, [["States"], ["Open"], ["Shut"]])))
    assert found[0] == "Id: R0; Risk: Storm 0; State: Open" and not any("States" in line for line in found[:6])


def test_a_table_with_an_empty_or_hidden_column_is_one(tmp_path: Path) -> None:
    rows: Rows = [
        ["Control", "Test", None, "Owner", "Due"], ["AC-1", "walk", None, "Ann", "May"], ["AC-2", "walk", None, "Ann", "June"],
    ]  # fmt: skip
    assert _lines(_xlsx(tmp_path, rows))[0] == "Control: AC-1; Test: walk; Owner: Ann; Due: May"
    book = openpyxl.Workbook()
    for row in _beside(SUPPLIERS, SYSTEMS):
        book.active.append(["secret" if cell is None else cell for cell in row])
    book.active.column_dimensions["C"].hidden = True
    book.save(tmp_path / "h.xlsx")
    assert (
        _lines(tmp_path / "h.xlsx")[0] == "Supplier: Brindle; Tier: Gold; System: Ledgerline; Owner: Ann; Site: North"
    )


def test_a_hidden_row_of_a_merged_cell_stays_hidden(tmp_path: Path) -> None:
    rows: Rows = [["Area", "Control"], ["Access", "AC-1"], [None, "AC-2"], [None, "AC-3"]]
    path = _spanned_xlsx(tmp_path, rows, [(1, 0, 3, 0)])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    assert _lines(path) == ["Area: Access; Control: AC-1", "Area: Access; Control: AC-3"]
