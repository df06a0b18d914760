"""No passage is larger than can be read, whatever a file holds: cut at blanks, and a word without end is left out."""

from pathlib import Path

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


def test_a_long_row_stays_one_passage(tmp_path: Path) -> None:
    row = "one," + "It is kept safe. " * 600
    assert passages(taken(tmp_path, "a.csv", f"key,said\n{row.strip()}\n")) == [row.strip()]
