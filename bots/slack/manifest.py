"""The app's manifest: the features that the bot has, and the least scopes that they need."""

from typing import Any

SCOPES = {
    "app_mentions:read": "mentions in channels",
    "assistant:write": "the status while it works, and the agent view",
    "channels:history": "earlier turns of a thread, and the answer to a question back",
    "chat:write": "answers",
    "commands": "/tickmark and the message shortcut",
    "files:read": "a file that is given as evidence, read once for its sha256; Slack has no narrower scope",
    "groups:history": "the same in private channels it was invited to",
    "im:history": "direct messages",
    "im:write": "word to requesters and owners",
    "users:read": "who asks, and whether they are a guest",
    "users:read.email": "from a Slack user to a person of the directory",
}
EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")
_PROMPTS = (
    (
        "ISO or SOC 2?",
        "ISO or SOC 2 for this request? A customer wants a report on how our controls operated last year.",
    ),
    ("Reuse evidence", "Can evidence from the ISO audit be reused for SOC 2?"),
    ("Past decisions", "What did we decide for this customer?"),
)
_LONG = (
    "Ask in a channel or a direct message. Tickmark decides by an explicit rule and answers from sources; every sentence "
    "names its source, and the exact words are one click away. Where no source answers, it says so. A conversation becomes "
    "an intake record with one click, and leads work on it without leaving Slack. It supports decisions; it is not advice."
)


def manifest(url: str = "") -> dict[str, Any]:
    """The manifest for an app at `url` (the public address of `tickmark serve`), or for Socket Mode where that is ""."""
    at = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Tickmark",
            "description": "Compliance answers, each sentence traced to its source",
            "long_description": _LONG,
        },
        "features": _features({"url": at["request_url"]} if at else {}),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**at, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _features(command_at: dict[str, str]) -> dict[str, Any]:
    return {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "Tickmark", "always_online": True},
        "agent_view": {
            "agent_description": "Answers compliance questions by a rule and from sources, and opens intake records.",
            "suggested_prompts": [{"title": title, "message": message} for title, message in _PROMPTS],
        },
        "shortcuts": [
            {
                "name": "Open intake",
                "type": "message",
                "callback_id": "open_intake",
                "description": "Make this conversation an intake record",
            }
        ],
        "slash_commands": [
            {
                "command": "/tickmark",
                "description": "Ask a question, see the queue or where an intake stands",
                "usage_hint": "QUESTION | help | queue | status INT-1",
                **command_at,
            }
        ],
    }
