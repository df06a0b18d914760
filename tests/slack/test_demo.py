"""The conversation that `make slack-demo` shows goes as it is told."""

import io

from rich.console import Console

from tests.slack.conftest import Bot
from tests.slack.demo import DECISION, WIDTH, names, played
from tests.slack.transcript import Transcript

TOLD = (
    "@Tickmark ISO or SOC 2 for Fabrikam",
    "One question: What must the requester receive",
    "SOC 2, Type 2: the request calls for",
    "[ Quotes ]  [ Open intake ]",
    "ana clicks Quotes",
    "Facts read from your words",
    "Kept with the record",
    "is open, as @ana asked",
    "Status: intake",
    "owner olu@example.com",
    "Status: decided",
    "@Tickmark What did we decide for Fabrikam?",
    f"in words: “{DECISION[:20]}",
)


def test_the_scripted_conversation_is_told_in_order(bot: Bot) -> None:
    seen, end = io.StringIO(), 0
    played(bot, Transcript(Console(file=seen, width=WIDTH), names(bot)))
    text = seen.getvalue()
    for words in TOLD:
        assert words in text[end:], (words, text)
        end = text.index(words, end)
    assert "<@" not in text and "&gt;" not in text and "\x1b" not in text


def test_ids_escapes_and_stars_of_slack_read_as_words() -> None:
    seen = io.StringIO()
    told = Transcript(Console(file=seen, width=WIDTH), {"U1": "ana"})
    told.said("lea", "*Bold &amp; true*: <@U1> see <https://example.com/a|the page> [1] &lt;here&gt;", "#leads")
    assert "Bold & true: @ana see the page [1] <here>" in seen.getvalue()
