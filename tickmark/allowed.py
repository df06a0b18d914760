"""Which audiences somebody may read, by the people and channels that the store holds now."""

from knowledge.access.audiences import audiences_of
from knowledge.store.database import Engine
from knowledge.store.people import channel_audiences, person


def allowed(engine: Engine, user: str | None, channel: str | None = None) -> frozenset[str]:
    """What `user` may read, or what may be shown in `channel`; without either, and for a stranger, what everyone may."""
    if channel is not None:
        return audiences_of(user, channel, {}, channel_audiences(engine))
    found = person(engine, user) if user else None
    return audiences_of(user, None, {user: found.groups} if user and found else {}, {})
