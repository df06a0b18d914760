"""The lines of a JSONL file: what ends one is a line feed alone, for a JSON string may hold every other separator."""

from collections.abc import Iterator
from pathlib import Path


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that is not blank with its number. Raises OSError, and UnicodeDecodeError where it is no UTF-8."""
    for number, line in enumerate(path.read_bytes().decode("utf-8-sig").split("\n"), 1):
        if line.strip():
            yield number, line
