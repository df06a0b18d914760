"""No passage is larger than can be read, whatever a file holds: cut at blanks, and a word without end is left out."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.document import Read, Unreadable
from ingest.readers import read
from ingest.readers.bounds import LONGEST_UNIT, LONGEST_WORD
from ingest.split import split

RUN = "x" * (LONGEST_WORD + 1)


def taken(tmp_path: Path, name: str, content: str) -> Read:
    (tmp_path / name).write_text(content, "utf-8")
    return read(tmp_path / name)


def passages(found: Read) -> list[str]:
    document = found.documents[0]
    return [document.text[one.start : one.end] for one in split(document, "a", "v")]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.json"])
def test_words_without_a_sentence_end_are_cut_at_blanks_and_none_is_lost(tmp_path: Path, name: str) -> None:
    words = " ".join(f"word{i}" for i in range(20_000))
    wrapped = {"a.csv": f"key,said\nk,{words}\n", "a.json": f'{{"said": "{words}"}}'}.get(name, words)
    found = taken(tmp_path, name, wrapped)
    cut = passages(found)
    assert found.problems == () and max(map(len, cut)) <= LONGEST_UNIT + 100
    assert [word for one in cut for word in one.replace(",", " ").split()][-20_000:] == words.split()


@pytest.mark.parametrize(
    "text", [f"Keys are kept. {RUN} Nets are dried.", f"Keys are kept.\n\n{RUN}\n\nNets are dried."]
)
def test_a_run_without_blanks_is_left_out_with_a_line(tmp_path: Path, text: str) -> None:
    found = taken(tmp_path, "a.txt", text)
    assert " ".join(passages(found)).split() == ["Keys", "are", "kept.", "Nets", "are", "dried."]
    assert [("20,001 characters" in line, "x" * 20 in line) for line in found.problems] == [(True, True)]


def test_a_cell_without_blanks_is_left_out_and_the_other_rows_stay(tmp_path: Path) -> None:
    found = taken(tmp_path, "a.csv", f"key,said\none,kept safe\ntwo,{RUN}\nthree,dried well\n")
    assert passages(found) == ["one,kept safe", "three,dried well"] and "in line 3" in found.problems[0]


def test_a_file_that_is_one_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="20,001 characters without a blank"):
        taken(tmp_path, "a.txt", RUN)


@pytest.mark.parametrize("words", ["word " * 500, "It is so. " * 2_000, "字" * 3_000])
def test_what_is_long_and_no_longer_than_that_stays_as_it_was(tmp_path: Path, words: str) -> None:
    found = taken(tmp_path, "a.txt", words)
    assert found.problems == () and "".join("".join(passages(found)).split()) == "".join(words.split())


def test_a_row_of_usual_length_stays_one_passage(tmp_path: Path) -> None:
    row = "one," + "It is kept safe. " * 200
    assert passages(taken(tmp_path, "a.csv", f"key,said\n{row.strip()}\n")) == [row.strip()]


SENTENCES = [f"Rule {i} says that the gate is shut at noon by the crew of pier {i}." for i in range(240)]
LONG = " ".join(SENTENCES)
HELD = {
    "a.csv": f'Id,Owner,Text,Notes\nR1,Ann,"{LONG}",In the vault\nR2,Olu,short,none\n',
    "a.json": json.dumps([{"id": "R1", "owner": "Ann", "text": LONG, "notes": "In the vault"}]),
    "a.html": f"<table><tr><th>Id<th>Owner<th>Text<th>Notes<tr><td>R1<td>Ann<td>{LONG}<td>In the vault</table>",
    "a.md": f"| Id | Owner | Text | Notes |\n|---|---|---|---|\n| R1 | Ann | {LONG} | In the vault |\n",
}


@pytest.mark.parametrize("name", [*HELD, "a.xlsx", "a.docx"])
def test_a_long_row_is_cut_at_sentence_ends_and_its_parts_keep_their_headers(tmp_path: Path, name: str) -> None:
    rows = [["Id", "Owner", "Text", "Notes"], ["R1", "Ann", LONG, "In the vault"]]
    if name == "a.xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
    elif name == "a.docx":
        document = docx.Document()
        table = document.add_table(rows=2, cols=4)
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(at, column).text = words
        document.save(str(tmp_path / name))
    else:
        (tmp_path / name).write_text(HELD[name], "utf-8")
    held = read(tmp_path / name).documents[0]
    found = [one for one in split(held, "a", "v") if "Rule" in held.text[one.start : one.end]]
    texts = [held.text[one.start : one.end] for one in found]
    assert len(found) > 5 and max(map(len, texts)) < 2_500
    assert all(any(sentence in text for text in texts) for sentence in SENTENCES)
    quoted = [held.text[unit.start : unit.end] for one in found for unit in one.units]
    assert all(any(unit.endswith(sentence) for unit in quoted) for sentence in SENTENCES)
    for one, text in zip(found, texts, strict=True):
        said = " ".join((*one.section, one.context, text))
        assert "R1" in said and "text" in said.lower()
    assert "Ann" in texts[0] and "In the vault" in texts[-1]


def test_a_wide_row_is_cut_between_its_cells(tmp_path: Path) -> None:
    names, values = ([f"{word} {i}" for i in range(300)] for word in ("column", "value of the cell"))
    found = taken(tmp_path, "a.csv", f"{','.join(names)}\n{','.join(values)}\n{','.join('x' * 300)}\n")
    text = found.documents[0].text
    rows = [one for one in split(found.documents[0], "a", "v") if "value" in text[one.start : one.end]]
    assert len(rows) > 2 and [cell for one in rows for cell in text[one.start : one.end].split(",") if cell] == values
    assert all("value of the cell 0" in one.context + text[one.start : one.end] for one in rows)
    assert [name for one in rows for name in one.context.split(". ")[-1].split(" | ")] == names
