"""Who may read what: an audience is a group's name, and everybody is in `everyone`."""

from collections.abc import Mapping

from knowledge.sources.types import EVERYONE


def audiences_of(
    user: str | None,
    channel: str | None,
    groups: Mapping[str, frozenset[str]],
    channels: Mapping[str, str],
) -> frozenset[str]:
    """The audiences whose sources may be shown.

    `groups` maps a user to the groups they are in, `channels` a channel to the audience an admin gave it. In a channel
    what is shown is shown to all of it: that channel's audience and no more, whoever asks; a channel without one, and an
    unknown user, get what everyone may read.
    """
    if channel is not None:
        return frozenset({EVERYONE, channels.get(channel, EVERYONE)})
    return frozenset({EVERYONE}) | groups.get(user or "", frozenset())
