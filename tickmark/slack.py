"""Wiring of the Slack bot: its settings, the one workspace of this installation, its booth and its workers."""

import logging
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

from assistant.contract import Question, Reply
from assistant.evidence.stale import stale
from bots.slack.booth import Booth, Installed
from bots.slack.calls import Denied, Slack
from bots.slack.identity import Identity
from bots.slack.telling import Addresses, remind, tell
from bots.slack.words import line, short
from bots.slack.working import work
from knowledge.access.people import Person
from knowledge.store import jobs, outbox, people
from knowledge.store.database import Engine
from knowledge.store.state import keep, kept
from tickmark import library
from tickmark.errors import Misuse, Problem
from tickmark.office import office
from tickmark.settings import Settings

TEAM = "slack_team"
THREADS = 4
TELLS, REMINDS = 2.0, 60
IDLE, IDLER = 0.2, 0.8  # seconds between two looks where nobody calls: of the first thread, and of the others
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-", "SLACK_SIGNING_SECRET": ""}
LOG = logging.getLogger("tickmark.slack")


@dataclass(frozen=True)
class SlackSettings:
    """What the environment says of Slack. Never printed: a dataclass would show its tokens."""

    bot_token: str
    app_token: str
    signing_secret: str
    leads: str
    api_url: str

    def __repr__(self) -> str:
        return "SlackSettings(...)"


def slack_settings(environ: Mapping[str, str], *needed: str) -> SlackSettings:
    """The settings. Raises Misuse where one of `needed` is missing or of another kind."""
    for name in needed:
        value = environ.get(name, "")
        if not value or not value.startswith(_TOKENS[name]):
            what = f"a value that begins with {_TOKENS[name]}" if _TOKENS[name] else "the app's signing secret"
            raise Misuse(f"{name} is {'not set' if not value else 'no such token'}; set it to {what}")
    return SlackSettings(
        bot_token=environ.get("SLACK_BOT_TOKEN", ""),
        app_token=environ.get("SLACK_APP_TOKEN", ""),
        signing_secret=environ.get("SLACK_SIGNING_SECRET", ""),
        leads=environ.get("TICKMARK_SLACK_LEADS", ""),
        api_url=environ.get("SLACK_API_URL", "https://slack.com/api/"),
    )


def installed(engine: Engine, slack: Slack, leads: str) -> Installed:
    """The workspace of the token, which must be the one that this home was installed in. Raises Problem."""
    told = slack.ask("auth.test")
    if isinstance(told, Denied):
        raise Problem(f"SLACK_BOT_TOKEN: Slack refuses it ({told.error}); install the app again and take its token")
    team, first = str(told.body["team_id"]), kept(engine, TEAM)
    if first is not None and first != team:
        raise Problem(
            f"SLACK_BOT_TOKEN is of the workspace {team}; this home serves {first}. Use another home for another one"
        )
    if first is None:
        keep(engine, TEAM, team)
    return Installed(team, str(told.body["user_id"]), str(told.body.get("app_id") or ""), leads)


def open_booth(
    engine: Engine, settings: Settings, slack: Slack, answer: Callable[[Question], Reply], at: Installed, wake: Event
) -> Booth:
    """The bot's dependencies."""
    return Booth(
        engine=engine,
        answer=answer,
        office=office(engine, settings, answer),
        slack=slack,
        who=Identity(slack, at.team, lambda email: people.person(engine, email), now),
        installed=at,
        clock=now,
        wake=wake.set,
        stale=lambda person: stale_of(engine, person),
    )


def stale_of(engine: Engine, person: Person) -> list[tuple[str, str]]:
    """What rests on something that no longer holds, of what a person may read, as (record id, words for Slack)."""
    rules = {rule.id: rule.version for rule in library.rules()}
    found = stale(engine, rules, now().date(), person.audiences)
    return [
        (one.record.record_id, f"*{one.record.record_id}* {line(short('; '.join(one.reasons), 200))}") for one in found
    ]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Workers:
    """Threads that do the durable jobs until they are stopped. What they hold when they die, others take after its lease."""

    def __init__(self, booth: Booth, wake: Event, threads: int = THREADS) -> None:
        self._booth, self._wake, self._over = booth, wake, Event()
        name = f"slack-{os.getpid()}-{secrets.token_hex(3)}"
        self._threads = [
            Thread(target=self._run, args=(f"{name}-{n}", IDLER if n else IDLE), daemon=True) for n in range(threads)
        ]
        self._threads.append(Thread(target=self._tell, daemon=True))

    def start(self) -> None:
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """Wait until each has done what it holds."""
        self._over.set()
        self._wake.set()
        for one in self._threads:
            one.join()

    def _run(self, name: str, idle: float) -> None:
        while not self._over.is_set():
            try:
                busy = work(self._booth, name)
            except Exception as error:
                LOG.error("worker: %s", type(error).__name__)
                busy = 0
                self._over.wait(1)
            if not busy and not self._over.is_set():
                self._wake.wait(idle)
                self._wake.clear()

    def _tell(self) -> None:
        """Word for people: looked for every TELLS seconds; what falls due once in REMINDS of them."""
        addresses, rounds = Addresses(), 0
        while not self._over.wait(TELLS):
            try:
                told = tell(self._booth, addresses)
                told += remind(self._booth, addresses) if rounds % REMINDS == 0 else 0
                rounds += 1
            except Exception as error:
                LOG.error("notices: %s", type(error).__name__)
                continue
            if told:
                self._wake.set()


def health(engine: Engine) -> dict[str, Any]:
    """What an operator watches: jobs, posts, and how many posts may stand twice."""
    load, traffic = jobs.load(engine), outbox.traffic(engine)
    return {
        "ok": True,
        "jobs": {"waiting": load.waiting, "failed": load.failed},
        "posts": {name: getattr(traffic, name) for name in ("waiting", "sending", "sent", "refused")},
        "posts_that_may_stand_twice": traffic.resent,
    }
