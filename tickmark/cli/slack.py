"""`tickmark slack`: the Slack bot over Socket Mode, its manifest, and what is misconfigured."""

import json
import os
from threading import Event
from typing import Annotated

import typer

from bots.slack.booth import Booth
from bots.slack.calls import Slack
from bots.slack.manifest import manifest
from bots.slack.trail import model_of
from knowledge.store.inbox import replies
from tickmark.errors import Problem
from tickmark.opening import open_store
from tickmark.settings import Settings, here
from tickmark.slack import SlackSettings, Workers, installed, open_booth, slack_settings

app = typer.Typer(help="Answer in Slack over Socket Mode, which needs no public address.", invoke_without_command=True)


@app.callback()
def run(context: typer.Context) -> None:
    """Answer in Slack over Socket Mode, which needs no public address."""
    if context.invoked_subcommand is None:
        _socket_mode()


def booth_of(settings: Settings, given: SlackSettings, wake: Event) -> Booth:
    """The bot on this home, with everything open that an answer needs."""
    from tickmark.ready import Ready  # the models behind it cost more than the manifest need pay

    ready, slack = Ready(settings), Slack(given.bot_token, given.api_url)
    engine = ready.home.engine
    return open_booth(engine, settings, slack, ready, installed(engine, slack, given.leads), wake)


def _socket_mode() -> None:
    from bots.slack.listening import bolt_app
    from bots.slack.socket import socket_mode

    given = slack_settings(os.environ, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    wake = Event()
    booth = booth_of(here(), given, wake)
    workers = Workers(booth, wake)
    workers.start()
    handler = socket_mode(bolt_app(booth, given.bot_token, ""), given.app_token, given.api_url)
    try:
        handler.connect()  # type: ignore[no-untyped-call]
        typer.echo("answering; stop with Ctrl-C", err=True)
        Event().wait()
    finally:
        handler.close()  # type: ignore[no-untyped-call]
        workers.stop()


@app.command("manifest")
def manifest_command(
    url: Annotated[str, typer.Option(help="The public address of `tickmark serve`; left out: Socket Mode.")] = "",
) -> None:
    """Print the app's manifest: paste it at api.slack.com/apps, Create New App, From a manifest."""
    typer.echo(json.dumps(manifest(url), indent=2))


@app.command()
def trail(
    reply: Annotated[str, typer.Argument(help="The id of one reply; left out: the last ones.", metavar="[REPLY]")] = "",
    last: Annotated[int, typer.Option(min=1, max=10_000, help="How many replies.")] = 20,
) -> None:
    """What a language model had to do with replies in Slack, a line of JSON each, newest first: prompts, model, parameters,
    hashes of what it said, and why it was no use."""
    engine = open_store(here())
    kept = [one for one in replies(engine, 0 if reply else last) if reply in ("", one[1])]
    if reply and not kept:
        raise Problem(f"no reply {reply} is kept, or what it quoted was erased; see: tickmark slack trail")
    for at, reply_id, body in kept:
        print(json.dumps({"reply_id": reply_id, "at": at.isoformat(), **model_of(body)}))


@app.command()
def doctor() -> None:
    """Say what is misconfigured, one line each; exit 1 where anything is."""
    from tickmark.slack_doctor import findings

    found = list(findings(os.environ, here()))
    for ok, text in found:
        typer.echo(f"{'ok  ' if ok else 'FIX '} {text}")
    if not all(ok for ok, _ in found):
        raise Problem(f"{sum(not ok for ok, _ in found)} to fix")
