"""The rows of a sheet onto the page: titles, tables with headers of their own, pairs of names and values, notes."""

from collections.abc import Sequence
from itertools import groupby

from ingest.readers.excel.sides import sides
from ingest.readers.heads import Row, covering, with_joint_head
from ingest.readers.labels import in_pairs, names_column, titles_of
from ingest.readers.page import Page, Run, run
from ingest.readers.tables import looks_headed, named, put_pairs

_TOTALS = frozenset(["total", "totals", "sum", "subtotal", "grand total", "overall", "average", "count"])
_TOP = 15  # rows in which headers may stand
_LOOKED_AT = 50  # rows
_FRONT = 3  # rows
_WIDE = 3  # columns


def put_sheet(page: Page, name: str, rows: Sequence[Row]) -> None:
    """Put down the rows of a sheet, those without a word included: they part what stands above from what stands below."""
    if any(map(_is_filled, rows)):
        page.heading(1, run(name))
    for side in sides(rows):
        _put_side(page, side)


def _put_side(page: Page, rows: Sequence[Row]) -> None:
    """Put down the rows of a sheet, or of a table that stands beside another."""
    parts = [with_joint_head(list(part)) for filled, part in groupby(rows, _is_filled) if filled]
    headers, narrow = list[str](), max((_filled(row) for part in parts for row in part), default=0) < 2
    for at, part in enumerate(parts):
        beside = sides(part) if len(parts) > 1 else []
        if len(beside) > 1:
            headers = []
            for side in beside:
                _put_side(page, side)
        elif _is_front(parts, at):
            _put_below(page, part, [])
        elif at and not narrow and not _begins_anew(part, headers):
            _put_below(page, part, headers)
        elif len(part) == 1 and len(parts) > at + 1 and _all_name(part[0]):
            headers = covering(part[0])
        else:
            headers = _put_part(page, part, narrow)


def _is_front(parts: Sequence[Sequence[Row]], at: int) -> bool:
    """Whether a few rows of a few words stand above a table at least twice as wide, and are none themselves."""
    own, most = max(map(_filled, parts[at])), max(_filled(row) for part in parts for row in part)
    is_table = _are_pairs(parts[at]) or _all_name(parts[at][0])
    return at == 0 and len(parts[at]) <= _FRONT and own > 1 and 2 * own <= most and not is_table


def _is_filled(row: Row) -> bool:
    return any(cell.text for cell in row)


def _filled(row: Row) -> int:
    return sum(bool(cell.text) for cell in row)


def _all_name(row: Row) -> bool:
    """Whether all cells of a row, two at least, are what columns are usually called."""
    return _filled(row) > 1 and all(names_column(cell.text) for cell in row if cell.text)


def _begins_anew(part: Sequence[Row], headers: Sequence[str]) -> bool:
    """Whether rows below an empty one have headers of their own, or nothing above gives them any."""
    if not any(headers):
        return max(map(_filled, part)) > 1
    top = _header_row(part)
    if _are_pairs(part):
        return True
    if top < 0 or _filled(part[top]) < 2:
        return False
    cells = [(at, cell.text) for at, cell in enumerate(part[top]) if cell.text]
    unnamed = any(at >= len(headers) or not headers[at] for at, _ in cells)
    known = sum(names_column(cell) for _, cell in cells)
    return unnamed or 2 * known > len(cells) or [cell.text for cell in part[top]] == list(headers)


def _put_below(page: Page, rows: Sequence[Row], headers: Sequence[str]) -> None:
    """Put down rows that go on below an empty one: notes and totals stand for themselves."""
    for row in rows:
        if _filled(row) < 2:
            page.prose(_words(row))
        else:
            page.record(list(named(row, [] if _is_total(row) else headers)), "; ", whole=True)


def _put_part(page: Page, rows: Sequence[Row], narrow: bool) -> list[str]:
    """Put down the rows between two empty ones; returns their headers."""
    titles = titles_of([[cell.text for cell in row] for row in rows])
    if _are_pairs(rows[titles:]):
        _put_below(page, rows[:titles], [])
        put_pairs(page, _cut(rows[titles:]), whole=True)
        return []
    if not narrow and max(map(_filled, rows)) < 2:
        _put_below(page, rows, [])
        return []
    top = _header_row(rows)
    for row in rows[: max(top, 0)]:
        page.prose(_words(row))
    headers = covering(rows[top]) if top >= 0 else []
    for row in rows[top + 1 :]:
        _put_row(page, row, headers)
    return headers


def _put_row(page: Page, row: Row, headers: Sequence[str]) -> None:
    """Put down a row of a table; one that only fills the first of several columns says what follows, or is a note."""
    if _filled(row) == 1 and row[0].text and sum(map(bool, headers)) >= _WIDE:
        page.prose(row[0])
        return
    fields = list(named(row, headers))
    if _is_total(row):
        fields[0] = ("", fields[0][1])
    page.record(fields, "; ", whole=True)


def _are_pairs(rows: Sequence[Row]) -> bool:
    return in_pairs([[cell.text for cell in row] for row in _cut(rows)])


def _cut(rows: Sequence[Row]) -> list[Row]:
    """Rows without the empty columns around them."""
    used = [at for row in rows for at, cell in enumerate(row) if cell.text]
    left, right = min(used, default=0), max(used, default=-1) + 1
    return [row[left:right] for row in rows]


def _is_total(row: Row) -> bool:
    return next(cell.text for cell in row if cell.text).lower().rstrip(": ") in _TOTALS


def _words(row: Row) -> Run:
    return run(" ".join(cell.text for cell in row if cell.text))


def _header_row(rows: Sequence[Row]) -> int:
    """The index of the row that names the columns: the first that fills most of them with names; -1 if none does."""
    width = max(map(_filled, rows[:_LOOKED_AT]), default=0)
    for i, row in enumerate(rows[:_TOP]):
        filled = _filled(row)
        if 2 * filled >= width and (filled > 1 or width == 1):
            return i if looks_headed(rows[i:]) or (width == 1 and len(rows) > 2) else -1
    return -1
