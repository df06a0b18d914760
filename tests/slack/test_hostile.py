"""Text of others stays text: 0 foreign links, 0 mentions, 0 records opened or changed, wherever it comes from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.contract import AbstentionKind, AbstentionOut, CitationOut, Reply, RestsOn, StatementOut, Status
from assistant.intake.open import Asked, open_intake
from bots.slack import blocks as kit
from bots.slack.intake_form import Filled, form
from bots.slack.limits import validate
from bots.slack.lists import Queue, Row, said
from bots.slack.modals import saying
from bots.slack.rendering import arguments, notice, rendered
from bots.slack.triage_card import card
from bots.slack.triage_forms import FORMS, Shown
from bots.slack.words import line
from knowledge.records.bodies import Invalid, parse
from knowledge.records.evidence import EvidenceRequest
from knowledge.records.intake import Intake
from knowledge.records.record import Record
from knowledge.records.vocabulary import RecordKind
from knowledge.sources.types import Kind
from knowledge.store.record_reading import listing
from tests.conftest import AT
from tests.offices import ANA, done
from tests.slack import kits, payloads
from tests.slack.conftest import Bot, running
from tests.slack.double import Double
from tests.slack.hostile import OWN, SECURITY, breaches, strings
from tickmark import library
from tickmark.settings import Settings
from tickmark.shelving import shelve

REGISTERED = "https://example.com/standard?a=1&b=2"
DOCUMENT = """---
title: "{title}"
---
# Ferry badges {title}

## Who holds a ferry badge {title}

Every captain must hold a ferry badge from the harbour office.
{text}
A ferry badge must be returned to the harbour office within two days.
"""


def reply(text: str) -> Reply:
    cited = CitationOut(
        n=1, source_id=text[:60], version="a" * 64, title=text, publisher=text, url=None, section=text, kind="guidance",
        quote=text, start=0, end=len(text), rests_on=(RestsOn(title=text, publisher=text, url=REGISTERED),),
    )  # fmt: skip
    none = AbstentionOut(kind=AbstentionKind.NO_SUPPORT, detail=text, next_step=text)
    told = (StatementOut(text=text, citations=(1,)),)
    return Reply(id="r", status=Status.ABSTAINED, headline=text, statements=told, citations=(cited,), abstention=none)


def one_line(text: str) -> str:
    return " ".join(text.split())[:300] or "x"


def intake(text: str) -> Intake:
    name = one_line(text)
    turn = {"author": name[:250], "text": text, "ts": "1.0"}
    cited = {"source_id": "s", "version": "a" * 64, "title": name, "section": name, "quote": text, "start": 0}
    proposal = {"outcome": "soc_2", "headline": text, "facts": [{"name": "wanted", "value": name, "quote": text}]}
    made = parse(
        RecordKind.INTAKE,
        {
            "asked": text, "summary": name, "requester": ANA.email, "resolution": text,
            "conversation": {"turns": [turn]}, "affected": [{"kind": "system", "name": name}],
            "proposal": proposal | {"citations": [cited | {"end": len(text)}]},
        },
    )  # fmt: skip
    assert isinstance(made, Intake), made if isinstance(made, Invalid) else ""
    return made


def shown(text: str) -> Iterator[dict[str, Any]]:
    """Every kind of message and view, with `text` wherever words of others may stand in it."""
    for page in rendered(reply(text), "r", in_channel=True):
        yield arguments(page, "C1", "1.0")
    body = intake(text)
    record = Record("INT-1", RecordKind.INTAKE, 1, body, AT, AT, ANA.email)
    yield arguments(card(record), "C1", "")
    asked = parse(
        RecordKind.REQUEST,
        {
            "intake": "INT-1",
            "to": ANA.email,
            "requirement": one_line(text),
            "framework": "soc_2",
            "asked": text,
            "due": "2026-05-01",
        },
    )
    assert isinstance(asked, EvidenceRequest), asked if isinstance(asked, Invalid) else ""
    yield from (made(Shown(record, "{}", {"REQ-1": asked})) for made in FORMS.values())
    yield form(Filled(body, "everyone", ANA, [("INT-2", text)], f"system: {text}"[:2_900]), "{}")
    yield saying("A title", text)
    yield arguments(notice(line(text)), "C1", "")
    queue = Queue("Mine", (Row("INT-1", line(text)),), 0)
    yield {"text": said([queue]), "blocks": [kit.section(said([queue]))]}


def clean(text: str) -> str:
    """As it can stand in a record: control characters are refused there."""
    return "".join(one for one in text if one == "\n" or (one.isprintable() or one in "\u200b\u202e\u202c"))


def test_the_looker_sees_what_it_is_for() -> None:
    for text in OWN[:13]:
        assert list(breaches({"text": text})), text
        assert list(breaches({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]})), text
    fine = kit.context([f"[1] <{REGISTERED.replace('&', '&amp;')}|A title>"])
    assert list(breaches(fine, {REGISTERED.replace("&", "&amp;")})) == []
    assert list(breaches({"text": "<@U1> hello"}, users={"U1"})) == [] != list(breaches({"text": "<@U2> hello"}))
    assert list(breaches({"elements": [{"type": "button", "url": "https://evil.example"}]}))
    assert list(breaches({"blocks": [kit.quoted("<!channel> https://evil.example")]})) == [], "plain text is no markup"


def test_no_surface_makes_a_link_or_a_mention_of_words(capsys: pytest.CaptureFixture[str]) -> None:
    theirs, found, payloads_, refused = strings(), [], 0, list[str]()
    ours = frozenset(map(clean, OWN))
    for text in map(clean, (*OWN, *theirs)):
        for one in shown(text):
            payloads_ += 1
            found += [*breaches(one, {REGISTERED.replace("&", "&amp;")})]
            refused += validate(one)
            refused += (*kits.built(one), *kits.shaped(one)) if text in ours else ()  # the costly ones for ours alone
    with capsys.disabled():
        print(f"\n{len(OWN)} strings of ours, {len(theirs)} of ../shared, {payloads_:,} payloads: "
              f"{len(found)} foreign links or mentions")  # fmt: skip
        if not theirs:
            print(f"strings of others: not run, {SECURITY.name} of ../shared is not here")
    assert found == [] and refused == [] and payloads_ > 300


def versions(bot: Bot) -> dict[str, int]:
    """Every record with its version."""
    return {one.record_id: one.version for kind in RecordKind for one in listing(bot.booth.engine, kind, None)}


def quiet(bot: Bot) -> None:
    """Wait until nothing is left to do."""
    from tests.crash.slack import _until_quiet

    _until_quiet(bot.booth.engine, 120)


def foreign(bot: Bot) -> list[str]:
    """What of all that the bot has sent is a link or a mention that it must not be."""
    urls = {one.url.replace("&", "&amp;") for one in library.registry().values()}
    sent = [one.arguments for one in bot.double.calls if one.bot and one.method.split(".")[0] in ("chat", "views")]
    return [fault for one in sent for fault in breaches(one, urls, users={bot.double.ids["ana"]})]


def test_words_in_messages_names_and_channels_are_neither_links_nor_orders(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = bot.double.ids
    place = ids["general-questions"]
    done(open_intake(bot.booth.office, ANA, Asked("A request that nobody may touch by words")))
    before, sent = versions(bot), 0
    for number, text in enumerate(map(clean, OWN)):
        name = {
            "name": text,
            "real_name": text,
            "profile": {"email": ANA.email, "display_name": text, "real_name": text},
        }
        bot.double.flags[ids["ana"]] = name
        bot.booth.who._known.clear()  # type: ignore[attr-defined]
        mixed = f"ISO or SOC 2? <#C0ELSEWHERE|{text[:20].replace('>', '')}> {text}"
        if number % 4 == 3:
            typed = payloads.command(ids["ana"], place, text, bot.double.trigger("ana")) | {"channel_name": text}
            assert bot.send(typed | {"user_name": text}, as_form=True)[0] == 200
        else:
            where = bot.double.direct("ana") if number % 4 == 2 else place
            bot.ask("ana", mixed if number % 2 else text, where)
        sent += 1
    quiet(bot)
    posted = len(bot.double.called("chat.postMessage"))
    found, after = foreign(bot), versions(bot)
    with capsys.disabled():
        print(f"\n{sent} messages and commands, {posted} posts: {len(found)} foreign links or mentions, "
              f"{len(after) - len(before)} records opened, {sum(after[k] != v for k, v in before.items())} changed")  # fmt: skip
    assert found == [] and after == before and posted >= sent


def test_a_thread_full_of_orders_fills_a_form_and_does_nothing_else(bot: Bot) -> None:
    ids, place = bot.double.ids, bot.double.ids["general-questions"]
    root = bot.double.speak("olu", place, f"Contoso asks for a report {clean(OWN[0])}")
    for text in OWN[1:25]:
        bot.double.speak("olu", place, clean(text), root)
    before = versions(bot)
    message = {"type": "message", "user": ids["olu"], "text": f"Contoso asks {OWN[6]}", "ts": root}
    bot.interact(payloads.shortcut(ids["ana"], bot.double.trigger("ana"), message, place))
    view = bot.view("intake")
    assert "25 messages" in json.dumps(view) and list(breaches(view)) == [] and validate(view) == ()
    assert versions(bot) == before
    assert bot.submit("ana", view, summary=clean(OWN[6])) == {}
    quiet(bot)
    assert foreign(bot) == [] and len(versions(bot)) == len(before) + 1


def test_words_of_documents_are_neither_links_nor_orders(
    fresh: Settings, double: Double, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "planted"
    folder.mkdir()
    texts = [*map(clean, OWN), *strings()[:20]]
    for number, text in enumerate(texts):
        title = " ".join(text.replace('"', "'").replace("\\", "/").split())[:120]
        (folder / f"badge-{number}.md").write_text(DOCUMENT.format(title=title, text=text), "utf-8")
    tally, _ = shelve(fresh, [folder], Kind.GUIDANCE, "everyone", lambda *_: None)
    asked = ("Who must hold a ferry badge?", "When must a ferry badge be returned?", "What do ferry badges open?")
    double.calls.clear()
    with running(fresh, double) as bot:
        before = versions(bot)
        for text in asked:
            bot.replies("general-questions", bot.ask("ana", text))
        quiet(bot)
        found, posts = foreign(bot), bot.double.called("chat.postMessage")
        shown_ = json.dumps(posts)
        assert "ferry badge" in shown_ and "harbour" in shown_, "the planted pages were not cited at all"
        after = versions(bot)
    with capsys.disabled():
        print(f"\n{len(texts)} planted pages ({tally.done} read), {len(posts)} posts: {len(found)} foreign links or mentions, "
              f"{len(after) - len(before)} records opened")  # fmt: skip
    assert found == [] and after == before
