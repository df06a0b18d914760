"""A file that lies at Slack, read once for its sha256: nothing of it is kept, and the token goes to Slack alone."""

import hashlib
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

BIGGEST = 50_000_000  # bytes; reading as much takes less than the lease of a job
SLACK = ("https", "files.slack.com")
_TIMEOUT, _CHUNK = 10, 1 << 16  # seconds, bytes


class _Stay(HTTPRedirectHandler):
    """Slack sends a token without the right to a page to log in at: that is no file."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def sha256(url: str, size: int, token: str, api: str) -> str | None:
    """The sha256 (hex) of the `size` bytes at `url`; None where it is not Slack's, too big, or can't be read whole.

    `api` is the address of the Web API: files of another one than Slack's own are read from its host.
    """
    at, own = urlsplit(url), urlsplit(api)
    elsewhere = "" if (own.hostname or "").endswith("slack.com") else own.hostname
    if (at.scheme, at.hostname) != SLACK and (not elsewhere or at.hostname != elsewhere):
        return None
    if not 0 < size <= BIGGEST:
        return None
    try:
        return _read(Request(url, headers={"Authorization": f"Bearer {token}"}), size)
    except (HTTPError, URLError, HTTPException, OSError, ValueError):
        return None


def _read(request: Request, size: int) -> str | None:
    digest, count = hashlib.sha256(), 0
    with build_opener(_Stay()).open(request, timeout=_TIMEOUT) as answer:
        while chunk := answer.read(_CHUNK):
            digest.update(chunk)
            count += len(chunk)
            if count > size:
                return None
    return digest.hexdigest() if count == size else None
