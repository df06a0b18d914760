"""Records filed, closed, taken over from registers and written into workbooks, on both databases."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from assistant.evidence import matrix
from assistant.evidence.closing import accept_risk, close_finding, end_exception, finish_task
from assistant.evidence.filing import add
from assistant.evidence.mending import withdraw
from assistant.evidence.taking import take, tried
from assistant.evidence.workbook import workbook
from assistant.intake.office import Done, Office
from assistant.intake.open import Asked, open_intake
from ingest.document import Unreadable
from ingest.registers.columns import Unmappable, mapped
from ingest.registers.rows import BadRow, Entry, entries
from ingest.registers.sheet import read_sheet
from ingest.registers.values import Unfit, day, period
from knowledge.access.people import operator
from knowledge.records.decision import DecisionRecord
from knowledge.records.intake import Intake
from knowledge.records.vocabulary import RecordKind, WorkState
from knowledge.store import audit
from knowledge.store.people import put_people
from knowledge.store.record_reading import listing, record
from tests.conftest import Command
from tests.offices import ANA, APO, LEA, OLU, OUT, PEOPLE, REX, SECRET, done, no, office_on

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
K = RecordKind
EVIDENCE = {"type": "review", "claim": "reviewed", "requirement": "CC6.1", "framework": "soc_2", "artefact": {}}
EVIDENCE |= {"owner": OLU.email, "effective_on": "2026-01-01"}
TASK = {"title": "review", "satisfies": "CC6.1", "framework": "soc_2", "owner": OLU.email, "due": "2026-04-01"}
TASK |= {"date_kind": "contract", "consequence": "audit_readiness"}
FINDING = {"what": "no review", "source": "audit", "owner": OLU.email}
ACCEPTANCE = {"kind": "risk_acceptance", "what": "no MFA", "owner": OLU.email, "approver": APO.email}
ACCEPTANCE |= {"rating": "high", "expires_on": "2026-06-01"}
DECISION = {"outcome": "SOC 2", "decision": "a report", "scope": "billing", "owner": OLU.email, "date": "2026-01-05"}
DECISION |= {"next review": "2027-01-05", "trigger": "a new service", "next step": "agree the period"}


@pytest.fixture
def office(engine: Engine) -> Office:
    put_people(engine, SECRET, PEOPLE, "admin@example.com", AT)
    return office_on(lambda: engine, lambda: AT)


def filed(office: Office, kind: RecordKind, fields: Mapping[str, Any]) -> str:
    return done(add(office, operator(), kind, fields))


@pytest.mark.parametrize(
    "kind, fields, words",
    [
        (K.EVIDENCE, EVIDENCE | {"owner": "bob@example.com"}, ("bob@example.com is unknown",)),
        (K.EVIDENCE, EVIDENCE | {"owner": OUT.email, "audience": "legal"}, (OUT.email, "may not read")),
        (K.EVIDENCE, EVIDENCE | {"effective_on": "2026-02-30"}, ("effective_on",)),
        (K.EVIDENCE, EVIDENCE | {"claim": "x" * 1_000_000}, ("claim", "20,000")),
        (K.EVIDENCE, EVIDENCE | {"period_from": "2026-02-01", "period_to": "2026-01-01"}, ("ends", "before")),
        (K.EVIDENCE, EVIDENCE | {"expires_on": "2025-01-01"}, ("expires",)),
        (K.EVIDENCE, EVIDENCE | {"intakes": ["INT-9"]}, ("INT-9",)),
        (K.EVIDENCE, EVIDENCE | {"colour": "red"}, ("colour",)),
        (K.TASK, {name: value for name, value in TASK.items() if name != "date_kind"}, ("date_kind",)),
        (K.EXCEPTION, {"kind": "management_review", "what": "x"}, ("owner",)),
        (K.EXCEPTION, ACCEPTANCE | {"approver": None, "rating": ""}, ("approver", "rating")),
        (K.EXCEPTION, ACCEPTANCE | {"expires_on": None}, ("expiry",)),
        (K.EXCEPTION, ACCEPTANCE | {"expires_on": "2026-03-01"}, ("must lie after",)),
        (K.EXCEPTION, ACCEPTANCE | {"approver": OLU.email}, ("can accept no risk",)),
        (K.FINDING, FINDING | {"state": "done"}, ("corrective action",)),
        (K.FINDING, FINDING | {"found_on": "2099-01-01"}, ("a day to come", "2099-01-01")),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    engine: Engine, office: Office, kind: RecordKind, fields: Mapping[str, Any], words: tuple[str, ...]
) -> None:
    no(add(office, operator(), kind, fields), *words)
    assert listing(engine, kind, None) == []


def test_people_who_only_ask_file_nothing_for_others(engine: Engine, office: Office) -> None:
    no(add(office, ANA, K.FINDING, FINDING), "may file")
    no(add(office, ANA, K.EXCEPTION, ACCEPTANCE | {"owner": ANA.email}), "may file")
    no(add(office, ANA, K.EVIDENCE, EVIDENCE), "may file")
    done(add(office, ANA, K.EVIDENCE, EVIDENCE | {"owner": ANA.email}))
    one = done(open_intake(office, LEA, Asked("A report", {"audience": "legal"})))
    no(add(office, REX, K.FINDING, FINDING | {"intake": one}), "may put something onto", one)
    assert listing(engine, K.FINDING, None) == listing(engine, K.EXCEPTION, None) == []
    assert [line.owner for line in listing(engine, K.EVIDENCE, None)] == [ANA.email]


def test_a_risk_is_accepted_by_its_approver_and_nobody_else(engine: Engine, office: Office) -> None:
    one = done(add(office, APO, K.EXCEPTION, ACCEPTANCE | {"approver": APO.email}))
    held = record(engine, one, None)
    assert held and held.body.accepted_by == APO.email and held.body.accepted_on == AT.date()  # type: ignore[union-attr]
    no(add(office, operator(), K.EXCEPTION, ACCEPTANCE | {"accepted_by": APO.email, "approver": LEA.email}), "only lea")
    no(
        add(office, operator(), K.EXCEPTION, ACCEPTANCE | {"owner": APO.email, "approver": APO.email}),
        "risk of their own",
    )
    no(end_exception(office, OLU, one), "tickmark exception withdraw")
    done(withdraw(office, OLU, K.EXCEPTION, one, "the server is gone"))
    action = done(add(office, OLU, K.EXCEPTION, {"kind": "corrective_action", "what": "x", "owner": OLU.email}))
    no(end_exception(office, ANA, action), "only its owner")
    done(end_exception(office, OLU, action))
    done(close_finding(office, operator(), filed(office, K.FINDING, FINDING), action=action))


def test_who_may_not_read_an_audience_adds_nothing_for_it(engine: Engine, office: Office) -> None:
    no(add(office, OUT, K.EVIDENCE, EVIDENCE | {"audience": "legal"}), "not in the group")
    assert listing(engine, K.EVIDENCE, None) == []
    added = done(add(office, OLU, K.EVIDENCE, EVIDENCE | {"audience": "legal"}))
    assert [(one.record_id, one.audience) for one in listing(engine, K.EVIDENCE, None)] == [(added, "legal")]


def test_evidence_goes_onto_its_intake_and_is_told_to_its_owner(engine: Engine, office: Office) -> None:
    one = done(add(office, OLU, K.INTAKE, {"asked": "x", "summary": "x", "requester": OLU.email, "audience": "legal"}))
    ev = done(add(office, OLU, K.EVIDENCE, EVIDENCE | {"intakes": [one]}))
    held, on = record(engine, ev, None), record(engine, one, None)
    assert held and held.body.audience == "legal" and on and isinstance(on.body, Intake) and on.body.evidence == (ev,)
    no(add(office, OUT, K.EVIDENCE, EVIDENCE | {"intakes": [one]}), one)


def test_a_finding_closes_with_an_action_that_is_done_or_an_acceptance(engine: Engine, office: Office) -> None:
    one, two = filed(office, K.FINDING, FINDING), filed(office, K.FINDING, FINDING)
    task, exc = filed(office, K.TASK, TASK | {"finding": one}), filed(office, K.EXCEPTION, ACCEPTANCE)
    no(close_finding(office, operator(), one), "name one")
    no(close_finding(office, operator(), one, action=task), "is not done")
    no(close_finding(office, operator(), one, action="TASK-99"), "TASK-99")
    no(close_finding(office, operator(), one, action=exc), "no corrective action")
    no(close_finding(office, operator(), one, acceptance=task), "no risk acceptance")
    no(finish_task(office, ANA, task), "only its owner")
    done(finish_task(office, OLU, task))
    no(finish_task(office, OLU, task), "already")
    no(close_finding(office, ANA, one, action=task), "only its owner")
    done(close_finding(office, OLU, one, action=task))
    no(close_finding(office, operator(), two, acceptance=exc), "nobody has accepted", exc)
    no(accept_risk(office, OLU, exc), "only its approver")
    done(accept_risk(office, APO, exc))
    no(accept_risk(office, APO, exc), "waits for")
    done(close_finding(office, operator(), two, acceptance=exc))
    closed = record(engine, one, None)
    assert closed and closed.body.state == WorkState.DONE and closed.body.closed_on == AT.date()  # type: ignore[union-attr]
    assert audit.verify(engine, SECRET, audit.head(engine)) == ()


def register(folder: Path, rows: list[Mapping[str, str]], name: str = "register.csv") -> Path:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    lines = [",".join(f'"{row.get(h, "")}"' for h in headers) for row in rows]
    path = folder / name
    path.write_text("\n".join([",".join(headers), *lines]) + "\n", "utf-8")
    return path


def read(kind: RecordKind, path: Path) -> list[Entry | BadRow]:
    sheet = read_sheet(path)
    columns = mapped(kind, sheet.headers, {})
    assert not isinstance(columns, Unmappable)
    return list(entries(kind, path.name, sheet, columns, {}))


def test_a_decision_log_becomes_decisions_with_the_intakes_they_answer_once(
    engine: Engine, office: Office, tmp_path: Path
) -> None:
    path = register(tmp_path, [DECISION, DECISION | {"outcome": "both", "owner": "bob@example.com"}])
    for again in (False, True):
        first, second = read(K.DECISION, path)
        assert isinstance(first, Entry) and isinstance(second, Entry)
        if not again:
            assert tried(office, operator(), K.DECISION, first.fields) is None
        no(take(office, OLU, K.DECISION, first.fields, first.key), "only a lead or an admin")
        no(take(office, LEA, K.DECISION, {**first.fields, "decided_on": date(2060, 1, 1)}, "k"), "a day to come")
        result = take(office, operator(), K.DECISION, first.fields, first.key)
        assert isinstance(result, Done) and result.again is again
        no(take(office, operator(), K.DECISION, second.fields, second.key), "bob@example.com is unknown")
    (dec,), (one,) = listing(engine, K.DECISION, None), listing(engine, K.INTAKE, None)
    held, answered = record(engine, dec.record_id, None), record(engine, one.record_id, None)
    assert held and isinstance(held.body, DecisionRecord) and held.body.intake == one.record_id
    assert held.body.decided_on == date(2026, 1, 5) and held.body.review_on == date(2027, 1, 5)
    assert answered and isinstance(answered.body, Intake) and answered.body.decision == dec.record_id


def test_a_row_with_its_own_id_stands_for_one_record(tmp_path: Path) -> None:
    rows = [{"Ref": "7", "claim": claim} for claim in ("a", "b")]
    first, second = read(K.EVIDENCE, register(tmp_path, rows))
    assert isinstance(first, Entry) and isinstance(second, Entry)
    assert first.key == second.key and first.fields != second.fields


def test_columns_are_guessed_or_said(tmp_path: Path) -> None:
    headers = ("Evidence", "Evidence Owner", "Colour", "Valid until")
    assert mapped(K.EVIDENCE, headers, {}) == {0: "claim", 1: "owner", 3: "expires_on"}
    assert mapped(K.EVIDENCE, headers, {"colour": "covers.scope", "Evidence": "-"}) == {
        1: "owner",
        2: "covers.scope",
        3: "expires_on",
    }
    for said_ in ({"nothing": "claim"}, {"Colour": "colour"}):
        assert isinstance(mapped(K.EVIDENCE, headers, said_), Unmappable)


def test_a_workbook_reads_like_the_csv_and_formulas_are_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Evidence register"])
    book.active.append([])
    book.active.append(["Claim", "Effective date", "Scope"])
    book.active.append(["reviewed", datetime(2026, 1, 2), 12])
    book.save(tmp_path / "r.xlsx")
    (row,) = read(K.EVIDENCE, tmp_path / "r.xlsx")
    fields = {"claim": "reviewed", "effective_on": date(2026, 1, 2), "covers": {"scope": "12"}}
    assert isinstance(row, Entry) and (row.number, row.fields) == (4, fields)
    (risky,) = read(K.EVIDENCE, register(tmp_path, [{"claim": "=1+1", "scope": "@x"}]))
    assert isinstance(risky, Entry) and risky.fields == {"claim": "=1+1", "covers": {"scope": "@x"}}


@pytest.mark.parametrize("content", [b"", b"a\n1\n", b"a,b\n", b"PK\x03\x04", b"\x00\x01\x02,\x03\n"])
def test_what_is_no_register_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(Unreadable):
        read_sheet(tmp_path / "r.csv")


@pytest.mark.parametrize("text", ["2026-02-30", "31.04.2026", "03/04/2026", "soon", "2026", "1" * 1_000])
def test_days_that_do_not_exist_or_could_be_two_are_refused(text: str) -> None:
    assert isinstance(day(text), Unfit) and len(day(text).why) < 150  # type: ignore[union-attr]


def test_days_and_periods_as_people_write_them() -> None:
    for text in ("2026-01-02", "2.1.2026", "2 January 2026", "02-Jan-2026", "2026-01-02T09:30:00", "Jan 2, 2026"):
        assert day(text) == date(2026, 1, 2), text
    assert period("2026-01-01 to 2026-06-30") == (date(2026, 1, 1), date(2026, 6, 30))
    assert period("1 Jan 2026 – 30 Jun 2026") == (date(2026, 1, 1), date(2026, 6, 30))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.sampled_from("=+-@"))
@example("\ufffe", "=")
def test_no_cell_of_a_workbook_is_a_formula(text: str, sign: str) -> None:
    sheet = matrix.Sheet("Evidence matrix", ("Claim", "Day"), ((sign + text, date(2026, 1, 2)),))
    page = openpyxl.load_workbook(BytesIO(workbook(sheet))).active
    cell = page.cell(2, 1)
    written = (sign + text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert cell.data_type == "s" and cell.value == written and cell.quotePrefix
    assert page.cell(2, 2).value.date() == date(2026, 1, 2)


def test_on_the_command_line(command: Command, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("email,name,groups,roles\nolu@example.com,Olu,,owner\n")
    assert command("people", "import", str(people))[0] == 0
    good = {"Claim": "=cmd|'/c calc'!A1", "Type": "review", "Control": "CC6.1", "Framework": "SOC 2"}
    good |= {"Owner": "olu@example.com", "Link": "https://a.example/1", "Date": "2026-01-05", "Service": "billing"}
    path = register(tmp_path, [good, good | {"Date": "2026-02-30"}, good | {"Claim": "x" * 1_000_000}])
    for arguments, word in ((("--dry-run",), "would be added"), ((), "1 added"), ((), "1 already there")):
        status, out, _ = command("records", "import", str(path), "--kind", "evidence", *arguments)
        assert status == 1 and word in out and "row 3: effective_on: '2026-02-30'" in out and "row 4: claim:" in out
    assert command("evidence", "list", "--json")[1].count('"id"') == 1
    out_file = tmp_path / "matrix.xlsx"
    assert command("records", "export", "--kind", "evidence", "--out", str(out_file))[0] == 0
    assert command("records", "export", "--kind", "evidence", "--out", str(out_file))[0] == 1
    assert openpyxl.load_workbook(out_file).active["B2"].value == good["Claim"]
    status, out, _ = command("reuse", "EV-1", "--for", "CC6.2", "--service", "payroll", "--json")
    assert status == 0 and '"result": "reject"' in out and '"proposed_request": {' in out
    asked = command("reuse", "EV-1", "--for", "CC6.2", "--service", "payroll", "--request-from", "olu@example.com")
    assert asked[0] == 0 and "REQ-1" in asked[1] and "REQ-1" in command("due", "--kind", "requests", "--json")[1]
    for wrong, status in (
        (("reuse", "EV-9", "--for", "CC6.2"), 1),
        (("reuse", "EV-1", "--for", "CC6.2", "--on", "2026-13-01"), 2),
        (("due", "--kind", "nothing"), 2),
        (("evidence", "show", "EV-1", "--as", "bob@example.com"), 2),
        (("records", "import", str(path), "--kind", "evidence", "--map", "Nothing=claim"), 2),
        (("evidence", "add", "--artefact", str(tmp_path / "none")), 2),
    ):
        found, _, err = command(*wrong)
        assert found == status and err.count("\n") == 1 and "Traceback" not in err, (wrong, err)
