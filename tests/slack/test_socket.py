"""Socket Mode against a WebSocket server of this machine: the same app, the same listeners, one answer for each message."""

import logging
import time
from collections.abc import Iterator

import pytest

from bots.slack.listening import bolt_app
from bots.slack.socket import socket_mode
from tests.slack import payloads
from tests.slack.conftest import Bot
from tests.slack.double import BOT_TOKEN
from tests.slack.socket_server import APP_TOKEN, Link, linked, send

SOC = "ISO or SOC 2 for this request? A US customer wants a report on how our controls operated from January to June"


@pytest.fixture
def link(bot: Bot) -> Iterator[Link]:
    """The bot connected over Socket Mode; over HTTP it goes on listening."""
    with linked() as other:
        bot.double.sockets.append(other.url)
        handler = socket_mode(bolt_app(bot.booth, BOT_TOKEN, ""), APP_TOKEN, bot.double.url)
        handler.connect()  # type: ignore[no-untyped-call]
        try:
            yield other
        finally:
            handler.close()  # type: ignore[no-untyped-call]
            bot.double.sockets.clear()


def asked(bot: Bot, text: str) -> tuple[str, dict[str, object]]:
    ids = bot.double.ids
    place, words = ids["general-questions"], f"<@{ids['tickmark']}> {text}"
    ts = bot.double.speak("ana", place, words)
    return ts, payloads.mention(ids["ana"], place, words, ts)


def test_an_envelope_is_acknowledged_and_answered_once_however_often_it_comes(bot: Bot, link: Link) -> None:
    (opened,) = [call for call in bot.double.calls if call.method == "apps.connections.open"]
    assert opened.token == APP_TOKEN, "the connection is asked for with the app-level token alone"
    connection = link.connected()
    ts, event = asked(bot, SOC)
    first = link.envelope("events_api", event, retry_attempt=0, retry_reason="")
    again = link.envelope("events_api", event, retry_attempt=1, retry_reason="timeout")
    for one in (first, first, again):
        send(connection, one)
    ids = [link.acknowledged() for _ in range(3)]
    assert sorted(one["envelope_id"] for one in ids) == sorted(one["envelope_id"] for one in (first, first, again))
    assert all(not one.get("payload") for one in ids)
    (answer,) = bot.replies("general-questions", ts)
    assert answer["text"].startswith("SOC 2, Type 2")
    time.sleep(1.5)
    assert len(bot.double.thread("general-questions", ts)) == 1 and len(bot.asked) == 1


def test_told_to_reconnect_it_does_and_what_comes_again_there_is_answered_once(bot: Bot, link: Link) -> None:
    first, (ts, event) = link.connected(), asked(bot, SOC)
    one = link.envelope("events_api", event)
    send(first, one)
    assert link.acknowledged()["envelope_id"] == one["envelope_id"]
    send(first, {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
    second = link.connected()
    send(second, one)
    assert link.acknowledged()["envelope_id"] == one["envelope_id"]
    later, other = asked(bot, "What is the difference between a Type 1 and a Type 2 report?")
    send(second, link.envelope("events_api", other))
    link.acknowledged()
    assert "Type 1" in str(bot.replies("general-questions", later)[0]["blocks"])
    time.sleep(1.5)
    assert len(bot.double.thread("general-questions", ts)) == 1 and len(bot.asked) == 2


def test_a_connection_that_breaks_is_opened_again(bot: Bot, link: Link) -> None:
    link.connected().close()
    connection = link.connected()
    ts, event = asked(bot, SOC)
    send(connection, link.envelope("events_api", event))
    link.acknowledged()
    assert len(bot.replies("general-questions", ts)) == 1


def test_a_command_and_a_form_are_answered_in_their_acknowledgement(bot: Bot, link: Link) -> None:
    ids, connection = bot.double.ids, link.connected()
    typed = payloads.command(ids["ana"], ids["general-questions"], "help", bot.double.trigger("ana"))
    send(connection, link.envelope("slash_commands", dict(typed)))
    assert "/tickmark queue" in link.acknowledged()["payload"]["text"]
    fields = [{"type": "input", "block_id": "summary", "element": {"type": "plain_text_input", "action_id": "summary"}}]
    view = {"id": "V0", "type": "modal", "callback_id": "intake", "private_metadata": "", "blocks": fields}
    send(connection, link.envelope("interactive", payloads.submission(ids["ana"], view, {"summary": "x"})))
    told = link.acknowledged()["payload"]
    assert told["response_action"] == "errors" and "open it again" in told["errors"]["summary"]


def test_another_workspace_and_what_cannot_be_read_harm_nothing(
    bot: Bot, link: Link, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ids, connection = bot.double.ids, link.connected()
    strange = payloads.mention(ids["ana"], ids["general-questions"], "the merger is off", "1.0", team="T0OTHER")
    send(connection, link.envelope("events_api", strange))
    connection.send("{ this is no JSON")
    connection.send("nor is this")
    ts, event = asked(bot, SOC)
    send(connection, link.envelope("events_api", event))
    assert link.acknowledged()["envelope_id"].endswith("-2"), "the first was never acknowledged"
    assert len(bot.replies("general-questions", ts)) == 1 and len(bot.asked) == 1
    assert "merger" not in caplog.text and APP_TOKEN not in caplog.text and "Traceback" not in caplog.text
