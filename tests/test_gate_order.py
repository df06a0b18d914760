"""The gate against the library's own words in another order, with a member left out, or from two sentences."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.gate.folding import sentences
from assistant.gate.same_words import same_words
from assistant.gate.verdict import Evidence
from assistant.gate.verify import verify
from assistant.model.surface import objection
from evals.reordered import changed, joins

LIBRARY = Path(__file__).parent.parent / "knowledge" / "library"
STEP = 9
SOA = "The Statement of Applicability is often abbreviated to SoA."


def supports(claim: str, *quotes: str) -> bool:
    return verify(claim, [Evidence(quote) for quote in quotes]).supported


def library() -> list[str]:
    texts = (path.read_text("utf-8").split("---", 2)[-1] for path in sorted(LIBRARY.glob("*.md")))
    prose = (block for text in texts for block in text.split("\n\n") if not block.lstrip().startswith(("#", "|")))
    return [one for block in prose for one in sentences(block) if 5 <= len(one.split()) <= 40]


def test_what_the_library_says_passes_in_no_other_order_and_with_nothing_left_out() -> None:
    told, passed = Counter[str](), Counter[str]()
    for text in library()[::STEP]:
        for kind, claim in changed(text):
            told[kind] += 1
            passed[kind] += supports(claim, text)
    assert min(told[kind] for kind in ("swap", "omission", "reversal", "scramble")) >= 20
    assert [passed[kind] for kind in ("swap", "omission", "reversal", "denial")] == [0, 0, 0, 0]
    assert passed["scramble"] <= 0.005 * told["scramble"]


def test_two_sentences_of_the_library_are_not_made_one_that_neither_says() -> None:
    told = library()
    made = [
        (c, one, other) for one, other in list(zip(told, told[1:], strict=False))[::STEP] for c in joins(one, other)
    ]
    assert len(made) >= 50
    assert sum(supports(*one) for one in made) <= 0.03 * len(made)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The DPO names the owner of the file.", "The DPO names the file of the owner."),
        ("SoA is often abbreviated to the Statement of Applicability.", SOA),
        ("A reader who signs needs a key and a badge.", "A reader who signs needs a key, a code, and a badge."),
        ("The approvals are legal.", "The approvals are legal and finance."),
        ("Keys is are kept.", "Keys are kept."),
        ("The controls that it are named.", "The controls are named."),
    ],
)
def test_the_words_of_a_quote_in_another_order_are_another_sentence(claim: str, quote: str) -> None:
    assert not supports(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Backups are tested each quarter by a restore.", "Backups are tested by a restore each quarter."),
        ("The system's boundaries are described by management.", "Management describes the boundaries of the system."),
        ("Each finding needs an owner, a date and a reason.", "Every finding needs an owner, a date, and a reason."),
    ],
)
def test_a_true_rewording_still_passes(claim: str, quote: str) -> None:
    assert supports(claim, quote)


QUOTE = "Prior to audits an organisation doesn't change approximately 3 % of e.g. ISO/IEC keys in order to pass, i.e. 12 May."


@pytest.mark.parametrize(
    "claim",
    [
        QUOTE,
        "Before audits an organization does not change about three percent of for example ISO/IEC keys in order to pass, "
        "that is 12 May",
        "Before audits an organisation does not change around 3 per cent of e.g. ISO/IEC keys in order to pass, i.e. 12 May.",
    ],
)
def test_the_same_words_may_be_spelt_and_written_plainly(claim: str) -> None:
    assert same_words(claim, QUOTE)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A firm can't sell keys.", "A firm cannot sell keys."),
        ("A firm cannot sell keys.", "A firm can\N{RIGHT SINGLE QUOTATION MARK}t sell keys."),
        ("A firm can not sell keys.", "A firm can not sell keys."),
        ("It will not apply.", "It won't apply."),
        ("Polish records are kept.", "polish records are kept."),
        ("Three are exempt. Before May, two sign.", "Three are exempt. Prior to May, 2 sign."),
        ("2 auditors sign, that is Ada and Bo.", "Two auditors sign, i.e. Ada and Bo."),
        ("For example, Apple signs (for example, in May).", "E.g., Apple signs (e.g., in May)."),
        ("At least 5% of 7 percent, 8 per cent of it.", "At least 5 % of 7%, eight percent of it."),
        ("Firms organize 'organisation' records.", "Firms organise 'organisation' records."),
        ("The auditors\N{RIGHT SINGLE QUOTATION MARK} labor isn't ours.", "The auditors' labour is not ours."),
        ("The rate (about five) isn't due.", "The rate (approximately 5) is not due."),
    ],
)
def test_true_rewordings_of_a_few_kinds_are_the_same_words(claim: str, quote: str) -> None:
    assert same_words(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A firm cannot sell keys and still pass.", "A firm can not sell keys and still pass."),
        ("A firm can't sell keys and still pass.", "A firm can not sell keys and still pass."),
        ("A firm can not sell keys and still pass.", "A firm cannot sell keys and still pass."),
        ("A firm can not sell keys and still pass.", "A firm can't sell keys and still pass."),
    ],
)
def test_leave_not_to_do_it_is_not_told_as_no_leave_to_do_it(claim: str, quote: str) -> None:
    assert not same_words(claim, quote)
    assert not supports(claim, quote)
    assert supports(quote, quote) and same_words(quote, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A firm couldn't sell keys and still pass.", "A firm could not sell keys and still pass."),
        ("The U.S. may report is due.", "The U.S. May report is due."),
        ("The U.S. treasury is told.", "The U.S. Treasury is told."),
        ("Firms, e.g. apple, sign.", "Firms, e.g. Apple, sign."),
        ("Firms, e.g. Apple growers, sign.", "Firms, e.g. apple growers, sign."),
        ("Staff, i.e. polish staff, sign.", "Staff, i.e. Polish staff, sign."),
        ("Some are exempt: Oracle users.", "Some are exempt: oracle users."),
        ("Some are exempt: oracle users.", "Some are exempt: Oracle users."),
        ("Ask it. Who decides.", "Ask it. who decides."),
        ("The Department of Labour signs.", "The Department of Labor signs."),
        ("Labour signs.", "Labor signs."),
        ("The label organisation-id is not organization name.", "The label organisation-id is not organisation name."),
        ("The column is labour.", "The column is labor."),
        ("Set colour_id from color.", "Set colour_id from colour."),
        ("Press 'begin' and then 'use'.", "Press 'commence' and then 'utilize'."),
        (
            "Press \N{LEFT DOUBLE QUOTATION MARK}do not\N{RIGHT DOUBLE QUOTATION MARK}.",
            "Press \N{LEFT DOUBLE QUOTATION MARK}don't\N{RIGHT DOUBLE QUOTATION MARK}.",
        ),
        ('Press "2" or "organization".', 'Press "two" or "organization".'),
        ('Press "organization for it.', 'Press "organisation for it.'),
        ("The begin button starts it.", "The commence button starts it."),
        ("Begin is a tool.", "Commence is a tool."),
        ("6 Sigma belts count.", "Six Sigma belts count."),
        ("A Type two report counts.", "A Type 2 report counts."),
        ("SOC two reports count.", "SOC 2 reports count."),
        ("It takes 20 five days.", "It takes twenty five days."),
        ("It takes one hundred and 5 days.", "It takes one hundred and five days."),
        ("The % is due.", "The percent is due."),
        ("It takes type two reports.", "It takes type 2 reports."),
        ("Type two reports count.", "Type 2 reports count."),
        ("It is covered by controls two of it.", "It is covered by controls 2 of it."),
        ("It is signed by staff andn't by vendors.", "It is signed by staff and not by vendors."),
        ("Whether orn't it is due, it is paid.", "Whether or not it is due, it is paid."),
        ("Auditorsn't managers sign.", "Auditors not managers sign."),
        ("It willn't apply.", "It will not apply."),
        ("The auditour signs.", "The auditor signs."),
        ("It is so unless otherwize agreed.", "It is so unless otherwise agreed."),
        ("Apprize the board.", "Apprise the board."),
    ],
)
def test_names_and_words_that_are_spoken_of_stay_as_they_are_written(claim: str, quote: str) -> None:
    assert not same_words(claim, quote)
    assert same_words(quote, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The plan holds 2 *3* 4 rows.", "The plan holds 2 * 3 * 4 rows."),
        ("Use code ~retired~ there.", "Use code ~ retired ~ there."),
        ("Tell @here and <!here> first.", "Tell @ here and < ! here > first."),
        ("Take a _draft_ of it.", "Take a _ draft _ of it."),
        ("Take a ` draft ` of it.", "Take a `draft` of it."),
        ("The auditors 'and the firm's reports differ.", "The auditors' and the firm's reports differ."),
        ("The level is 5-3.", "The level is 5 - 3."),
        ("The level is 5 -3.", "The level is 5 - 3."),
        ("Roles and / or groups.", "Roles and/or groups."),
        ("Keys (and logs ) are kept.", "Keys (and logs) are kept."),
        ("Keys, e. g. old ones, are kept.", "Keys, e.g. old ones, are kept."),
    ],
)
def test_white_space_stays_where_it_stands_beside_a_mark(claim: str, quote: str) -> None:
    assert not same_words(claim, quote)
    assert same_words(quote, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("All sites and Berlin are audited.", "All sites but Berlin are audited."),
        ("A disclaimer means that the auditor might not test.", "A disclaimer means that the auditor could not test."),
        ("A certified body audits.", "A certification body audits."),
        ("The parties terminate the agreement.", "The parties conclude the agreement."),
        ("The responsible owner signs.", "The accountable owner signs."),
        ("Access was removed.", "Access is removed."),
        ("The threshold is 5 points.", "The threshold is -5 points."),
        ("The threshold is 5 percent.", "The threshold is \N{MINUS SIGN}5 percent."),
        ("The owner is closed if it rejects a request.", "If the owner rejects a request, it is closed."),
        ("A reviewer may not review work.", "A reviewer may not review their own work."),
        ("Attackers are permitted to read the log.", "Attackers can read the log."),
        ("The audited firm pays.", "The auditing firm pays."),
        ("Approved exceptions are formally tracked.", "Formally approved exceptions are tracked."),
        ("All requests cost 500 euros.", "Each request costs 500 euros."),
        ("Employees, who handle data, are trained.", "Employees who handle data are trained."),
        ("Report whether it is asked for.", "Report whether or not it is asked for."),
        ("The buy order is signed.", "The purchase order is signed."),
        ("The report i.e. due is signed.", "The report that is due is signed."),
        ("It regulates approximately controls.", "It regulates about controls."),
        ("It lasts about 5 days.", "It lasts approximately 6 days."),
        ("Who signs it is THE owner.", "WHO signs it is the owner."),
        ("Keys are rotated.", "Keys are rotated and logs are kept."),
        ("", "Keys are rotated."),
        ("Keys are rotated\uff01", "Keys are rotated."),
        ("Keys are rotated\u203c", "Keys are rotated."),
        ("Keys are rotated.;.;", "Keys are rotated."),
        ("Keys are rotated;", "Keys are rotated."),
        ("Keys are rotated\uff0c logged.", "Keys are rotated, logged."),
        ("keys are rotated.", "Keys are rotated."),
        ("Keys are rotated. logs are kept.", "Keys are rotated. Logs are kept."),
        ("The class is: a is best.", "The class is: A is best."),
        ("The limit is 102 requests.", "The limit is 10\u00b2 requests."),
        ("It cannot only log but also block.", "It can not only log but also block."),
        ("The reply if triggers an alarm is kept.", "The reply in the event that triggers an alarm is kept."),
        ("Servers used to host data.", "Servers utilized to host data."),
    ],
)
def test_other_words_are_not_the_same(claim: str, quote: str) -> None:
    assert not same_words(claim, quote)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The Statement of Applicability is often abbreviated.to SoA.", "address"),
        ("The Statement of Applicability is often abbreviated to SoA?", "mark"),
        ('The Statement of Applicability is "often" abbreviated to SoA.', "mark"),
        ("THE STATEMENT OF APPLICABILITY IS OFTEN ABBREVIATED TO SOA.", "otherwise"),
        ("The statement of applicability is often abbreviated to soa.", "otherwise"),
        ("@The Statement of Applicability is often abbreviated to SoA.", "markup"),
        ("#The_Statement of Applicability is often abbreviated to SoA.", "markup"),
        ("The Statement of Applicability is often abbreviated to :SoA:.", "markup"),
        ("The Statement of Applicability is often abbreviated to SoA \U0001f600.", "sign"),
        (f"{SOA} {SOA}", "twice"),
        ("The Statement of Applicability is often abbreviated to the of SoA.", "no sentence"),
    ],
)
def test_a_statement_has_the_form_of_its_evidence(text: str, why: str) -> None:
    assert why in str(objection(text, SOA))
    assert objection(SOA, SOA) is None


@pytest.mark.parametrize(
    ("text", "evidence", "why"),
    [
        ("Keys hold 2 *3* 4 rows.", "Keys hold 2 * 3 * 4 rows.", "markup"),
        ("Tell @here first.", "Tell @ here first.", "markup"),
        ("The U.S. treasury is told.", "The U.S. Treasury is told.", "'treasury'"),
        ("Firms, e.g. Apple growers, sign.", "Firms, e.g. apple growers, sign.", "'Apple'"),
        ("Some are exempt: Oracle users.", "Some are exempt: oracle users.", "'Oracle'"),
    ],
)
def test_signs_and_capitals_of_the_evidence_stay_where_they_stand(text: str, evidence: str, why: str) -> None:
    assert why in str(objection(text, evidence))
    assert objection(evidence, evidence) is None
