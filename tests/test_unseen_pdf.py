"""What people can't see of a PDF does not go in, however it is hidden; what they see does."""

import random
import time
from pathlib import Path

import pytest

from ingest.document import Unreadable
from ingest.readers import read
from ingest.readers.pdf_claimed import agrees
from tests.hostile.made import SECRET, SEEN

OPENING = "The harbour master keeps the keys."
_GENERATOR = random.Random(1)
NOISE = bytes(_GENERATOR.choice((0, 90, 180, 255)) for _ in range(160 * 160))
_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n"
)
WHITE = _PICTURE % (1, 1, 1) + b"\xff\nendstream"
PHOTO = _PICTURE % (160, 160, 160 * 160) + NOISE + b"\nendstream"
WORDS = "@"


def drawn(words: str = WORDS, before: str = "", size: float = 12, at: str = "72 600 Td") -> str:
    return f"BT /F1 {size} Tf {before} {at} ({words}) Tj ET\n"


def stream(said: str, more: bytes = b"") -> bytes:
    return b"<<" + more + b"/Length %d>>stream\n" % len(said) + said.encode("latin-1") + b"\nendstream"


def form(said: str, more: str = "", box: str = "0 0 612 792") -> bytes:
    head = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<</Font<</F1 5 0 R>>>>{more}"
    return stream(said, head.encode())


def image(place: str = "500 0 0 30 60 590") -> str:
    return f"q {place} cm /I Do Q\n"


def annotation(said: str) -> bytes:
    return f"<</Type/Annot/Rect[72 590 500 620]/DA(/F1 12 Tf 0 g)/{said}>>".encode()


# What is drawn, the page's other objects (from number 6 on), and what its resources, itself and the catalog say of them.
Drawn = tuple[str, list[bytes], str, str, str]


def plain(said: str, *objects: bytes, resources: str = "", page: str = "", catalog: str = "") -> Drawn:
    return said, list(objects), resources, page, catalog


LAYER = b"<</Type/OCG/Name(x)>>"
OFF = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
ON = "/OCProperties<</OCGs[6 0 R]/D<<>>>>"
COVER = "1 1 1 rg 60 590 500 30 re f\n"
PLAIN_AP = form("BT /F1 12 Tf 0 5 Td (@) Tj ET", box="0 0 428 30")
PICTURE = "/XObject<</I 6 0 R>>"
WHOLE = "612 0 0 792 0 0"
UNSEEN = {
    "covered": plain(drawn() + COVER),
    "blackened": plain(drawn() + "0 g 60 590 500 30 re f\n"),
    "covered by a picture": plain(drawn() + image(), WHITE, resources=PICTURE),
    "covered by a photo": plain(drawn() + image(), PHOTO, resources=PICTURE),
    "covered and written over": plain(drawn() + COVER + "0 g " + drawn("Nothing is decided of this for now.")),
    "white": plain("1 g " + drawn()),
    "nearly white": plain(".93 g " + drawn()),
    "white strokes": plain(drawn(before="1 Tr 1 1 1 RG")),
    "white on a white photo": plain(image() + "1 g " + drawn(), WHITE, resources=PICTURE),
    "as dark as its box": plain("0 0 .4 rg 60 590 500 30 re f " + drawn()),
    "clipped": plain("q 0 0 1 1 re W n " + drawn() + "Q\n"),
    "as good as without width": plain(drawn(before="1 Tz")),
    "flat": plain("BT /F1 1 Tf 12 0 0 .01 72 600 Tm (@) Tj ET\n"),
    "tiny": plain(drawn(size=2)),
    "off the page": plain(drawn(at="72 -60 Td")),
    "cropped": plain(drawn(at="72 770 Td"), page="/CropBox[0 0 612 740]"),
    "a layer that is off": plain(
        "/OC /M BDC " + drawn() + "EMC\n", LAYER, resources="/Properties<</M 6 0 R>>", catalog=OFF
    ),
    "a form of a layer that is off": plain(
        "/X Do\n", LAYER, form(drawn(), "/OC 6 0 R"), resources="/XObject<</X 7 0 R>>", catalog=OFF
    ),
    "a form without room": plain("/X Do\n", form(drawn(), box="0 0 1 1"), resources="/XObject<</X 6 0 R>>"),
    "white in a form": plain("/X Do\n", form("1 g " + drawn()), resources="/XObject<</X 6 0 R>>"),
    "no alpha": plain("/G gs " + drawn(), b"<</Type/ExtGState/ca 0/CA 0>>", resources="/ExtGState<</G 6 0 R>>"),
    "no alpha of a group": plain(
        "/G gs /X Do\n",
        b"<</Type/ExtGState/ca 0/CA 0>>",
        form(drawn(), "/Group<</S/Transparency>>"),
        resources="/ExtGState<</G 6 0 R>>/XObject<</X 7 0 R>>",
    ),
    "a mask": plain(
        "/G gs " + drawn(),
        b"<</Type/ExtGState/SMask<</S/Luminosity/G 7 0 R>>>>",
        form("", "/Group<</S/Transparency/CS/DeviceGray>>"),
        resources="/ExtGState<</G 6 0 R>>",
    ),
    "blended into white": plain(
        "1 g 60 590 500 30 re f /G gs 0 g " + drawn(),
        b"<</Type/ExtGState/BM/Screen>>",
        resources="/ExtGState<</G 6 0 R>>",
    ),
    "a white pattern": plain(
        "/Pattern cs /P scn " + drawn(),
        stream(
            "1 g 0 0 9 9 re f",
            b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>",
        ),
        resources="/Pattern<</P 6 0 R>>",
    ),
    "invisible over nothing": plain(drawn(before="3 Tr")),
    "claimed": plain("/Span <</ActualText(@)>> BDC " + drawn("Something else stands here.") + "EMC\n"),
    "a hidden note": plain(
        "", annotation("Subtype/FreeText/F 2/Contents(@)/AP<</N 7 0 R>>"), PLAIN_AP, page="/Annots[6 0 R]"
    ),
    "a note that is not viewed": plain(
        "", annotation("Subtype/FreeText/F 32/Contents(@)/AP<</N 7 0 R>>"), PLAIN_AP, page="/Annots[6 0 R]"
    ),
    "a white note": plain(
        "",
        annotation("Subtype/FreeText/Contents(@)/AP<</N 7 0 R>>"),
        PLAIN_AP.replace(b" Tf 0 5", b" Tf 1 g 0 5").replace(b"Length 4", b"Length 5"),
        page="/Annots[6 0 R]",
    ),
    "a popup": plain("", annotation("Subtype/Popup/Contents(@)"), page="/Annots[6 0 R]"),
}
SHOWN = {
    "plain": plain(drawn()),
    "grey": plain(".46 g " + drawn()),
    "light grey": plain(".8 g " + drawn()),
    "grey and small": plain(".46 g " + drawn(size=6)),
    "a footnote": plain(drawn(size=6.5)),
    "white on a dark box": plain("0 0 .4 rg 60 590 500 30 re f 1 g " + drawn()),
    "over a photo": plain(image() + "1 0 0 rg " + drawn(), PHOTO, resources=PICTURE),
    "white over a dark photo": plain(
        image() + "1 g " + drawn(), PHOTO.replace(NOISE, bytes(one // 4 for one in NOISE)), resources=PICTURE
    ),
    "over a cover": plain("1 g 60 590 500 30 re f 0 g " + drawn()),
    "beside a cover": plain(drawn() + "1 g 60 560 500 30 re f\n"),
    "drawn twice": plain(drawn() + drawn(at="72.4 600 Td")),
    "drawn twice at one place": plain(drawn() + drawn()),
    "four times bold": plain("".join(drawn(at=f"{72 + i * 0.2} 600 Td") for i in range(4))),
    "close lines": plain(drawn("The first of close lines.", at="72 606 Td") + drawn()),
    "outlined": plain(drawn(before="1 Tr 0 0 0 RG")),
    "condensed": plain(drawn(before="50 Tz")),
    "upwards": plain("BT /F1 12 Tf 0 1 -1 0 300 200 Tm (@) Tj ET\n"),
    "slanted": plain("BT /F1 12 Tf .7 .7 -.7 .7 200 200 Tm (@) Tj ET\n"),
    "on a turned page": plain(drawn(at="72 700 Td"), page="/Rotate 90"),
    "on a cropped page": plain(drawn(), page="/CropBox[50 400 612 792]"),
    "a layer that is on": plain(
        "/OC /M BDC " + drawn() + "EMC\n", LAYER, resources="/Properties<</M 6 0 R>>", catalog=ON
    ),
    "a form": plain("/X Do\n", form(drawn()), resources="/XObject<</X 6 0 R>>"),
    "a clip that holds it": plain("q 60 590 500 30 re W n " + drawn() + "Q\n"),
    "half clear": plain("/G gs " + drawn(), b"<</Type/ExtGState/ca .5>>", resources="/ExtGState<</G 6 0 R>>"),
    "read from a scan": plain(image(WHOLE) + drawn(before="3 Tr"), PHOTO, resources=PICTURE),
    "read from a small scan": plain(image() + drawn(before="3 Tr"), PHOTO, resources=PICTURE),
    "put under a scan": plain(drawn() + image(WHOLE), PHOTO, resources=PICTURE),
    "claimed to be what it is": plain("/Span <</ActualText(@)>> BDC " + drawn() + "EMC\n"),
    "shown under a claim": plain("/Span <</ActualText(Nothing at all is said.)>> BDC " + drawn() + "EMC\n"),
    "a note": plain("", annotation("Subtype/FreeText/Contents(@)/AP<</N 7 0 R>>"), PLAIN_AP, page="/Annots[6 0 R]"),
    "a note of a layer that is on": plain(
        "",
        annotation("Subtype/FreeText/Contents(@)/AP<</N 7 0 R>>/OC 8 0 R"),
        PLAIN_AP,
        LAYER,
        page="/Annots[6 0 R]",
        catalog=ON.replace("6 0", "8 0"),
    ),
    "a stamp": plain("", annotation("Subtype/Stamp/AP<</N 7 0 R>>"), PLAIN_AP, page="/Annots[6 0 R]"),
    "a photo cut to letters": plain("q " + drawn(before="7 Tr") + image() + "Q\n", PHOTO, resources=PICTURE),
    "a note without a picture": plain("", annotation("Subtype/FreeText/Contents(@)"), page="/Annots[6 0 R]"),
    "a field": plain(
        "",
        annotation("Subtype/Widget/FT/Tx/T(a)/V(@)/F 4/AP<</N 7 0 R>>"),
        PLAIN_AP,
        page="/Annots[6 0 R]",
        catalog="/AcroForm<</Fields[6 0 R]>>",
    ),
    "a field without a picture": plain(
        "",
        annotation("Subtype/Widget/FT/Tx/T(a)/V(@)/F 4"),
        page="/Annots[6 0 R]",
        catalog="/AcroForm<</Fields[6 0 R]/DR<</Font<</F1 5 0 R>>>>>>",
    ),
}


def pdf(path: Path, drawing: Drawn, words: str, box: str = "0 0 612 792", opening: str = OPENING) -> Path:
    said, objects, resources, page, catalog = drawing
    head = drawn(opening, at="72 720 Td") + drawn("Nobody else has them.", at="72 706 Td") if opening else ""
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R {catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>> {resources}>> {page}>>".encode(),
        stream("0 g " + head + said.replace(WORDS, words)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        filled = body.replace(WORDS.encode(), words.encode()) if b"/Form" in body or b"/Annot" in body else body
        out += b"%d 0 obj\n" % number + _measured(filled) + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(out))
    path.write_bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + table + end)
    return path


def _measured(body: bytes) -> bytes:
    """An object with the length that its stream has."""
    head, sign, rest = body.partition(b">>stream\n")
    if not sign or b"/Image" in head:
        return body
    before, _, _ = head.rpartition(b"/Length")
    return before + b"/Length %d" % (len(rest) - len(b"\nendstream")) + sign + rest


def told(path: Path) -> str:
    try:
        (document,) = read(path).documents
    except Unreadable as refused:
        return refused.reason
    return " ".join(block_text for block in document.blocks for block_text in [document.text[block.start : block.end]])


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_does_not_go_in(tmp_path: Path, name: str) -> None:
    said = told(pdf(tmp_path / "a.pdf", UNSEEN[name], SECRET))
    assert "Zanzibar" not in said
    assert OPENING in said


@pytest.mark.parametrize("name", SHOWN)
def test_what_people_see_goes_in(tmp_path: Path, name: str) -> None:
    said = told(pdf(tmp_path / "a.pdf", SHOWN[name], SEEN))
    assert said.count(SEEN) == 1
    assert OPENING in said or "Crop" in SHOWN[name][3]


def test_a_page_in_larger_units_is_read(tmp_path: Path) -> None:
    drawing = plain(drawn(size=1, at="7 60 Td") + drawn("The second line.", size=1, at="7 50 Td"), page="/UserUnit 12")
    assert SEEN in told(pdf(tmp_path / "a.pdf", drawing, SEEN, box="0 0 51 66", opening=""))


def test_a_value_stands_behind_its_label(tmp_path: Path) -> None:
    field = annotation("Subtype/Widget/FT/Tx/T(a)/V(@)/F 4/AP<</N 7 0 R>>").replace(
        b"[72 590 500 620]", b"[172 595 600 625]"
    )
    drawing = plain(
        drawn("Rule of the gate:") + drawn("The last line.", at="72 500 Td"),
        field,
        PLAIN_AP,
        page="/Annots[6 0 R]",
        catalog="/AcroForm<</Fields[6 0 R]>>",
    )
    assert f"Rule of the gate: {SEEN}" in told(pdf(tmp_path / "a.pdf", drawing, SEEN))


def test_letters_of_a_font_that_is_not_there_are_judged_by_their_colour(tmp_path: Path) -> None:
    fonts = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[7 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 8 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900"
        b"/Descent -200/CapHeight 800/StemV 80>>",
    )
    for colour, is_seen in (("0 g", True), ("1 g", False)):
        drawing = plain(f"{colour} BT /F2 12 Tf 72 600 Td <5BA18BA15E08> Tj ET\n", *fonts, resources="")
        path = pdf(tmp_path / "a.pdf", drawing, "")
        path.write_bytes(path.read_bytes().replace(b"/F1 5 0 R>>", b"/F1 5 0 R/F2 6 0 R>>"))
        assert ("审计师" in told(path)) is is_seen


@pytest.mark.parametrize(
    ("claim", "shown", "is_true"),
    [
        ("fi", "\ufb01", True),
        ("\u00ad", "-", True),
        ("é", "e\u0301", True),
        ("Yes", "\uf0fc", True),
        ("abc", "cba", True),
        ("must not", "must", False),
        (SECRET, "\u2022", False),
    ],
)
def test_a_claim_is_believed_where_it_says_what_is_shown(claim: str, shown: str, is_true: bool) -> None:
    assert agrees(claim, shown) is is_true


def test_fifty_full_pages_are_looked_at_in_seconds(tmp_path: Path) -> None:
    lines = "".join(drawn(f"{SEEN} {SEEN} {i}", size=9, at=f"72 {740 - 14 * i} Td") for i in range(48))
    path = pdf(tmp_path / "a.pdf", plain(lines), "", opening="")
    kids = path.read_bytes().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[" + b"3 0 R " * 50 + b"]/Count 50")
    path.write_bytes(kids)
    started = time.monotonic()
    told(path)
    assert time.monotonic() - started < 30
