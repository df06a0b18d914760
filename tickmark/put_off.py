"""When a server that is asked too much wants to be asked again: the value of Retry-After, of which HTTP knows two forms."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def seconds_of(said: str, now: datetime) -> float | None:
    """The seconds from `now` until then, 0 where it is past; None where `said` is neither a number of seconds nor a date."""
    said = said.strip()
    if _SECONDS.fullmatch(said):
        return float(said)
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
