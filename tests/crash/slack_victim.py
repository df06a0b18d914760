"""One process of the Slack bot that is killed again and again: the real app over HTTP, its workers, an answer from nowhere."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

import uvicorn

from assistant.contract import Question, Reply, Status
from bots.slack.booth import Booth, Installed
from bots.slack.calls import Slack
from bots.slack.identity import Identity
from bots.slack.listening import bolt_app
from bots.slack.web import web_app
from knowledge.store.database import open_database
from knowledge.store.people import person
from tests.offices import office_on
from tests.slack.double import BOT_TOKEN
from tests.slack.payloads import TEAM
from tickmark.slack import Workers, health

FASTER = 15  # a lease of a minute runs out in four seconds, an outbox claim in two
SIGNING = "a signing secret that is only for the tests"


@dataclass(frozen=True)
class Orders:
    """What a victim is told when it starts; `base` is when the run began, for a clock that all share."""

    url: str
    port: int
    api: str
    base: datetime
    threads: int = 4

    def now(self) -> datetime:
        return self.base + (datetime.now(UTC) - self.base) * FASTER


def answer(question: Question) -> Reply:
    return Reply(id=question.id, status=Status.ABSTAINED, headline=f"Nothing to say about {question.text[:60]}")


def serve(orders: Orders) -> None:
    """Listen and work, for ever."""
    logging.getLogger("tickmark.slack").setLevel(logging.ERROR)
    engine, slack, wake = open_database(orders.url), Slack(BOT_TOKEN, orders.api), Event()
    booth = Booth(
        engine=engine,
        answer=answer,
        office=office_on(lambda: engine, orders.now),
        slack=slack,
        who=Identity(slack, TEAM, lambda email: person(engine, email), orders.now),
        installed=Installed(TEAM, "U0TICKMARK"),
        clock=orders.now,
        wake=wake.set,
    )
    Workers(booth, wake, orders.threads).start()
    web = web_app(bolt_app(booth, BOT_TOKEN, SIGNING), SIGNING, lambda: health(engine))
    uvicorn.run(web, port=orders.port, log_level="critical", access_log=False)
