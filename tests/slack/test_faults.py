"""What goes wrong is one line with a short id; what waits goes on after a restart; a second workspace is refused."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.intake.affected import affected
from bots.slack.calls import Slack
from bots.slack.intake_form import Filled, form
from bots.slack.limits import validate
from bots.slack.telling import MISSED, Addresses
from bots.slack.words import spoken
from knowledge.store.state import kept
from tests.offices import ANA, who
from tests.slack import payloads
from tests.slack.conftest import Bot, running
from tests.slack.double import BOT_TOKEN, Double
from tests.slack.test_answers import VAGUE
from tests.slack.test_hostile import intake
from tickmark.errors import Problem
from tickmark.settings import Settings
from tickmark.slack import TEAM, installed

SECRET = "the merger is off"


@pytest.mark.parametrize("body", ["no JSON: " + SECRET, '{"type": "event_callback"', '["' + SECRET + '"]', "null"])
def test_a_signed_request_that_cannot_be_read_is_one_line_with_an_id(
    bot: Bot, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    status, told = bot.raw(body)
    assert status in (404, 500) and "Traceback" not in told and SECRET not in told
    assert SECRET not in caplog.text and "Traceback" not in caplog.text
    assert status == 404 or told.rpartition("id: ")[2] in caplog.text


def test_what_cannot_be_kept_is_one_line_with_an_id(
    bot: Bot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bool:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("bots.slack.listening.receive", broken)
    status, told = bot.send(payloads.mention(bot.double.ids["ana"], bot.double.ids["leads"], f"<@X> {SECRET}", "5.0"))
    assert status == 500 and told.rpartition("id: ")[2] in caplog.text
    assert SECRET not in caplog.text + told and "Traceback" not in caplog.text


def test_a_thread_that_waits_for_a_fact_goes_on_after_a_restart(fresh: Settings, double: Double) -> None:
    ids, text = double.ids, "They want a report on how controls operated from January to June"
    place = ids["general-questions"]
    with running(fresh, double) as first:
        ts = first.ask("ana", VAGUE)
        assert first.replies(place, ts)[0]["text"].endswith("?")
    with running(fresh, double) as second:
        later = double.speak("ana", place, text, ts)
        assert second.send(payloads.message(ids["ana"], place, text, later, ts))[0] == 200
        answer = second.replies(place, ts, 2)[1]
        assert answer["text"].startswith("SOC 2, Type 2"), answer["text"]
        assert [turn.author for turn in second.asked[0].conversation] == [ids["ana"], "tickmark"]


def test_the_token_of_a_second_workspace_is_refused_and_nothing_is_changed(bot: Bot) -> None:
    slack, engine = Slack(BOT_TOKEN, bot.double.url), bot.booth.engine
    assert installed(engine, slack, "").team == payloads.TEAM
    bot.double.flags["auth.test"] = {"team_id": "T0OTHER"}
    with pytest.raises(Problem, match=f"workspace T0OTHER; this home serves {payloads.TEAM}"):
        installed(engine, slack, "")
    assert kept(engine, TEAM) == payloads.TEAM
    bot.double.flags["auth.test"] = {"ok": False, "error": "invalid_auth"}
    with pytest.raises(Problem, match="invalid_auth"):
        installed(engine, slack, "")


def test_who_is_not_in_slack_is_not_looked_for_all_the_time(bot: Bot) -> None:
    addresses, nobody = Addresses(), who("nobody-here").email
    for _ in range(3):
        assert addresses.direct(bot.booth, nobody) is None
    assert len(bot.double.called("users.lookupByEmail")) == 1
    now = bot.booth.clock()
    later = replace(bot.booth, clock=lambda: now + MISSED + timedelta(seconds=1))
    assert addresses.direct(later, nobody) is None and len(bot.double.called("users.lookupByEmail")) == 2
    for _ in range(2):
        assert addresses.direct(bot.booth, ANA.email)
    assert len(bot.double.called("users.lookupByEmail")) == 3


def test_every_kept_message_is_shown_in_the_form() -> None:
    made = intake("x")
    turns = tuple(replace(made.conversation.turns[0], text=f"Message number {n}. " + "word " * 60) for n in range(50))
    view = form(Filled(replace(made, conversation=replace(made.conversation, turns=turns)), "everyone", ANA, []), "{}")
    shown = json.dumps(view)
    assert all(f"Message number {n}." in shown for n in range(50)) and "50 messages" in shown
    assert validate(view) == ()


def test_what_the_conversation_names_as_affected_is_filled_in(bot: Bot) -> None:
    place, ids = bot.double.ids["general-questions"], bot.double.ids
    text = "ISO or SOC 2? Litware asks for a report about the invoicing service, which runs at supplier Adatum."
    ts = bot.double.speak("olu", place, text)
    message = {"type": "message", "user": ids["olu"], "text": text, "ts": ts}
    bot.interact(payloads.shortcut(ids["ana"], bot.double.trigger("ana"), message, place))
    fields = {one.get("block_id"): one.get("element") for one in bot.view("intake")["blocks"]}
    assert fields["affected"]["initial_value"] == "service: invoicing"


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        ("Our billing system is hit", [], (("system", "billing"),)),
        ("our management system and the same process", [], ()),
        ("What does VAULT hold?", [("system", "Vault")], (("system", "Vault"),)),
        ("the vaulted roof", [("system", "Vault")], ()),
        ("the vault system", [("system", "Vault")], (("system", "Vault"),)),
        ("", [("system", "Vault")], ()),
    ],
)
def test_only_what_is_named_is_affected(text: str, known: list[tuple[str, str]], found: object) -> None:
    assert affected([text], known) == found


def test_values_read_as_people_write_them() -> None:
    assert [spoken(one) for one in ("soc_2", "iso_27001", "customer_request")] == [
        "SOC 2",
        "ISO/IEC 27001",
        "customer request",
    ]
