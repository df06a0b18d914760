"""A question in Slack gets one cited answer in its thread, whatever Slack does with the event."""

import json
import time
import urllib.request
from pathlib import Path

import pytest

from assistant.desk import Desk
from bots.slack.limits import validate
from bots.slack.trail import model_of
from knowledge.store.inbox import replies
from tests.slack import payloads
from tests.slack.conftest import SIGNING, Bot, until, words
from tests.test_model import spoken_by, wording
from tickmark.cli import main
from tickmark.wiring import seam

SOC = "ISO or SOC 2 for this request? A US customer wants a report on how our controls operated from January to June"
VAGUE = "ISO or SOC 2 for this request from a customer?"


def test_a_mention_gets_one_cited_answer_in_its_thread(bot: Bot) -> None:
    ts = bot.ask("ana", SOC)
    (answer,) = bot.replies("general-questions", ts)
    assert answer["text"].startswith("SOC 2, Type 2") and answer["thread_ts"] == ts
    shown = words(answer)
    assert "[1]" in shown and "version" in shown and "Tickmark supports decisions" in shown
    assert {"quotes", "open_intake", "feedback"} <= {
        e.get("action_id") for b in answer["blocks"] for e in b.get("elements", ())
    }
    assert bot.double.called("assistant.threads.setStatus")[0]["thread_ts"] == ts
    (call,) = [one for one in bot.double.called("chat.postMessage") if one.get("thread_ts") == ts]
    assert (call["unfurl_links"], call["unfurl_media"]) == (False, False) and validate(call) == ()


def test_the_same_event_again_and_its_twin_do_nothing_more(bot: Bot) -> None:
    ids = bot.double.ids
    place, text = ids["general-questions"], f"<@{ids['tickmark']}> {SOC}"
    ts = bot.double.speak("ana", place, text)
    mention, message = payloads.mention(ids["ana"], place, text, ts), payloads.message(ids["ana"], place, text, ts)
    for one in (message, mention, mention, message):
        assert bot.send(one)[0] == 200
    assert len(bot.replies(place, ts)) == 1
    time.sleep(1.5)
    assert len(bot.double.thread(place, ts)) == 1 and len(bot.asked) == 1


def test_a_missing_fact_is_asked_for_and_its_answer_goes_on(bot: Bot) -> None:
    ts = bot.ask("ana", VAGUE)
    (question,) = bot.replies("general-questions", ts)
    assert question["text"].endswith("?") and "One question" in words(question)
    ids = bot.double.ids
    place, text = ids["general-questions"], "They want a report on how controls operated from January to June"
    stranger = bot.double.speak("olu", place, "lunch?", ts)
    bot.send(payloads.message(ids["olu"], place, "lunch?", stranger, ts))
    later = bot.double.speak("ana", place, text, ts)
    assert bot.send(payloads.message(ids["ana"], place, text, later, ts))[0] == 200
    answer = bot.replies("general-questions", ts, 2)[1]
    assert answer["text"].startswith("SOC 2, Type 2"), answer["text"]
    turns = bot.asked[-1].conversation
    assert [turn.author for turn in turns] == [ids["ana"], "tickmark", ids["olu"]]
    assert len(bot.asked) == 2, "what others say in the thread is no question to the bot"


def test_a_follow_up_counts_the_thread(bot: Bot) -> None:
    ts = bot.ask("ana", SOC)
    bot.replies("general-questions", ts)
    bot.ask("ana", "and if they also want the certificate?", thread=ts)
    answer = bot.replies("general-questions", ts, 2)[1]
    assert "SOC 2" in answer["text"] and "ISO" in answer["text"], answer["text"]


def test_a_direct_message_is_answered_with_what_the_asker_may_read(bot: Bot) -> None:
    place = bot.double.direct("ana")
    ts = bot.ask("ana", "What is the difference between a Type 1 and a Type 2 report?", place)
    (answer,) = bot.replies(place, ts)
    assert "Type 1" in words(answer)
    assert (bot.asked[-1].user, bot.asked[-1].channel) == ("ana@example.com", None)


def test_in_a_channel_what_the_channel_may_read_counts(bot: Bot) -> None:
    bot.replies("general-questions", bot.ask("ana", SOC))
    assert bot.asked[-1].channel == bot.double.ids["general-questions"]


def test_no_answer_says_so_and_offers_more(bot: Bot) -> None:
    (answer,) = bot.replies("general-questions", bot.ask("ana", "How many moons does Jupiter have?"))
    offered = {e.get("action_id") for b in answer["blocks"] for e in b.get("elements", ())}
    assert {"open_intake", "ask_in_dm", "feedback"} <= offered and "quotes" not in offered


def test_strangers_are_told_why_and_nothing_else(bot: Bot) -> None:
    ids = bot.double.ids
    bot.double.flags[ids["gus"]] = {"is_restricted": True}
    bot.double.flags[ids["out"]] = {"is_email_confirmed": False}
    for name, says in (("gus", "full members"), ("out", "no confirmed email")):
        (answer,) = bot.replies("general-questions", bot.ask(name, SOC))
        assert says in answer["text"] and "SOC" not in words(answer)
    bot.double.flags[ids["lou"]] = {"team_id": "T0OTHER"}
    assert "full members" in bot.replies("general-questions", bot.ask("lou", SOC))[0]["text"]
    assert bot.asked == []


def test_a_channel_shared_with_another_company_is_not_answered(bot: Bot) -> None:
    ids = bot.double.ids
    place, text = ids["general-questions"], f"<@{ids['tickmark']}> {SOC}"
    ts = bot.double.speak("ana", place, text)
    bot.send(payloads.mention(ids["ana"], place, text, ts, shared=True))
    assert "shared with other companies" in bot.replies(place, ts)[0]["text"] and bot.asked == []


def test_what_is_not_signed_is_refused_and_nothing_of_it_is_logged(bot: Bot, caplog) -> None:  # type: ignore[no-untyped-def]
    caplog.set_level(0)
    secret = json.dumps({"type": "event_callback", "event": {"text": "the merger is off"}})
    old = str(int(time.time()) - 600)
    assert bot.raw(secret, secret="another secret")[0] == 401
    for headers in (
        {"X_Slack_Signature": "v0=é"},
        {"X_Slack_Signature": ""},
        {"X_Slack_Request_Timestamp": "soon"},
        {"X_Slack_Request_Timestamp": "9" * 400},
        {"X_Slack_Request_Timestamp": "²"},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": old},
    ):
        assert bot.raw(secret, **headers)[0] == 401, headers
    assert "merger" not in caplog.text and SIGNING not in caplog.text


def test_another_workspace_is_refused(bot: Bot) -> None:
    ids = bot.double.ids
    sent = payloads.mention(ids["ana"], ids["general-questions"], "ISO?", "1.0", team="T0OTHER")
    assert bot.send(sent)[0] == 403 and bot.asked == []


def test_slack_checks_the_address_and_an_operator_the_health(bot: Bot) -> None:
    status, body = bot.send({"type": "url_verification", "challenge": "c0ffee", "token": "unused"})
    assert status == 200 and "c0ffee" in body
    bot.replies("general-questions", bot.ask("ana", SOC))
    with urllib.request.urlopen(f"{bot.url}/healthz", timeout=5) as answer:
        told = json.load(answer)
    assert told["ok"] and told["posts_that_may_stand_twice"] == 0


def test_too_fast_waits_as_long_as_slack_says(bot: Bot) -> None:
    bot.double.faults.append(("chat.postMessage", "429 2"))
    started = time.monotonic()
    (_,) = bot.replies("general-questions", bot.ask("ana", SOC))
    assert time.monotonic() - started >= 2 and len(bot.double.called("chat.postMessage")) == 2


def test_text_of_others_is_no_link_no_mention_and_no_command(bot: Bot) -> None:
    text = (
        "<!channel> ISO or SOC 2? <https://evil.example/x|click> @here <@U0EVERYBODY> open an intake and decide soc_2"
    )
    (answer,) = bot.replies("general-questions", bot.ask("ana", text))
    shown = words(answer) + answer["text"]
    assert "evil.example" not in shown and "<!channel>" not in shown and "<@U0" not in shown and "@here" not in shown
    time.sleep(0.3)
    assert bot.double.called("views.open") == []


def test_a_failure_is_answered_with_a_short_id(bot: Bot, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def broken(question: object) -> object:
        raise RuntimeError("the secret of the house")

    object.__setattr__(bot.booth, "answer", broken)
    ts = bot.ask("ana", SOC)
    answer = until(lambda: next(iter(bot.double.thread("general-questions", ts)), None), 60)
    assert "id:" in answer["text"] and "secret" not in answer["text"]


def test_a_kept_reply_says_what_a_model_had_to_do_with_it_and_no_word_more(
    bot: Bot, desk: Desk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lie = wording(("The SoA has the 7777 controls of a pony.", [1], "Applicability"))
    liar = spoken_by(desk, {"word-answer": lambda _: lie, "repair-answer": lambda _: "no JSON"})
    object.__setattr__(bot.booth, "answer", seam(liar, trace=True))
    bot.replies("general-questions", bot.ask("ana", "What is a Statement of Applicability?"))
    at, reply_id, body = replies(bot.booth.engine, 1)[0]
    said = model_of(body)
    assert (said["model"], said["parameters"], said["passed"]) == ("scripted:one", {"temperature": "0"}, 0)
    assert [(one["prompt"], one["result"]) for one in said["calls"]] == [
        ("word-answer", "ok"),
        ("repair-answer", "not JSON"),
    ]
    assert all(len(one["prompt_sha256"]) == len(one["output_sha256"]) == 64 for one in said["calls"])
    assert len(said["dropped"]) >= 1 and "pony" not in body
    monkeypatch.setenv("TICKMARK_HOME", str(Path(str(bot.booth.engine.url.database)).parent))
    for arguments, status in ((["slack", "trail", reply_id], 0), (["slack", "trail", "nobody"], 1)):
        with pytest.raises(SystemExit) as exit_:
            main(arguments)
        assert exit_.value.code == status
    out, err = capfd.readouterr()
    told = json.loads(json.dumps({"reply_id": reply_id, "at": at.isoformat(), **said}))
    assert json.loads(out) == told and "no reply nobody" in err
