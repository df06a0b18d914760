"""The gate: what it lets through and what it refuses, by example and by property."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.gate.quotes import locate, uncut
from assistant.gate.verdict import Evidence
from assistant.gate.verify import graded, verify
from evals.gate_lint import KINDS
from evals.gate_set import judged, rates, read_pairs
from tests.conftest import Command

CASES = Path(__file__).parent.parent / "evals" / "cases"
QUOTE = "The auditor must test the controls within 72 hours after an incident, unless management has closed it."


def supports(claim: str, *quotes: str) -> bool:
    return verify(claim, [Evidence(quote) for quote in quotes]).supported


SUPPORTED = [
    ("Auditors test controls.", "Auditors test controls."),
    ("Organisations keep 12 records.", "Organizations keep twelve records."),
    ("The report is issued by the auditor.", "The auditor issues the report."),
    ("The report is issued.", "The auditor issues the report."),
    ("Within 3 days, the owner must reply.", "The owner must reply within three days."),
    ("ISO 27001 needs an ISMS.", "ISO/IEC 27001:2022 needs an information security management system (ISMS)."),
    ("SOC2 reports cover security.", "SOC 2 reports cover security."),
    ("Management signs the assertion.", "The auditor tests controls, and management signs the assertion."),
    ("Access is reviewed.", "**Access** is [reviewed](https://example.org/a)."),
    ("The audit runs from 1 January to 30 June 2024.", "The audit runs from January 1 to June 30, 2024."),
    ("Staff may only work from home if asked.", "Staff may work from home only if asked."),
    ("The fee is due within 30 days of delivery.", "The fee is due within 30 days after delivery."),
    ("Applicants of at least 18 years may apply.", "Applicants of 18 years or more may apply."),
    ("Owners should keep records.", "It is recommended that owners keep records."),
]


@pytest.mark.parametrize(("claim", "quote"), SUPPORTED)
def test_what_the_quote_says_passes(claim: str, quote: str) -> None:
    verdict = verify(claim, [Evidence(quote)])
    assert verdict.supported, verdict.reason


REFUSED = [
    (QUOTE.replace("72", "48"), "number 48"),
    (QUOTE.replace("must", "may"), "'may'"),
    (QUOTE.replace("must", "must not"), "must not"),
    (QUOTE.replace("after", "before"), "before"),
    ("The auditor must test the controls within 72 hours after an incident.", "unless"),
    (QUOTE.replace("auditor", "owner"), "owner"),
    (QUOTE.replace("The auditor", "Only the auditor"), "Only"),
    ("Management must test the controls within 72 hours after an incident, unless the auditor has closed it.", ""),
    ("ISO 27001 says: " + QUOTE, "ISO 27001"),
]


@pytest.mark.parametrize(("claim", "reason"), REFUSED)
def test_one_thing_wrong_is_refused_with_its_reason(claim: str, reason: str) -> None:
    verdict = verify(claim, [Evidence(QUOTE)])
    assert not verdict.supported
    assert reason in verdict.reason


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Staff may work from home if asked.", "Staff may work from home only if asked."),
        ("All staff sign in.", "All staff sign in, except contractors who hold a pass."),
        ("Alexander Flemming wrote it.", "Alexander Fleming wrote it."),
        ("Data must be copied.", "Data must not be copied or shared."),
        ("The bank may lend to the firm.", "The firm may lend to the bank."),
        ("SOC 1 reports cover security.", "SOC 2 reports cover security."),
        ("A Type 1 report covers a period.", "A Type 2 report covers a period."),
        ("Stage 2 reviews readiness.", "Stage 1 reviews readiness."),
        ("ISO 27002 sets requirements.", "ISO/IEC 27001 sets requirements."),
        ("The period runs from January to July.", "The period runs from January to June."),
        ("The chair is William.", "The chair is Williams."),
    ],
)
def test_near_names_are_not_the_same(claim: str, quote: str) -> None:
    assert not supports(claim, quote)


def test_words_are_never_pooled_from_two_quotes() -> None:
    quotes = ("The auditor tests controls over six months.", "Management issues a certificate.")
    assert supports("The auditor tests controls over six months. Management issues a certificate.", *quotes)
    assert supports("The auditor tests controls over six months, and management issues a certificate.", *quotes)
    assert not supports("The auditor issues a certificate.", *quotes)
    assert not supports("Management tests controls over six months.", *quotes)


def test_every_sentence_of_a_claim_needs_support() -> None:
    assert not supports("The auditor tests controls. Nobody else may.", "The auditor tests controls.")


def test_context_lends_topic_words_only() -> None:
    quote = "Must be kept for six years."
    assert verify("Audit records must be kept for six years.", [Evidence(quote, "Audit records")]).supported
    assert not verify("ISO 27001 records must be kept for six years.", [Evidence(quote, "ISO 27001 records")]).supported
    assert not verify("Must be kept for 7 years.", [Evidence(quote, "7 years")]).supported
    assert not verify("Must never be kept for six years.", [Evidence(quote, "Never")]).supported


@pytest.mark.parametrize(
    "claim",
    [
        "",
        " \n",
        "...",
        "The auditor … the controls",
        "The auditor must test ... an incident",
        QUOTE.replace("72", "７２"),
        QUOTE.replace("72", "7\u200b2"),
        QUOTE.replace("72", "٧٢"),
        QUOTE.replace("auditor", "аuditor"),
        QUOTE.replace("must", "mus\u200dt"),
        QUOTE.replace("must", "ｍust"),
        "\u202e" + QUOTE,
        "\u0000" + QUOTE,
        "[" + QUOTE + "](https://evil.example)",
        QUOTE + " " + QUOTE.replace("72", "24"),
    ],
)
def test_adversarial_writing_never_passes(claim: str) -> None:
    assert not supports(claim, QUOTE)


def test_no_quotes_no_support() -> None:
    assert not verify("Anything.", []).supported
    assert not verify("Anything.", [Evidence("")]).supported


HEAVY = ["word ", "[", "[a](", "<!--", "*a ", "_", "a. ", "and ", "1 ", "if a, ", "\n- ", "|", "(", "é"]


@pytest.mark.parametrize("part", HEAVY)
def test_time_grows_about_linearly(part: str) -> None:
    def seconds(size: int) -> float:
        text = part * (size // len(part))
        start = time.process_time()
        verify(QUOTE, [Evidence(text)])
        verify(text, [Evidence(QUOTE)])
        return time.process_time() - start

    small = seconds(50_000)
    assert seconds(500_000) < 40 * max(small, 0.02)


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäéßøABCDEFGH", min_size=1, max_size=10)
TERMS = st.sampled_from(["must", "may", "not", "if", "the", "12", "3.5", "ISO 27001"])
SENTENCES = st.lists(WORDS | TERMS, min_size=1).map(" ".join)


@given(SENTENCES)
def test_a_sentence_supports_itself(sentence: str) -> None:
    assert supports(sentence + ".", sentence + ".")


REAL = [pair.quote for pair in read_pairs(CASES / "gate-dev.jsonl") if pair.supported]


@pytest.mark.parametrize("added", ["not", "never", "no", "unless"])
def test_an_added_negation_is_refused_wherever_it_stands(added: str) -> None:
    for sentence in dict.fromkeys(REAL):
        words = sentence.split()
        for at in range(1, len(words)):
            claim = " ".join([*words[:at], added, *words[at:]])
            assert not supports(claim, sentence), claim


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The retention was raised from 3 days to 6 weeks.", "The retention was raised from 3 weeks to 6 weeks."),
        ("It takes between two days and three months.", "It takes between two and three months."),
        ("It takes between two and three months.", "It takes between two days and three months."),
    ],
)
def test_the_unit_of_the_first_number_of_a_range_counts(claim: str, quote: str) -> None:
    assert not supports(claim, quote)


def test_a_range_may_say_its_unit_twice() -> None:
    assert supports("It takes 2 months to 3 months.", "It takes between two and three months.")


@given(st.sampled_from([text for text in REAL if re.search(r"\d", text)]), st.data())
def test_a_changed_digit_is_refused(sentence: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([match.start() for match in re.finditer(r"\d", sentence)]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != sentence[at])
    assert not supports(sentence[:at] + digit + sentence[at + 1 :], sentence)


@settings(max_examples=300)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=50))
def test_any_text_gets_a_verdict(claim: str, quote: str, context: str) -> None:
    verdict = verify(claim, [Evidence(quote, context)])
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.reason


@given(st.text(min_size=1, max_size=100), st.integers(-5, 120), st.integers(-5, 120), st.text(max_size=20))
def test_a_quote_is_located_only_where_it_stands(text: str, start: int, end: int, quote: str) -> None:
    placed = locate(text, start, end, quote)
    assert not placed or (0 <= start < end <= len(text) and text[start:end] == quote)


def test_locate_says_why_not() -> None:
    text = "One two ... three."
    assert locate(text, 0, 7, "One two")
    assert "ellipsis" in locate(text, 0, 18, text).reason
    assert "is not the quote" in locate(text, 0, 3, "Two").reason
    assert "does not lie" in locate(text, 0, 99, "One").reason
    assert "blank" in locate(text, 3, 4, " ").reason


def test_graded_support_falls_with_the_overlap() -> None:
    quote = [Evidence("Access rights are reviewed every quarter by the system owner.")]
    full = graded("The system owner reviews access rights every quarter.", quote)
    part = graded("The system owner approves access rights.", quote)
    none = graded("Octopuses have three hearts.", quote)
    assert full > part > none


@pytest.mark.parametrize(
    "name", ["gate-dev.jsonl", "gate-fresh.jsonl", "gate-test.jsonl", "gate-later.jsonl", "gate-order.jsonl"]
)
def test_the_labelled_sets_stay_within_their_bars(name: str) -> None:
    found = rates(judged(read_pairs(CASES / name)))
    passed, wrong = found["false pass"]
    stripped, right = found["false strip"]
    assert passed <= 0.03 * wrong
    assert stripped <= 0.15 * right


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"id": "a", "claim": "b", "quote": "c", "supported": true, "wrong": null}\nno\n')
    with pytest.raises(ValueError, match="pairs.jsonl:2"):
        read_pairs(file)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The encryption key is rotated by the vendor.", "The vendor's encryption key is rotated by the customer."),
        ("The certificate expired in 2025.", "The certificate expires in 2025."),
        ("The certificate expires in 2025.", "The certificate expired in 2025."),
        ("The report is signed by the owner.", "The owner's report is signed by the auditor."),
    ],
)
def test_neither_the_doer_nor_the_time_changes(claim: str, quote: str) -> None:
    assert not supports(claim, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("ISO sets no deadline by which every firm must be certified.", "every firm must be certified"),
        ("Being ready does not show that a legal duty is met. More follows.", "a legal duty is met"),
        ("First line.\n\nIf the board agrees, the report is published.\n\nLast.", "the report is published"),
        ("A report does not make\nan organization certified to ISO 27001.", "an organization certified to ISO 27001"),
    ],
)
def test_a_quote_cut_from_a_sentence_is_not_read_without_it(text: str, quote: str) -> None:
    start = text.index(quote)
    whole = uncut(text, start, start + len(quote))
    assert whole is not None and quote in whole
    assert supports(quote, quote) and not supports(quote, whole)


def test_a_whole_sentence_is_not_cut() -> None:
    text = "One thing is so. Another thing is so.\n\n- A list item holds.\n"
    for quote in ("One thing is so.", "Another thing is so.", "A list item holds."):
        assert uncut(text, text.index(quote), text.index(quote) + len(quote)) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "## Reviews\nAccess is reviewed every quarter by the owner. More.",
            "Access is reviewed every quarter by the owner.",
        ),
        ("Reviews\nAccess is reviewed every quarter.", "Access is reviewed every quarter."),
        ("System: CRM; RPO: 24 hours\nSystem: Mail; RPO: 4 hours\n", "System: Mail; RPO: 4 hours"),
        ("Twilio,SOC 2 Type 2,2026-12-31\nHetzner,ISO 27001,2027-03-01", "Hetzner,ISO 27001,2027-03-01"),
        ("| System | Owner |\n| CRM | Olu |\n| Mail | Ana |", "| CRM | Olu |"),
        ('{\n  "title": "Account management",\n  "text": "Accounts are reviewed."\n}', "Accounts are reviewed."),
    ],
)
def test_headings_and_rows_are_no_part_of_a_sentence(text: str, quote: str) -> None:
    start = text.index(quote)
    whole = uncut(text, start, start + len(quote))
    assert whole is None or supports(quote, whole)


@pytest.mark.parametrize(
    "quotes",
    [
        ("Keys are held in a vault.", "Keys are rotated by the owner."),
        ("Keys are held in a vault. Keys are rotated by the owner.",),
    ],
)
def test_two_sentences_support_what_joins_them(quotes: tuple[str, ...]) -> None:
    for joined in ("and rotated by the owner", "and are rotated by the owner", "and keys are rotated by the owner"):
        assert supports(f"Keys are held in a vault {joined}.", *quotes), joined


@pytest.mark.parametrize(
    ("claim", "quotes"),
    [
        ("Keys are held and rotated by the owner.", ("Keys are held.", "Keys are rotated by the owner.")),
        ("Keys are held in a vault and rotated.", ("Keys are held in a vault.", "Locks are rotated.")),
        ("The firm does not sell data and share it.", ("The firm does not sell data.", "The firm may share it.")),
        ("If asked, owners sign and pay the fee.", ("If asked, owners sign.", "Owners pay the fee.")),
        (
            "The auditor reports to the board and the chief executive.",
            (
                "The auditor reports to the board.",
                "The auditor reports to the board, and the clerk to the chief executive.",
            ),
        ),
    ],
)
def test_what_joins_two_sentences_says_no_more_than_both(claim: str, quotes: tuple[str, ...]) -> None:
    assert not supports(claim, *quotes)


@pytest.mark.parametrize(
    "quote",
    [
        "The draft said: “Data may leave the region.” This was rejected.",
        "A vendor claimed: data may leave the region.",
        "Data may leave the region. That rule was withdrawn in 2024.",
        "Data may leave the region. This is no longer the case.",
    ],
)
def test_what_is_told_of_and_taken_back_is_not_said(quote: str) -> None:
    assert not supports("Data may leave the region.", quote)


def test_what_follows_a_plain_label_is_said() -> None:
    assert supports("Data may leave the region.", "Scope: Data may leave the region. This is reviewed every year.")


def test_the_shipped_pairs_are_many_of_each_kind_and_without_flaws(command: Command, tmp_path: Path) -> None:
    sets = sorted(str(path) for path in CASES.glob("gate-*.jsonl"))
    status, out, _ = command("eval", "lint-gate", *sets)
    assert (status, out.splitlines()[-1].endswith(" 0 flaws")) == (0, True)
    counts = {kind: int(count) for kind, count in (one.rsplit(" ", 1) for one in out.splitlines()[0].split("; "))}
    kinds = KINDS - {"reported"}  # speech that is only told of is ours, not one of those that must be many
    assert min(counts[kind] for kind in kinds) >= 30 and sum(counts[kind] for kind in kinds) >= 500


def test_flaws_of_pairs_are_named(command: Command, tmp_path: Path) -> None:
    row = '{"id": "%s", "claim": "A door.", "quote": "A  door", "supported": %s, "wrong": %s}'
    rows = [row % ("a", "true", "null"), row % ("a", "false", '"colour"'), row % ("b", "false", "null")]
    (tmp_path / "pairs.jsonl").write_text("\n".join(rows), "utf-8")
    status, out, _ = command("eval", "lint-gate", str(tmp_path / "pairs.jsonl"))
    assert status == 1 and out.count("\n") == 6 and "3 pairs, 4 flaws" in out
    assert all(
        word in out for word in ("id stands twice", "contradiction: a, a, b", "colour: no such kind", "label: b")
    )
    (tmp_path / "pairs.jsonl").write_text("{}", "utf-8")
    status, _, err = command("eval", "lint-gate", str(tmp_path / "pairs.jsonl"))
    assert (status, err.count("\n"), "pairs.jsonl:1" in err) == (1, 1, True)
