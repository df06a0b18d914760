"""A valid file with one part broken is read, or refused in words for whoever sent it: never in those of a parser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.confinement import Limits
from ingest.describe import Defaults, describe
from ingest.document import Document, Unreadable
from ingest.readers import read
from ingest.registers.sheet import read_sheet
from ingest.sandbox import Sandbox, sandbox
from tests.hostile.broken import archives, book_file, objects, pdf_file, text_files, texts, word_file

# What only a parser or a program would say.
FOREIGN = re.compile(
    r"parser says|object has no|has no attribute|Traceback|lxml|pdfium|zipfile|openpyxl|\w(?:Error|Exception|Warning)\b"
    r"|<class|<\w+ object|\bNone\b|NoneType|codec|0x[0-9a-f]|\b__\w+|\bdict\b|\btuple\b|iterable|subscript|argument"
    r"|invalid literal|out of range|CRC|magic number|decompress|deflate|namespace|relationship|\(char \d|tag:yaml|\\x|\\u"
)
_REMEDY = re.compile(r"; (?:open|save|mend|split|retype|give|write|name)\b|save it as UTF-8|it may be|is cut off|anew")


def check(reason: str) -> None:
    assert "\n" not in reason and len(reason) < 300 and reason == reason.strip(), reason
    assert not FOREIGN.search(reason), reason


def reasons(reader: Sandbox, path: Path, cases: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """By case why it was refused, "" if it was read; each line that is said of it is checked."""
    found = dict[str, str]()
    for name, content in cases:
        path.write_bytes(content)
        try:
            held = reader.read(path)
            for problem in held.problems:
                check(problem)
            for document in held.documents:
                describe(document, "a", "a", Defaults())
            found[name] = ""
        except Unreadable as refused:
            check(refused.reason)
            found[name] = refused.reason
    return found


@pytest.fixture(scope="module")
def reader() -> Iterator[Sandbox]:
    with sandbox(Limits(seconds=10)) as opened:
        yield opened


def test_each_part_of_a_word_file(tmp_path: Path, reader: Sandbox) -> None:
    said = reasons(reader, tmp_path / "a.docx", archives(word_file()))
    assert len(said) > 130 and sum(map(bool, said.values())) > 70
    for how in ("cut", "junk", "other", "empty", "text", "no", "flipped"):
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"):
            assert f"its part {name} " in said[f"{how} {name}"], (how, name, said[f"{how} {name}"])
            assert _REMEDY.search(said[f"{how} {name}"])


def test_each_part_of_a_workbook(tmp_path: Path, reader: Sandbox) -> None:
    said = reasons(reader, tmp_path / "a.xlsx", archives(book_file()))
    assert len(said) > 100 and sum(map(bool, said.values())) > 40
    for how in ("cut", "junk", "other", "empty", "text", "no", "flipped"):
        for name in ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"):
            assert f"its part {name} " in said[f"{how} {name}"], (how, name, said[f"{how} {name}"])


def test_each_object_of_a_pdf(tmp_path: Path, reader: Sandbox) -> None:
    said = reasons(reader, tmp_path / "a.pdf", objects(pdf_file(tmp_path)))
    assert len(said) > 30 and sum(map(bool, said.values())) > 20
    assert all(_REMEDY.search(one) for one in said.values() if one)
    assert "its page 1 can't be read" in said["gone 3 0 obj"]


@pytest.mark.parametrize("suffix", text_files())
def test_stretches_of_a_text(tmp_path: Path, reader: Sandbox, suffix: str) -> None:
    assert len(reasons(reader, tmp_path / f"a{suffix}", texts(text_files()[suffix], 40, 11))) == 40


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_stretches_of_a_file(tmp_path: Path, reader: Sandbox, suffix: str) -> None:
    whole = {".docx": word_file, ".xlsx": book_file, ".pdf": lambda: pdf_file(tmp_path)}[suffix]()
    assert len(reasons(reader, tmp_path / f"a{suffix}", texts(whole, 30, 13))) == 30


def test_a_register_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for _, content in archives(book_file()):
        path.write_bytes(content)
        try:
            read_sheet(path)
        except Unreadable as refused:
            check(refused.reason)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", '{"a": 1 "b": 2}', "a comma or a bracket is missing at line 1, column 9"),
        ("a.json", '{"a": }', "a value is missing"),
        ("a.json", "{} {}", "something stands behind its end"),
        ("a.jsonl", '{"_id": "1" "text": "x"}', "line 1: it is not JSON: a comma or a bracket is missing at column 13"),
        ("a.jsonl", '{"_id": 1, "text": ' + "9" * 5_000 + "}", "far too long"),
        ("a.yaml", "a: !!python/object:os.system x\nb: 1\n", "it is not YAML: it can't be understood at line 1"),
        ("a.yaml", "a: 2026-13-45\n", "may hold a date or a number that is none"),
        ("a.yaml", "a: [1\n", "it is not YAML"),
    ],
)
def test_a_text_says_where_and_what(tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(Unreadable) as refused:
        read(tmp_path / name)
    check(refused.value.reason)
    assert words in refused.value.reason


@pytest.mark.parametrize("value", [[1, 2], {"a": None}, "never", "x\n\x1b[2J" * 90, 3.5, True])
def test_a_field_that_is_no_date_is_said_in_words(value: object) -> None:
    with pytest.raises(Unreadable) as refused:
        describe(Document(None, "T", "x", (), {"valid_from": value}), "a", "a", Defaults())
    check(refused.value.reason)
    with pytest.raises(Unreadable) as refused:
        describe(Document(None, "T", "x", (), {"kind": f"{value} none"}), "a", "a", Defaults())
    assert (
        "is none of" in refused.value.reason and "\n" not in refused.value.reason and "\x1b" not in refused.value.reason
    )
