"""What an answer from records says of days, of what it leaves out, of names it does not know, and of whose thing it is."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.contract import Question, Reply
from assistant.desk import Desk
from assistant.draft import Aged, Aging, Draft, Sentence
from assistant.evidence.taking import take
from assistant.gate.answer import pass_gate
from assistant.gate.verify import verify
from assistant.question.draft import quote_of
from assistant.question.found import Unit
from assistant.question.record_answer import from_records
from assistant.question.record_ask import record_ask
from knowledge.access.people import operator
from knowledge.records.vocabulary import RecordKind
from knowledge.store.database import open_database
from tests.conftest import Command
from tests.offices import office_on
from tests.record_book import ANA, BO, BOOK, CY, LEA, SECRET, assigned, fill, write
from tests.test_ask import assert_cited
from tickmark.settings import Settings
from tickmark.wiring import open_desk, seam

K = RecordKind
FINDING = dict(BOOK[10][2])
DECISION = dict(BOOK[3][2])
IMPORTED = {
    "outcome": "soc_2",
    "decision": "Initech gets our bridge letter.",
    "scope": "the whole service",
    "owner": BO,
}
IMPORTED |= {"decided_on": date(2026, 3, 20), "review_on": date(2027, 3, 20), "review_trigger": "a new service"}
IMPORTED |= {"next_action": "Send it.", "asked": "Initech, of Umbrella Group, asks for a letter."}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, home: Settings) -> Desk:
    """The book, and records of billing, of Initech and of many findings."""
    folder = tmp_path_factory.mktemp("recited") / "home"
    shutil.copytree(home.home, folder)
    settings = Settings(folder, f"sqlite:///{folder / 'tickmark.db'}", None)
    engine = open_database(settings.database_url)
    fill(engine)
    one = write(engine, "2026-08-01", K.INTAKE, {
        "asked": "Hooli needs a yearly report.", "summary": "Hooli report", "requester": ANA,
        "affected": [{"kind": "service", "name": "Ledger and Dunning"}, {"kind": "system", "name": "CRM"}],
        "assignments": [assigned("soc_2", CY)]})  # fmt: skip
    shown = dict(BOOK[5][2]) | {"claim": "Backups of the Ledger and Dunning service are tested.", "intakes": [one]}
    write(engine, "2026-08-02", K.EVIDENCE, shown)
    write(engine, "2026-08-02", K.FINDING, FINDING | {"what": "The auditor saw no log.", "intake": one, "owner": LEA})
    later = dict(BOOK[4][2]) | {"requirement": "CC9.2", "effective_on": "2098-01-01"}
    write(engine, "2026-08-03", K.EVIDENCE, {name: v for name, v in later.items() if "period" not in name})
    for number in range(8):
        write(engine, "2026-08-04", K.FINDING, FINDING | {"what": f"Door {number} of the Globex site was open."})
    for number in range(4):
        words = f"Stark gets certificate {number}. It is sent. It is paid. It is filed. It is kept."
        write(engine, "2026-08-05", K.DECISION, DECISION | {"decision": words})
    write(engine, "2026-08-06", K.EVIDENCE, dict(BOOK[4][2]) | {
        "claim": "Doors are checked daily by Wayne guards.", "requirement": "CC6.4", "expires_on": "2026-09-01"})  # fmt: skip
    office = office_on(lambda: engine, lambda: datetime(2026, 11, 2, 9, tzinfo=UTC))
    take(office, operator(), K.DECISION, IMPORTED | {"owner": ANA}, "import:1")
    return open_desk(settings)


def ask(desk: Desk, text: str, **fields: object) -> Reply:
    reply = seam(desk)(Question(id="q", text=text, **fields))
    assert_cited(reply, desk)
    return reply


def said(reply: Reply) -> str:
    return " | ".join(one.text for one in reply.statements)


def test_evidence_that_has_expired_by_the_day_asked_for_is_told_so(told: Desk) -> None:
    now, then = (ask(told, "What evidence do we have for CC6.4?", as_of=d) for d in (None, date(2026, 8, 20)))
    assert "Expired: EV-6 expires on 2026-09-01" in now.statements[0].text and "Expired" not in said(then)
    assert "expires on" in told.stored("EV-6", now.citations[-1].version)[now.citations[1].start :]  # type: ignore[index]
    assert ask(told, "How long is EV-6 valid?").statements[0].text.startswith("Expired: EV-6 expires on 2026-09-01")
    assert "Expired" not in said(ask(told, "What evidence do we have for CC6.1?"))


def test_evidence_of_a_day_to_come_is_told_so_and_shows_nothing_yet(told: Desk) -> None:
    reply = ask(told, "What evidence do we have for CC9.2?")
    assert "Not yet effective: EV-5 is of 2098-01-01" in said(reply)
    assert "Not yet effective" not in said(ask(told, "What evidence do we have for CC6.1?"))


def test_a_label_that_its_quote_does_not_bear_is_dropped(told: Desk) -> None:
    units = told.recorded(["EV-1"], Question(text="x"), False)["EV-1"]
    expiry = next(one for one in units if one.passage.section[-1] == "Expiry")
    span = expiry.passage.units[0]
    words = span.of(told.stored("EV-1", expiry.passage.version) or "")
    quote = quote_of(Unit(expiry, span.start, span.end, words, words))
    for day, kept in ((date(2026, 1, 1), False), (date(2100, 1, 1), True)):
        aged = Aged(Aging.EXPIRED, quote, day)
        passed, dropped = pass_gate(Draft((), (Sentence(words, (quote,), aged),)), told.stored, verify)
        assert (passed is not None, not dropped) == (kept, kept)


def test_what_is_left_out_of_an_answer_is_counted_and_a_command_shows_it(told: Desk) -> None:
    reply = ask(told, "What did we decide for Stark?")
    # four decisions of six sentences each; seven are shown
    assert "17 more sentences not shown, see: tickmark records show DEC-" in reply.headline, reply.headline
    shown = {c.source_id for c in reply.citations}
    wanted = record_ask("What did we decide for Stark?", told.names)
    assert wanted
    recital = from_records(wanted, Question(text="What did we decide for Stark?"), told)
    assert len(shown | set(recital.rest)) == 4 and len(recital.units) == 7
    assert "not shown" not in ask(told, "What did we decide about Northwind Traders?").headline


def test_a_list_names_the_records_that_it_leaves_out(told: Desk) -> None:
    reply = ask(told, "Which findings are open?")
    shown = {c.source_id for c in reply.citations}
    assert len(shown) == 6 and "4 more records not shown, see: tickmark records show" in reply.headline
    assert not [one for one in shown if f"{one} " in f"{reply.headline.partition('show ')[2]} "]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("What did we decide for Nortwhind?", "What did we decide for Northwind?"),
        ("what was decided for nothwood?", "what was decided for Northwood?"),
        ("Who owns the incedent response plan?", "Who owns the incident response plan?"),
        ("What did we decide about Initec?", "What did we decide about Initech?"),
    ],
)
def test_a_name_that_is_misspelt_is_offered_and_never_put_in_silently(told: Desk, text: str, meant: str) -> None:
    reply = ask(told, text)
    assert reply.status == "abstained" and not reply.citations
    assert meant in reply.headline and reply.abstention and meant in reply.abstention.next_step
    assert ask(told, meant).status == "answered"


def test_no_name_is_offered_that_the_asker_may_not_read(told: Desk) -> None:
    assert "Contoso" not in ask(told, "What did we decide about Contosso?").model_dump_json()
    assert "Contoso" in ask(told, "What did we decide about Contosso?", user=LEA).headline


def test_who_owns_a_thing_is_told_of_the_thing_and_not_of_what_stands_beside_it(told: Desk) -> None:
    reply = ask(told, "Who owns the Ledger and Dunning service?")
    assert CY in said(reply) and "affects the service Ledger and Dunning" in said(reply)
    assert {c.source_id for c in reply.citations} == {"INT-5"}
    assert {c.source_id for c in ask(told, "who owns ledger and dunning?").citations} == {"INT-5"}
    assert {c.source_id for c in ask(told, "Who owns the CRM?").citations} == {"INT-5"}
    assert LEA in said(ask(told, "Who owns the finding on the log?"))


def test_an_imported_decision_counts_from_the_day_on_which_it_was_made(told: Desk) -> None:
    text = "What did we decide for Initech?"
    assert ask(told, text, as_of=date(2026, 3, 19)).status == "abstained"
    for day in (date(2026, 3, 20), date(2026, 7, 1), None):
        assert "bridge letter" in said(ask(told, text, as_of=day))
    assert "bridge letter" in said(ask(told, "What did we decide for Initech in March?", as_of=date(2026, 5, 1)))
    assert "bridge letter" in said(ask(told, "What did we decide for the Umbrella Group?", as_of=date(2026, 5, 1)))
    assert "2026-03-20" in said(ask(told, "What did Initech ask?"))


def test_records_of_every_kind_are_listed_and_shown(fresh: Settings, command: Command, tmp_path: Path) -> None:
    fresh.audit_key.parent.mkdir(exist_ok=True)
    fresh.audit_key.write_bytes(SECRET)
    fill(open_database(fresh.database_url))
    for kind in RecordKind:
        status, out, _ = command("records", "list", "--kind", kind, "--json", "--as", LEA)
        assert (status, f'"{kind.prefix}-1"' in out) == (0, True)
    assert "DEC-2" not in command("records", "list", "--kind", "decision", "--words", "Northwind")[1]
    assert command("records", "list", "--kind", "evidence_request", "--status", "open")[1].count("REQ-1") == 1
    assert "SOC 2 Type 2" in command("records", "show", "dec-1", "EV-1")[1]
    assert command("records", "show", "DEC-1", "DEC-3")[:2] == (1, "")
