"""What people can't see of a workbook does not go in, whatever hides it; what they see does."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import Alignment, Color, Font, GradientFill, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.table import Table, TableStyleInfo

from ingest.document import Read
from ingest.readers import read
from tests.hostile.made import SECRET

OPENING, CLOSING = "The gates are locked at nine.", "The log is kept for a year."
WORDS = "Lamps are lit at dusk by the warden."
Change = Callable[[Any], object]
WHITE, DARK = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F3864")
PALE = {"font": Font(color="FFFFFFFF")}


def styled(**looks: Any) -> Change:
    """Gives the cell B3 looks."""
    return lambda sheet: [setattr(sheet["B3"], name, look) for name, look in looks.items()]


def row_of(**looks: Any) -> Change:
    return lambda sheet: [setattr(sheet.row_dimensions[3], name, look) for name, look in looks.items()]


def column_of(**looks: Any) -> Change:
    """Gives column D looks, in which nothing else stands, and puts the words there."""

    def change(sheet: Any) -> None:
        sheet["D3"], sheet["B3"] = sheet["B3"].value, "Words"
        for name, look in looks.items():
            setattr(sheet.column_dimensions["D"], name, look)

    return change


def under(*rules: Any, area: str = "B3", **looks: Any) -> Change:
    def change(sheet: Any) -> None:
        for rule in rules:
            sheet.conditional_formatting.add(area, rule)
        styled(**looks)(sheet)

    return change


def rich(*parts: Any) -> Change:
    return lambda sheet: setattr(
        sheet["B3"], "value", CellRichText(*(TextBlock(InlineFont(**one), sheet["B3"].value) for one in parts), " end")
    )


def merged(sheet: Any) -> None:
    words = sheet["B3"].value
    sheet["A3"].value = "Gate"
    sheet.merge_cells("A3:B3")
    sheet._cells[3, 2] = Cell(sheet, 3, 2, words)


def no_height(sheet: Any) -> None:
    sheet.sheet_format.zeroHeight = True
    for number in (1, 2, 4):
        sheet.row_dimensions[number].height = 15


def low_by_default(sheet: Any) -> None:
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 0.1, True
    for number in (1, 2, 4):
        sheet.row_dimensions[number].height = 15


def slim_by_default(sheet: Any) -> None:
    sheet["D3"], sheet["B3"] = sheet["B3"].value, "Words"
    sheet.sheet_format.defaultColWidth = 0.1
    for letter in "ABC":
        sheet.column_dimensions[letter].width = 20


def in_table(cell: str, style: str | None = "TableStyleMedium2") -> Change:
    """Puts white words into a table over A1:C4."""

    def change(sheet: Any) -> None:
        words, sheet["B3"] = sheet["B3"].value, "Words"
        sheet[cell], sheet[cell].font = words, WHITE
        table = Table(displayName="Rules", ref="A1:C4")
        table.tableStyleInfo = TableStyleInfo(name=style, showRowStripes=True)
        sheet.add_table(table)

    return change


def shown_by(code: str, value: object) -> Change:
    def change(sheet: Any) -> None:
        sheet["B3"].value = value
        styled(number_format=code)(sheet)

    return change


def _written(code: str) -> Rule:
    return Rule(
        "expression", formula=["TRUE"], dxf=DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=code))
    )


def solid(colour: Any) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


UNSEEN: dict[str, Change] = {
    "white": styled(font=WHITE),
    "near white": styled(font=Font(color="FFFEFEFE")),
    "without alpha": styled(font=Font(color="00FFFFFF")),
    "number 9": styled(font=Font(color=Color(indexed=9))),
    "number 1": styled(font=Font(color=Color(indexed=1))),
    "the system's ground": styled(font=Font(color=Color(indexed=65))),
    "theme": styled(font=Font(color=Color(theme=0))),
    "tint": styled(font=Font(color=Color(theme=1, tint=1.0))),
    "slight shade": styled(font=Font(color=Color(theme=0, tint=-0.03))),
    "black on black": styled(font=Font(color="FF000000"), fill=solid("FF000000")),
    "automatic on black": styled(font=Font(), fill=solid("FF000000")),
    "white on a pale fill": styled(font=WHITE, fill=solid("FFFEFEFE")),
    "white on a theme's fill": styled(font=WHITE, fill=solid(Color(theme=0))),
    "same as the fill": styled(font=Font(color="FF1F3864"), fill=DARK),
    "white on a pale gradient": styled(font=WHITE, fill=GradientFill(stop=("FFFFFFFF", "FFFAFAFA"))),
    "tiny": styled(font=Font(sz=3)),
    "one point": styled(font=Font(sz=1)),
    "shows nothing": styled(number_format=";;;"),
    "shows no text": styled(number_format="0;-0;0;"),
    "shows other words": styled(number_format='"ok";"ok";"ok";"ok"'),
    "white by its format": styled(number_format="[White]@"),
    "white by a number": styled(number_format="0;0;0;[Color 2]@"),
    "white text by its format": styled(number_format="0;-0;0;[White]@"),
    "far away": styled(alignment=Alignment(horizontal="fill", indent=250)),
    "hidden row": row_of(hidden=True),
    "low row": row_of(height=0.1),
    "hidden column": column_of(hidden=True),
    "slim column": column_of(width=0.05),
    "no height": no_height,
    "low by default": low_by_default,
    "slim by default": slim_by_default,
    "merged away": merged,
    "rich and white": rich({"color": "FFFFFFFF"}),
    "rich and tiny": rich({"sz": 1}),
    "always pale": under(FormulaRule(formula=["TRUE"], **PALE)),
    "pale where one is one": under(FormulaRule(formula=["1=1"], **PALE)),
    "pale where filled": under(FormulaRule(formula=["LEN($B3)>0"], **PALE), area="B3 B6:B9"),
    "pale where not empty": under(CellIsRule(operator="notEqual", formula=['""'], **PALE)),
    "pale for a word": under(Rule("containsText", operator="containsText", text="Z", dxf=DifferentialStyle(**PALE))),
    "pale where not blank": under(Rule("notContainsBlanks", dxf=DifferentialStyle(**PALE))),
    "black filled by a condition": under(FormulaRule(formula=["TRUE"], fill=PatternFill("solid", bgColor="FF000000"))),
    "nothing by a condition": under(_written(";;;")),
    "a condition on a column": under(FormulaRule(formula=["TRUE"], **PALE), area="A3:C3 B6:B9"),
    "the first of two conditions": under(
        FormulaRule(formula=["TRUE"], **PALE), FormulaRule(formula=["TRUE"], font=Font(color="FF000000"))
    ),
    "in the body of a table": in_table("B3"),
    "in the head of a light table": in_table("B1", "TableStyleLight3"),
    "in the body of a table of its own": in_table("B3", "Ours"),
    "in a table without a style": in_table("B1", None),
}
SEEN: dict[str, Change] = {
    "plain": styled(),
    "grey": styled(font=Font(color="FF767676")),
    "light grey": styled(font=Font(color="FFD9D9D9", sz=10)),
    "theme's grey": styled(font=Font(color=Color(theme=0, tint=-0.5))),
    "number 64": styled(font=Font(color=Color(indexed=64))),
    "white on dark": styled(font=WHITE, fill=DARK),
    "white on a theme's colour": styled(font=WHITE, fill=solid(Color(theme=4))),
    "white on a gradient": styled(font=WHITE, fill=GradientFill(stop=("FFFFFFFF", "FF1F3864"))),
    "white on a pattern": styled(font=WHITE, fill=PatternFill("lightGray", fgColor="FF000000")),
    "small": styled(font=Font(sz=4)),
    "indented": styled(alignment=Alignment(indent=15)),
    "three parts": styled(number_format="0;-0;;@"),
    "three parts for numbers": styled(number_format=";;"),
    "accounts": styled(number_format='_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'),
    "text in blue": styled(number_format="[Blue]@"),
    "text with words": styled(number_format='"see: "@'),
    "white by its format on dark": styled(number_format="[White]@", fill=DARK),
    "high row": row_of(height=12),
    "narrow column": column_of(width=1),
    "group": row_of(outlineLevel=1),
    "anchor of a merge": lambda sheet: sheet.merge_cells("B3:C3"),
    "rich and red": rich({"color": "FFFF0000"}),
    "rich and white on dark": lambda sheet: (styled(fill=DARK)(sheet), rich({"color": "FFFFFFFF"})(sheet)),
    "rich and black in a white cell": lambda sheet: (styled(font=WHITE)(sheet), rich({"color": "FF000000"})(sheet)),
    "never pale": under(FormulaRule(formula=["FALSE"], **PALE)),
    "pale for another word": under(CellIsRule(operator="equal", formula=['"closed"'], **PALE)),
    "pale where small": under(CellIsRule(operator="lessThan", formula=["3"], **PALE)),
    "pale where blank": under(Rule("containsBlanks", dxf=DifferentialStyle(**PALE))),
    "pale elsewhere": under(FormulaRule(formula=["TRUE"], **PALE), area="B5:B9"),
    "pale on dark by one condition": under(
        FormulaRule(formula=["TRUE"], **PALE, fill=PatternFill("solid", bgColor="FF1F3864"))
    ),
    "pale by a condition on dark": under(FormulaRule(formula=["TRUE"], **PALE), fill=DARK),
    "bold by a condition that is not worked out": under(FormulaRule(formula=["$C3>TODAY()"], font=Font(bold=True))),
    "red by a condition that is not worked out": under(
        FormulaRule(formula=["$C3>TODAY()"], font=Font(color="FFFF0000"))
    ),
    "the second of two conditions": under(
        FormulaRule(formula=["TRUE"], font=Font(color="FF000000")), FormulaRule(formula=["TRUE"], **PALE)
    ),
    "in the head of a table": in_table("B1"),
    "in the head of a table of its own": in_table("B1", "Ours"),
    "in a dark table": in_table("B3", "TableStyleDark3"),
}


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same workbook with its parts changed."""
    other = path.with_name(f"{path.stem}-.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return other


def written(folder: Path, words: object, change: Change) -> Path:
    """A workbook with words in the cell B3, after a change."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (("Rule", "Note", "Owner"), ("Gate", OPENING, "Ann"), ("Lamp", words, "Bob"), ("Log", CLOSING, "Cid")):
        sheet.append(line)
    change(sheet)
    book.save(folder / "gates.xlsx")
    return _with_a_style_of_tables(folder / "gates.xlsx")


def _with_a_style_of_tables(path: Path) -> Path:
    """The same workbook with a style of tables, `Ours`, whose head alone is dark."""
    look = b'<dxf><fill><patternFill><bgColor rgb="FF1F3864"/></patternFill></fill></dxf>'
    part = b'<tableStyleElement type="headerRow" dxfId="%d"/><tableStyleElement type="wholeTable"/>'
    style = (
        b'<tableStyles count="1"><tableStyle name="Ours" pivot="0" count="2">' + part + b"</tableStyle></tableStyles>"
    )

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/styles.xml":
            return content
        number = content.count(b"<dxf>")
        if b"</dxfs>" not in content:
            content = re.sub(rb"(?:<dxfs[^>]*/>)?(?=<tableStyles)", b"<dxfs></dxfs>", content, count=1)
        content = content.replace(b"</dxfs>", look + b"</dxfs>")
        return re.sub(rb"<tableStyles[^>]*/>", lambda _: style % number, content)

    return rewritten(path, change)


def passages(found: Read) -> str:
    (document,) = found.documents
    return "\n".join(document.text[one.start : one.end] + one.context for one in document.blocks)


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_of_a_workbook_does_not_go_in(tmp_path: Path, name: str) -> None:
    found = read(written(tmp_path, SECRET, UNSEEN[name]))
    assert SECRET not in found.documents[0].text and found.problems == ()
    assert OPENING in passages(found) and CLOSING in passages(found)


@pytest.mark.parametrize("name", SEEN)
def test_what_people_see_of_a_workbook_goes_in(tmp_path: Path, name: str) -> None:
    found = read(written(tmp_path, WORDS, SEEN[name]))
    assert WORDS in passages(found) and OPENING in passages(found) and CLOSING in passages(found)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0;;", 5, "Note: 5"),
        ("0;;", -5, ""),
        ("0;-0;;@", 0, ""),
        ("#,##0", 0, "Note: 0"),
        ("General", 7, "Note: 7"),
        ('[=1]"Yes";[=0]"No";0', 1, "Note: Yes"),
        ('[=1]"Yes";[=0]"No";0', 0, "Note: No"),
        ('[=1]"Yes";[=0]"No";0', 8, "Note: 8"),
        ('[>100][White]0;0', 150, ""),
        ('[>100][White]0;0', 50, "Note: 50"),
        ("yyyy-mm-dd", date(2026, 3, 1), "Note: 2026-03-01"),
        ("[h]:mm", 0.5, "Note: "),
        (";;;", date(2026, 3, 1), ""),
        (";;;", True, ""),
        ("0", True, "Note: yes"),
        ("[$-409]0", 4, "Note: 4"),
        ('"USD" 0', 4, "Note: USD 4"),
        ("[Red]0", 4, "Note: 4"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_format_shows_it(tmp_path: Path, code: str, value: object, shown: str) -> None:
    said = passages(read(written(tmp_path, "", shown_by(code, value))))
    line = next(one for one in said.split("\n") if one.startswith("Rule: Lamp"))
    assert shown in line and ("Note" in line) == bool(shown)


@pytest.mark.parametrize("formula", ["$A$9<>TODAY()", "MOD(ROW(),2)=1", "$C3=$C4"])
def test_a_condition_that_is_not_worked_out_and_may_hide_a_cell_is_told(tmp_path: Path, formula: str) -> None:
    found = read(written(tmp_path, SECRET, under(FormulaRule(formula=[formula], **PALE))))
    assert SECRET not in found.documents[0].text and CLOSING in passages(found)
    (line,) = found.problems
    assert "B3" in line and "'Sheet'" in line


def test_the_strict_form_of_the_format_hides_as_much(tmp_path: Path) -> None:
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = written(tmp_path, SECRET, row_of(hidden=True))
    found = read(
        rewritten(
            path, lambda _, part: part.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict)
        )
    )
    assert SECRET not in found.documents[0].text and CLOSING in passages(found)


@pytest.mark.parametrize(("formula", "goes_in"), [("TRUE", False), ("FALSE", True)])
def test_a_condition_of_the_newer_form_counts_too(tmp_path: Path, formula: str, goes_in: bool) -> None:
    rule = f"""<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"
        xmlns:n="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
        xmlns:m="http://schemas.microsoft.com/office/excel/2006/main"><n:conditionalFormattings><n:conditionalFormatting>
        <n:cfRule type="expression" priority="1" id="x"><m:f>{formula}</m:f><n:dxf><font><color rgb="FFFFFFFF"/></font></n:dxf>
        </n:cfRule><m:sqref>B3</m:sqref></n:conditionalFormatting></n:conditionalFormattings></ext></extLst></worksheet>"""
    path = written(tmp_path, WORDS, styled())
    found = read(rewritten(path, lambda _, part: part.replace(b"</worksheet>", rule.encode())))
    assert (WORDS in found.documents[0].text) == goes_in and CLOSING in passages(found)


_DRAWING = """<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:twoCellAnchor><d:from><d:col>0</d:col><d:row>2</d:row></d:from>
<d:to><d:col>1</d:col><d:row>2</d:row></d:to><d:sp><d:nvSpPr><d:cNvPr id="2" name="x" {mark}/></d:nvSpPr><d:spPr>{shape}</d:spPr>
<d:txBody><a:p><a:r><a:rPr {size}>{fill}</a:rPr><a:t>@</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"""
_PALE, _NIGHT = (f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' for colour in ("FFFFFF", "1F3864"))


@pytest.mark.parametrize(
    ("mark", "shape", "size", "fill", "change", "goes_in"),
    [
        ("", "", "", "", styled(), True),
        ("", _NIGHT, 'sz="800"', _PALE, styled(), True),
        ("", "<a:noFill/>", "", _PALE, styled(), False),
        ("", _PALE, "", _PALE, styled(), False),
        ("", "", 'sz="100"', "", styled(), False),
        ('hidden="1"', "", "", "", styled(), False),
        ("", "", "", "", row_of(hidden=True), False),
    ],
)
def test_text_in_a_shape_on_a_sheet_goes_in_if_it_is_seen(
    tmp_path: Path, mark: str, shape: str, size: str, fill: str, change: Change, goes_in: bool
) -> None:
    words = "Ropes are checked in spring."
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = rewritten(written(tmp_path, "Words", change), lambda _, part: part)
    with zipfile.ZipFile(path, "a") as archive:
        link = f'<Relationship Id="rId9" Type="{office}/drawing" Target="../drawings/drawing1.xml"/>'
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{link}</Relationships>")
        made = _DRAWING.format(mark=mark, shape=shape, size=size, fill=fill).replace("@", words)
        archive.writestr("xl/drawings/drawing1.xml", made)
    found = read(path)
    assert (words in passages(found)) == goes_in and CLOSING in passages(found) and found.problems == ()


def test_cells_without_names_are_found_where_they_stand(tmp_path: Path) -> None:
    def nameless(name: str, content: bytes) -> bytes:
        return re.sub(rb' r="[A-C]?\d"', b"", content) if name.startswith("xl/worksheets/sheet") else content

    found = read(rewritten(written(tmp_path, SECRET, styled(font=WHITE)), nameless))
    assert SECRET not in found.documents[0].text and CLOSING in passages(found)
