"""Makers of single files: PDFs, Office files and archives by hand, since no library writes broken ones."""

import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
import openpyxl
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor
from openpyxl.styles import Font

MB = 1_000_000
SEEN = "The ferry gate must be locked at nine."
SECRET = "Zanzibar must be obeyed at once."
Make = Callable[[Path], None]
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def words(text: str, encoding: str = "utf-8") -> Make:
    return raw(text.encode(encoding, "surrogatepass"))


def raw(content: bytes) -> Make:
    return lambda path: void(path.write_bytes(content))


def void(_: object) -> None:
    """Nothing."""


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1_000 * MB)


def cut(make: Make, share: float) -> Make:
    """The first part of what another maker writes."""

    def made(path: Path) -> None:
        make(path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return made


def pdf(
    stream: bytes, trailer: bytes = b"", filters: bytes = b"", box: bytes = b"[0 0 612 792]", kids: bytes = b"3 0 R"
) -> Make:
    """A page with Helvetica as /F and `stream` as its content."""
    resources = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R /Resources " + resources + b" >>",
        b"<< /Length " + str(len(stream)).encode() + filters + b" >>\nstream\n" + stream + b"\nendstream",
    )
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 5 /Root 1 0 R " + trailer + b" >>\nstartxref\n" + str(len(out)).encode() + b"\n%%EOF\n"
    return raw(out + b"xref\n0 5\n0000000000 65535 f \n" + table + end)


def shown(text: str, y: int, look: str = "", size: float = 12) -> bytes:
    """A line of text in a page's stream; `look` stands before it."""
    return f"q {look} BT /F {size} Tf 72 {y} Td ({text}) Tj ET Q\n".encode()


def bomb(times: int, size: int) -> Make:
    """A page whose content is `size` bytes of harmless operators, deflated `times` times over."""
    filters = b" /Filter [" + b"/FlateDecode " * times + b"]"
    return lambda path: pdf(deflated(times, size), filters=filters)(path)


def deflated(times: int, size: int) -> bytes:
    """`size` bytes of operators: a block that refers to nothing before it comes again, and is deflated only twice."""
    packer, block, check = zlib.compressobj(9), b"0 0 m 9 9 l S\n" * 75_000, 1
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    for _ in range(size // len(block)):
        check = zlib.adler32(block, check)
    content = first + again * (size // len(block) - 1) + packer.flush()[:-4] + struct.pack(">I", check)
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


def archive(parts: Iterable[tuple[str, Iterable[bytes]]]) -> Make:
    def made(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, blocks in parts:
                with file.open(name, "w", force_zip64=True) as part:
                    for block in blocks:
                        part.write(block)

    return made


def word(body: bytes | Iterable[bytes], head: bytes = b"") -> Make:
    """A Word file whose document is `head` and `body`, the rest as python-docx writes it."""
    return lambda path: _replaced(
        path,
        ".docx",
        "word/document.xml",
        [head, f"<w:document {_WORD}><w:body>".encode(), *_blocks(body), b"</w:body></w:document>"],
    )


def book(body: bytes | Iterable[bytes], head: bytes = b"", place: str = "xl/worksheets/sheet1.xml") -> Make:
    """A workbook whose sheet has `body` as its rows."""
    return lambda path: _replaced(
        path,
        ".xlsx",
        place,
        [head, f"<worksheet {_SHEET}><sheetData>".encode(), *_blocks(body), b"</sheetData></worksheet>"],
    )


def lying(make: Make) -> Make:
    """An archive that says of every part that it unpacks to 100 bytes."""

    def made(path: Path) -> None:
        make(path)
        content, at = bytearray(path.read_bytes()), 0
        while (at := content.find(b"PK\x01\x02", at)) >= 0:
            content[at + 24 : at + 28] = struct.pack("<I", 100)
            at += 4
        path.write_bytes(content)

    return made


def paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def row(number: int, *cells: str) -> bytes:
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inner}</row>'.encode()


def numbers(rows: int) -> Iterable[bytes]:
    for start in range(1, rows, 1_000):
        yield b"".join(
            b'<row r="%d"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>' % n for n in range(start, start + 1_000)
        )


def secretive_word(path: Path) -> None:
    """Hidden by a mark, by white, by two points, and by a style that rests on another."""
    document = docx.Document()
    document.add_paragraph(SEEN)
    for hide in ("hidden", "white", "tiny", "styled"):
        run = document.add_paragraph("").add_run(SECRET)
        run.font.hidden = True if hide == "hidden" else None
        run.font.color.rgb = RGBColor(255, 255, 255) if hide == "white" else None
        run.font.size = Pt(2) if hide == "tiny" else None
    base = document.styles.add_style("Ghost", WD_STYLE_TYPE.PARAGRAPH)
    base.font.hidden = True
    over = document.styles.add_style("Ghostly", WD_STYLE_TYPE.PARAGRAPH)
    over.base_style = base
    document.paragraphs[-1].style = over
    document.save(str(path))


def secretive_book(path: Path) -> None:
    """Hidden by sheet, by row, by column, and by white letters."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (
        ("Rule", "Note", "Extra"),
        (SEEN, "kept", SECRET),
        (SECRET, SECRET, SECRET),
        ("Second rule", SECRET, ""),
    ):
        sheet.append(line)
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["B4"].font = Font(color="FFFFFFFF")
    other = workbook.create_sheet("Ghost")
    other.append((SECRET, SECRET))
    other.sheet_state = "hidden"
    workbook.save(path)


def linked(to: str) -> Make:
    return lambda path: path.symlink_to(to)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(str(path))


def _blocks(body: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [body] if isinstance(body, bytes) else body


def _replaced(path: Path, kind: str, place: str, blocks: Iterable[bytes]) -> None:
    """An Office file with one of its parts replaced."""
    whole = path.with_suffix(".whole")
    if kind == ".docx":
        docx.Document().save(str(whole))
    else:
        openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as held:
        parts = [(name, [held.read(name)]) for name in held.namelist() if name != place]
    whole.unlink()
    archive([*parts, (place, blocks)])(path)
