"""From a person of the directory to where they are in Slack: their user, and their direct channel."""

from bots.slack.booth import Booth
from bots.slack.calls import Denied
from bots.slack.identity import Stranger, verified


def user_of(booth: Booth, email: str) -> str | None:
    """The Slack user with this confirmed address, a full member; None where there is none. Raises SlackBroken."""
    found = booth.slack.ask("users.lookupByEmail", email=email)
    if isinstance(found, Denied):
        return None
    user = str((found.body.get("user") or {}).get("id") or "")
    whole = booth.slack.ask("users.info", user=user)  # the lookup leaves out whether the address is confirmed
    if isinstance(whole, Denied) or isinstance(verified(whole.body.get("user") or {}, booth.installed.team), Stranger):
        return None
    return user


def direct_channel(booth: Booth, user: str) -> str | None:
    """The direct channel with a Slack user; None where Slack opens none. Raises SlackBroken."""
    found = booth.slack.ask("conversations.open", users=user)
    return None if isinstance(found, Denied) else str(found.body["channel"]["id"])
