"""Tables that stand side by side on a sheet, an empty column between them: each is read by itself."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.readers.heads import Row, with_joint_head
from ingest.readers.labels import in_pairs, titles_of
from ingest.readers.page import Run
from ingest.readers.tables import looks_headed

# What columns of one table are called that follow a gap: none of them says which row it is.
_OF_ROWS_WORDS = """
    action actions answer approver comment comments date deadline due evidence note notes owner priority rating remark remarks
    result reviewer score status
"""
_OF_ROWS = frozenset(_OF_ROWS_WORDS.split())
_LEAST = 2  # values of a list


def sides(rows: Sequence[Row]) -> list[list[Row]]:
    """`rows` cut into the tables that stand side by side in them; one where there is no other."""
    found = list[tuple[int, int]]()
    for start, stop in _filled_columns(rows):
        if found and not _stand_apart(_cut(rows, *found[-1]), _cut(rows, start, stop)):
            start = found.pop()[0]
        found.append((start, stop))
    return [_cut(rows, *one) for one in found] if len(found) > 1 else [list(rows)]


def _filled_columns(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The runs of columns in which something stands."""
    used = {at for row in rows for at, cell in enumerate(row) if cell.text or cell.spanned}
    for filled, group in groupby(range(max(used, default=-1) + 1), used.__contains__):
        run = list(group)
        if filled:
            yield run[0], run[-1] + 1


def _cut(rows: Sequence[Row], start: int, stop: int) -> list[Row]:
    return [row[start:stop] for row in rows]


def _stand_apart(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether two groups of columns are tables of their own, and not one with a gap."""
    (top, first), (begin, second) = _block(left), _block(right)
    if _width(second) < 2:
        return _is_list(first, second) and top <= begin
    if _width(first) < 2:
        return _is_list(second, first) and begin <= top
    if _are_pairs(first) or _are_pairs(second):
        return True
    heads = _head(first), _head(second)
    if not heads[0] or not heads[1]:
        return False
    titles = _titles(first), _titles(second)
    apart = top + titles[0] != begin + titles[1] or bool(titles[1])
    return apart or bool({*heads[0]} & {*heads[1]}) or _has_key(second[titles[1] :])


def _block(rows: Sequence[Row]) -> tuple[int, list[Row]]:
    """The rows from the first to the last in which something stands, and which is the first."""
    filled = [at for at, row in enumerate(rows) if any(cell.text for cell in row)]
    return filled[0], list(rows[filled[0] : filled[-1] + 1])


def _width(rows: Sequence[Row]) -> int:
    return max(map(len, rows), default=0)


def _texts(rows: Sequence[Row]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def _are_pairs(rows: Sequence[Row]) -> bool:
    found = [row for row in _texts(rows) if any(row)]
    return in_pairs(found[titles_of(found) :])


def _titles(rows: Sequence[Row]) -> int:
    return titles_of(_texts(_top_of(rows)))


def _top_of(rows: Sequence[Row]) -> list[Row]:
    """The rows down to the first empty one."""
    empty = next((at for at, row in enumerate(rows) if not any(cell.text for cell in row)), len(rows))
    return list(rows[:empty])


def _head(rows: Sequence[Row]) -> list[str]:
    """The names in the row of headers; none where there is no such row."""
    found = with_joint_head(_top_of(rows)[_titles(rows) :])
    return [cell.text for cell in found[0] if cell.text] if looks_headed(found) else []


def _has_key(rows: Sequence[Row]) -> bool:
    """Whether the first column says which row it is: each value is there, in letters, and comes once."""
    values = [_first(row) for row in rows if any(cell.text for cell in row)]
    name, keys = values[0].lower(), values[1:]
    is_key = name.split()[-1:] and name.split()[-1] not in _OF_ROWS
    return bool(is_key) and len(set(keys)) == len(keys) and all(any(map(str.isalpha, key)) for key in keys)


def _first(row: Sequence[Run]) -> str:
    return row[0].text if row else ""


def _is_list(table: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the one column beside a table is a list with a name above it: no gaps, nothing twice, not as long."""
    values = [_first(row) for row in rows]
    short = _LEAST < len(values) < len(table)
    return short and all(values) and len(set(values)) == len(values) and bool(_head(table)) and _named(values[0])


def _named(value: str) -> bool:
    return any(map(str.isalpha, value)) and value[-1] not in ".;" and value.lower() not in _OF_ROWS
