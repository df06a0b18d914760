"""What an organization's own documents tell: the form asked for, told newly; and nothing near it where they don't tell it."""

from datetime import date
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.question.about import About
from assistant.question.found import Found, quotable, units
from assistant.question.own import OWN, answers
from assistant.question.telling import Asked, counted_words, new_names
from assistant.question.wanted import is_yes_no, tells, wanted
from evals.own_support import Labelled, fit_own, own_curve
from evals.own_support import OwnSigns as Signs
from knowledge.index.tokens import stems
from knowledge.sources.types import EVERYONE, Kind, Passage, Role, Source, Span
from tests.conftest import Once
from tests.test_model import search, spoken_by
from tickmark.settings import Settings, in_home
from tickmark.shelving import shelve
from tickmark.wiring import open_desk, seam

SHELF = Path(__file__).parent / "data" / "corvid"


def asked(text: str, plain: str = "") -> Asked:
    return Asked(text, lambda some: tuple(stems([some])[0]), frozenset(plain.split()))


def told(question: str, sentence: str) -> bool:
    return tells(wanted(question), asked(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "tells_it"),
    [
        ("Who escorts visitors?", "Employees escort visitors at all times.", True),
        ("Who must open the gate?", "The porter opens the gate at 7 am.", True),
        ("Who opens the gate?", "The gate opens at 7 am.", False),
        ("Who approves changes?", "Every change is approved before release.", False),
        ("Who approves leave?", "Approved leave is entered in the sheet.", False),
        ("How many years are invoices kept?", "record: invoices years: 10", True),
        ("How long do we keep logs?", "logs; retention_days: 30", True),
        ("How long do we keep logs?", "logs; servers: 30", False),
    ],
)
def test_who_does_it_and_how_long_is_told_in_plain_words_and_in_fields(
    question: str, sentence: str, tells_it: bool
) -> None:
    assert told(question, sentence) is tells_it


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("[e.g., 3.1] | [e.g., ISO/IEC 27001:2022] | [e.g., A.5.15]", False),
        ("<name> | TBD | xxx", False),
        ("Owner: [insert name]", False),
        ("Lorem ipsum dolor sit amet, consectetur.", False),
        ("K-2 | [insert name] | Vault", True),
        ("Owner: Mara Lind", True),
        ("<https://example.org>", True),
    ],
)
def test_what_is_only_to_be_filled_in_is_no_answer(row: str, kept: bool) -> None:
    passage = Passage("p", "t", "v", 0, 0, len(row), (), Role.ROW, "", (Span(0, len(row)),))
    assert bool(units([Found(passage, Source("t", "Template"), row, 1.0)])) is kept


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("What does one hardware key cost us?", "an amount of money"),
        ("What premium do we pay for our cyber cover?", "an amount of money"),
        ("How often do we test the generator?", "a frequency"),
        ("How many times a year do we practise?", "a frequency"),
        ("How many times may we get the PIN wrong?", "a number"),
        ("How long must our passwords be?", "a length"),
        ("How soon do our customers hear of an outage?", "a duration"),
        ("What is the longest a waiver can run?", "a duration"),
        ("On which weekdays do we release?", "a date"),
        ("Until when is our lease good?", "a date"),
        ("Which version of Postgres do we run?", "a version"),
        ("Below what coverage is a merge stopped?", "a number"),
        ("Which two customers saw the exercise?", "names"),
        ("With which firm do we shred paper?", "who"),
        ("When a badge is lost, who do we call?", "who"),
        ("Do you know who runs the change round?", "who"),
        ("In which room is the safe?", "where"),
        ("Why did we drop the courier?", "a reason"),
        ("Which tool scans our images?", "a product"),
    ],
)
def test_what_a_question_wants_told(question: str, form: str) -> None:
    want = wanted(question)
    assert want is not None and want.name == form


@pytest.mark.parametrize(
    "question",
    ["What happens when a scan fails?", "Do we know our suppliers?", "Have we been audited when it rained?"],
)
def test_a_when_inside_asks_for_no_date(question: str) -> None:
    assert wanted(question) is None


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("What does a badge cost?", "A new badge costs the colleague 20 euros.", True),
        ("What does a badge cost?", "A lost badge is blocked within fifteen minutes.", False),
        ("What do we pay for the guest network?", "Guests use the network free of charge.", True),
        ("Who fills the test database?", "The test database is filled with invented data.", False),
        ("Who fills the test database?", "The platform team fills the test database.", True),
        ("Who scans the images?", "Images are scanned with Trivy.", True),
        ("Who on the service desk makes the call?", "The service desk makes a call with the colleague.", False),
        ("Who speaks for Ruben Stark?", "Ruben Stark chairs the change round.", False),
        ("How long is the course?", "Whoever fails three times in a year repeats the course.", False),
        ("How long is the course?", "The course takes about 35 minutes.", True),
        ("How long is the course?", "A second trainer gives the course.", False),
        ("How often is the list checked?", "Every colleague finds the list in the wiki.", False),
        ("How often is the list checked?", "The list is checked each quarter.", True),
        ("How many terabytes do we store?", "The copy cannot be overwritten for 35 days.", False),
        ("How many changes fell into the freeze?", "No changes are made from 15 November to 6 January.", True),
        ("How many developers work on the shop?", "The shop moved on 2 May 2025 at 10:00.", False),
        ("How many of us hold the keys?", "Two of five people hold the keys.", True),
        ("Which version of the shop is live?", "The shop runs on our own server.", False),
        ("Why was the plan changed?", "The plan was changed on Monday.", False),
        ("Why was the plan changed?", "The plan was changed to avoid outages.", True),
        ("Where do we meet in a fire?", "The meeting point is the tram stop Volksgarten.", True),
        ("Which tool scans the images?", "The images are scanned every night.", False),
        ("Are the rules in Czech?", "The consultants recommend translating the rules into Czech.", False),
        ("Will the rules be put into Czech?", "The consultants recommend translating the rules into Czech.", True),
    ],
)
def test_whether_a_sentence_tells_it_newly(question: str, sentence: str, expected: bool) -> None:
    assert told(question, sentence) is expected


def test_the_first_word_of_a_sentence_is_a_name_where_it_can_be_no_other() -> None:
    assert new_names(asked("Who scans?"), "Trivy scans each image.") == ["Trivy"]
    assert new_names(asked("Who scans?", "backup"), "Backup runs at night.") == []
    assert new_names(asked("Who scans?"), "Every image is scanned.") == []
    assert new_names(asked("Which image does Trivy scan?"), "Trivy scans each image.") == []


def test_what_is_counted_stands_after_the_number() -> None:
    assert counted_words("The rule was broken at nine of 60 desks on 4 May 2025.")[:3] == ["of", "60", "desks"]
    assert asked("How many of our laptops were lost?").noun == "laptops"
    assert asked("How many of us were asked?").noun == "people"
    assert asked("How many open findings do we have?").noun == "findings"


def test_yes_or_no() -> None:
    assert is_yes_no("Have our rules been put into Czech?") and is_yes_no("So, do we scan the images?")
    assert not is_yes_no("Do you know who scans?") and not is_yes_no("Who does it?")


@pytest.mark.parametrize(
    ("question", "sentence", "misses"),
    [
        ("When does the canteen close?", "The canteen opens at 11:45.", True),
        ("When does the canteen close?", "The canteen opens at 11:45 and closes at 14:00.", False),
        ("When does the canteen close?", "The canteen is open from 11:45 to 14:00.", False),
        ("When does the canteen open?", "The canteen opens at 11:45.", False),
        ("Until when is the canteen open?", "The canteen closes at 14:00.", False),
        ("Does the canteen close on Sundays?", "The canteen opens on Sundays.", False),
        ("When does the lease begin?", "The lease expires in May 2031.", True),
        ("When did Ida Berg join?", "Ida Berg left in May.", True),
        ("What size is the maximum of a parcel?", "The minimum size of a parcel is 12 cm.", True),
        ("How many desks are in Elm Street?", "The house in Birch Street has 12 desks.", True),
        ("How many desks are in Elm Street?", "The houses in Elm Street and in Birch Street have 12 desks.", False),
        ("Which desk does Berg use?", "Ida Berg uses desk 7.", False),
        ("Which desk does Ida Berg use?", "Berg uses desk 7.", False),
        ("Which desk does Ida Berg use?", "Jon Berg uses desk 7.", True),
        ("Which desk does Jon Lund use?", "A guest uses desk 7.", True),
        ("Which desk do users of VPN use?", "A guest uses desk 7.", False),
    ],
)
def test_what_is_about_another_name_or_the_opposite_event_is_no_answer(
    question: str, sentence: str, misses: bool
) -> None:
    whole = (Span(0, len(sentence)),)
    passage = Passage("p", "s", "v", 0, 0, len(sentence), (), Role.PROSE, "", whole)
    [unit] = quotable(Found(passage, Source("s", "House rules"), sentence, 1.0))
    assert About(question, lambda text: tuple(stems([text])[0])).is_missed_by(unit) is misses


@pytest.fixture(scope="module")
def corvid(home: Settings, made_once: Once, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on the library and on a small shelf of an organization's documents."""
    import shutil

    folder = Path(shutil.copytree(home.home, tmp_path_factory.mktemp("corvid"), dirs_exist_ok=True))
    settings = Settings(folder, in_home(folder), None)
    shelve(settings, [SHELF], Kind.PRACTICE, EVERYONE, lambda *_: None)
    return open_desk(settings)


@pytest.mark.parametrize("anew", ["What is the green badge?", "Who wears a green badge?", "visitors green badge"])
def test_a_search_that_a_model_words_finds_no_sentence_that_leaves_untold_what_was_asked(
    corvid: Desk, anew: str
) -> None:
    text = "As our visitors are accompanied at all times, how often is the green badge collected?"
    plain, reply = ask(corvid, text), ask(spoken_by(corvid, search(anew)), text)
    assert (plain.status, reply.status, reply.statements) == ("abstained", "abstained", ())


def ask(desk: Desk, text: str, day: date | None = date(2026, 7, 1)) -> Reply:
    return seam(desk)(Question(id="q", text=text, as_of=day))


def quotes(reply: Reply) -> list[str]:
    return [one.quote for one in reply.citations]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who runs our personnel matters?", "Marta Hollub leads human resources."),
        ("How long do we keep camera footage?", "Camera recordings are overwritten after four days."),
        ("Who heads our change round?", "Ruben Stark chairs the change round."),
        ("How fast do we have to fix critical holes?", "Critical vulnerabilities are fixed within four days."),
        (
            "How many vendors are in our register?",
            "The register lists 54 suppliers, seven of which are rated critical.",
        ),
        ("What does a replacement badge cost us?", "A new badge costs the colleague 20 euros."),
        ("With which tool do we roll out releases?", "Releases are deployed with Flux."),
        (
            "Why did we stop working with our courier?",
            "The courier Tacho was dropped in April 2026 after two parcels were lost.",
        ),
        ("Where does our second copy go?", "The second copy goes to a bank vault in Wels."),
    ],
)
def test_own_documents_answer_in_other_words(corvid: Desk, question: str, answer: str) -> None:
    reply = ask(corvid, question)
    assert reply.status == "answered" and answer in quotes(reply)
    assert {one.kind for one in reply.citations} == {"practice"}


@pytest.mark.parametrize(
    "question",
    [
        "What do we pay Nordfels a month?",
        "Which version of Flux do we run?",
        "How much did Kolibri Labs bill us for the test?",
        "Which two parcels did Tacho lose for us?",
        "How many tapes lie in our vault in Wels?",
        "Have our rules been put into Czech?",
        "What is our salary band for printers?",
        "Who audits our payroll in Lisbon?",
        "What does Marta Stark lead?",
        "When does the hosting contract with Nordfels begin?",
        "When are accounts of leavers opened?",
        "Is our hosting contract insured?",
        "Do we paint the workshop floor?",
        "Do we frame our register of suppliers?",
        "Is Nordfels ISO 27001 certified?",
    ],
)
def test_what_they_do_not_tell_is_not_answered_by_a_sentence_near_it(corvid: Desk, question: str) -> None:
    assert ask(corvid, question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do we clean the workshop floor?", "cleaned every evening"),
        ("Is the rear gate locked at night?", "locked from 19:00"),
        ("Do visitors wear a badge?", "Visitors wear a green badge"),
        ("Are accounts of leavers closed?", "Accounts of leavers are closed"),
    ],
)
def test_whether_something_is_so_is_told_by_what_speaks_of_it(corvid: Desk, question: str, answer: str) -> None:
    reply = ask(corvid, question)
    assert reply.status == "answered" and any(answer in one for one in quotes(reply))


@pytest.mark.parametrize(("day", "days"), [(date(2025, 6, 1), "120 days"), (date(2026, 6, 1), "45 days")])
def test_the_document_that_stood_on_the_day_answers(corvid: Desk, day: date, days: str) -> None:
    reply = ask(corvid, "How long do we hold on to copies of the order database?", day)
    assert any(days in one for one in quotes(reply)) and len({one.source_id for one in reply.citations}) == 1


def test_guidance_still_answers_what_is_about_guidance(corvid: Desk) -> None:
    reply = ask(corvid, "What is a Statement of Applicability?")
    assert reply.citations[0].kind == "guidance"


def test_shared_words_always_count_for_a_sentence() -> None:
    """Fitted on questions that avoid the documents' words, and still no weight is below its least."""
    far, near = Signs(meaning=0.8, words=0.0), Signs(meaning=0.1, words=0.9)
    asked_of = [Labelled(True, [far, near], [True, False])] * 20 + [Labelled(False, [near], [False])] * 20
    fitted = fit_own(asked_of)
    assert fitted.signs.words >= 2.0 and fitted.signs.meaning > 0
    ((_, answered, refused, right),) = own_curve(fitted, asked_of, [0.5])
    assert 0 <= answered <= 1 and 0 <= refused <= 1 and 0 <= right <= 1
    assert OWN.words >= 2.0 and answers([]) == []
