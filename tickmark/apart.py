"""A command of Tickmark's own in another process: a question does not wait for it, and it may outlive whoever began it."""

import subprocess
import sys


class Apart:
    """The command `words`, one process at a time."""

    def __init__(self, *words: str) -> None:
        self._command = [sys.executable, "-m", "tickmark", *words]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        """Whether the process that was begun is still at it."""
        return self._process is not None and self._process.poll() is None

    @property
    def ended_well(self) -> bool:
        """Whether the last process did what it was to do."""
        return self._process is not None and self._process.poll() == 0

    def begin(self) -> None:
        """Start it where none runs."""
        if self.runs:
            return
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
