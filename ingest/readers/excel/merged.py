"""Merged cells of a sheet: one over several rows counts for each that says something itself, one over columns goes on."""

from collections.abc import Sequence

from ingest.readers.excel.sheet import Seen
from ingest.readers.heads import SPANNED
from ingest.readers.page import Run


def spread(rows: Sequence[Sequence[Run]], seen: Seen, top: int, left: int) -> list[list[Run]]:
    """The rows of a sheet that begin at a place, with merged cells spread and without the columns that nobody sees."""
    found = [list(row) for row in rows]
    own = [any(cell.text for cell in row) and not seen.hides_row(at) for at, row in enumerate(found, top)]
    width = max(map(len, found), default=0)
    for area in seen.areas:
        first, last = area.top - top, min(area.bottom - top, len(found) - 1)
        start, stop = area.left - left, min(area.right - left + 1, width)
        if not (0 <= first <= last and 0 <= start < stop) or not found[first][start].text:
            continue
        cells = [found[first][start], *[SPANNED] * (stop - start - 1)]
        for at in range(first, last + 1):
            if own[at]:
                found[at][start:stop] = cells
    kept = [at for at in range(width) if not seen.hides_column(left + at)]
    return found if len(kept) == width else [[row[at] for at in kept] for row in found]
