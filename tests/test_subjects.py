"""What a small folder of documents tells, of guidance and of our own practice: who, how often, of which row; and what it lacks."""

import shutil
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.question.agents import names_agent
from knowledge.index.tokens import stems
from knowledge.sources.types import EVERYONE, Kind
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import open_desk, seam

PAGES = {
    "mill.md": (
        "# Mill rules\n\nThe sluice is raised by the miller at dawn.\n\nGrain sacks are weighed in the loft.\n\n"
        "Night milling needs the consent of the parish clerk.\n\nThe weir bridge is mended every Friday.\n\n"
        "Report a cracked millstone to the head stonekeeper.\n"
    ),
    "boats.csv": (
        "Boat,Skipper,Service interval,Berth\nRed dinghy,Una Falk,60 days,Pier One\nNight ferry,Mira Sund,30 days,Pier Nine\n"
        "Pilot cutter,Olav Brandt,120 days,Pier Two\n"
    ),
    "kilns.md": (
        "# Kiln book\n\n| Clay type | Firing time | Shelf |\n| --- | --- | --- |\n| Stoneware | 14 hours | Upper |\n"
        "| Fine porcelain | 9 hours | Lower |\n"
    ),
}


@pytest.fixture(scope="module", params=[Kind.PRACTICE, Kind.GUIDANCE])
def mill(request: pytest.FixtureRequest, home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on the library and these pages, be they of what we do or of what is required."""
    folder = Path(shutil.copytree(home.home, tmp_path_factory.mktemp("mill"), dirs_exist_ok=True))
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    settings = Settings(folder, in_home(folder), None)
    shelve(settings, [folder / name for name in PAGES], request.param, EVERYONE, lambda *_: None)
    return open_desk(settings)


def ask(desk: Desk, text: str) -> Reply:
    return seam(desk)(Question(text=text))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who raises the sluice?", "raised by the miller"),
        ("By whom is the sluice raised?", "raised by the miller"),
        ("Who approves night milling?", "the parish clerk"),
        ("Who is told about a cracked millstone?", "head stonekeeper"),
        ("How often is the night ferry serviced?", "30 days"),
        ("Who is the skipper of the red dinghy?", "Una Falk"),
        ("Who skippers our red dinghies?", "Una Falk"),
        ("How long is fine porcelain fired?", "9 hours"),
    ],
)
def test_what_stands_there_is_told_first(mill: Desk, question: str, first: str) -> None:
    reply = ask(mill, question)
    assert reply.status == "answered" and first in reply.citations[reply.statements[0].citations[0] - 1].quote


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Who is the skipper of the green dinghy?", "“green dinghy”"),
        ("How long does bone clay fire?", "“bone clay”"),
        ("What is the berth of the harbour ferry?", "“harbour ferry”"),
    ],
)
def test_a_row_of_another_thing_is_no_answer_and_the_thing_is_named(mill: Desk, question: str, lacking: str) -> None:
    reply = ask(mill, question)
    assert reply.abstention and lacking in reply.abstention.detail


def test_a_question_on_all_rows_is_answered_with_all(mill: Desk) -> None:
    quotes = " ".join(one.quote for one in ask(mill, "Who are the skippers of the boats?").citations)
    assert "Una Falk" in quotes and "Mira Sund" in quotes


@pytest.mark.parametrize("mill", [Kind.PRACTICE], indirect=True)
@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Who weighs the grain sacks?", "says who"),
        ("Who mends the weir bridge?", "says who"),
        ("Who paints the weir bridge?", "“paints”"),
    ],
)
def test_what_is_held_is_not_out_of_scope_where_it_tells_no_doer(mill: Desk, question: str, lacking: str) -> None:
    reply = ask(mill, question)
    assert reply.abstention and reply.abstention.kind == "no_support" and lacking in reply.abstention.detail


@pytest.mark.parametrize(
    ("question", "sentence", "names"),
    [
        ("Who rings the bell?", "The bell is rung daily by the sexton.", False),  # no form of this verb is listed
        ("Who writes the log?", "The log is written each night by the mate.", True),
        ("Who tends the lamp?", "Every lamp is tended in winter by a lampist on foot.", True),
        ("Who signs the lease?", "The lease needs the signature of the squire.", True),
        ("Who tends the lamp?", "The garden is tended by the gardener.", False),
        ("Who tends the lamp?", "The lamp is tended by the end of the week.", False),
        ("Who tends the lamp?", "The lamp is tended by the lamp.", False),
        ("Who tends the lamp?", "The lamp is tended at dusk.", False),
        ("Who cleans the lamp?", "The lamp is tended by the porter.", False),
    ],
)
def test_the_doer_in_the_passive(question: str, sentence: str, names: bool) -> None:
    def of(text: str) -> list[str]:
        return list(stems([text])[0])

    assert names_agent(frozenset(of(question)), question, sentence, of) is names
