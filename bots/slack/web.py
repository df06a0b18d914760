"""Slack over HTTP: /slack/events for signed requests, /healthz. Whatever is not signed is refused before anybody reads it."""

import logging
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import Clock, SignatureVerifier

from bots.slack.booth import name_of

LOG = logging.getLogger("tickmark.slack")
BIGGEST = 1_000_000  # bytes; a view's state is the largest thing that Slack sends


async def _read(request: Request) -> bytes:
    """The body as it came; the only thing in here that has to be awaited."""
    return await request.body()


def web_app(
    bolt: App, signing_secret: str, health: Callable[[], Mapping[str, Any]], clock: Clock | None = None
) -> FastAPI:
    """The HTTP surface of a Bolt app."""
    verifier = SignatureVerifier(signing_secret, clock or Clock())
    web = FastAPI(title="Tickmark", openapi_url=None, docs_url=None, redoc_url=None)

    @web.post("/slack/events")
    def events(request: Request, body: Annotated[bytes, Depends(_read)]) -> Response:
        words = signed(verifier, request.headers, body)
        if words is None:
            return Response("not signed by Slack", status_code=401)
        done = dispatched(bolt, words, dict(request.headers))
        return Response(done.body, done.status, done.first_headers_without_set_cookie())

    @web.get("/healthz")
    def healthz() -> Mapping[str, Any]:
        return health()

    return web


def dispatched(bolt: App, words: str, headers: Mapping[str, str]) -> BoltResponse:
    """What the app says to a request; where that fails, a short id that stands in the log beside the kind of failure."""
    try:
        return bolt.dispatch(BoltRequest(body=words, headers=dict(headers)))
    except Exception as error:
        short = name_of(words, 8)
        LOG.error("request %s could not be handled: %s", short, type(error).__name__)
        return BoltResponse(status=500, body=f"not handled; id: {short}")


def signed(verifier: SignatureVerifier, headers: Mapping[str, str], body: bytes) -> str | None:
    """The body's words where Slack signed them within five minutes; None for anything else, malformed headers included."""
    timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    well_formed = timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12 and signature.isascii()
    if not well_formed or len(body) > BIGGEST:
        return None
    try:
        words = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return words if verifier.is_valid(words, timestamp, signature) else None
