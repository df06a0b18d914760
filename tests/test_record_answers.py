"""Answers from records: with the real encoder and index, over the records of tests/record_book.py."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from knowledge.records.vocabulary import RecordKind
from knowledge.sources.text import version_of
from knowledge.store import jobs
from knowledge.store.database import open_database
from knowledge.store.reading import find, versions
from tests.conftest import Command
from tests.record_book import ANA, BO, BOOK, CY, LEA, fill, write
from tests.test_ask import assert_cited
from tickmark.opening import open_encoder
from tickmark.settings import Settings
from tickmark.wiring import open_desk, seam
from tickmark.worker import Bench, drain, index_records


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, home: Settings) -> Settings:
    """A home with the library and the book."""
    folder = tmp_path_factory.mktemp("recorded") / "home"
    shutil.copytree(home.home, folder)
    settings = Settings(folder, f"sqlite:///{folder / 'tickmark.db'}", None)
    fill(open_database(settings.database_url))
    return settings


@pytest.fixture(scope="module")
def office(recorded: Settings) -> Desk:
    return open_desk(recorded)


def ask(desk: Desk, text: str, **fields: object) -> Reply:
    return seam(desk)(Question(id="q", text=text, **fields))


ANSWERED = [
    ("ISO or SOC 2? What did we decide for Northwind Traders?", "DEC-1", "decision", ("SOC 2",), ("DEC-2",)),
    ("Which one did we pick for Northwind Traders, ISO or SOC 2?", "DEC-1", "decision", ("SOC 2",), ("DEC-2",)),
    ("What did we promise Northwood?", "DEC-2", "decision", ("certificate",), ("DEC-1",)),
    ("Which risks did we accept?", "EXC-1", "record", ("multi-factor",), ()),
    ("Which decisions did ana@example.com make?", "DEC-1", "decision", ("SOC 2",), ("DEC-2",)),
    ("What did we decide about Northwind Traders?", "DEC-1", "decision", ("SOC 2",), ("DEC-2", "INT-2")),
    ("What did we decide for Northwind in March?", "DEC-1", "decision", ("2026-03-14", "SOC 2"), ("DEC-2",)),
    ("what was decided for northwood?", "DEC-2", "decision", ("ISO/IEC 27001",), ("DEC-1",)),
    ("Which decisions did we make in April 2026?", "DEC-2", "decision", ("2026-04-20",), ("DEC-1",)),
    ("What did we decide on the payments service?", "DEC-1", "decision", ("Payments",), ("DEC-2",)),
    ("who owns INT-1?", "INT-1", "record", (BO,), (ANA,)),
    ("Who is the owner of INT-2 for ISO 27001?", "INT-2", "record", (BO,), (CY,)),
    ("Who approves INT-1?", "INT-1", "record", (LEA,), ()),
    ("Who asked for INT-2?", "INT-2", "record", (CY,), ()),
    ("Who owns the incident response plan?", "TASK-1", "record", (BO,), ()),
    ("who is responsible for the leavers' VPN accounts", "FND-1", "record", (ANA,), ()),
    ("What evidence do we have for CC6.1 and until when?", "EV-1", "record", ("log", "2099-12-31"), ("EV-2", "EV-3")),
    ("Do we have evidence for A.8.13?", "EV-2", "record", ("test",), ("EV-1",)),
    ("Are we reviewing access to the production database?", "EV-1", "record", ("quarter",), ()),
    ("Do we test restoring the backups of the billing system?", "EV-2", "record", ("yearly",), ()),
    ("When is the next review of the Northwind decision?", "REV-1", "record", ("2027-03-14",), ("2026-09-14",)),
    ("When is DEC-2 reviewed next?", "DEC-2", "decision", ("2027-04-20",), ()),
    ("When does the risk acceptance for the FTP server expire?", "EXC-1", "record", ("2099-11-08",), ()),
    ("Which risks did we accept on the legacy FTP server?", "EXC-1", "record", ("multi-factor",), ()),
    ("When is the incident response plan due?", "TASK-1", "record", ("2026-10-01",), ()),
    ("What would change DEC-1?", "DEC-1", "decision", ("certificate",), ()),
    ("What is the scope of DEC-1?", "DEC-1", "decision", ("EU region",), ()),
    ("What is the status of INT-1?", "INT-1", "record", ("decided",), ()),
    ("Which findings do we have from the internal audit?", "FND-1", "record", ("leavers",), ()),
    ("Is the evidence request REQ-1 still open?", "REQ-1", "record", ("open",), ()),
    ("Tell me about EXC-1", "EXC-1", "record", ("FTP",), ()),
    ("Did we ever decide anything for Northwood, and what?", "DEC-2", "decision", ("certificate",), ("DEC-1",)),
    ("Remind me what we agreed with Northwind Traders in Q1 2026", "DEC-1", "decision", ("SOC 2",), ("DEC-2",)),
    ("whose job is the northwood certificate?", "INT-2", "record", (BO, CY), ()),
    ("Who signed off the FTP server exception?", "EXC-1", "record", (LEA,), ()),
    ("How long is EV-1 valid?", "EV-1", "record", ("2099-12-31",), ()),
    ("Is our evidence on access reviews of the production database current?", "EV-1", "record", ("log",), ()),
    ("What proof do we have that leavers lose their accounts?", "", "", (), ()),
    ("What is DEC-2 based on?", "", "", (), ()),
    ("What happens next with DEC-1?", "DEC-1", "decision", ("auditor",), ()),
    ("What evidence requests are open for cy@example.com?", "REQ-1", "record", ("CC7.2",), ()),
    ("When must the finding about the VPN accounts be closed?", "FND-1", "record", ("2026-08-01",), ()),
    ("Can we reuse EV-1 for another requirement?", "EV-1", "record", ("after a check",), ()),
    ("Does the legacy FTP server use multi-factor authentication?", "EXC-1", "record", ("without",), ()),
    ("What did we decide between 2026-04-01 and 2026-04-30?", "DEC-2", "decision", ("2026-04-20",), ("DEC-1",)),
    ("Which findings are open?", "FND-1", "record", ("is open",), ("EXC-1",)),
    ("What exceptions do we have?", "EXC-1", "record", ("FTP",), ("FND-1",)),
    ("What risks have we accepted?", "EXC-1", "record", ("accepted on 2026-05-08",), ()),
    (f"What tasks does {BO} own?", "TASK-1", "record", ("open",), ()),
    ("Which findings are closed?", "", "", (), ()),
    (f"What tasks does {CY} own?", "", "", (), ()),
    ("What did Northwind Traders want?", "INT-1", "record", ("controls work over time",), ()),
]  # fmt: skip
UNANSWERABLE = [
    "What did we decide about Fabrikam?",
    "What did we decide for Northwind in February?",
    "What did we decide about the penetration test of Northwind Traders?",
    "Who owns Globex?",
    "Who owns INT-99?",
    "Who owns INT-1 for ISO 27001?",
    "What evidence do we have for CC6.10?",
    "What evidence do we have for CC6?",
    "Are we encrypting laptops?",
    "Are we reviewing access to the payroll database?",
    "Do we have an incident response plan for the Lisbon office?",
    "When is the next review of Southwind?",
    "Did we accept the risk of the mail server?",
    "Are we certified for ISO 27001 in the Lisbon office?",
    "What did we decide for Northwind Health?",
    "Who approved the Globex exception?",
    "What evidence do we have for A.8.13 under SOC 2?",
    "Do we scan our containers for vulnerabilities?",
    "When does DEC-77 come up for review?",
    "who owned INT-2 in 2019?",
    "What did Globex ask for?",
    "Which findings are open in the Berlin data centre?",
]
HIDDEN = [
    "What did we decide about Contoso?",
    "Who owns INT-3?",
    "When is DEC-3 reviewed next?",
    "Who owns the Contoso claim?",
]
COUNTED = [
    ("How many intakes are open?", None, "3 intakes are open", "INT-1 INT-2 INT-4"),
    ("how many open requests are there?", date(2026, 6, 10), "2 intakes are open on 2026-06-10", "INT-1 INT-2"),
    ("which requests have no owner?", None, "1 intake has no owner", "INT-4"),
    ("what is overdue?", date(2026, 8, 10), "3 records are overdue on 2026-08-10", "EV-3 REQ-1 FND-1"),
    ("What is due this quarter?", date(2026, 8, 10), "3 records are due between 2026-07-01 and", "REQ-1 FND-1 DEC-1"),
    ("Which reviews are due in April 2027?", date(2026, 8, 10), "1 record is due between", "DEC-2"),
    ("how many exceptions expire in the next 5 days?", date(2099, 11, 5), "1 exception expires between", "EXC-1"),
    ("What evidence has expired?", date(2026, 1, 1), "1 piece of evidence has expired", "EV-3"),
    ("who has the most open requests?", None, f"{BO} has the most, 2; 3 intakes are open", "INT-1 INT-2"),
    (f"Which intakes does {ANA} own?", date(2026, 6, 10), f"1 intake of {ANA} is on record", "INT-1"),
    ("How many decisions are there about Northwood?", None, "1 decision about Northwood is on record", "DEC-2"),
    ("What is overdue for SOC 2?", date(2026, 8, 10), "2 records for SOC 2 are overdue", "EV-3 REQ-1"),
    ("List the decisions on Northwind Traders", None, "1 decision about Northwind Traders", "DEC-1"),
]  # fmt: skip
UNCOUNTED = [
    "How many decisions are there about Contoso?",
    "How many intakes are escalated?",
    "How many findings are open in the Berlin data centre?",
    "Which of my tasks are overdue?",
    "How many exceptions expire on 2026-02-30?",
]


@pytest.mark.parametrize(("text", "day", "headline", "shown"), COUNTED)
def test_records_are_counted_and_each_that_is_shown_tells_it_itself(
    office: Desk, text: str, day: date | None, headline: str, shown: str
) -> None:
    reply = ask(office, text, as_of=day)
    assert reply.status == "answered", reply.abstention
    assert_cited(reply, office)
    assert headline in reply.headline and {c.source_id for c in reply.citations} == set(shown.split())
    assert "Contoso" not in reply.model_dump_json()


@pytest.mark.parametrize("text", UNCOUNTED)
def test_what_records_cannot_count_is_not_counted(office: Desk, text: str) -> None:
    reply = ask(office, text)
    assert reply.status == "abstained" and not (reply.statements or reply.citations), reply.headline


def test_none_is_said_as_none_and_never_of_what_may_not_be_read(office: Desk) -> None:
    for about in ("Contoso", "Litware"):
        reply = ask(office, f"How many decisions are there about {about}?")
        assert reply.status == "abstained" and reply.headline.startswith(f"0 decisions about {about} are on record")


def test_a_count_is_of_what_the_asker_may_read(office: Desk) -> None:
    text = "How many intakes are open?"
    assert ask(office, text, user=LEA).headline.startswith("4 intakes are open")
    for where in ({"user": ANA}, {"user": LEA, "channel": "C-OTHER"}, {}):
        assert ask(office, text, **where).headline.startswith("3 intakes are open")
    mine = "How many of my intakes are open?"
    assert ask(office, mine, user=BO).headline.startswith(f"2 intakes of {BO} are open")


@pytest.mark.parametrize(("text", "source", "kind", "said", "silent"), ANSWERED)
def test_a_record_answers(
    office: Desk, text: str, source: str, kind: str, said: tuple[str, ...], silent: tuple[str, ...]
) -> None:
    reply = ask(office, text)
    if not source:
        assert reply.status == "abstained", [s.text for s in reply.statements]
        return
    assert reply.status == "answered", reply.abstention
    assert_cited(reply, office)
    told = " ".join(one.text for one in reply.statements)
    assert (source, kind) in {(c.source_id, c.kind) for c in reply.citations}
    assert all(part in told for part in said), told
    assert not [part for part in silent if part in told or part in {c.source_id for c in reply.citations}], told
    assert all(c.section and c.source_id.split("-")[0] in c.title for c in reply.citations)


@pytest.mark.parametrize("text", UNANSWERABLE)
def test_what_no_record_says_is_not_said(office: Desk, text: str) -> None:
    reply = ask(office, text)
    assert reply.status == "abstained", [s.text for s in reply.statements]
    assert not (reply.statements or reply.citations)


@pytest.mark.parametrize("text", HIDDEN)
def test_who_may_not_read_it_sees_what_nobody_would_see(office: Desk, desk: Desk, text: str) -> None:
    hidden = [ask(office, text), ask(office, text, user=ANA), ask(office, text, user=LEA, channel="C-OTHER")]
    without = ask(desk, text)
    for one in hidden:
        assert one.model_copy(update={"elapsed_ms": 0.0}) == without.model_copy(update={"elapsed_ms": 0.0})
    assert ask(office, text, user=LEA).status == "answered"
    assert ask(office, text, user=BO, channel="C-LEGAL").status == "answered"


def test_as_of_a_day_the_version_of_then_answers(office: Desk, recorded: Settings) -> None:
    then, now = ask(office, "Who owns INT-1?", as_of=date(2026, 6, 1)), ask(office, "Who owns INT-1?")
    assert (ANA in then.statements[0].text, BO in now.statements[0].text) == (True, True)
    engine = open_database(recorded.database_url)
    assert [v.version for v in versions(engine, "INT-1")] == [then.citations[0].version, now.citations[0].version]
    assert ask(office, "Who owns INT-1?", as_of=date(2026, 2, 1)).status == "abstained"
    assert ask(office, "Are we encrypting laptops?", as_of=date(2025, 6, 1)).status == "answered"
    assert ask(office, "What did we decide for Northwood?", as_of=date(2026, 4, 1)).status == "abstained"


def test_what_a_requester_wrote_is_quoted_and_rules_nothing(office: Desk) -> None:
    assert "eve" not in " ".join(s.text for s in ask(office, "Who owns INT-1?").statements)
    told = ask(office, "What did the Fabrikam questionnaire ask?")
    assert told.statements and all("asked on" in s.text and "“" in s.text for s in told.statements)
    assert ask(office, "Who owns INT-4?").status == "abstained"


def test_guidance_is_not_crowded_out_and_proves_nothing(office: Desk, desk: Desk) -> None:
    text = "What is a Statement of Applicability?"
    assert {c.source_id for c in ask(office, text).citations} == {c.source_id for c in ask(desk, text).citations}
    assert ask(office, "Are we running internal audits?").status == "abstained"


def test_a_change_of_audience_holds_before_anything_is_indexed(recorded: Settings, office: Desk) -> None:
    engine = open_database(recorded.database_url)
    kind, fields = RecordKind.TASK, dict(BOOK[8][2]) | {"title": "Rotate the Zanzibar keys"}
    name = write(engine, "2026-07-01", kind, fields)
    opened = open_desk(recorded)
    assert ask(opened, "Who owns the Zanzibar keys?").status == "answered"
    write(engine, "2026-07-02", kind, fields | {"audience": "legal"}, name, 1)
    assert ask(opened, "Who owns the Zanzibar keys?").status == "abstained"
    assert ask(opened, f"Who owns {name}?").status == "abstained"


def test_the_worker_can_be_stopped_and_run_again(recorded: Settings) -> None:
    engine, encoder = open_database(recorded.database_url), open_encoder(recorded)
    name = write(engine, "2026-07-03", RecordKind.FINDING, BOOK[10][2])
    bench = Bench(engine, encoder, "first", lambda: datetime.now(UTC))
    index_records(bench, [name])  # and killed before it could say so
    assert drain(replace(bench, name="second"), 100).failed == 0
    assert jobs.load(engine) == jobs.Load(0, 0) and len(versions(engine, name)) == 1
    held = find(engine, name)
    assert (
        held
        and held.source.origin == f"record:{name}"
        and held.version == version_of(open_desk(recorded).stored(name, held.version) or "")
    )


def test_from_the_command_line(fresh: Settings, command: Command, tmp_path: Path) -> None:
    fill(open_database(fresh.database_url))
    assert command("worker", "--once")[:2] == (0, f"{len(BOOK) + 1} done, 0 to be tried again\n")
    status, out, _ = command("ask", "Who owns INT-1?", "--as-of", "2026-06-01")
    assert status == 0 and ANA in out
    assert LEA in command("ask", "who owns INT-3?", "--as", LEA)[1]
    assert LEA not in command("ask", "who owns INT-3?")[1]
