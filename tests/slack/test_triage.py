"""Leads work on intakes in Slack: cards, forms, two at once, questions to the requester, queues, word for people, evidence."""

import json
import time
from typing import Any

import pytest

from assistant.intake.ending import merge
from assistant.intake.office import Done
from assistant.intake.open import Asked, open_intake
from assistant.intake.requesting import request
from assistant.intake.triage import assign, classify
from bots.slack.limits import validate
from bots.slack.telling import Addresses, remind
from bots.slack.triage_card import card
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.roles import Part
from knowledge.records.vocabulary import Framework
from tests.offices import ANA, APO, LEA, OLU, REX, done
from tests.slack import payloads
from tests.slack.conftest import Bot, until, words

DECIDED = {
    "outcome": "soc_2",
    "decision": "Wingtip gets a SOC 2 Type 2 report.",
    "scope": "the billing service",
    "review_on": "2090-01-15",
    "review_trigger": "another service joins",
    "next_action": "agree the period",
}


def opened(bot: Bot, text: str) -> tuple[str, str, dict[str, Any]]:
    """An intake opened out of a thread: the thread, the record's id, and its card."""
    ts = bot.ask("ana", text)
    answer = bot.replies("general-questions", ts)[0]
    bot.click("ana", answer, "general-questions", "open_intake")
    bot.submit("ana", bot.view("intake"))
    told = until(lambda: next((m for m in bot.double.thread("general-questions", ts) if "is open" in m["text"]), None))
    record_id = told["text"].partition(" ")[0]
    return ts, record_id, until(lambda: card_of(bot, record_id))


def card_of(bot: Bot, record_id: str, says: str = "") -> dict[str, Any] | None:
    found = bot.double.api("conversations.history", channel=bot.double.ids["leads"], limit=200)["messages"]
    return next((m for m in found if m["text"].startswith(f"{record_id}:") and says in words(m)), None)


def body_of(bot: Bot, record_id: str) -> Intake:
    held = bot.booth.office.record(record_id, None)
    assert held and isinstance(held.body, Intake)
    return held.body


def form(bot: Bot, who: str, card: dict[str, Any], action: str) -> dict[str, Any]:
    bot.click(who, card, "leads", action)
    view = bot.view(action)
    assert validate(view) == ()
    return view


def directly(bot: Bot, who: str, says: str) -> dict[str, Any]:
    """What the bot told somebody in their direct messages."""
    place = bot.double.direct(who)

    def found() -> dict[str, Any] | None:
        told = bot.double.api("conversations.history", channel=place, limit=200)["messages"]
        return next((m for m in told if says in m["text"]), None)

    return until(found)


def test_a_lead_assigns_asks_and_an_owner_decides_without_leaving_slack(bot: Bot) -> None:
    ids = bot.double.ids
    ts, one, card = opened(bot, "ISO or SOC 2? Wingtip wants a report on how our controls operated from May to July")
    assert (
        "Status: intake" in words(card) and "Proposed: SOC 2" in words(card) and validate({"text": "x", **card}) == ()
    )
    view = form(bot, "lea", card, "triage_assign")
    people = {"owner": ids["olu"], "reviewer": ids["rex"], "approver": ids["apo"]}
    given = {"route": "assurance_report", "intake_class": "contract", "framework": "soc_2"}
    assert bot.submit("lea", view, **given, **people) == {}
    body = body_of(bot, one)
    assert body.status == "owned" and body.assignments[0].owner == OLU.email
    card = until(lambda: card_of(bot, one, "owner olu@example.com"))
    directly(bot, "ana", f"{one} (")
    view = form(bot, "lea", card, "triage_ask")
    assert bot.submit("lea", view, question="Which service is it?") == {}
    told = until(
        lambda: next((m for m in bot.double.thread(ids["general-questions"], ts) if "Which service" in m["text"]), None)
    )
    assert told["text"].startswith(f"<@{ids['ana']}>")
    reply = bot.double.speak("ana", "general-questions", "The billing service.", ts)
    bot.send(payloads.message(ids["ana"], ids["general-questions"], "The billing service.", reply, ts))
    until(lambda: "The billing service." in [turn.text for turn in body_of(bot, one).conversation.turns] or None)
    view = form(bot, "olu", until(lambda: card_of(bot, one)), "triage_decide")
    assert bot.submit("olu", view, **DECIDED) == {}
    assert body_of(bot, one).status == "decided"
    asked = bot.ask("ana", "What did we decide for Wingtip?")
    assert "Wingtip gets a SOC 2 Type 2 report" in words(bot.replies("general-questions", asked)[0])


def test_two_leads_at_once_and_the_second_is_told(bot: Bot) -> None:
    _, one, card = opened(bot, "ISO or SOC 2? Tailspin wants a report on how our controls operated from June to July")
    first = form(bot, "lea", card, "triage_assign")
    second = form(bot, "lou", card, "triage_assign")
    given = {"route": "assurance_report", "intake_class": "contract", "framework": "soc_2"}
    assert bot.submit("lea", first, **given, owner=bot.double.ids["olu"]) == {}
    wrong = bot.submit("lou", second, **given, owner=bot.double.ids["rex"])
    assert "changed by lea@example.com" in next(iter(wrong["errors"].values()))
    assert body_of(bot, one).assignments[0].owner == OLU.email
    again = bot.submit("lea", first, **given, owner=bot.double.ids["olu"])
    assert "errors" in again and len(body_of(bot, one).assignments) == 1, "sent twice, it happens once"


@pytest.mark.parametrize(
    ("action", "values", "field", "says"),
    [
        (
            "triage_assign",
            {"route": "assurance_report", "intake_class": "risk", "framework": "soc_2"},
            "route",
            "only its",
        ),
        ("triage_decide", DECIDED, "outcome", "status is intake"),
        ("triage_close", {"resolution": "done"}, "resolution", "status is intake"),
        ("triage_escalate", {"to": "rex", "why": "who pays?"}, "to", "neither accept a risk"),
    ],
)
def test_who_may_not_and_what_may_not_be_is_said_beside_the_field(
    bot: Bot, action: str, values: dict[str, str], field: str, says: str
) -> None:
    one = done(open_intake(bot.booth.office, ANA, Asked("A request that nobody answers yet")))
    view = _looked_at(bot, "ana", one, action)
    given = {name: bot.double.ids.get(value, value) if name == "to" else value for name, value in values.items()}
    wrong = bot.submit("ana", view, **given)["errors"]
    assert list(wrong) == [field] and says in wrong[field], wrong
    assert body_of(bot, one).status == "intake"


def _looked_at(bot: Bot, who: str, record_id: str, action: str) -> dict[str, Any]:
    message = {"ts": "1.0", "type": "message", "blocks": []}
    bot.click(who, message, "leads", action, record_id)
    return bot.view(action)


def test_what_one_may_not_read_is_as_if_it_did_not_exist(bot: Bot) -> None:
    one = done(open_intake(bot.booth.office, ANA, Asked("A merger is planned", {"audience": "legal"})))
    message = {"ts": "1.0", "type": "message", "blocks": []}
    bot.click("out", message, "leads", "triage_decide", one)
    hidden = words(bot.view("said"))
    bot.double.calls.clear()
    bot.click("out", message, "leads", "triage_decide", "INT-9999")
    assert hidden.replace(one, "X") == words(bot.view("said")).replace("INT-9999", "X") and "merger" not in hidden
    for text in (f"status {one}", "queue"):
        assert "merger" not in bot.command("out", text)
    assert f"There is no intake {one}" in bot.command("out", f"status {one}")
    assert "A merger is planned" in bot.command("lea", f"status {one.lower()}")
    time.sleep(0.5)
    assert card_of(bot, one) is None, "the leads' channel may not read it"


def test_the_queue_shows_what_waits(bot: Bot) -> None:
    one = done(open_intake(bot.booth.office, ANA, Asked("The queue shows this request")))
    bot.send(payloads.home_opened(bot.double.ids["lea"]))
    view = until(lambda: next((c["view"] for c in bot.double.called("views.publish")), None))
    shown = json.dumps(view)
    assert all(f"*{title}*" in shown for title in ("Mine", "Unassigned", "Due", "Stale")) and validate(view) == ()
    assert one in bot.command("ana", "queue") and "Unassigned" not in bot.command("ana", "queue")
    clicked = payloads.home_action(bot.double.ids["lea"], bot.double.trigger("lea"), view, "look", one)
    assert bot.interact(clicked) == {}
    assert "Ask requester" in json.dumps(bot.view("card"))


def test_a_command_asks_and_helps(bot: Bot) -> None:
    assert "/tickmark queue" in bot.command("ana", "help") == bot.command("ana", "")
    assert "Name an intake" in bot.command("ana", "status")
    assert "direct messages" in bot.command("ana", "What is the difference between a Type 1 and a Type 2 report?")
    asked = directly(bot, "ana", "You asked: What is the difference")
    assert asked and "Type 1" in words(directly(bot, "ana", "Type 1"))
    bot.double.flags[bot.double.ids["gus"]] = {"is_restricted": True}
    assert "full members" in bot.command("gus", "queue")


def test_asked_again_in_a_direct_message_as_whoever_clicks(bot: Bot) -> None:
    (answer,) = bot.replies("general-questions", bot.ask("ana", "How many moons does Saturn have?"))
    bot.click("olu", answer, "general-questions", "ask_in_dm")
    directly(bot, "olu", "You asked: How many moons does Saturn")
    assert until(lambda: bot.asked[1] if len(bot.asked) > 1 else None).user == OLU.email
    assert bot.asked[1].channel is None


def _owned(bot: Bot, text: str) -> str:
    one = done(open_intake(bot.booth.office, ANA, Asked(text)))
    assign_to(bot, one)
    return one


def assign_to(bot: Bot, one: str) -> None:
    """OLU owns it, REX reviews, APO approves."""
    done(classify(bot.booth.office, LEA, one, {"intake_class": "contract", "route": "assurance_report"}))
    parts = {Part.OWNER: OLU.email, Part.REVIEWER: REX.email, Part.APPROVER: APO.email}
    done(assign(bot.booth.office, LEA, one, Framework.SOC_2, parts))


def test_a_closed_intake_is_opened_again_by_who_may(bot: Bot) -> None:
    one, other = _owned(bot, "Alta is asked for twice"), _owned(bot, "Alta is asked for")
    done(merge(bot.booth.office, LEA, one, other))
    closed, standing = (words({"blocks": card(_held(bot, each)).blocks}) for each in (one, other))
    assert "Reopen" in closed and "Close" not in closed and "Assign" not in closed
    assert "Reopen" not in standing and "Reject" not in standing and "Close" in standing
    again = {"why": "another contract"}
    assert "only its" in bot.submit("ana", _looked_at(bot, "ana", one, "triage_reopen"), **again)["errors"]["why"]
    bot.double.calls.clear()
    view = _looked_at(bot, "lea", one, "triage_reopen")
    assert "empty" in bot.submit("lea", view, why=" ")["errors"]["why"]
    assert bot.submit("lea", view, **again) == {} and body_of(bot, one).status == "owned"
    assert (
        "changed by lea" in bot.submit("lea", view, **again)["errors"]["why"] and len(body_of(bot, one).reopened) == 1
    )


def _held(bot: Bot, record_id: str) -> Record:
    held = bot.booth.office.record(record_id, None)
    assert held
    return held


def test_evidence_that_is_asked_for_is_given_in_slack(bot: Bot) -> None:
    one = _owned(bot, "Evidence for Lucerne is needed")
    wanted = {
        "to": REX.email,
        "requirement": "CC6.1",
        "framework": "soc_2",
        "asked": "the access review",
        "due": "2090-04-01",
    }
    result = request(bot.booth.office, OLU, one, wanted)
    assert isinstance(result, Done)
    told = directly(bot, "rex", "Evidence for Lucerne is needed) needs evidence")
    assert "the access review" in words(told)
    bot.click("rex", told, bot.double.direct("rex"), "give_evidence")
    view = bot.view("give_evidence")
    given = {"claim": "Access was reviewed", "type": "review", "effective_on": "2026-02-01"}
    assert list(bot.submit("rex", view, **given, artefact="javascript:x")["errors"])[0] in ("artefact", "claim")
    assert bot.submit("rex", view, **given, artefact="https://example.com/review") == {}
    (kept,) = body_of(bot, one).evidence
    held = bot.booth.office.record(kept, None)
    assert held and held.body.owner == REX.email  # type: ignore[union-attr]
    directly(bot, "olu", "got the evidence")


def test_who_owns_what_falls_due_is_reminded_once(bot: Bot) -> None:
    one = _owned(bot, "A reminder for Proseware is due")
    near = bot.booth.clock().date().isoformat()
    wanted = {"to": REX.email, "requirement": "CC7.2", "framework": "soc_2", "asked": "the alert log", "due": near}
    done(request(bot.booth.office, OLU, one, wanted))
    for _ in range(2):
        assert remind(bot.booth, Addresses()) >= 1
    directly(bot, "rex", f"is due on {near}")
    time.sleep(1.5)
    place = bot.double.direct("rex")
    told = bot.double.api("conversations.history", channel=place, limit=200)["messages"]
    assert len([m for m in told if f"is due on {near}" in m["text"] and "alert log" in m["text"]]) == 1
