"""The reuse check: never "reuse" where anything fails, and the reasons of each aspect."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.reuse import ASPECTS, Need, Result, ReuseResult, check
from assistant.evidence.titles import is_only_title
from assistant.evidence.wordings import Check, compare
from knowledge.records.bodies import parse
from knowledge.records.evidence import Evidence
from knowledge.records.vocabulary import EvidenceType, Framework, RecordKind, ReusePermission

DAY = date(2026, 6, 30)
COVERS = {
    "scope": "production",
    "actor": "IT operations",
    "data_type": "customer data",
    "service": "billing service",
    "supplier": "Northwind Ltd",
    "acceptance": "sample of 25",
}
FIELDS: dict[str, Any] = {
    "type": "review",
    "claim": "User access to billing was reviewed and leavers were removed.",
    "requirement": "A.5.18",
    "framework": "iso_27001",
    "owner": "olu@example.com",
    "artefact": {"file": "access-review.pdf", "sha256": "a" * 64},
    "effective_on": "2026-01-01",
    "added_on": "2026-02-01",
    "period_from": "2026-01-01",
    "period_to": "2026-12-31",
    "covers": COVERS,
}


def evidence(**fields: Any) -> Evidence:
    made = parse(RecordKind.EVIDENCE, {**FIELDS, **fields})
    assert isinstance(made, Evidence), made
    return made


def need(**fields: Any) -> Need:
    return Need(**{"requirement": "CC6.2", "framework": Framework.SOC_2, **COVERS, "on": (DAY, DAY), **fields})


def of(result: ReuseResult, aspect: str) -> Check:
    return next(one.check for one in result.checks if one.aspect == aspect)


def test_where_all_is_the_same_it_is_reused_and_nothing_is_asked() -> None:
    result = check(evidence(), need(), DAY)
    assert result.result == Result.REUSE and result.request is None and result.unsaid == ()
    assert {one.aspect for one in result.checks} == {*ASPECTS, "permission", "expiry", "operation"}


@pytest.mark.parametrize("aspect", [one for one in ASPECTS if one != "date"])
def test_another_value_is_rejected_and_asked_for(aspect: str) -> None:
    result = check(evidence(), need(**{aspect: "something else"}), DAY)
    assert result.result == Result.REJECT and of(result, aspect) == Check.FAIL
    assert result.request and "something else" in result.request.asked and result.request.to == "olu@example.com"
    assert result.request.requirement == "CC6.2" and result.request.framework == Framework.SOC_2


@pytest.mark.parametrize("aspect", [one for one in ASPECTS if one != "date"])
def test_what_nobody_said_is_not_known(aspect: str) -> None:
    silent = check(evidence(covers={**COVERS, aspect: ""}), need(), DAY)
    assert silent.result == Result.CANNOT_TELL and silent.request and of(silent, aspect) == Check.UNKNOWN
    unasked = check(evidence(), need(**{aspect: ""}), DAY)
    assert unasked.result == Result.CANNOT_TELL and unasked.unsaid == (aspect,) and unasked.request is None


@pytest.mark.parametrize(
    "fields, on, wanted",
    [
        ({}, ("2026-01-01", "2026-12-31"), Result.REUSE),
        ({}, ("2026-07-01", "2027-06-30"), Result.WITH_GAP),
        ({}, ("2025-01-01", "2025-12-31"), Result.REJECT),
        ({"period_to": None}, ("2026-06-01", "2026-06-30"), Result.CANNOT_TELL),
        ({"period_from": None, "period_to": None, "effective_on": "2026-06-30"}, ("2026-06-30",) * 2, Result.REUSE),
        ({"period_from": None, "period_to": None}, ("2026-06-30",) * 2, Result.CANNOT_TELL),
        ({"period_from": None, "period_to": None, "expires_on": "2026-07-31"}, ("2026-06-30",) * 2, Result.REUSE),
        ({"period_from": None, "period_to": None}, ("2025-06-30",) * 2, Result.REJECT),
        ({"expires_on": "2026-06-29"}, ("2026-02-01",) * 2, Result.REJECT),
        ({"effective_on": "2026-07-01"}, ("2026-06-01",) * 2, Result.REJECT),
    ],
)
def test_days(fields: dict[str, Any], on: tuple[str, str], wanted: Result) -> None:
    first, last = map(date.fromisoformat, on)
    assert check(evidence(**fields), need(on=(first, last)), DAY).result == wanted


def test_a_part_that_is_covered_leaves_a_gap_that_is_asked_for() -> None:
    result = check(evidence(), need(service="billing and payroll"), DAY)
    assert result.result == Result.WITH_GAP and result.request and "“payroll”" in result.request.asked


def test_permission_is_for_its_own_requirement_at_least() -> None:
    kept = evidence(reuse=ReusePermission.NO)
    assert check(kept, need(), DAY).result == Result.REJECT
    assert check(kept, need(requirement="a.5.18", framework=None), DAY).result == Result.REUSE


@pytest.mark.parametrize(
    "claim",
    [
        *("ISO/IEC 27001:2022 certificate", "We are ISO 27001 certified", "SOC 2 Type II report", "Annex A 5.18"),
        *(
            "ISO/IEC 27001:2022 Information security management systems - Requirements",
            "The vendor is PCI DSS compliant",
        ),
        "Acme GmbH is certified to ISO/IEC 27001:2022",
    ],
)
def test_a_certificate_or_a_title_shows_no_operation(claim: str) -> None:
    assert check(evidence(claim=claim), need(), DAY).result == Result.REJECT


def test_neither_does_a_file_that_is_a_certificate_nor_an_isms_artefact() -> None:
    assert check(evidence(artefact={"file": "iso27001-certificate.pdf"}), need(), DAY).result == Result.REJECT
    policy = evidence(type=EvidenceType.ISMS_ARTEFACT, claim="The access policy was approved by the board.")
    assert of(check(policy, need(), DAY), "operation") == Check.FAIL
    assert check(policy, need(document=True), DAY).result == Result.REUSE


@pytest.mark.parametrize(
    "claim",
    [
        "All TLS certificates were renewed in March",
        "Access was reviewed as A.5.15 of ISO 27001 asks",
        "Leavers removed",
    ],
)
def test_what_was_done_is_no_title(claim: str) -> None:
    assert not is_only_title(claim)


@pytest.mark.parametrize(
    "found, needed, wanted",
    [
        *(("billing, payroll", "Payroll", Check.PASS), ("EU customers", "US customers", Check.FAIL)),
        *(("all but payroll", "payroll", Check.UNKNOWN), ("AWS", "Amazon Web Services", Check.UNKNOWN)),
        *(("all systems", "billing", Check.UNKNOWN), ("production", "EU production", Check.UNKNOWN)),
        *(("none", "Northwind", Check.FAIL), ("Northwind", "any", Check.PASS), ("> 25", "< 25", Check.UNKNOWN)),
    ],
)
def test_words(found: str, needed: str, wanted: Check) -> None:
    assert compare(found, needed, frozenset({"system"})).check == wanted


WORDS = st.sampled_from(["", "production", "billing", "all", "not billing", "billing, payroll", "EU", "any", "none"])
DAYS = st.one_of(st.none(), st.integers(-400, 400).map(lambda n: DAY + timedelta(days=n)))
SCOPES = st.fixed_dictionaries({name: WORDS for name in COVERS})
TEXTS = st.sampled_from([FIELDS["claim"], "ISO 27001 certificate", "SOC 2 report", "reviewed"])


@given(
    covers=SCOPES,
    wanted=SCOPES,
    days=st.tuples(DAYS, DAYS, DAYS),
    on=st.one_of(st.none(), st.tuples(DAYS, DAYS)),
    claim=TEXTS,
    kind=st.sampled_from(EvidenceType),
    reuse=st.sampled_from(ReusePermission),
)
def test_reuse_means_that_every_check_passed(
    covers: Any, wanted: Any, days: Any, on: Any, claim: str, kind: Any, reuse: Any
) -> None:
    start, end, until = days
    body = evidence(
        covers=covers, period_from=start, period_to=end, expires_on=until, claim=claim, type=kind, reuse=reuse
    )
    asked = (min(on), max(on)) if on and None not in on else None
    result = check(body, need(**wanted, on=asked), DAY)
    checks = {one.check for one in result.checks}
    assert (result.result == Result.REUSE) == (checks == {Check.PASS})
    if result.result == Result.WITH_GAP:
        assert Check.UNKNOWN not in checks and all(one.partly for one in result.checks if one.check == Check.FAIL)
    if result.result in (Result.REUSE,):
        assert reuse != ReusePermission.NO and kind != EvidenceType.ISMS_ARTEFACT and not is_only_title(claim)
        assert (until is None or until >= DAY) and None not in (asked,)


@given(st.text(max_size=60), st.text(max_size=60))
def test_comparing_any_words_ends_and_the_same_passes(found: str, needed: str) -> None:
    compare(found, needed, frozenset())
    if needed.strip():
        assert compare(needed, needed, frozenset()).check == Check.PASS
