"""Write a table as an Excel workbook in which no cell is a formula."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assistant.evidence.matrix import Cell, Sheet

_WIDE, _NARROW = 48, 12
# What Unicode keeps for no character and XML can't hold, and what is shown in its place.
_NONE = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def workbook(sheet: Sheet) -> bytes:
    """The bytes of an .xlsx file with `sheet` in it: words as text, days as days."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for at, title in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(at)].width = _width(sheet, at - 1, title)
    page.append([_cell(page, title, bold=True) for title in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _width(sheet: Sheet, at: int, title: str) -> int:
    longest = max((len(str(row[at])) for row in sheet.rows), default=0)
    return min(_WIDE, max(_NARROW, len(title) + 2, longest + 1))


def _cell(page: object, value: Cell, bold: bool = False) -> WriteOnlyCell:
    """Text has the type of a string and, where it looks like a formula, the mark that keeps it one after editing."""
    cell = WriteOnlyCell(page, value=value if not isinstance(value, str) else None)
    if isinstance(value, str) and value:
        cell.value = value.translate(_NONE)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_RISKY)
    elif value:
        cell.number_format = "yyyy-mm-dd"
    cell.font, cell.alignment = Font(bold=bold), Alignment(vertical="top", wrap_text=True)
    return cell
