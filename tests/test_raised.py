"""Powers, marks of notes and struck-out words never become another number; inline tags part no word."""

from pathlib import Path

import pytest

from ingest.readers import read
from tests.test_readers import pdf

SHOWN = {
    "2<sup>12</sup> keys": "2^12 keys",
    "7<sup>2</sup> years": "7^2 years",
    "<b>7</b><sup><i>2</i></sup> years": "7^2 years",
    "10<sup>-3</sup> g": "10^-3 g",
    "10<sup>n</sup> keys": "10^n keys",
    "2<sup>n+1</sup> keys": "2^(n+1) keys",
    "2<sup>3</sup>4 keys": "2^3 4 keys",
    "30 m<sup>2</sup> of deck": "30 m^2 of deck",
    "10<sub>2</sub> is two": "10_2 is two",
    "30<sup><a href=#n>1</a></sup> days": "30[1] days",
    "It is 30 days.<sup>1</sup> So": "It is 30 days.[1] So",
    "3<sup>1</sup>/<sub>2</sub> days": "3 1/2 days",
    "<math><msup><mn>2</mn><mn>12</mn></msup></math> keys": "2^12 keys",
    "3<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> days": "3 1/2 days",
    "<del>10</del><ins>20</ins> days": "20 days",
    "20 <s>weeks</s> days": "20 days",
    # as before
    "H<sub>2</sub>O": "H2O",
    "1<sup>st</sup> of May": "1st of May",
    "Acme<sup>TM</sup> kit": "AcmeTM kit",
    "cod<sup>[1]</sup> is": "cod[1] is",
    "pay<b>roll</b> files": "payroll files",
    "see <a href=x>policy 9</a>, <i>clause</i> 4": "see policy 9, clause 4",
    "un<em>less</em> <i>so</i>": "unless so",
}


def said(tmp_path: Path, body: str) -> str:
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><h1>T</h1>{body}", "utf-8")
    document = read(path).documents[0]
    return " ".join(document.text[block.start : block.end] for block in document.blocks)


@pytest.mark.parametrize("markup", SHOWN)
def test_in_a_paragraph_and_in_a_cell_it_reads_the_same(tmp_path: Path, markup: str) -> None:
    assert said(tmp_path, f"<p>It is so: {markup}.</p>") == f"It is so: {SHOWN[markup]}."
    cells = f"<table><tr><th>Rule<th>Text<tr><td>One<td>{markup}</table>"
    assert said(tmp_path, cells) == f"Rule: One; Text: {SHOWN[markup]}"


@pytest.mark.parametrize(
    "cell", ["2 years<br>in Oslo", "<p>2 years</p><p>in Oslo</p>", "<ul><li>2 years<li>in Oslo</ul>"]
)
def test_blocks_in_a_cell_part_words(tmp_path: Path, cell: str) -> None:
    assert said(tmp_path, f"<table><tr><th>Rule<th>Text<tr><td>One<td>{cell}</table>").endswith("Text: 2 years in Oslo")


WIDTHS = {" ": 278, ".": 278, ",": 278, "i": 222, "l": 222, "t": 278, "f": 278, "r": 333, "s": 500, "k": 500, "y": 500}
WIDTHS |= {"I": 278, "K": 667, "L": 556, "C": 722, "O": 778, "B": 667, "c": 500}


def drawn(*parts: tuple[int, int, str]) -> bytes:
    """A page with one line in Helvetica: parts of a size, so many points above the line."""
    line, x = [], 72.0
    for size, rise, words in parts:
        line.append((round(x, 2), 700 + rise, size, words))
        x += sum(WIDTHS.get(letter, 556) for letter in words) * size / 1000
    return pdf([line])


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (((11, 0, "Keys have 2"), (7, 4, "12"), (11, 0, " bits in all.")), "Keys have 2^12 bits in all."),
        (((11, 0, "Logs stay for 30"), (7, 4, "1"), (11, 0, " days.")), "Logs stay for 30^1 days."),
        (((11, 0, "It ends at 5."), (7, 4, "1"), (11, 0, " So it is.")), "It ends at 5.[1] So it is."),
        (((7, 4, "1"), (11, 0, "30 days are kept.")), "1 30 days are kept."),
        (((11, 0, "Base 10"), (7, -2, "2"), (11, 0, " is kept.")), "Base 10_2 is kept."),
        # as before
        (((11, 0, "CO"), (7, -2, "2"), (11, 0, " is kept.")), "CO2 is kept."),
        (((11, 0, "It costs 30"), (8, 0, "15"), (11, 0, " a day.")), "It costs 3015 a day."),
        (((11, 0, "It costs 10"), (11, 0, "20 a day.")), "It costs 1020 a day."),
        (((11, 0, "So 1991 and 60,412.5 are kept."),), "So 1991 and 60,412.5 are kept."),
    ],
)
def test_raised_digits_of_a_pdf_run_into_no_number(
    tmp_path: Path, parts: tuple[tuple[int, int, str], ...], shown: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(*parts))
    document = read(path).documents[0]
    assert " ".join(document.text[block.start : block.end] for block in document.blocks) == shown
