"""A scripted conversation with the bot, from a mention to a decision that answers the next question.

Run as `python -m tests.slack.demo`: the real app behind signed HTTP, a double of Slack's Web API, a home of its own.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.slack import payloads
from tests.slack.checks import faults
from tests.slack.conftest import Bot, running, until
from tests.slack.double import workspace
from tests.slack.test_triage import card_of, form
from tests.slack.transcript import Transcript
from tickmark.settings import Settings
from tickmark.wiring import open_home

CHANNEL = "general-questions"
ASKED = "ISO or SOC 2 for Fabrikam, a customer?"
ANSWERED = "They want a report on how our controls operated from January to June"
SUMMARY = "Fabrikam wants a report on how our controls operated"
DECISION = "Fabrikam gets a SOC 2 Type 2 report."
DECIDED = {
    "outcome": "soc_2",
    "decision": DECISION,
    "scope": "the billing service",
    "review_on": "2090-01-15",
    "review_trigger": "another service joins",
    "next_action": "agree the period",
}
LATER = "What did we decide for Fabrikam?"
WIDTH = 96  # columns, as wide as the README shows

_FONTS = re.compile(r"\s*@font-face \{.*?\n\s*\}", re.S)  # of a server elsewhere; the reader's monospace will do


def played(bot: Bot, told: Transcript) -> None:
    """The whole conversation, each step told as it happens."""
    thread = _asked(bot, told)
    record_id = _recorded(bot, told, thread)
    _triaged(bot, told, record_id)
    told.scene("The next question is answered from the new record")
    told.said("ana", f"@Tickmark {LATER}", f"#{CHANNEL}")
    told.posted(bot.replies(CHANNEL, bot.ask("ana", LATER))[0], "in the thread")


def _asked(bot: Bot, told: Transcript) -> str:
    told.scene("A mention, and the one fact that is missing")
    told.said("ana", f"@Tickmark {ASKED}", f"#{CHANNEL}")
    thread = bot.ask("ana", ASKED)
    told.posted(bot.replies(CHANNEL, thread)[0], "in the thread")
    told.said("ana", ANSWERED, "in the thread")
    ids = bot.double.ids
    ts = bot.double.speak("ana", CHANNEL, ANSWERED, thread)
    bot.send(payloads.message(ids["ana"], ids[CHANNEL], ANSWERED, ts, thread))
    told.posted(bot.replies(CHANNEL, thread, 2)[1], "in the thread")
    return thread


def _recorded(bot: Bot, told: Transcript, thread: str) -> str:
    answer = bot.replies(CHANNEL, thread, 2)[1]
    told.scene("The exact words, one click away")
    told.did("ana", "clicks Quotes")
    bot.click("ana", answer, CHANNEL, "quotes")
    told.opened(bot.view("quotes"))
    told.scene("The conversation becomes a record")
    told.did("ana", "clicks Open intake and gets it filled in")
    bot.click("ana", answer, CHANNEL, "open_intake")
    view = bot.view("intake")
    told.opened(view)
    told.did("ana", f"writes the summary “{SUMMARY}” and submits")
    bot.submit("ana", view, summary=SUMMARY)
    opened = bot.replies(CHANNEL, thread, 3)[2]
    told.posted(opened, "in the thread")
    return str(opened["text"].partition(" ")[0])


def _triaged(bot: Bot, told: Transcript, record_id: str) -> None:
    ids = bot.double.ids
    told.scene("Leads work on it without leaving Slack")
    told.posted(_card(bot, record_id), "#leads")
    people = {"owner": ids["olu"], "reviewer": ids["rex"], "approver": ids["apo"]}
    given = {"route": "assurance_report", "intake_class": "contract", "framework": "soc_2"}
    told.did("lea", "clicks Assign: owner @olu, reviewer @rex, approver @apo")
    _submitted(bot, "lea", record_id, "triage_assign", given | people)
    told.posted(_card(bot, record_id, "owner olu@example.com"), "#leads")
    told.did("olu", "clicks Decide and gets the proposal filled in")
    told.opened(_submitted(bot, "olu", record_id, "triage_decide", DECIDED))
    told.did("olu", f"writes “{DECISION}”, the scope “{DECIDED['scope']}” and when it is reviewed, and submits")
    told.posted(_card(bot, record_id, "Status: decided"), "#leads")


def _card(bot: Bot, record_id: str, says: str = "") -> dict[str, Any]:
    found: dict[str, Any] = until(lambda: card_of(bot, record_id, says))
    return found


def _submitted(bot: Bot, who: str, record_id: str, action: str, given: dict[str, str]) -> dict[str, Any]:
    """The form as it was opened, once it was submitted and taken."""
    view = form(bot, who, _card(bot, record_id), action)
    refused = bot.submit(who, view, **given)
    assert refused == {}, refused
    return view


def staged(library: Path, play: Callable[[Bot], None]) -> list[str]:
    """Play on a fresh workspace and a copy of the home `library`; what of the bot's calls Slack would refuse."""
    open_home(Settings(library, f"sqlite:///{library / 'tickmark.db'}", None)).engine.dispose()
    with tempfile.TemporaryDirectory() as folder, workspace(Path(folder)) as double:
        home = Path(shutil.copytree(library, Path(folder) / "home"))
        with running(Settings(home, f"sqlite:///{home / 'tickmark.db'}", None), double) as bot:
            play(bot)
        return [str(one) for one in faults(double.calls)]


def names(bot: Bot) -> dict[str, str]:
    """The names of people and channels by Slack's ids."""
    return {one: name for name, one in bot.double.ids.items()}


def main() -> int:
    """Play and print; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.slack.demo", description=__doc__)
    parser.add_argument(
        "--library", type=Path, required=True, help="a home with the library alone, made where it is not"
    )
    parser.add_argument("--picture", type=Path, help="an SVG file to write the conversation to")
    given = parser.parse_args()
    console = Console(record=True, width=WIDTH)
    found = staged(given.library, lambda bot: played(bot, Transcript(console, names(bot))))
    if given.picture:
        drawn = console.export_svg(title="Tickmark in Slack", unique_id="slack-demo")
        given.picture.write_text(_FONTS.sub("", drawn), "utf-8")
        print(f"\npicture: {given.picture}")
    for one in found:
        print(f"Slack would refuse: {one}", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
