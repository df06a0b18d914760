"""A table of a rendered format onto the page: which row holds the headers, and what to do with a table of one cell."""

import re
from collections.abc import Iterator, Sequence

from ingest.readers.heads import Row, covering, with_joint_head
from ingest.readers.labels import in_pairs, titles_of
from ingest.readers.page import Page, Run

HEADER_WORDS = 6
_SIGNS = frozenset(["#", "%", "\u2116", "\u20ac", "$", "\u00a3", "+/-", "\u0394"])
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d")
NO_ROWS = "it has a row of headers and no row below it; fill it in first"


def put_table(
    page: Page,
    rows: Sequence[Sequence[Run]],
    caption: str = "",
    headed: bool | None = None,
    marked: bool = False,
    heads: int = 0,
) -> Sequence[Run]:
    """Put down `rows`, each cell under its header (`Asset: crane hook; Interval: ...`); returns the row of headers (may be
    empty).

    `headed` says whether the first row holds them, `heads` how many rows do; None and 0 leave it to their looks. `marked`
    says that the first column looks unlike the others. Rows of names and values (`Owner | Ann`) have no headers, they are
    put down as `Owner: Ann`.
    """
    filled = [row for row in rows if any(cell.text for cell in row)]
    if max(map(len, filled), default=0) < 2:
        for row in filled:
            page.prose(row[0])
        return []
    titles, filled = _with_one_head(filled, headed, heads)
    for row in titles:
        page.prose(next(cell for cell in row if cell.text))
    if headed is None and in_pairs([[cell.text for cell in row] for row in filled], marked):
        put_pairs(page, filled, caption)
        return []
    has_headers = looks_headed(filled) if headed is None else headed
    headers = covering(filled[0]) if has_headers else []
    for row in filled[1:] if has_headers else filled:
        if has_headers:
            page.record(list(named(row, headers)), "; ", int(bool(row[0].text)), caption=caption)
        else:
            page.row(row, headers, caption)
    return filled[0] if has_headers else []


def _with_one_head(rows: list[Row], headed: bool | None, heads: int) -> tuple[Sequence[Row], list[Row]]:
    """The titles above a table, and its rows, those of headers as one."""
    if 1 < heads < len(rows):
        titles = next(at for at, row in enumerate(rows) if at == heads - 1 or any(cell.text for cell in row[1:]))
        return rows[:titles], with_joint_head(rows[titles:], heads - titles)
    found = with_joint_head(rows) if not (heads == 1 and headed) else rows
    titles = titles_of([[cell.text for cell in row] for row in found]) if headed is None else 0
    return found[:titles], found[titles:]


def put_pairs(page: Page, rows: Sequence[Sequence[Run]], caption: str = "", whole: bool = False) -> None:
    """Put down rows that have names and values by turns, each pair as one record."""
    for row in rows:
        for name, value in zip(row[::2], row[1::2], strict=False):
            words = name.text.rstrip(": ")
            if value.text:
                page.record([(words, value)], "; ", whole=whole, caption=caption)
            else:
                page.row([name], [], caption)


def named(row: Sequence[Run], headers: Sequence[str]) -> Iterator[tuple[str, Run]]:
    """The cells of a row that are not empty, with the names of their columns."""
    for i, cell in enumerate(row):
        if cell.text:
            yield (headers[i] if i < len(headers) else ""), cell


def looks_headed(rows: Sequence[Sequence[Run]]) -> bool:
    """Whether the first of several rows holds short names in every column that has one; a year and `#` may stand beside them."""
    names = [(at, cell.text) for at, cell in enumerate(rows[0]) if cell.text]
    signs = [(at, name) for at, name in names if not _is_name(name)]
    return len(rows) > 1 and len(names) > max(1, len(signs)) and all(_is_sign(rows, at) for at, _ in signs)


def _is_sign(rows: Sequence[Sequence[Run]], at: int) -> bool:
    """Whether a column of figures may be called by a sign: `#`, or a year where no other year stands below."""
    below = [row[at].text for row in rows[1:] if at < len(row) and row[at].text]
    sign = rows[0][at].text
    return sign in _SIGNS or (bool(_YEAR.fullmatch(sign)) and bool(below) and not any(map(_YEAR.fullmatch, below)))


def only_headed(cells: Sequence[str]) -> bool:
    """Whether the one row of a table can only hold its headers: a short name in every column of at least two."""
    return len(cells) > 1 and all(cell and _is_name(cell) for cell in cells)


def _is_name(cell: str) -> bool:
    return len(cell.split()) <= HEADER_WORDS and any(map(str.isalpha, cell)) and cell[-1] not in ".;"
