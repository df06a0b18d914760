"""What Slack sends, in the shapes that it documents."""

import json
from itertools import count
from typing import Any

TEAM, APP = "T000000001", "A0TICKMARK"
_NUMBERS = count(1)


def _callback(event: dict[str, Any], team: str = TEAM, shared: bool = False) -> dict[str, Any]:
    number = next(_NUMBERS)
    granted = {
        "enterprise_id": None,
        "team_id": team,
        "user_id": "U0TICKMARK",
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "unused",
        "team_id": team,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": 1,
        "authorizations": [granted],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{number}",
    }


def mention(user: str, channel: str, text: str, ts: str, thread: str = "", **more: Any) -> dict[str, Any]:
    event = {
        "type": "app_mention",
        "user": user,
        "text": text,
        "ts": ts,
        "channel": channel,
        "event_ts": ts,
        "team": TEAM,
    }
    return _callback(event | ({"thread_ts": thread} if thread else {}), **more)


def message(user: str, channel: str, text: str, ts: str, thread: str = "", **more: Any) -> dict[str, Any]:
    kind = "im" if channel.startswith("D") else "channel"
    event = {"type": "message", "user": user, "text": text, "ts": ts, "channel": channel, "event_ts": ts}
    event |= {"channel_type": kind, "team": TEAM, "client_msg_id": f"c-{ts}"}
    event |= {name: more.pop(name) for name in ("subtype", "files") if name in more}
    return _callback(event | ({"thread_ts": thread} if thread else {}), **more)


def home_opened(user: str) -> dict[str, Any]:
    return _callback({"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home", "event_ts": "1.0"})


def _interaction(kind: str, user: str, trigger: str, **more: Any) -> dict[str, Any]:
    who = {"id": user, "username": "somebody", "name": "somebody", "team_id": TEAM}
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "example"},
        "user": who,
        "api_app_id": APP,
        "token": "unused",
        "trigger_id": trigger,
        "is_enterprise_install": False,
        **more,
    }


def action(
    user: str, trigger: str, message: dict[str, Any], channel: str, action_id: str, value: str
) -> dict[str, Any]:
    """A click on an element of a message, as `message` holds it."""
    kind = "feedback_buttons" if action_id == "feedback" else "button"
    clicked = {"type": kind, "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.0"}
    at = {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": False}
    at |= {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
    place = {"container": at, "channel": {"id": channel, "name": "a-channel"}, "message": message}
    return _interaction(
        "block_actions", user, trigger, **place, actions=[clicked], response_url="", state={"values": {}}
    )


def home_action(user: str, trigger: str, view: dict[str, Any], action_id: str, value: str) -> dict[str, Any]:
    clicked = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.0"}
    at = {"type": "view", "view_id": view.get("id", "V1")}
    return _interaction("block_actions", user, trigger, container=at, view=view, actions=[clicked], response_url="")


def shortcut(user: str, trigger: str, message: dict[str, Any], channel: str) -> dict[str, Any]:
    place = {"channel": {"id": channel, "name": "a-channel"}, "message": message, "message_ts": message["ts"]}
    more = {"callback_id": "open_intake", "action_ts": "1.0", "response_url": ""}
    return _interaction("message_action", user, trigger, **place, **more)


def submission(user: str, view: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """A submitted view: `values` maps a block to what stands in it, in the form of its element."""
    elements = {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}
    state = {block: {block: _state(element, values.get(block, _MISSING))} for block, element in elements.items()}
    return _interaction("view_submission", user, "", view=view | {"state": {"values": state}}, response_urls=[])


_MISSING = object()


def _state(element: dict[str, Any], value: Any) -> dict[str, Any]:
    kind = element["type"]
    name = {"plain_text_input": "value", "users_select": "selected_user", "datepicker": "selected_date"}.get(kind)
    first = {"plain_text_input": "initial_value", "users_select": "initial_user", "datepicker": "initial_date"}.get(
        kind, ""
    )
    if name:
        return {"type": kind, name: element.get(first) if value is _MISSING else value}
    if kind == "static_select":
        picked = element.get("initial_option") if value is _MISSING else {"value": value} if value else None
        return {"type": kind, "selected_option": picked}
    picked = element.get("initial_options", []) if value is _MISSING else [{"value": one} for one in value]
    return {"type": kind, "selected_options": picked}


def command(user: str, channel: str, text: str, trigger: str) -> dict[str, str]:
    return {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": channel,
        "channel_name": "a-channel",
        "user_id": user,
        "user_name": "somebody",
        "command": "/tickmark",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": "",
        "trigger_id": trigger,
    }


def form(payload: dict[str, Any]) -> dict[str, str]:
    """An interaction as it is sent: JSON in a form."""
    return {"payload": json.dumps(payload)}
