"""From an answer in Slack to an intake record, its quotes and what people think of it."""

import json
import time
from typing import Any

from bots.slack.limits import validate
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind
from knowledge.store.feedback import opinions
from knowledge.store.inbox import question_hash
from knowledge.store.people import put_people
from knowledge.store.record_reading import listing
from tests.conftest import AT
from tests.offices import ANA, SECRET
from tests.slack import payloads
from tests.slack.conftest import Bot, until, words

SOC = "ISO or SOC 2 for this request? Northwind wants a report on how our controls operated from January to June"


def answered(bot: Bot, text: str = SOC, who: str = "ana") -> tuple[str, dict[str, Any]]:
    ts = bot.ask(who, text)
    return ts, bot.replies("general-questions", ts)[0]


def test_quotes_show_the_exact_words(bot: Bot) -> None:
    _, answer = answered(bot)
    bot.click("ana", answer, "general-questions", "quotes")
    view = bot.view("quotes")
    shown = json.dumps(view, ensure_ascii=False)
    assert "calls for a SOC 2 Type 2 report" in shown and "Facts read" in shown and validate(view) == ()
    bot.click("olu", answer, "general-questions", "quotes")
    assert "Facts read" not in json.dumps(bot.view("quotes"))


def test_quotes_ask_for_the_right_again(bot: Bot) -> None:
    _, answer = answered(bot)
    bot.double.flags[bot.double.ids["gus"]] = {"is_ultra_restricted": True}
    bot.click("gus", answer, "general-questions", "quotes")
    assert "full members" in json.dumps(bot.view("said"))
    bot.click("ana", answer, "general-questions", "quotes", "a reply that is not there")
    assert "no quotes here" in json.dumps(bot.view("said"))


def test_one_click_opens_a_form_and_the_form_one_record(bot: Bot) -> None:
    ts, answer = answered(bot)
    before = len(listing(bot.booth.engine, RecordKind.INTAKE, None))
    bot.click("ana", answer, "general-questions", "open_intake")
    assert "Loading" in json.dumps(bot.double.called("views.open")[-1])
    view = bot.view("intake")
    shown = json.dumps(view, ensure_ascii=False)
    assert "Northwind" in shown and "Proposed decision*: SOC 2" in shown and "Kept with the record" in shown
    assert validate(view) == ()
    for _ in range(3):
        assert bot.submit("ana", view, summary="A report for Northwind", affected="system: billing") == {}
    told = bot.replies("general-questions", ts, 2)[1]
    record_id = told["text"].partition(" ")[0]
    assert record_id.startswith("INT-") and "Next: a lead classifies" in told["text"]
    time.sleep(1)
    assert len(listing(bot.booth.engine, RecordKind.INTAKE, None)) == before + 1
    held = bot.booth.office.record(record_id, None)
    assert held and isinstance(held.body, Intake)
    assert (held.body.requester, held.body.summary) == ("ana@example.com", "A report for Northwind")
    assert (
        held.body.proposal.outcome == "soc_2"
        and held.body.proposal.citations
        and held.body.affected[0].name == "billing"
    )
    assert [turn.author for turn in held.body.conversation.turns] == ["ana@example.com"]


def test_what_is_off_stands_beside_its_field(bot: Bot) -> None:
    _, answer = answered(bot)
    bot.click("ana", answer, "general-questions", "open_intake")
    view, before = bot.view("intake"), len(listing(bot.booth.engine, RecordKind.INTAKE, None))
    assert list(bot.submit("ana", view, summary="x" * 301)["errors"]) == ["summary"]
    assert list(bot.submit("ana", view, summary=None)["errors"]) == ["summary"]
    assert list(bot.submit("ana", view, affected="planet: earth")["errors"]) == ["affected"]
    assert list(bot.submit("ana", view, audience="board")["errors"]) == ["audience"]
    assert "summary" in bot.submit("olu", view)["errors"], "the form of somebody else"
    time.sleep(0.5)
    assert len(listing(bot.booth.engine, RecordKind.INTAKE, None)) == before


def test_the_shortcut_keeps_the_message_it_was_used_on(bot: Bot) -> None:
    ids = bot.double.ids
    place, text = ids["general-questions"], "Contoso asks for our ISO certificate, who can help?"
    ts = bot.double.speak("olu", place, text)
    message = {"type": "message", "user": ids["olu"], "text": text, "ts": ts}
    bot.interact(payloads.shortcut(ids["ana"], bot.double.trigger("ana"), message, place))
    view = bot.view("intake")
    assert "Contoso asks" in json.dumps(view) and "olu@example.com" in json.dumps(view)
    assert bot.submit("ana", view) == {}
    assert "is open" in bot.replies(place, ts)[0]["text"]


def test_what_looks_the_same_is_offered_first(bot: Bot) -> None:
    text = "Fabrikam wants a report on how our controls operated from March to August"
    ts, answer = answered(bot, text)
    bot.click("ana", answer, "general-questions", "open_intake")
    bot.submit("ana", bot.view("intake"))
    record_id = bot.replies("general-questions", ts, 2)[1]["text"].partition(" ")[0]
    bot.double.calls.clear()
    _, again = answered(bot, text)
    bot.click("ana", again, "general-questions", "open_intake")
    assert f"{record_id}: " in json.dumps(bot.view("intake")) and "looks the same" in json.dumps(bot.view("intake"))


def test_a_stranger_opens_nothing(bot: Bot) -> None:
    _, answer = answered(bot)
    bot.double.flags[bot.double.ids["gus"]] = {"is_restricted": True}
    bot.click("gus", answer, "general-questions", "open_intake")
    assert "full members" in json.dumps(bot.view("said"))


def test_a_spent_trigger_does_no_harm(bot: Bot) -> None:
    _, answer = answered(bot)
    ids, spent = bot.double.ids, bot.double.trigger("ana")
    bot.double.api(
        "views.open",
        trigger_id=spent,
        view={"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []},
    )
    clicked = payloads.action(ids["ana"], spent, answer, ids["general-questions"], "open_intake", "x")
    assert bot.interact(clicked) == {}


def test_an_opinion_is_kept_and_changed(bot: Bot) -> None:
    _, answer = answered(bot)
    reply_id = next(
        e["value"] for b in answer["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "quotes"
    )

    def mine() -> list[Any]:
        return [one for one in opinions(bot.booth.engine) if one.reply_id == reply_id]

    bot.click("ana", answer, "general-questions", "feedback", f"{reply_id} no")
    view = bot.view("reason")
    assert bot.submit("ana", view, reason="It names no auditor.") == {}
    (bad,) = mine()
    assert (bad.helpful, bad.reason, bad.person) == (False, "It names no auditor.", "ana@example.com")
    assert bad.question_hash == question_hash(SOC) and bad.reply["decision"]["rule_version"]
    assert all(one["version"] for one in bad.reply["citations"])
    bot.click("ana", answer, "general-questions", "feedback", f"{reply_id} yes")
    (good,) = mine()
    assert good.helpful and good.reason == ""
    bot.click("olu", answer, "general-questions", "feedback", f"{reply_id} no")
    assert sorted(one.helpful for one in mine()) == [False, True]


def test_the_words_of_a_page_reach_nobody_who_left_its_group(bot: Bot) -> None:
    """A record that only some may read is quoted to them alone, and to them only as long as they may."""
    put_people(bot.booth.engine, SECRET, (ANA,), "admin@example.com", AT)
    direct = bot.double.direct("ana")
    ts = bot.ask("ana", "Umbrella wants a report on how our controls operated from May to July. ISO or SOC 2?", direct)
    answer = bot.replies(direct, ts)[0]
    bot.click("ana", answer, direct, "open_intake")
    bot.submit("ana", bot.view("intake"), summary="Umbrella assurance report", audience="legal")
    assert (
        "is open"
        in until(lambda: next((m for m in bot.double.thread(direct, ts) if "is open" in m["text"]), None))["text"]
    )
    asked = bot.ask("ana", "What did Umbrella ask for?", direct)
    told = bot.replies(direct, asked)[0]
    if "quotes" in words(told):
        put_people(
            bot.booth.engine, SECRET, (type(ANA)(ANA.email, ANA.name, frozenset(), ANA.roles),), "admin@example.com", AT
        )
        bot.click("ana", told, direct, "quotes")
        assert "Umbrella" not in json.dumps(bot.double.called("views.update")[-1])
        put_people(bot.booth.engine, SECRET, (ANA,), "admin@example.com", AT)
    other = bot.replies("general-questions", bot.ask("olu", "What did Umbrella ask for?"))[0]
    assert "assurance report" not in words(other)
