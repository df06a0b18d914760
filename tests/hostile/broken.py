"""Valid files with a single part broken: each member of an archive, each object of a PDF, stretches of a text."""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
from openpyxl.comments import Comment

from tests.hostile.made import SEEN, pdf, shown

WRONG_ROOT = b'<?xml version="1.0"?><other xmlns="urn:other"><thing>1</thing></other>'


def word_file() -> bytes:
    """A Word document with headings, a list, a table, a header and properties."""
    book = docx.Document()
    book.core_properties.title = "Ferry"
    book.add_heading("Ferry", 1)
    book.add_paragraph(SEEN)
    book.add_paragraph("Keep the log.", style="List Bullet")
    table = book.add_table(rows=2, cols=2)
    for at, words in enumerate(("Rule", "Note", "Gates are locked", "at nine")):
        table.cell(at // 2, at % 2).text = words
    book.sections[0].header.paragraphs[0].text = "Header"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def book_file() -> bytes:
    """A workbook with two sheets, a comment, styles and a hidden row."""
    book = openpyxl.Workbook()
    for name in ("Rules", "More"):
        sheet = book.create_sheet(name)
        for line in (("Rule", "Note"), (SEEN, "at nine"), ("Lamps are lit", "at dusk")):
            sheet.append(line)
        sheet.row_dimensions[3].hidden = True
    book["Rules"]["A2"].comment = Comment("words", "someone")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def pdf_file(folder: Path) -> bytes:
    """A PDF of one page."""
    path = folder / "whole.pdf"
    pdf(shown(SEEN, 700) + shown("Lamps are lit at dusk.", 650))(path)
    return path.read_bytes()


def archives(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """An archive with each of its members cut off, replaced by junk or by XML of another kind, or taken out."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(1)
    for name, held in members.items():
        broken = {
            "cut": held[: len(held) // 2],
            "junk": chance.randbytes(len(held) // 2 + 8),
            "other": WRONG_ROOT,
            "empty": b"",
            "text": b"not markup at all",
            "bare": re.sub(rb">.*<", b"><", held, count=1, flags=re.S),
            "numbers": re.sub(rb'(="?)\d+', rb"\g<1>x9", held),
        }
        for how, content in broken.items():
            yield f"{how} {name}", zipped({**members, name: content})
        yield f"no {name}", zipped({one: each for one, each in members.items() if one != name})
        yield f"flipped {name}", flipped(whole, name)


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def flipped(whole: bytes, name: str) -> bytes:
    """The archive with bytes changed in the packed content of a member, so that its sum no longer fits."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo(name)
    start = info.header_offset + 30 + len(name) + 4
    end = min(start + max(4, info.compress_size // 2), len(whole))
    return whole[:start] + bytes(each ^ 0x5A for each in whole[start:end]) + whole[end:]


def objects(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """A PDF with each of its objects, and what follows them, damaged in each of several ways."""
    chance = random.Random(2)
    parts = [*re.finditer(rb"\d+ 0 obj.*?endobj", whole, re.S), *re.finditer(rb"xref.*", whole, re.S)]
    for part in parts:
        name, held = part.group()[:8].decode("latin-1").strip(), part.group()
        broken = {
            "cut": held[: len(held) // 2],
            "junk": chance.randbytes(len(held)),
            "gone": b"",
            "null": re.sub(rb"obj.*endobj", b"obj null endobj", held, flags=re.S),
            "renamed": held.replace(b"/Type", b"/Tipe").replace(b"/Kids", b"/Kits").replace(b"/Length", b"/Longth"),
            "numbers": re.sub(rb"\d+(?= )", b"99999", held),
            "round": re.sub(rb"\d+ 0 R", b"2 0 R", held),
        }
        for how, content in broken.items():
            yield f"{how} {name}", whole[: part.start()] + content + whole[part.end() :]


def texts(whole: bytes, times: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """A text with stretches cut out, doubled, or replaced by junk and by signs of its own format."""
    chance = random.Random(seed)
    signs = [
        b"{",
        b"}",
        b"[",
        b'"',
        b"\\",
        b"<",
        b"</",
        b"&#",
        b",",
        b":",
        b"\t",
        b"\xff",
        b"null",
        b"1e999",
        b"- ",
        b"!!python/x ",
    ]
    for number in range(times):
        at, length = chance.randrange(len(whole)), chance.randrange(1, 40)
        put = chance.choice(
            [b"", whole[at : at + length] * 3, chance.randbytes(length), chance.choice(signs) * chance.randrange(1, 9)]
        )
        yield f"text {number}", whole[:at] + put + whole[at + length :]


def text_files() -> dict[str, bytes]:
    """By suffix a valid file that is a text."""
    rules = [{"id": f"R{n}", "title": "Gate", "text": SEEN, "tags": ["a", "b"]} for n in range(3)]
    part = {"name": "statement", "prose": SEEN + " {{ insert: param, p }}"}
    control = {"id": "c", "title": "Lock", "params": [{"id": "p", "label": "at nine"}], "parts": [part]}
    catalog = {"title": "Ferry", "groups": [{"id": "g", "title": "Gates", "controls": [control]}]}
    table = "".join(f"<tr><td rowspan=2>{n}</td><td colspan=3>{SEEN}</td></tr>" for n in range(3))
    page = (
        "<html><head><style>.a{color:rgb(1 2 3/4%)}</style></head><body><h1>Ferry</h1>"
        f"<p class=a style='left:calc(1px + 2%)'>{SEEN}</p><table>{table}</table></body></html>"
    )
    head = "---\ntitle: Ferry\nkind: guidance\nvalid_from: 2026-01-02\naudience: everyone\n---\n\n"
    written = {
        ".json": json.dumps({"rules": rules}, indent=1),
        ".oscal.json": json.dumps({"catalog": {"metadata": {"title": "Ferry"}, **catalog}}),
        ".jsonl": "".join(json.dumps({"_id": str(n), "title": "T", "text": SEEN}) + "\n" for n in range(4)),
        ".yaml": f"title: Ferry\nwhen: 2026-01-02\nrules:\n  - id: R1\n    text: {SEEN}\n  - &a [1, 2]\n  - *a\n",
        ".csv": f'Rule,Note\n"{SEEN}",at nine\nLamps,"at ""dusk"""\n',
        ".html": page,
        ".md": f"{head}# Ferry\n\n{SEEN}\n\n| a | b |\n|---|---|\n| c | d |\n",
        ".txt": f"FERRY\n\n1. Gates\n\n{SEEN}\n",
    }
    return {suffix: text.encode() for suffix, text in written.items()}
