"""What of the Slack bot is configured, and what is not: found by asking, never by guessing."""

from collections.abc import Iterator, Mapping

from bots.slack.calls import Denied, Slack, SlackBroken
from bots.slack.manifest import SCOPES
from knowledge.store import jobs, outbox
from knowledge.store.database import Engine
from knowledge.store.people import everybody
from tickmark.errors import Problem
from tickmark.opening import open_store
from tickmark.settings import Settings
from tickmark.slack import SlackSettings, installed, slack_settings

Finding = tuple[bool, str]


def findings(environ: Mapping[str, str], settings: Settings) -> Iterator[Finding]:
    """Each check as (whether it is fine, one line)."""
    yield from _variables(environ)
    engine, given = open_store(settings), slack_settings(environ)
    if given.bot_token:
        yield from _workspace(engine, given)
    known = everybody(engine)
    yield (
        bool(known),
        f"{len(known)} people in the directory" + ("" if known else "; add them: tickmark people import FILE"),
    )
    yield from _leads(given)
    yield from _queues(engine)


def _variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    for name, use in (
        ("SLACK_BOT_TOKEN", ""),
        ("SLACK_APP_TOKEN", "tickmark slack"),
        ("SLACK_SIGNING_SECRET", "tickmark serve"),
    ):
        try:
            slack_settings(environ, name)
            yield True, f"{name} is set"
        except Problem as problem:
            yield bool(use), f"{problem}" + (f" (only `{use}` needs it)" if use else "")


def _workspace(engine: Engine, given: SlackSettings) -> Iterator[Finding]:
    slack = Slack(given.bot_token, given.api_url)
    try:
        at = installed(engine, slack, given.leads)
        granted = slack.scopes()
    except (Problem, SlackBroken) as error:
        yield False, str(error)
        return
    yield True, f"the token is of workspace {at.team}, bot {at.bot_user}"
    missing = [one for one in SCOPES if granted and one not in granted]
    yield (
        not missing,
        f"scopes missing: {', '.join(missing)}; paste `tickmark slack manifest` again" if missing else "scopes granted",
    )
    surplus = [one for one in granted if one not in SCOPES]
    yield True, f"scopes that nothing needs: {', '.join(surplus)}" if surplus else "no scope too many"
    if given.leads:
        read = slack.ask("conversations.history", channel=given.leads, limit=1)
        bad = (
            f"TICKMARK_SLACK_LEADS {given.leads}: {read.error}; invite the bot there"
            if isinstance(read, Denied)
            else ""
        )
        yield not bad, bad or f"the leads' channel {given.leads} can be read"


def _leads(given: SlackSettings) -> Iterator[Finding]:
    if not given.leads:
        yield True, "TICKMARK_SLACK_LEADS is not set: no triage cards, leads use App Home"


def _queues(engine: Engine) -> Iterator[Finding]:
    load, traffic = jobs.load(engine), outbox.traffic(engine)
    yield not load.failed, f"jobs: {load.waiting} waiting, {load.failed} given up"
    yield (
        not traffic.refused,
        f"posts: {traffic.sent} sent, {traffic.waiting} waiting, {traffic.refused} refused by Slack",
    )
    yield True, f"posts that may stand twice: {traffic.resent}"
