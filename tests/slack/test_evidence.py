"""Evidence given in Slack as a file: its link and its sha256 land on the request; whoever may not gives nothing."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from assistant.intake.requesting import provide, request
from bots.slack.files import sha256
from bots.slack.limits import validate
from knowledge.records.evidence import Evidence, EvidenceRequest
from knowledge.records.vocabulary import RecordKind
from knowledge.store.inbox import waiting_event
from knowledge.store.record_reading import listing
from knowledge.store.record_threads import asks_in
from tests.offices import LEA, OLU, REX, done
from tests.slack import payloads
from tests.slack.conftest import Bot, until, words
from tests.slack.test_triage import _owned, assign_to, body_of, card_of, directly, form, opened

CONTENT = b"day,reviewer\n2026-02-01,rex\n" * 9_000
GIVEN = {"claim": "Access was reviewed in February", "type": "review", "effective_on": "2026-02-01"}


def wanted(bot: Bot, text: str, what: str) -> tuple[str, str]:
    """An intake and the request for evidence on it, which REX is asked for."""
    one = _owned(bot, text)
    asked = {"to": REX.email, "requirement": "CC6.1", "framework": "soc_2", "asked": what, "due": "2090-04-01"}
    done(request(bot.booth.office, OLU, one, asked))
    return one, body_of(bot, one).requests[-1]


def give(bot: Bot, who: str, name: str, content: bytes, thread: str = "", text: str = "", **changed: Any) -> str:
    """Somebody shares a file with the bot, directly; the ts of their message."""
    place = bot.double.direct(who)
    told = bot.double.share(who, place, name, content, thread, text)
    files = [{**one, **changed} for one in told["files"]]
    sent = payloads.message(bot.double.ids[who], place, text, told["ts"], thread, subtype="file_share", files=files)
    assert bot.send(sent)[0] == 200 and bot.send(sent)[0] == 200, "Slack sends it again"
    return str(told["ts"])


def answers(bot: Bot, who: str, ts: str) -> list[dict[str, Any]]:
    return bot.replies(bot.double.direct(who), ts)


def evidence(bot: Bot) -> int:
    return len(listing(bot.booth.engine, RecordKind.EVIDENCE, None))


def withdraw(bot: Bot) -> None:
    """Nobody is asked for anything any more."""
    for one in listing(bot.booth.engine, RecordKind.REQUEST, None, ("open",)):
        done(provide(bot.booth.office, LEA, one.record_id, None))


def test_a_file_in_the_thread_of_the_request_lands_on_it_by_link_and_sha256(bot: Bot) -> None:
    withdraw(bot)
    one, asked = wanted(bot, "Evidence for Tromsø is needed", "the access review of February")
    told, before = directly(bot, "rex", f"{one} ("), evidence(bot)
    give(bot, "rex", "review <!channel>.csv", CONTENT, told["ts"], "The review of February")
    offer = answers(bot, "rex", told["ts"])[0]
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert digest[:12] in offer["text"] and asked in words(offer) and "<!" not in words(offer) + offer["text"]
    assert evidence(bot) == before, "nothing is kept before its day is said"
    place = bot.double.direct("rex")
    bot.click("rex", offer, place, "give_file")
    view = bot.view("give_evidence")
    assert digest in words(view) and "The review of February" in words(view) and validate(view) == ()
    assert "artefact" not in [block.get("block_id") for block in view["blocks"]]
    assert bot.submit("rex", view, **GIVEN) == {}
    (kept,) = body_of(bot, one).evidence
    held, answered = bot.booth.office.record(kept, None), bot.booth.office.record(asked, None)
    assert held and isinstance(held.body, Evidence) and answered and isinstance(answered.body, EvidenceRequest)
    artefact = held.body.artefact
    assert artefact.sha256 == digest and artefact.file.startswith("review") and "/files/F" in artefact.link
    assert (answered.body.state, answered.body.answer, held.body.owner) == ("provided", kept, REX.email)
    again = bot.submit("rex", view, **GIVEN)
    assert "provided already" in str(again["errors"]) and evidence(bot) == before + 1
    directly(bot, "olu", "got the evidence")


def shared_in(bot: Bot, who: str, thread: str, name: str, text: str = "") -> str:
    """Somebody shares a file in a thread of the channel, and the bot has looked at it; the ts of the message."""
    place = bot.double.ids["general-questions"]
    told = bot.double.share(who, place, name, CONTENT, thread, text)
    sent = payloads.message(
        bot.double.ids[who], place, text, told["ts"], thread, subtype="file_share", files=told["files"]
    )
    assert bot.send(sent)[0] == 200 and bot.send(sent)[0] == 200, "Slack sends it again"
    until(lambda: waiting_event(bot.booth.engine, f"m:{place}:{told['ts']}") is None or None)
    return str(told["ts"])


def test_a_file_in_the_channel_thread_of_the_intake_lands_on_its_request_and_can_be_sent_back(bot: Bot) -> None:
    withdraw(bot)
    place = bot.double.ids["general-questions"]
    ts, one, _ = opened(bot, "ISO or SOC 2? Narvik wants a report on how our controls operated from May to July")
    assign_to(bot, one)
    assert not asks_in(bot.booth.engine, place, ts)
    asked = {"to": REX.email, "requirement": "CC6.1", "framework": "soc_2", "asked": "the review", "due": "2090-04-01"}
    done(request(bot.booth.office, OLU, one, asked))
    assert asks_in(bot.booth.engine, place, ts) and not asks_in(bot.booth.engine, place, "1.1")
    before = len(bot.double.thread(place, ts))
    shared_in(bot, "olu", ts, "private.csv")  # nobody asks OLU
    shared_in(bot, "rex", ts, "review.csv", "as asked")
    offer = until(lambda: next((m for m in bot.double.thread(place, ts) if "evidence for?" in m["text"]), None))
    assert len(bot.double.thread(place, ts)) == before + 1 and "private" not in words(offer) + offer["text"]
    bot.click("olu", offer, place, "give_file")
    assert "not yours" in words(bot.view("said"))
    bot.click("rex", offer, place, "give_file")
    assert bot.submit("rex", bot.view("give_evidence"), **GIVEN) == {}
    (kept,) = body_of(bot, one).evidence
    card = until(lambda: card_of(bot, one, "Reject evidence"))
    view = form(bot, "lea", card, "triage_reject")
    wrong = bot.submit("lea", view, request=body_of(bot, one).requests[0], why=" ")
    assert "empty" in wrong["errors"]["why"] and body_of(bot, one).evidence == (kept,)
    gone = {"request": body_of(bot, one).requests[0], "why": "another system"}
    assert "only its" in bot.submit("ana", form(bot, "ana", card, "triage_reject"), **gone)["errors"]["request"]
    assert bot.submit("lea", view, **gone, due="2090-05-01") == {} and body_of(bot, one).evidence == ()
    assert "Give evidence" in words(directly(bot, "rex", "had evidence sent back"))
    bot.double.calls.clear()
    bot.click("lea", card, "leads", "triage_reject")
    assert "Nothing was given" in words(bot.view("said"))


def test_a_file_that_nobody_asked_for_is_refused_in_one_line(bot: Bot) -> None:
    withdraw(bot)
    before = evidence(bot)
    for who in ("rex", "olu"):
        ts = give(bot, who, "report.pdf", CONTENT)
        told = answers(bot, who, ts)
        assert [one["text"] for one in told] == ["Nobody asks you for evidence now, so report.pdf is not kept."]
    assert evidence(bot) == before


def test_a_question_with_a_file_is_still_answered(bot: Bot) -> None:
    withdraw(bot)
    text = "ISO or SOC 2? Wants a report on how our controls operated from January to June"
    ts = give(bot, "rex", "questionnaire.csv", CONTENT, text=text)
    assert answers(bot, "rex", ts)[0]["text"].startswith("SOC 2, Type 2")


def test_who_lost_the_right_or_never_had_it_gives_nothing(bot: Bot) -> None:
    withdraw(bot)
    _, asked = wanted(bot, "Evidence for Bodø is needed", "the alert log")
    before, ts = evidence(bot), give(bot, "rex", "log.txt", CONTENT)
    offer = answers(bot, "rex", ts)[0]
    bot.click("olu", offer, bot.double.direct("rex"), "give_file")
    assert "not yours" in words(bot.view("said"))
    bot.click("rex", offer, bot.double.direct("rex"), "give_file")
    view = bot.view("give_evidence")
    done(provide(bot.booth.office, LEA, asked, None))
    assert "withdrawn already" in str(bot.submit("rex", view, **GIVEN)["errors"])
    bot.double.calls.clear()
    bot.click("rex", offer, bot.double.direct("rex"), "give_file")
    assert "withdrawn already" in words(bot.view("said"))
    bot.double.flags[bot.double.ids["gus"]] = {"is_restricted": True}
    assert "full members" in answers(bot, "gus", give(bot, "gus", "log.txt", CONTENT))[0]["text"]
    assert evidence(bot) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"url_private": "https://evil.example/x", "url_private_download": "https://evil.example/x"},
        {"is_external": True},
        {"size": len(CONTENT) - 1},
        {"size": len(CONTENT) + 1},
        {"size": 50_000_001},
        {"size": "many"},
    ],
)
def test_a_file_that_cannot_be_read_whole_at_slack_is_not_kept(bot: Bot, changed: dict[str, Any]) -> None:
    withdraw(bot)
    wanted(bot, "Evidence for Hamar is needed", "the restore test")
    ts = give(bot, "rex", "restore.txt", CONTENT, **changed)
    told = answers(bot, "rex", ts)[0]
    assert told["text"].startswith("restore.txt is not kept") and "files:read" in told["text"]
    assert "give_file" not in words(told)


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A server that sends everybody on to another page, and what tokens it was shown."""
    shown: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(self.headers.get("Authorization") or "")
            self.send_response(302)
            self.send_header("Location", "/login")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/file", shown
    server.shutdown()
    server.server_close()


def test_the_token_goes_to_slack_alone_and_is_sent_on_to_nobody(elsewhere: tuple[str, list[str]]) -> None:
    url, shown = elsewhere
    assert sha256(url, 10, "secret", "https://slack.com/api/") is None and shown == []
    for other in ("http://files.slack.com/x", "https://files.slack.com.evil.example/x", "file:///etc/passwd", "x", ""):
        assert sha256(other, 10, "secret", "https://slack.com/api/") is None
    assert sha256(url, 10, "secret", "http://localhost:1/api/") is None and shown == []
    assert sha256(url, 10, "secret", "http://127.0.0.1:1/api/") is None and shown == ["Bearer secret"]
    assert until(lambda: len(shown) == 1 or None)
