"""What people can't see of a Word document does not go in, whatever hides it; what they see does, whatever wraps it.

In the tables `@` stands for the words.
"""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from ingest.document import Document
from ingest.readers import read
from ingest.readers.office_colours import Theme
from ingest.readers.word.marks import value
from ingest.readers.word.said import shade
from tests.hostile.made import SECRET

OPENING, CLOSING = "The gates are locked at nine.", "The log is kept for a year."
WORDS = "Lamps are lit at dusk by the warden."
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "zz": "urn:nobody:knows",
}
_NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())
_GRAPHIC = '<a:graphic><a:graphicData uri="x">'


def run(properties: str = "", words: str = "@") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def text(properties: str = "", paragraph: str = "", words: str = "@") -> str:
    return f"<w:p><w:pPr>{paragraph}</w:pPr>{run(properties, words)}</w:p>"


def table(*rows: str, look: str = "") -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, looks: str = "") -> str:
    return f"<w:tr><w:trPr>{looks}</w:trPr>{''.join(cells)}</w:tr>"


def cell(inner: str, looks: str = "") -> str:
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner}</w:tc>"


def one_cell(inner: str, looks: str = "", table_look: str = "", row_look: str = "") -> str:
    head = row(cell(text(words="Rule")), cell(text(words="Note")))
    return table(head, row(cell(text(words="Gate")), cell(inner, looks), looks=row_look), look=table_look)


def drawn(inner: str = "", placed: str = "", mark: str = "", size: str = '<wp:extent cx="900000" cy="900000"/>') -> str:
    shape = f"<wps:wsp>{inner}<wps:txbx><w:txbxContent>{text()}</w:txbxContent></wps:txbx></wps:wsp>"
    box = f"<wp:anchor {mark}>{placed}{size}{_GRAPHIC}{shape}</a:graphicData></a:graphic></wp:anchor>"
    return f"<w:p><w:r><w:drawing>{box}</w:drawing></w:r></w:p>"


def vector(looks: str, properties: str = "") -> str:
    box = f"<v:shape {looks}><v:textbox><w:txbxContent>{text(properties)}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"


def either(requires: str, first: str, second: str) -> str:
    choice = f'<mc:Choice Requires="{requires}">{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"<w:p>{marks[0]}{code}{marks[1]}{result}{marks[2]}</w:p>"


def _box(words: str) -> str:
    return (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{text(words=words)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def letters(colour: str) -> str:
    shape = f'<v:shape fillcolor="{colour}"><v:textpath string="@"/></v:shape>'
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
STYLES = f"""
<w:style w:type="paragraph" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Over"><w:name w:val="Over"/><w:basedOn w:val="Ghost"/></w:style>
<w:style w:type="paragraph" w:styleId="Back"><w:name w:val="Back"/><w:basedOn w:val="Ghost"/>
  <w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Spirit"><w:name w:val="Spirit"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr>{WHITE}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Board"><w:name w:val="Board"/><w:pPr>{DARK}</w:pPr><w:rPr>{WHITE}</w:rPr></w:style>
<w:style w:type="table" w:styleId="Clear"><w:name w:val="Clear"/><w:rPr>{WHITE}</w:rPr></w:style>
<w:style w:type="table" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Head"><w:name w:val="Head"/>
  <w:tblStylePr w:type="firstRow"><w:rPr>{WHITE}</w:rPr><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastCol"><w:rPr>{WHITE}</w:rPr></w:tblStylePr></w:style>
<w:style w:type="table" w:styleId="HeadOver"><w:name w:val="HeadOver"/><w:basedOn w:val="Head"/></w:style>
"""
_FIRST_ROW = '<w:tblStyle w:val="HeadOver"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
_LAST_COLUMN = '<w:tblStyle w:val="HeadOver"/><w:tblLook w:val="0720"/>'

UNSEEN = {
    "near white": text('<w:color w:val="FEFEFE"/>'),
    "pale": text('<w:color w:val="F2F2F2"/>'),
    "theme": text('<w:color w:val="000000" w:themeColor="background1"/>'),
    "theme auto": text('<w:color w:val="auto" w:themeColor="background1"/>'),
    "theme tint": text('<w:color w:val="000000" w:themeColor="text1" w:themeTint="00"/>'),
    "theme shade": text('<w:color w:val="000000" w:themeColor="background1" w:themeShade="FA"/>'),
    "black on black": text('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
    "black on a mark": text('<w:color w:val="000000"/><w:highlight w:val="black"/>'),
    "dark on dark": text('<w:color w:val="1F3960"/>', DARK),
    "white on a white mark": text(WHITE + '<w:highlight w:val="white"/>'),
    "no mark": text(WHITE + '<w:highlight w:val="none"/>'),
    "white on a pale shade": text(WHITE + '<w:shd w:val="clear" w:fill="FEFEFE"/>'),
    "white on no shade": text(WHITE + '<w:shd w:val="nil" w:fill="000000"/>'),
    "white on a thin pattern": text(WHITE + '<w:shd w:val="pct5" w:color="auto" w:fill="FFFFFF"/>'),
    "white on a theme's shade": text(WHITE, '<w:shd w:val="clear" w:fill="000000" w:themeFill="background1"/>'),
    "white cell in a dark one": one_cell(text(WHITE), '<w:shd w:val="clear" w:fill="FFFFFF"/>', f"{DARK}"),
    "no fill": text("<w14:textFill><w14:noFill/></w14:textFill>"),
    "clear fill": text(
        '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="99000"/></w14:srgbClr>'
        "</w14:solidFill></w14:textFill>"
    ),
    "white fill": text(
        '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>'
    ),
    "vanished": text("<w:vanish/>"),
    "special": text("<w:specVanish/>"),
    "style of a style": text(paragraph='<w:pStyle w:val="Over"/>'),
    "style of letters": text('<w:rStyle w:val="Spirit"/>'),
    "pale style": text(paragraph='<w:pStyle w:val="Pale"/>'),
    "tiny": text('<w:sz w:val="7"/>'),
    "tiny from right to left": text('<w:sz w:val="24"/><w:szCs w:val="4"/><w:rtl/>'),
    "scaled": text('<w:w w:val="1"/>'),
    "pressed": text('<w:spacing w:val="-400"/>'),
    "fitted": text('<w:fitText w:val="1"/>'),
    "low line": text(paragraph='<w:spacing w:line="20" w:lineRule="exact"/>'),
    "indented": text(paragraph='<w:ind w:left="-31000" w:right="31000"/>'),
    "indented left": text(paragraph='<w:ind w:left="-31000"/>'),
    "hanging": text(paragraph='<w:ind w:hanging="31000"/>'),
    "indented right": text(paragraph='<w:ind w:start="31000"/>'),
    "frame": text(paragraph='<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="-20000" w:y="100"/>'),
    "frame above": text(paragraph='<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="1" w:y="-20000"/>'),
    "low frame": text(paragraph='<w:framePr w:w="2000" w:h="1" w:hRule="exact" w:hAnchor="page"/>'),
    "moved away": f'<w:p><w:moveFrom w:id="1" w:author="a">{run()}</w:moveFrom></w:p>',
    "deleted": f'<w:p><w:del w:id="1" w:author="a">{run()}</w:del></w:p>',
    "deleted row": one_cell(text(), row_look='<w:del w:id="1" w:author="a"/>'),
    "deleted cell": one_cell(text(), '<w:cellDel w:id="1" w:author="a"/>'),
    "hidden row": one_cell(text(), row_look="<w:hidden/>"),
    "low row": one_cell(text(), row_look='<w:trHeight w:val="1" w:hRule="exact"/>'),
    "merged away": table(
        row(cell(text(words="Rule"), '<w:vMerge w:val="restart"/>'), cell(text(words="Note"))),
        row(cell(text(), "<w:vMerge/>"), cell(text(words="Words"))),
    ),
    "table's style": one_cell(text(), table_look='<w:tblStyle w:val="Clear"/>'),
    "hidden by a table's style": one_cell(text(), table_look='<w:tblStyle w:val="Gone"/>'),
    "white under a head": one_cell(text(WHITE), table_look=_FIRST_ROW),
    "last column": one_cell(text(), table_look=_LAST_COLUMN),
    "plain grid": one_cell(text(WHITE), table_look='<w:tblStyle w:val="TableGrid"/>'),
    "table beside the page": one_cell(text(), table_look='<w:tblpPr w:tblpX="-20000"/>'),
    "hidden shape": vector('style="width:200pt;height:50pt;visibility:hidden"'),
    "shape not displayed": vector('style="width:200pt;height:50pt;display:none"'),
    "flat shape": vector('style="width:200pt;height:0"'),
    "shape beside the page": vector('style="position:absolute;margin-left:-9999pt;width:200pt;height:50pt"'),
    "white in a shape": vector('style="width:200pt;height:50pt"', WHITE),
    "hidden drawing": drawn(mark='hidden="1"'),
    "drawing marked as hidden": drawn(placed='<wp:docPr id="1" name="x" hidden="1"/>'),
    "flat drawing": drawn(size='<wp:extent cx="1" cy="1"/>'),
    "drawing beside the page": drawn(
        placed='<wp:positionH relativeFrom="page"><wp:posOffset>-99999999</wp:posOffset></wp:positionH>'
    ),
    "shape in a hidden run": f"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{_box('@')}</w:r></w:p>",
    "another form": either("wps", _box("Words are here."), run()),
    "unknown form": either("zz", _box("@"), "<w:t>Words are here.</w:t>"),
    "wrapped in what Word does not know": f"<w:p><zz:x>{run()}</zz:x></w:p>",
    "white letters drawn as one": letters("white"),
    "code of a field": field(run(), run(words="Words")),
    "field in a field": field(f"<w:r><w:instrText>IF </w:instrText></w:r>{run()}", run(words="Words")),
    "hidden formula": "<w:p><m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>@</m:t></m:r></m:oMath></w:p>",
    "white formula": f"<w:p><m:oMath><m:r><w:rPr>{WHITE}</w:rPr><m:t>@</m:t></m:r></m:oMath></w:p>",
}  # fmt: skip
SEEN = {
    "content control": f"<w:sdt><w:sdtPr/><w:sdtContent>{text()}</w:sdtContent></w:sdt>",
    "control in a line": f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run()}</w:sdtContent></w:sdt></w:p>",
    "control in a cell": one_cell(f"<w:sdt><w:sdtContent>{text()}</w:sdtContent></w:sdt>"),
    "control around a cell": table(
        row(cell(text(words="Rule")), cell(text(words="Note"))),
        row(cell(text(words="Gate")), f"<w:sdt><w:sdtContent>{cell(text())}</w:sdtContent></w:sdt>"),
    ),
    "control around a row": table(
        row(cell(text(words="Rule")), cell(text(words="Note"))),
        f"<w:sdt><w:sdtContent>{row(cell(text(words='Gate')), cell(text()))}</w:sdtContent></w:sdt>",
    ),
    "control around a table": f"<w:sdt><w:sdtContent>{one_cell(text())}</w:sdtContent></w:sdt>",
    "custom block": f'<w:customXml w:element="x">{text()}</w:customXml>',
    "custom in a line": f'<w:p><w:customXml w:element="x">{run()}</w:customXml></w:p>',
    "smart tag": f'<w:p><w:smartTag w:element="x">{run()}</w:smartTag></w:p>',
    "link": f'<w:p><w:hyperlink w:anchor="x">{run()}</w:hyperlink></w:p>',
    "inserted": f'<w:p><w:ins w:id="1" w:author="a">{run()}</w:ins></w:p>',
    "moved here": f'<w:p><w:moveTo w:id="1" w:author="a">{run()}</w:moveTo></w:p>',
    "table in a cell": one_cell(text(words="Outer") + one_cell(text()) + "<w:p/>"),
    "table in a table of one cell": table(row(cell(one_cell(text()) + "<w:p/>"))),
    "formula": "<w:p><w:r><w:t>It is </w:t></w:r><m:oMath><m:r><m:t>@</m:t></m:r></m:oMath></w:p>",
    "shape": vector('style="width:200pt;height:50pt"'),
    "drawing": drawn(),
    "drawing in a white run": f"<w:p><w:r><w:rPr>{WHITE}</w:rPr>{_box('@')}</w:r></w:p>",
    "letters drawn as one": letters("silver"),
    "first form": either("wps", _box("@"), _box("@")),
    "form below an unknown one": either("zz", _box("Words"), _box("@")),
    "white in a dark shape": vector('style="width:200pt;height:50pt" fillcolor="#1F3864"', WHITE),
    "white in a dark drawing": drawn('<wps:spPr><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></wps:spPr>').replace(
        "<w:rPr>", f"<w:rPr>{WHITE}"
    ),
    "white in a drawing of a style": drawn(
        '<wps:spPr/><wps:style><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef></wps:style>'
    ).replace("<w:rPr>", f"<w:rPr>{WHITE}"),
    "header's style": text(paragraph='<w:pStyle w:val="Header"/>'),
    "footer's style": text(paragraph='<w:pStyle w:val="Footer"/>'),
    "contents' style": text(paragraph='<w:pStyle w:val="TOC1"/>'),
    "grey": text('<w:color w:val="767676"/>'),
    "light grey": text('<w:color w:val="D9D9D9"/><w:sz w:val="20"/>'),
    "yellow": text('<w:color w:val="FFFF00"/>'),
    "theme's shade": text('<w:color w:val="FFFFFF" w:themeColor="background1" w:themeShade="80"/>'),
    "automatic on black": text('<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>'),
    "white on solid": text(WHITE + '<w:shd w:val="solid" w:color="000000" w:fill="auto"/>'),
    "white on half a pattern": text(WHITE + '<w:shd w:val="pct50" w:color="auto" w:fill="FFFFFF"/>'),
    "white on a mark": text(WHITE + '<w:highlight w:val="darkBlue"/>'),
    "white on a dark paragraph": text(WHITE, DARK),
    "white on a dark style": text(paragraph='<w:pStyle w:val="Board"/>'),
    "white on a dark cell": one_cell(text(WHITE), DARK),
    "white on a dark table": one_cell(text(WHITE), table_look=DARK),
    "white in a cell of a dark cell": one_cell(one_cell(text(WHITE)) + "<w:p/>", DARK),
    "white head": table(
        row(cell(text(words="@")), cell(text(words="@"))),
        row(cell(text(words="Gate")), cell(text(words="Shut"))),
        look=_FIRST_ROW,
    ),
    "outlined": text(
        '<w14:textOutline><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textOutline>'
        "<w14:textFill><w14:noFill/></w14:textFill>"
    ),
    "dark fill": text('<w14:textFill><w14:solidFill><w14:schemeClr w14:val="tx1"/></w14:solidFill></w14:textFill>'),
    "not vanished": text('<w:vanish w:val="0"/>', '<w:pStyle w:val="Ghost"/>'),
    "shown again by its style": text(paragraph='<w:pStyle w:val="Back"/>'),
    "hidden twice": text('<w:rStyle w:val="Spirit"/>', '<w:pStyle w:val="Ghost"/>'),
    "not on the web": text("<w:webHidden/>"),
    "small": text('<w:sz w:val="8"/>'),
    "tiny for other scripts": text('<w:szCs w:val="4"/>'),
    "narrow": text('<w:w w:val="50"/>'),
    "dense": text('<w:spacing w:val="-20"/>'),
    "tight line": text(paragraph='<w:spacing w:line="160" w:lineRule="exact"/>'),
    "single line": text(paragraph='<w:spacing w:line="20" w:lineRule="auto"/>'),
    "in the margin": text(paragraph='<w:ind w:left="-720" w:hanging="360"/>'),
    "hung": text(paragraph='<w:ind w:left="720" w:hanging="720"/>'),
    "framed": text(paragraph='<w:framePr w:w="2000" w:hAnchor="page" w:x="900" w:y="900"/>'),
    "row of one line": one_cell(text(), row_look='<w:trHeight w:val="280" w:hRule="exact"/>'),
    "row of a least height": one_cell(text(), row_look='<w:trHeight w:val="1" w:hRule="atLeast"/>'),
    "first column": one_cell(text(), table_look='<w:tblStyle w:val="HeadOver"/><w:tblLook w:val="06A0"/>'),
    "result of a field": field("<w:r><w:instrText>REF x</w:instrText></w:r>", run()),
    "field without an end": f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{run()}</w:p>',
    "simple field": f'<w:p><w:fldSimple w:instr="REF x">{run()}</w:fldSimple></w:p>',
    "read above": f"<w:p><w:r><w:ruby><w:rt>{run(words='so')}</w:rt><w:rubyBase>{run()}</w:rubyBase></w:ruby></w:r></w:p>",
}  # fmt: skip


def written(folder: Path, body: str, *, styles: str = STYLES, settings: str = "", page: str = "") -> Path:
    """A document with a body between its first and its last sentence."""
    book = docx.Document()
    for style in parse_xml(f"<w:styles {_NAMES}>{styles}</w:styles>"):
        book.styles.element.append(style)
    book.add_heading("Gates", 1)
    book.add_paragraph(OPENING)
    for one in parse_xml(f"<w:body {_NAMES}>{body}</w:body>"):
        book.element.body.insert(len(book.element.body) - 1, one)
    book.add_paragraph(CLOSING)
    for one in parse_xml(f"<w:settings {_NAMES}>{settings}</w:settings>"):
        book.settings.element.append(one)
    if page:
        book.element.insert(0, parse_xml(re.sub(r"^<(\S+)", rf"<\1 {_NAMES}", page)))
    book.save(str(folder / "gates.docx"))
    return folder / "gates.docx"


def passages(document: Document) -> str:
    return "\n".join(
        document.text[one.start : one.end] + " ".join((*one.section, one.context)) for one in document.blocks
    )


def document_of(path: Path) -> Document:
    found = read(path)
    assert found.problems == ()
    return found.documents[0]


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_of_a_word_document_does_not_go_in(tmp_path: Path, name: str) -> None:
    document = document_of(written(tmp_path, UNSEEN[name].replace("@", SECRET)))
    assert SECRET not in document.text and SECRET not in document.title
    assert OPENING in passages(document) and CLOSING in passages(document)


@pytest.mark.parametrize("name", SEEN)
def test_what_people_see_of_a_word_document_goes_in(tmp_path: Path, name: str) -> None:
    said = passages(document_of(written(tmp_path, SEEN[name].replace("@", WORDS))))
    assert WORDS in said and OPENING in said and CLOSING in said


def test_the_forms_of_a_shape_are_read_once(tmp_path: Path) -> None:
    document = document_of(written(tmp_path, SEEN["first form"].replace("@", WORDS)))
    assert document.text.count(WORDS) == 1


@pytest.mark.parametrize(
    ("settings", "goes_in"), [("<w:displayBackgroundShape/>", True), ('<w:displayBackgroundShape w:val="0"/>', False)]
)
def test_white_words_are_seen_on_a_dark_page(tmp_path: Path, settings: str, goes_in: bool) -> None:
    path = written(tmp_path, text(WHITE, words=WORDS), settings=settings, page='<w:background w:color="112233"/>')
    assert (WORDS in document_of(path).text) == goes_in


@pytest.mark.parametrize(
    ("mark", "properties", "goes_in"),
    [
        ("", "", True),
        ("", '<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>', False),
        ('<wp:docPr id="1" name="x" hidden="1"/>', "", False),
    ],
)
@pytest.mark.parametrize("kind", ["diagram", "chart"])
def test_words_of_a_diagram_and_a_chart_go_in(
    tmp_path: Path, kind: str, mark: str, properties: str, goes_in: bool
) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    name = f'<c:chart xmlns:c="{space}" xmlns:r="{office}" r:id="rIdDrawn"/>'
    name = f'<d:relIds xmlns:d="{space}" xmlns:r="{office}" r:dm="rIdDrawn"/>' if kind == "diagram" else name
    graphic = f"<a:graphic><a:graphicData>{name}</a:graphicData></a:graphic>"
    plain = written(tmp_path, f"<w:p><w:r><w:drawing><wp:inline>{mark}{graphic}</wp:inline></w:drawing></w:r></w:p>")
    words = f"<a:p><a:r>{properties}<a:t>{WORDS}</a:t></a:r></a:p>"
    unwritten = f"<x:t><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></x:t>"
    inner = f'<x:pt type="node"><x:t>{words}</x:t></x:pt><x:pt type="pres">{unwritten}</x:pt>'
    part = f'<x:chartSpace xmlns:x="{space}" {_NAMES}>{inner if kind == "diagram" else words}</x:chartSpace>'
    document = document_of(with_part(plain, "drawn.xml", f"{office}/{kind}", "rIdDrawn", part))
    assert (WORDS in passages(document)) == goes_in and SECRET not in document.text and CLOSING in passages(document)


def _group(under: str, place: str = '<a:off x="10" y="10"/><a:ext cx="50" cy="50"/>') -> str:
    box = f"<w:txbxContent>{text(WHITE)}</w:txbxContent>"
    over = f"<wps:wsp><wps:spPr><a:xfrm>{place}</a:xfrm><a:noFill/></wps:spPr><wps:txbx>{box}</wps:txbx></wps:wsp>"
    first = (
        f'<wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="99" cy="99"/></a:xfrm>{under}</wps:spPr></wps:wsp>'
    )
    group = f'<g:wgp xmlns:g="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">{first}{over}</g:wgp>'
    return f"<w:p><w:r><w:drawing><wp:inline>{_GRAPHIC}{group}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "goes_in"),
    [
        (_group('<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'), True),
        (_group('<a:solidFill><a:srgbClr val="FDFDFD"/></a:solidFill>'), False),
        (
            _group(
                '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>', '<a:off x="90" y="0"/><a:ext cx="50" cy="50"/>'
            ),
            False,
        ),
    ],
)
def test_white_words_are_seen_on_another_shape_of_their_group(tmp_path: Path, body: str, goes_in: bool) -> None:
    document = document_of(written(tmp_path, body.replace("@", WORDS)))
    assert (WORDS in document.text) == goes_in


def test_white_words_that_may_lie_on_a_picture_are_told(tmp_path: Path) -> None:
    page = drawn(size='<wp:extent cx="7772400" cy="10058400"/>', mark='behindDoc="1"').replace(
        "@", "Ropes are checked."
    )
    found = read(written(tmp_path, page + text(WHITE, words=WORDS)))
    assert WORDS not in found.documents[0].text and "1 piece of text" in found.problems[0]
    assert document_of(written(tmp_path, page))


def test_an_inserted_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, '<w:altChunk xmlns:r="urn:r" r:id="rId99"/>')
    found = read(path)
    assert "1 inserted file in it" in found.problems[0] and CLOSING in passages(found.documents[0])


@pytest.mark.parametrize(
    ("names", "goes_in"), [('w:bg1="light1" w:t1="dark1"', True), ('w:bg1="dark1" w:t1="light1"', False)]
)
def test_settings_may_give_the_theme_s_names_other_colours(tmp_path: Path, names: str, goes_in: bool) -> None:
    body = text('<w:color w:val="000000" w:themeColor="text1"/>', words=WORDS)
    path = written(tmp_path, body)
    book = docx.Document(str(path))
    for known in list(book.settings.element.iter("{*}clrSchemeMapping")):
        known.getparent().remove(known)
    book.settings.element.append(parse_xml(f"<w:clrSchemeMapping {_NAMES} {names}/>"))
    book.save(str(path))
    assert (WORDS in document_of(path).text) == goes_in


def test_what_all_letters_are_by_default_may_hide_them(tmp_path: Path) -> None:
    path = written(tmp_path, text(words=SECRET) + text('<w:vanish w:val="0"/>', words=WORDS))
    book = docx.Document(str(path))
    defaults = book.styles.element.find(".//{*}rPrDefault/{*}rPr")
    defaults.append(parse_xml(f"<w:vanish {_NAMES}/>"))
    book.save(str(path))
    document = document_of(path)
    assert passages(document).startswith(WORDS) and SECRET not in document.text and OPENING not in document.text


def test_every_style_of_tables_that_comes_with_word_shows_its_cells(tmp_path: Path) -> None:
    book = docx.Document()
    styles = [one for one in book.styles if one.type == WD_STYLE_TYPE.TABLE]
    for number, style in enumerate(styles):
        grid = book.add_table(rows=5, cols=4, style=style)
        for at, one in enumerate(grid._cells):
            one.text = f"Rule {number} of cell {at} holds."
    book.save(str(tmp_path / "all.docx"))
    said = document_of(tmp_path / "all.docx").text
    cells = [(style.name, f"Rule {n} of cell {at} holds.") for n, style in enumerate(styles) for at in range(20)]
    assert len(styles) > 90
    # one style has no colour of its own for its first cell, and is white on white there in Word too
    assert {name for name, words in cells if words not in said} == {"Colorful Shading Accent 3"}


def test_colours_of_the_theme_are_worked_out_as_word_does(tmp_path: Path) -> None:
    book = docx.Document()
    theme = Theme.of(next(one.target_part.blob for one in book.part.rels.values() if one.reltype.endswith("/theme")))
    shades = [one for one in book.styles.element.iter("{*}shd") if value(one, "themeFill") and value(one) == "clear"]
    told, made = [value(one, "fill") for one in shades], [shade(one, theme)[0] for one in shades]
    far = [
        (word, colour)
        for word, colour in zip(told, made, strict=True)
        if max(abs(int(word[at : at + 2], 16) - 255 * colour[at // 2]) for at in (0, 2, 4)) > 3
    ]
    assert len(told) > 300 and not far


def test_a_title_is_what_is_seen_of_it(tmp_path: Path) -> None:
    body = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run(words="Policy")}{run("<w:vanish/>", SECRET)}</w:p>'
    assert document_of(written(tmp_path, body)).title == "Policy"


def test_formulas_and_signs_keep_what_they_say(tmp_path: Path) -> None:
    fraction = "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    body = f"<w:p>{run(words='The score is ')}<m:oMath>{fraction}<m:r><m:t>+</m:t></m:r>{power}</m:oMath></w:p>"
    sign = '<w:r><w:t xml:space="preserve">at most </w:t><w:sym w:font="Symbol" w:char="F0A3"/>'
    sign += "<w:t>5 of ISO</w:t><w:noBreakHyphen/><w:t>27001</w:t></w:r>"
    said = document_of(written(tmp_path, f"{body}<w:p>{sign}</w:p>")).text
    assert "The score is (a+b)/c+x^2" in said and "at most \u22645 of ISO-27001" in said


@pytest.mark.parametrize(
    ("kind", "hides", "look", "goes_in"),
    [
        ("footnote", "", "", True),
        ("endnote", "", "", True),
        ("", "", "", False),
        ("footnote", "", WHITE, False),
        ("footnote", "<w:vanish/>", "", False),
    ],
)
def test_a_note_goes_in_where_it_is_referred_to(
    tmp_path: Path, kind: str, hides: str, look: str, goes_in: bool
) -> None:
    reference = f'<w:r><w:rPr>{hides}</w:rPr><w:{kind}Reference w:id="2"/></w:r>' if kind else ""
    after = text(paragraph='<w:pStyle w:val="Heading2"/>', words="Later")
    plain = written(tmp_path, f"<w:p>{run(words='A claim has a note.')}{reference}</w:p>{after}")
    document = document_of(_with_notes(plain, kind or "footnote", text(look, words=WORDS)))
    assert (WORDS in document.text) == goes_in and SECRET not in document.text
    places = [one.section for one in document.blocks if WORDS in document.text[one.start : one.end]]
    assert places == [()] * goes_in  # above the heading that follows


def _with_notes(path: Path, kind: str, note: str) -> Path:
    line = f'<w:{kind} w:id="0" w:type="separator">{text(words=SECRET)}</w:{kind}>'
    notes = f'<w:{kind}s {_NAMES}>{line}<w:{kind} w:id="2">{note}</w:{kind}></w:{kind}s>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return with_part(path, f"{kind}s.xml", f"{office}/{kind}s", "rIdNotes", notes)


def with_part(path: Path, place: str, kind: str, name: str, part: str) -> Path:
    """The same document with another part in it."""
    link = f'<Relationship Id="{name}" Type="{kind}" Target="{place}"/>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_name("more.docx"), "w") as new:
        for known in old.namelist():
            content = old.read(known)
            if known == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", f"{link}</Relationships>".encode())
            new.writestr(known, content)
        new.writestr(f"word/{place}", part)
    return path.with_name("more.docx")
