"""Calls to Slack's Web API, each with its outcome as a value. Only place that knows slack_sdk's client."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from bots.slack.files import sha256

TIMEOUT = 10  # seconds; shorter than an outbox claim, so that what was begun is over when the claim is
_MAYBE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})


@dataclass(frozen=True, slots=True)
class Given:
    """Slack did it."""

    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Denied:
    """Slack will not do it; `error` is its name for the reason."""

    error: str


@dataclass(frozen=True, slots=True)
class Slow:
    """Nothing was done: too many calls; come again in `seconds`."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows whether it was done."""

    why: str


Outcome = Given | Denied | Slow | Unsure


class SlackBroken(Exception):  # noqa: N818
    """Slack could not be asked; the message names the method and the kind of failure, never an argument."""


class Slack:
    """A workspace's Web API. `say` sends once and never again by itself; `ask` reads, and waits where it is too fast."""

    def __init__(self, token: str, base_url: str = "https://slack.com/api/") -> None:
        self._token, self._base_url = token, base_url
        waits = [RateLimitErrorRetryHandler(max_retry_count=2), ConnectionErrorRetryHandler(max_retry_count=2)]
        self.reading = WebClient(token, base_url=base_url, timeout=TIMEOUT, retry_handlers=waits)
        self._saying = WebClient(token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])

    def say(self, method: str, **arguments: Any) -> Outcome:
        """Call once; an outcome for whatever happens."""
        return _called(self._saying, method, arguments)

    def scopes(self) -> frozenset[str]:
        """The scopes that the token has; none where Slack does not say. Raises SlackBroken."""
        told = self.reading.auth_test()
        return frozenset(filter(None, str(told.headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")))

    def sha256(self, url: str, size: int) -> str | None:
        """The sha256 (hex) of a file that lies at Slack; None where it can't be read whole."""
        return sha256(url, size, self._token, self._base_url)

    def ask(self, method: str, **arguments: Any) -> Given | Denied:
        """Call, patiently. Raises SlackBroken."""
        outcome = _called(self.reading, method, arguments)
        if isinstance(outcome, Given | Denied):
            return outcome
        raise SlackBroken(f"{method}: {outcome.why if isinstance(outcome, Unsure) else 'too many calls'}")


def _called(client: WebClient, method: str, arguments: Mapping[str, Any]) -> Outcome:
    try:
        response = client.api_call(method, data={name: _form(value) for name, value in arguments.items()})
    except SlackApiError as error:
        return _refusal(error)
    except Exception as error:  # the transport's own: timeouts, resets, bodies cut off; each may come after the deed
        return Unsure(type(error).__name__)
    return Given(response.data if isinstance(response.data, dict) else {})


def _refusal(error: SlackApiError) -> Outcome:
    response = error.response
    if response.status_code == 429:
        return Slow(int(response.headers.get("Retry-After", 1)))
    name = str(response.get("error", "")) if isinstance(response.data, dict) else ""
    if response.status_code >= 500 or not name or name in _MAYBE:
        return Unsure(name or f"status {response.status_code}")
    return Slow(1) if name in ("ratelimited", "rate_limited") else Denied(name)


def _form(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)
