"""The command as its own process: at a terminal, in a pipe that closes, and interrupted."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Command
from tickmark.settings import Settings

ROOT = Path(__file__).parent.parent
ASKED = "ISO or SOC 2?"
PROMPT = "Your answer"
LONG = 30.0  # seconds


def _at_the_terminal() -> None:
    """In the new process: its standard input is the terminal that Ctrl-C is typed at."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """`tickmark` with a terminal for all three of its streams."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        environ = {**os.environ, "TICKMARK_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tickmark", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environ,
            start_new_session=True,
            preexec_fn=_at_the_terminal,
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def until(self, words: str | None) -> str:
        """What is shown until `words` stand in it, or (None) to the end."""
        shown = b""
        while words is None or words not in shown.decode("utf-8", "ignore"):
            if not select.select([self._ours], [], [], LONG)[0]:
                raise AssertionError(f"nothing more after {shown!r}")
            try:
                more = os.read(self._ours, 65536)
            except OSError:  # how Linux says that the other side is closed
                more = b""
            if not more:
                assert words is None, shown
                break
            shown += more
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode("utf-8", "ignore"))

    def interrupt(self) -> None:
        """Ctrl-C until it ends: one that comes just before a read begins is kept by Python for after that read."""
        for _ in range(int(LONG)):
            self.type("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
                return

    def end(self) -> tuple[int, str]:
        shown = self.until(None)
        return self.process.wait(LONG), shown

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def asking(home: Settings) -> Iterator[Terminal]:
    """A terminal at which the question back was just asked."""
    terminal = Terminal(home.home, "ask", ASKED)
    shown = terminal.until(PROMPT)
    assert "?" in shown.split(PROMPT)[0].replace(ASKED, "")
    yield terminal
    terminal.close()


def test_the_reply_to_the_question_back_is_taken_and_answered(asking: Terminal) -> None:
    asking.type("An independent auditor's report on how our controls operated from January to June.\n")
    status, shown = asking.end()
    assert status == 0 and "SOC 2, Type 2" in shown and "Sources" in shown and PROMPT not in shown


@pytest.mark.parametrize("keys", ["\n", "  \n", "\x04"])
def test_no_reply_ends_it(asking: Terminal, keys: str) -> None:
    asking.type(keys)
    status, shown = asking.end()
    assert status == 0 and "Traceback" not in shown and "Error" not in shown


def test_an_interrupt_at_the_question_ends_it(asking: Terminal) -> None:
    asking.interrupt()
    status, shown = asking.end()
    assert status == 130 and "Traceback" not in shown and "Error" not in shown


def run(home: Path, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
    environ = {**os.environ, "TICKMARK_HOME": str(home), "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "tickmark", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ)


@pytest.mark.parametrize(
    "arguments", [("--help",), ("ask", "What is a Type 2 report?"), ("source", "list", "--json"), ("index", "status")]
)
def test_a_reader_that_had_enough_is_no_failure(home: Settings, arguments: tuple[str, ...]) -> None:
    process = run(home.home, *arguments)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert (process.wait(LONG), process.stderr.read()) == (0, b"")
    process.stderr.close()


def test_a_pipe_gets_no_colours_and_a_terminal_without_them_neither(home: Settings) -> None:
    out, err = run(home.home, "ask", "What is a Type 2 report?").communicate()
    assert b"\x1b" not in out and err == b""
    os.environ["NO_COLOR"] = "1"
    try:
        terminal = Terminal(home.home, "ask", "What is a Type 2 report?")
    finally:
        del os.environ["NO_COLOR"]
    shown = terminal.end()[1]
    terminal.close()
    assert "Sources" in shown and not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)


def test_a_table_in_a_pipe_is_not_cut(command: Command) -> None:
    out = command("source", "list")[1]
    wide = next(line for line in out.splitlines() if "decision-rule" in line)
    assert "guidance" in wide and "everyone" in wide and "…" not in out
