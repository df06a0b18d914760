"""Files are read in a child process: with limits, without the network, without anything that the parent knows.

A child that dies, hangs or says nonsense costs one line for the file it had, and the next file gets another child.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from ingest.confinement import Limits, environment, is_out_of_time, signal_name
from ingest.document import Read, Unreadable
from ingest.said import Asked, Said, Tried

GRACE = 10  # seconds beyond its time that a child has to end by itself; starting one takes a second of them
LONGEST = 400_000_000  # bytes of an answer
_BLOCK = 1 << 20
_STRAY = Said(refused="its reader says nothing that can be understood; the file may be made to do harm")


@dataclass
class Sandbox:
    """One child at a time, made when it is first needed. Not for several threads. Close it."""

    limits: Limits = Limits()
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def begin(self) -> None:
        """Start the child now, so that what it imports is there when it is asked."""
        with suppress(OSError):  # told where a file is to be read
            self._started()

    def read(self, path: Path) -> Read:
        """The documents of a file. Raises Unreadable with the reason, also where its reader broke down over it."""
        seconds = self.limits.seconds_for(path.stat().st_size)
        elapsed = self.limits.idle * seconds
        said = self._ask(Asked(path=str(path), seconds=seconds, elapsed=elapsed))
        if said is None or said.died == signal.SIGALRM:
            raise Unreadable(f"its reader has not ended after {elapsed} s; split it, or save it anew")
        if is_out_of_time(said.died):
            raise Unreadable(f"reading it takes more than {seconds} s of a processor; split it, or save it anew")
        if said.read is None:
            raise Unreadable(said.refused or self._died(said.died))
        return said.read

    def try_out(self) -> Tried | None:
        """What the child can do that it should not; None if it says nothing."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            said = self._ask(
                Asked(seconds=self.limits.seconds, elapsed=self.limits.seconds, probe=listener.getsockname()[1])
            )
        return said.tried if said else None

    def close(self) -> None:
        """End the child, at once."""
        if self._child is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
            self._child.communicate()
            self._child = None

    def _died(self, of: int) -> str:
        memory = self.limits.memory >> 20
        return f"its parser broke down over it ({signal_name(of)}): it is damaged, or takes more than {memory:,} MB to read"

    def _ask(self, asked: Asked) -> Said | None:
        """What the child says; None if it says nothing in time. A child that can't be relied on is ended."""
        for _ in range(2):  # a child that was killed from outside while it was idle is replaced
            child = self._started()
            if _sent(child, asked):
                said = _answer(child, time.monotonic() + asked.elapsed + GRACE)
                if said in (None, _STRAY):
                    self.close()
                return said
            self.close()
        return Said(refused="no process can be started to read it")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self.close()  # its readers may still be there
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "ingest.confined", str(self.limits.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # parsers print what they stumble over: text of documents
                env=environment(),
                cwd="/",
                start_new_session=True,
            )
        return self._child


@contextmanager
def sandbox(limits: Limits = Limits()) -> Iterator[Sandbox]:  # noqa: B008 -- frozen
    """A sandbox that is closed at the end."""
    opened = Sandbox(limits)
    try:
        yield opened
    finally:
        opened.close()


def _sent(child: subprocess.Popen[bytes], asked: Asked) -> bool:
    assert child.stdin is not None
    try:
        child.stdin.write(asked.model_dump_json().encode() + b"\n")
        child.stdin.flush()
    except OSError:
        return False
    return True


def _answer(child: subprocess.Popen[bytes], until: float) -> Said | None:
    """The line that the child says, or None if it says none in time."""
    assert child.stdout is not None
    parts, length, out = list[bytes](), 0, child.stdout.fileno()
    while not (parts and parts[-1].endswith(b"\n")):
        ready, _, _ = select.select([out], [], [], max(0.0, until - time.monotonic()))
        part = os.read(out, _BLOCK) if ready else b""
        parts.append(part)
        length += len(part)
        if not ready:
            return None
        if not part or length > LONGEST:
            return _STRAY
    try:
        return Said.model_validate_json(b"".join(parts))
    except ValidationError:
        return _STRAY
