"""`tickmark serve`: the Slack bot over HTTP."""

import os
from threading import Event
from typing import Annotated

import typer

from bots.slack.listening import bolt_app
from bots.slack.web import web_app
from tickmark.cli.slack import booth_of
from tickmark.settings import here
from tickmark.slack import Workers, health, slack_settings


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
) -> None:
    """Answer Slack over HTTP: /slack/events (signed requests only) and /healthz. Several may share one PostgreSQL."""
    import uvicorn  # half a second that no other command need pay

    given = slack_settings(os.environ, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
    wake = Event()
    booth = booth_of(here(), given, wake)
    bolt = bolt_app(booth, given.bot_token, given.signing_secret)
    workers = Workers(booth, wake)
    workers.start()
    web = web_app(bolt, given.signing_secret, lambda: health(booth.engine))
    try:
        uvicorn.run(web, host=host, port=port, log_level="warning", access_log=False)
    finally:
        workers.stop()
