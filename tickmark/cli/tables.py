"""Tables: as wide as the terminal, and in a pipe as wide as what they hold, so that nothing is cut."""

from rich.console import Console
from rich.table import Table

_PIPE = 1_000  # columns, and lines


def print_table(table: Table) -> None:
    """Print `table` to standard output."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(
            highlight=False, markup=False, width=_PIPE, height=_PIPE
        )  # without a height a dumb terminal counts as 80 wide
    console.print(table)
