"""The reading child: `python -m ingest.confined MEMORY`. Requests come in on stdin, a line each, and go out on stdout.

The first process imports the readers, gives up the network and forks readers one after another. A reader that dies of a
file is replaced in milliseconds; one that lived is replaced after some hundred files, so that nothing piles up.
"""

import os
import socket
import sys
import tempfile
from pathlib import Path

from ingest.confinement import cut_network, die_with_parent, limit_memory, limit_time
from ingest.document import Unreadable
from ingest.readers import read
from ingest.readers.damage import TOO_MUCH
from ingest.said import Asked, Said, Tried

FILES = 250  # read by one reader
_DONE, _RENEW = 0, 3


def main() -> None:
    """Keep a reader alive until there is nothing more to read."""
    die_with_parent()
    means = cut_network()
    while True:
        reader = os.fork()
        if not reader:
            _serve(int(sys.argv[1]), means)
        ended = os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1])
        if ended == _DONE:
            return
        if ended != _RENEW:
            _say(Said(died=-ended) if ended < 0 else Said(refused=TOO_MUCH))  # no signal: too little left to say why


def _serve(memory: int, means: str) -> None:
    """Answer requests, then end this process."""
    die_with_parent()
    limit_memory(memory)
    for _ in range(FILES):
        line = _line()
        if not line:
            os._exit(_DONE)
        asked = Asked.model_validate_json(line)
        limit_time(asked.seconds, asked.elapsed)
        said = _try_out(asked.probe, memory, means) if asked.probe else _read(Path(asked.path))
        limit_time(0)
        _say(said)
        if said.refused:
            break  # what a bad file left behind in a parser goes with this process
    os._exit(_RENEW)


def _read(path: Path) -> Said:
    try:
        return Said(read=read(path))
    except Unreadable as refused:
        return Said(refused=refused.reason)


def _try_out(port: int, memory: int, means: str) -> Said:
    try:
        bytearray(2 * memory)
        overspent = True
    except MemoryError:
        overspent = False
    return Said(tried=Tried(means=means, reached=_reaches(port), overspent=overspent, wrote=_writes()))


def _reaches(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _writes() -> bool:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
            file.flush()
    except OSError:
        return False
    return True


def _line() -> bytes:
    """A line of stdin, and not a byte more: the next reader must find the rest."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return line


def _say(said: Said) -> None:
    line = _encoded(said) + b"\n"
    while line:
        line = line[os.write(1, line) :]


def _encoded(said: Said) -> bytes:
    try:
        return said.model_dump_json(exclude_defaults=True).encode()
    except (ValueError, MemoryError):
        return (
            Said(refused="what it says is too much, or no text, to be passed on; split it").model_dump_json().encode()
        )


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a refused write is an error, not a death
    main()
