"""A table of a rendered format onto the page: which row holds the headers, and what to do with a table of one cell."""

from collections.abc import Iterator, Sequence

from ingest.readers.page import Page, Run

HEADER_WORDS = 6
NO_ROWS = "it has a row of headers and no row below it; fill it in first"


def put_table(
    page: Page, rows: Sequence[Sequence[Run]], caption: str = "", headed: bool | None = None
) -> Sequence[Run]:
    """Put down `rows`, each cell under its header (`Asset: crane hook; Interval: ...`); returns the row of headers (may be
    empty).

    `headed` says whether the first row holds them; None leaves it to their looks.
    """
    filled = [row for row in rows if any(cell.text for cell in row)]
    if max(map(len, filled), default=0) < 2:
        for row in filled:
            page.prose(row[0])
        return []
    has_headers = looks_headed(filled) if headed is None else headed
    headers = [cell.text for cell in filled[0]] if has_headers else []
    for row in filled[1:] if has_headers else filled:
        if has_headers:
            page.record(list(named(row, headers)), "; ", int(bool(row[0].text)), caption=caption)
        else:
            page.row(row, headers, caption)
    return filled[0] if has_headers else []


def named(row: Sequence[Run], headers: Sequence[str]) -> Iterator[tuple[str, Run]]:
    """The cells of a row that are not empty, with the names of their columns."""
    for i, cell in enumerate(row):
        if cell.text:
            yield (headers[i] if i < len(headers) else ""), cell


def looks_headed(rows: Sequence[Sequence[Run]]) -> bool:
    """Whether the first of several rows holds short names in every column and no numbers."""
    cells = [cell.text for cell in rows[0]]
    return len(rows) > 1 and all(_is_name(cell) for cell in cells if cell) and sum(map(bool, cells)) > 1


def only_headed(cells: Sequence[str]) -> bool:
    """Whether the one row of a table can only hold its headers: a short name in every column of at least two."""
    return len(cells) > 1 and all(cell and _is_name(cell) for cell in cells)


def _is_name(cell: str) -> bool:
    return len(cell.split()) <= HEADER_WORDS and any(map(str.isalpha, cell)) and cell[-1] not in ".;"
