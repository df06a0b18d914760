"""Excel workbooks: each sheet is a section, each row a line of named values."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ingest.document import Read, Unreadable
from ingest.readers.excel.book import check_size, sheets
from ingest.readers.excel.layout import put_sheet
from ingest.readers.excel.merged import spread
from ingest.readers.excel.sheet import Seen
from ingest.readers.office import office_content
from ingest.readers.page import Page, Run, run
from ingest.readers.tables import NO_ROWS, only_headed

_NAMED = 5  # cells


def read(path: Path) -> Read:
    """The document in a workbook, and a line for each sheet with cells of which nobody knows whether they are seen.

    Raises Unreadable.
    """
    office_content(path)
    book = CalamineWorkbook.from_path(str(path))
    page, drawn = Page(), sheets(path)
    found = {name: _seen(book.get_sheet_by_name(name), drawn.get(name)) for name in seen_sheets(book)}
    filled = [row for rows in found.values() for row in rows if any(cell.text for cell in row)]
    if len(filled) == 1 and only_headed([cell.text for cell in filled[0]]):
        raise Unreadable(NO_ROWS)
    for name, rows in found.items():
        put_sheet(page, name, rows)
        _texts(
            page,
            name if not any(cell.text for row in rows for cell in row) else "",
            drawn[name].texts if name in drawn else (),
        )
    lines = (_open(name, drawn[name]) for name in found if name in drawn and drawn[name].open)
    return Read((page.document(path.stem),), tuple(lines))


def _open(name: str, seen: Seen) -> str:
    cells = [_cell_name(*one) for one in seen.open]
    more = f" and {len(cells) - _NAMED:,} more" if len(cells) > _NAMED else ""
    return (
        f"sheet {name!r}: a condition that is not worked out may hide what stands in {', '.join(cells[:_NAMED])}{more}; "
        "it is left out; take the condition away, or hide the rows"
    )


def _cell_name(row: int, column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def cells(path: Path) -> Iterator[list[list[str]]]:
    """The cells of each sheet as text, from its first row and column on; the value of a formula, not the formula.

    Raises Unreadable.
    """
    office_content(path)
    book = CalamineWorkbook.from_path(str(path))
    for name in seen_sheets(book):
        sheet = _values(book.get_sheet_by_name(name), False)
        yield [[_shown(value) for value in row] for row in sheet]


def seen_sheets(book: Any) -> list[str]:
    """The names of the sheets that people see."""
    return [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _values(sheet: Any, skip_empty_area: bool = True) -> list[list[Any]]:
    """The values of a sheet. Raises Unreadable for one that is too large."""
    check_size(sheet.name, sheet.height * sheet.width)
    found: list[list[Any]] = sheet.to_python(skip_empty_area=skip_empty_area)
    return found


def _seen(sheet: Any, seen: Seen | None) -> list[list[Run]]:
    """What people see, by row and column; what they do not see is empty."""
    values = _values(sheet)
    if seen is None:
        raise Unreadable(f"its sheet {sheet.name!r} can't be found; open it in Excel and save it anew")
    if seen.is_all_plain:
        return [[run(_shown(value)) for value in row] for row in values]
    top, left = sheet.start or (0, 0)
    shown = [
        [run(_shown(seen.shown(at, column, value))) for column, value in enumerate(row, left)]
        for at, row in enumerate(values, top)
    ]
    return spread(shown, seen, top, left)


def _texts(page: Page, name: str, texts: Sequence[str]) -> None:
    """Put down what stands in the shapes of a sheet, under its name where that does not stand there yet."""
    if texts and name:
        page.heading(1, run(name))
    for words in texts:
        page.prose(run(words))


def _shown(value: Any) -> str:
    """A cell's value as a person reads it: whole numbers without a fraction, dates in ISO form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
