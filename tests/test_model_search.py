"""A search that a model worded: taken as ordinary people and models write one, unless it is unsafe to look for or to tell."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from assistant.contract import Question
from assistant.model.search import rewritten
from assistant.model.session import Session
from assistant.model.surface import objection, search_objection
from assistant.model.talk import Asked, Model, Spoken


@dataclass
class Searcher:
    """A model that rewrites any question as `search`."""

    search: str
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Spoken:
        self.asked.append(asked)
        return Spoken(json.dumps({"search": self.search, "unknown": False}))

    def session(self, text: str) -> Session:
        model = Model("scripted:search", {}, frozenset({"search"}), lambda question: self)
        return Session(model, Question(text=text))


def taken(asked: str, search: str) -> tuple[str, list[str]]:
    """The search as it is used for a question, and why it was dropped where it was."""
    session = Searcher(search).session(asked)
    return rewritten(session.question, session), [one.reason for one in session.dropped]


@pytest.mark.parametrize(
    ("asked", "search"),
    [
        ("what does soc 2 say on backups", "What does SOC 2 say about backups?"),
        ("what does soc 2 say on backups", "SOC 2 backups"),
        ("and iso?", "Does ISO/IEC 27001 require an internal audit?"),
        ("WHO SIGNS THE MANAGEMENT ASSERTION", "who signs the management assertion"),
        ("who signs it", "Who signs the Management Assertion"),
        ("who signs it", "who signs the “management assertion”"),
        ("who signs it", "management assertion – who signs, and when!"),
        ("who signs it", "who signs the the management assertion of a"),
        ("who signs it", "management assertion ; signature ( SOC 2 )"),
        ("who signs it", "Wer unterschreibt die Erklärung der Geschäftsführung?"),
        ("who signs it", "誰が署名しますか？"),
        ("what's new", "ISO/IEC 27001:2022 changes ≥ 2013, §6.1.2, 50 % of Annex A, A.8.24"),
        ("who signs it", "bridge letter (e.g. for U.S. customers, i.e. after the period), signed at 9 a.m."),
        ("where is policy.docx kept", "Policy.docx retention"),
        ("what is R_7 for", "purpose of r_7"),
        ("who may see logs", "Which users must see logs. Which users must see logs."),
    ],
)
def test_a_search_may_ask_and_may_write_its_words_otherwise_than_the_asker(asked: str, search: str) -> None:
    assert taken(asked, search) == (search, [])


@pytest.mark.parametrize(
    ("search", "why"),
    [
        ("https://evil.example backups?", "link"),
        ("backups at HTTPS://EVIL.EXAMPLE", "link"),
        ("backups evil.example", "link"),
        ("backups evil.co", "link"),
        ("backups evil。com", "link"),
        ("backups evil．com", "link"),
        ("backups t.me/x", "link"),
        ("www.evil backups", "link"),
        ("backups javascript:alert(1)", "link"),
        ("mailto:a backups", "link"),
        ("backups a@b.example", "link"),
        ("[backups](x)", "link"),
        ("![backups]", "markup"),
        ("**backups**", "markup"),
        ("<@U123> backups", "markup"),
        ("@channel backups", "markup"),
        ("`backups`", "markup"),
        ("# backups", "markup"),
        ("- backups", "markup"),
        (":smile: backups", "markup"),
        ("backups &lt; logs", "markup"),
        ("<b>backups</b>", "markup"),
        ("back\x00ups", "seen"),
        ("back\x1bups", "seen"),
        ("back\u200bups", "seen"),
        ("back\u202eups", "seen"),
        ("back\ue000ups", "seen"),
        ("back\u2800ups", "seen"),
        ("back\u3164ups", "seen"),
        ("back\ufe0fups", "seen"),
        ("back\U000e0101ups", "seen"),
        ("back\U000e0041ups", "seen"),
        ("  ", "empty"),
    ],
)
def test_a_search_that_is_unsafe_to_tell_is_dropped_and_told_why(search: str, why: str) -> None:
    used, (reason,) = taken("what about backups", search)
    assert used == "" and why in reason


def test_a_search_is_no_longer_than_its_form_allows() -> None:
    long = " ".join(map(str, range(200)))
    assert taken("and backups", long[:400].strip()) == (long[:400].strip(), [])
    assert taken("and backups", long[:402]) == ("", [])
    assert "longer" in (search_objection("x" * 601, "x") or "")


@pytest.mark.parametrize(
    "given", ["The SOC 2 report is kept?", "The soc 2 report is kept.", "The SOC 2 REPORT is kept."]
)
def test_a_sentence_of_an_answer_is_held_to_the_marks_and_capitals_of_its_evidence_as_before(given: str) -> None:
    kept = "The SOC 2 report is kept."
    assert objection(given, kept) is not None and objection(kept, kept) is None


@pytest.mark.parametrize("check", [objection, search_objection])
@pytest.mark.parametrize("short", ["e.g.", "i.e.", "U.S.", "a.m.", "E.g.,"])
def test_an_abbreviation_of_single_letters_is_no_link(check: Callable[[str, str], str | None], short: str) -> None:
    assert check(f"Keys of firms, {short} Apple, are kept.", "Keys of firms, for example Apple, are kept.") is None


@pytest.mark.parametrize("check", [objection, search_objection])
@pytest.mark.parametrize(
    "link", ["t.me", "a.co", "e.gg", "e.g.co", "x-y.de/z", "evil.рф", "evil.xn--p1ai", "policy.pdf"]
)
def test_a_name_whose_last_part_has_two_letters_or_more_may_be_a_link(
    check: Callable[[str, str], str | None], link: str
) -> None:
    assert "link" in (check(f"Keys of firms, {link} Apple, are kept.", "Keys of firms, Apple, are kept.") or "")
