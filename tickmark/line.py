"""One call over HTTP, bounded: the whole time that it may take, the bytes of its answer, and no proxy before this machine.

What an HTTP client's own timeout bounds is one read: a server that drips is never late, and one that never ends is never over.
"""

import socket
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from ipaddress import ip_address
from threading import Lock, Timer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

MOST = 4_000_000  # bytes of an answer: more than any limit of tokens that a person sets comes to
PACKED = frozenset({"gzip", "deflate"})  # asked for nowhere, and sent by some all the same
STEP = 65_536  # bytes that are unpacked at once
_ANY_HEAD, _NO_HEAD = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS  # "deflate" is sent with a head of zlib, and by some without
HERE = ("localhost", "*.localhost", "127.0.0.1", "[::1]")
_CONNECTED = ("connect_tcp.complete", "start_tls.complete")


class TooLong(Exception):  # noqa: N818
    """An answer of more bytes than are read, or packed so that it may be."""


class Line:
    """The connection of one call, cut off after `seconds`, when the block ends, or beyond `most` bytes of an answer."""

    def __init__(self, seconds: float, url: str = "", most: int = MOST) -> None:
        self._most, self._url, self._lock = most, url, Lock()
        self._open: list[socket.socket] = []
        self._over = False
        self.late = False  # whether its time ended before the call did
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "Line":
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        self._cut()

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What a client of httpx, of either generation, is made with."""
        hooks = {"request": [self._asking], "response": [self._answered]}
        return {"mounts": direct(self._url), "event_hooks": hooks, "follow_redirects": False}

    def _asking(self, request: Any) -> None:
        request.headers["accept-encoding"] = "identity"
        request.extensions["trace"] = self._traced

    def _traced(self, name: str, told: Mapping[str, Any]) -> None:
        if name.endswith(_CONNECTED):
            with self._lock:
                self._open.append(told["return_value"].get_extra_info("socket"))
            if self._over:
                self._cut()

    def _answered(self, response: Any) -> None:
        packed = response.headers.get("content-encoding", "identity").strip().lower()
        if packed in PACKED:
            response.iter_bytes = _bounded(lambda *size: _unpacked(response.iter_raw()), self._most)
        elif packed == "identity":
            response.iter_bytes = _bounded(response.iter_bytes, self._most)
        else:
            raise TooLong

    def _end(self) -> None:
        self.late = True
        self._cut()

    def _cut(self) -> None:
        """What waits for a read elsewhere is woken by it, which to close the socket would not do."""
        self._over = True
        with self._lock:
            while self._open:
                with suppress(OSError):
                    self._open.pop().shutdown(socket.SHUT_RDWR)


def direct(url: str) -> dict[str, None]:
    """The addresses that are asked without a proxy, in httpx's form: this machine, by the name that `url` has for it too."""
    host = urlsplit(url).hostname or ""
    mine = (f"[{host}]" if ":" in host else host,) if is_here(host) else ()
    return {f"all://{one}": None for one in (*HERE, *mine)}


def is_here(host: str) -> bool:
    """Whether `host` is this machine: a name or an address of its own loopback."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost")


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What is packed in `chunks`, a step at a time: a client unpacks all that came at once, a thousand times as much."""
    unpacking = None
    for chunk in chunks:
        unpacking = unpacking or zlib.decompressobj(_ANY_HEAD if _has_head(chunk) else _NO_HEAD)
        packed = chunk
        while unpacked := unpacking.decompress(packed, STEP):
            yield unpacked
            packed = unpacking.unconsumed_tail


def _has_head(first: bytes) -> bool:
    return first[:1] in (b"\x1f", b"\x78")


def _bounded(chunks: Callable[..., Iterator[bytes]], most: int) -> Callable[..., Iterator[bytes]]:
    def read(*size: int) -> Iterator[bytes]:
        left = most
        for chunk in chunks(*size):
            left -= len(chunk)
            if left < 0:
                raise TooLong
            yield chunk

    return read
