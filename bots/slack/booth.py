"""What the bot works with, handed to it by the wiring."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.contract import Question, Reply
from assistant.intake.office import Office
from bots.slack.calls import Slack
from bots.slack.identity import Who
from knowledge.access.people import Person
from knowledge.store.database import Engine


@dataclass(frozen=True, slots=True)
class Installed:
    """The one workspace: its id, the bot's own user, the app, and the leads' channel ("" for none)."""

    team: str
    bot_user: str
    app: str = ""
    leads: str = ""


@dataclass(frozen=True)
class Booth:
    """The bot's dependencies. `answer` is the one answering seam; `who` tells a directory's person from a stranger.

    `clock()` is an aware datetime, `wake()` calls the workers, `stale(person)` names what rests on something that no longer
    holds, as (record id, escaped words).
    """

    engine: Engine
    answer: Callable[[Question], Reply]
    office: Office
    slack: Slack
    who: Who
    installed: Installed
    clock: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None
    stale: Callable[[Person], Sequence[tuple[str, str]]] = lambda person: ()


def name_of(key: str, length: int = 20) -> str:
    """A short name that an event's key always gives: doing it again comes to the same."""
    return hashlib.sha256(key.encode()).hexdigest()[:length]
