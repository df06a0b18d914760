"""What the operating system can take from a process that reads files of others: memory, time, writing, the network.

Each function says whether it took hold, since not every system has every means.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 1, 38, 22, 2
_SOCKETS = {"x86_64": (0xC000003E, (41, 425)), "aarch64": (0xC00000B7, (198, 425))}  # socket, io_uring_setup
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with EPERM


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: bytes of memory, and seconds of a processor, with some more for each MB of the file."""

    memory: int = 1 << 30
    seconds: int = 60
    seconds_a_mb: float = 2.0
    idle: int = 5  # times as long, by the clock, it may take: others are at work too

    def seconds_for(self, size: int) -> int:
        """Seconds of a processor that a file of `size` bytes may take."""
        return self.seconds + int(self.seconds_a_mb * size / 1_000_000)


def limit_memory(size: int) -> None:
    """No more than `size` bytes of address space, no file written, no core dumped: it would hold the document."""
    for what, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # `tickmark doctor` tries it and says so


def limit_time(seconds: int, elapsed: int = 0) -> None:
    """End this process after so many seconds of a processor from now, or so many by the clock; 0 takes a limit away."""
    signal.setitimer(signal.ITIMER_REAL, elapsed)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1 if seconds else hard, hard))


def die_with_parent() -> None:
    """Be killed when the parent is, where the system can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def cut_network() -> str:
    """Take the network from this process and its children; the means that took hold, or "" for none."""
    return next((name for name, means in _MEANS if sys.platform == "linux" and means()), "")


def _own_network() -> bool:
    """A network of its own, without an interface that is up."""
    libc = ctypes.CDLL(None)
    return bool(libc.unshare(_NEW_NET) == 0 or libc.unshare(_NEW_USER | _NEW_NET) == 0)


def _no_sockets() -> bool:
    """A filter that refuses to make sockets: needs no right, where a namespace may."""
    machine, calls = _SOCKETS.get(platform.machine(), (0, ()))
    if not calls:
        return False
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    for call in calls:
        steps += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("HBBI", *step) for step in [*steps, (_RETURN, 0, 0, _ALLOW)])
    held = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(libc.prctl(_SECCOMP, _FILTER, program) == 0)


_MEANS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("a network of its own", _own_network),
    ("no sockets", _no_sockets),
)


def signal_name(number: int) -> str:
    """SIGSEGV for 11."""
    return signal.Signals(number).name if number in {int(one) for one in signal.Signals} else str(number)


def is_out_of_time(number: int) -> bool:
    """Whether a process that died of this signal was over its time."""
    return number in (signal.SIGALRM, signal.SIGXCPU)


def environment() -> dict[str, str]:
    """All that a reading child is told of where it runs: where its code lies. Nothing of the parent's own."""
    return {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "LC_ALL": "C.UTF-8"}
