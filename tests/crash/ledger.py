"""What a writer was told, kept outside the database: the side of the client, who believes an acknowledgement."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Ledger:
    """Lines of one writer. A line is one write to the file, which a SIGKILL of the writer leaves whole or not begun."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, **what: Any) -> None:
        os.write(self._file, (json.dumps(what) + "\n").encode())


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a ledger, first to last; none where there is no file."""
    if path.exists():
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def next_number(path: Path) -> int:
    """The number of the request that is to be sent next: the last one again, unless it was acknowledged."""
    number = 1
    for line in lines(path):
        if "sends" in line:
            number = line["sends"]
        elif "opened" in line:
            number = line["number"] + 1
    return number
