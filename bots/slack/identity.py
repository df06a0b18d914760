"""From a Slack user to a person of the directory, failing closed: verified email, own workspace, no guest, no bot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bots.slack.calls import Denied, Slack
from knowledge.access.people import Person

KEPT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody that the bot works for; `why` is said to them and tells nothing else."""

    why: str


Who = Callable[[str], Person | Stranger]
_GUEST = Stranger("I answer only full members of this workspace, so I can't help guests or people of other companies.")
_UNVERIFIED = Stranger(
    "I can't tell who you are: your Slack account has no confirmed email address. An admin can help."
)
_UNKNOWN = Stranger("I don't know you yet. An admin adds you to Tickmark's directory with: tickmark people import FILE")
_MARKS = (
    "is_restricted",
    "is_ultra_restricted",
    "is_stranger",
    "is_bot",
    "is_workflow_bot",
    "is_connector_bot",
    "deleted",
)


class Identity:
    """Looks Slack users up and remembers their address for KEPT; the directory is asked each time."""

    def __init__(
        self, slack: Slack, team: str, person: Callable[[str], Person | None], clock: Callable[[], datetime]
    ) -> None:
        self._slack, self._team, self._person, self._clock = slack, team, person, clock
        self._known: dict[str, tuple[datetime, str | Stranger]] = {}

    def __call__(self, user: str) -> Person | Stranger:
        """The person whom a Slack user is. Raises SlackBroken where Slack can't be asked."""
        email = self._email(user)
        if isinstance(email, Stranger):
            return email
        return self._person(email) or _UNKNOWN

    def _email(self, user: str) -> str | Stranger:
        now = self._clock()
        at, known = self._known.get(user, (now, None))
        if known is not None and now - at < KEPT:
            return known
        found = self._slack.ask("users.info", user=user)
        email = _UNVERIFIED if isinstance(found, Denied) else verified(found.body.get("user") or {}, self._team)
        self._known[user] = (now, email)
        return email


def verified(user: Mapping[str, Any], team: str) -> str | Stranger:
    """The confirmed email of a full member of `team`; what Slack does not say counts against."""
    if any(user.get(mark) for mark in _MARKS) or user.get("team_id") != team:
        return _GUEST
    email = str((user.get("profile") or {}).get("email") or "").strip().lower()
    return email if email and user.get("is_email_confirmed") is True else _UNVERIFIED
