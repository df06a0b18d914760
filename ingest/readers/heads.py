"""Headers that take several rows, groups above names (`2025` over `Planned | Actual`): joined to one name a column."""

from collections.abc import Iterator, Sequence

from ingest.readers.labels import names_column
from ingest.readers.page import Run, run

Row = Sequence[Run]
SPANNED = Run("", spanned=True)  # where the cell to the left goes on
_TOP = 15  # rows in which headers may stand
_WORDS = 6
_DEEPEST = 3


def with_joint_head(rows: Sequence[Row], heads: int = 0) -> list[Row]:
    """`rows`, those that hold headers together joined into one; `heads` is how many the first ones are, if that is known."""
    found = list(rows)
    if 1 < heads < len(found):
        found[:heads] = [joined(found[:heads])]
        return found
    widest = max(map(_count, found), default=0)
    for at in range(min(_TOP, len(found) - 2)):
        depth = 1
        while depth < _DEEPEST and at + 2 < len(found) and _is_group(found[at], found[at + 1], found[at + 2 :]):
            found[at : at + 2] = [joined(found[at : at + 2], _loose(found[at], found[at + 1 :]))]
            depth += 1
        if depth > 1 or 2 * _count(found[at]) >= widest:
            break
    return found


def joined(rows: Sequence[Row], loose: bool = False) -> list[Run]:
    """Rows of headers as one: each column by the names above it and its own; where the last row goes on, so does it.

    `loose` groups are not merged: they go on over the empty cells.
    """
    width = max(map(len, rows))
    names = [_over(row, width, loose and row is not rows[-1]) for row in rows]
    last = rows[-1]
    return [
        SPANNED if at < len(last) and last[at].spanned and at else run(" ".join(dict.fromkeys(filter(None, parts))))
        for at, parts in enumerate(zip(*names, strict=True))
    ]


def covering(row: Row) -> list[str]:
    """The name of each column of a row of headers: one that goes on over several names them all."""
    return _over(row, len(row), False)


def _over(row: Row, width: int, loose: bool) -> list[str]:
    """The words over each column; those of a cell that goes on (`loose`: over empty ones too) stand over all of them."""
    found, name = list[str](), ""
    for at in range(width):
        cell = row[at] if at < len(row) else Run("")
        name = cell.text or (name if cell.spanned or loose else "")
        found.append(name)
    return found


def _is_group(row: Row, below: Row, rest: Sequence[Row]) -> bool:
    """Whether a row holds the names of groups of columns that the one below it names."""
    filled = [at for at, cell in enumerate(row) if cell.text]
    first = next((at for at, cell in enumerate(below) if cell.text), 0)
    if not filled or (len(filled) == 1 and filled[0] <= first) or not any(map(_count, rest)):
        return False
    if _loose(row, [below, *rest]):
        return True
    groups = [(start, stop) for start, stop in _groups(row) if stop - start > 1]
    within = {at for start, stop in groups for at in range(start, stop)}
    names = [_at(below, at) for at in sorted(within)]
    if not groups or not all(cell.spanned or _is_name(cell.text) for cell in names):
        return False
    outside = [(_at(row, at).text, _at(below, at).text) for at in range(max(len(row), len(below))) if at not in within]
    told = [(above, own) for above, own in outside if above or own]
    if not all(not above or not own or above == own for above, own in told):
        return False
    return bool(told) or _are_names([cell.text for cell in names if cell.text], rest)


def _are_names(names: Sequence[str], rest: Sequence[Row]) -> bool:
    """Whether the cells below groups that leave no column out are names: they come again, are usual, or stand over figures."""
    usual = sum(map(names_column, names))
    figures = [cell.text for row in rest for cell in row if cell.text and not any(map(str.isalpha, cell.text))]
    return len(set(names)) < len(names) or 2 * usual >= len(names) or bool(figures)


def _loose(row: Row, below: Sequence[Row]) -> bool:
    """Whether groups that are not merged tell columns apart that have the same names, or fill the gaps of each other."""
    if not below or any(cell.spanned for cell in row) or _count(row) < 2:
        return False
    own = [cell.text for cell in below[0]]
    names = [name for name in own if name]
    gaps = [name for at, name in enumerate(own) if at and name and not _at(row, at).text]
    if not gaps or not all(map(_is_name, names)):
        return False
    pairs = [pair for pair in zip(_over(row, len(own), True), own, strict=True) if pair[1]]
    doubled = [name for cell, name in zip(row, own, strict=False) if cell.text and name]
    tells = len(set(names)) < len(names) == len(set(pairs)) and all(names.count(name) > 1 for name in doubled)
    return tells or (bool(row[0].text) and not own[0] and _stands_over_figures(own, below[1:]))


def _stands_over_figures(names: Sequence[str], rest: Sequence[Row]) -> bool:
    """Whether names of letters stand over columns of which some hold figures."""
    columns = [at for at, name in enumerate(names) if name]
    letters = all(not any(map(str.isdigit, names[at])) for at in columns)
    return letters and any(
        all(any(map(str.isdigit, cell)) for cell in cells) and len(cells) > 0
        for cells in ([_at(row, at).text for row in rest if _at(row, at).text] for at in columns)
    )


def _groups(row: Row) -> Iterator[tuple[int, int]]:
    """The columns over which each cell with words goes: the first, and the one behind the last."""
    for at, cell in enumerate(row):
        if cell.text:
            yield at, next((i for i in range(at + 1, len(row)) if not row[i].spanned), len(row))


def _at(row: Row, at: int) -> Run:
    return row[at] if at < len(row) else Run("")


def _count(row: Row) -> int:
    return sum(bool(cell.text) for cell in row)


def _is_name(words: str) -> bool:
    return 0 < len(words.split()) <= _WORDS and words[-1] not in ".;"
