"""What is learned from lists is told, kept as soon as it is there, and not learned anew where what it was learned from stayed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.rules.rule import Rule
from tickmark import learning, library, taught, telling
from tickmark.learning import Lesson, once
from tickmark.listed import Examples
from tickmark.overlap import Matrix

LISTED = {"certificate": ("They want a certificate.", "We need a certificate."), "report": ("A report.", "The report.")}


def lesson(made_of: str, told: list[str], kept: str = "learned") -> Lesson[str]:
    def learn() -> str:
        told.append(made_of)
        return kept

    def read(path: Path) -> str | None:
        return path.read_text("utf-8") if path.is_file() else None

    def keep(value: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value, "utf-8")

    return Lesson("how it is", lambda: made_of, learn, read, keep)


def test_what_was_learned_from_the_same_is_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    assert once(tmp_path / "a" / "x.arrays", lesson("lists", told)) == "learned"
    assert capsys.readouterr().err == "learning how it is (once, up to some minutes)\n"
    assert once(tmp_path / "b" / "x.arrays", lesson("lists", told)) == "learned"
    assert (told, capsys.readouterr().err) == (["lists"], "")
    assert once(tmp_path / "c" / "x.arrays", lesson("other lists", told, "anew")) == "anew"
    assert told == ["lists", "other lists"]


def test_what_was_half_kept_is_learned_anew(tmp_path: Path) -> None:
    told: list[str] = []
    once(tmp_path / "a" / "x.arrays", lesson("lists", told))
    (tmp_path / "a" / "x.from").unlink()
    once(tmp_path / "b" / "x.arrays", lesson("lists", told))
    assert told == ["lists", "lists"]


@pytest.fixture
def rule() -> Rule:
    return replace(next(rule for rule in library.rules() if rule.requests), requests=LISTED)


def test_a_page_or_a_clause_more_changes_nothing_that_a_rule_hears(rule: Rule) -> None:
    said = library.reading_digest(rule)
    assert library.reading_digest(replace(rule, clauses=rule.clauses[1:])) == said
    assert library.reading_digest(replace(rule, requests={**LISTED, "report": ("A report.",)})) != said
    assert library.reading_digest(replace(rule, facts=rule.facts[1:])) != said


def test_one_lesson_is_kept_when_the_run_ends_in_the_next(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(rule, id="other-rule")
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Matrix:
        return np.eye(len(texts), 4, dtype=np.float32)

    def read(which: Rule, text: str) -> tuple[str, list[float]]:
        seen.append(which.id)
        if which is other and seen.count(which.id) > 1:
            raise KeyboardInterrupt
        return text, [0.0]

    monkeypatch.setattr(taught, "told_of", read)
    monkeypatch.setattr(taught, "ear_of", lambda *_: None)
    monkeypatch.setattr(library, "rules", lambda: (rule, other))
    monkeypatch.setattr(taught, "_sections", lambda *_: lesson("", []))
    monkeypatch.setattr(taught, "_asks", lambda *_: lesson("", []))
    with pytest.raises(KeyboardInterrupt):
        taught.taught(tmp_path, "one", lambda: pytest.fail("no examples"), "key", encode)
    monkeypatch.setattr(library, "rules", lambda: (rule,))
    found = taught.taught(tmp_path, "two", lambda: pytest.fail("no examples"), "key", encode)
    assert seen.count(rule.id) == len(LISTED["certificate"]) + len(LISTED["report"]) and set(found.wishes) == {rule.id}


def test_a_pipe_is_told_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock: Iterator[float] = iter((0.0, 1.0, 6.0, 6.0, 7.0))
    monkeypatch.setattr(telling, "monotonic", lambda: next(clock))
    assert list(telling.counted("reading", "abc")) == ["a", "b", "c"]
    assert capsys.readouterr().err == "reading: 1 of 3\n"


def test_vectors_are_the_same_however_many_at_once() -> None:
    def encode(texts: Sequence[str]) -> Matrix:
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    texts = ["x" * n for n in range(learning.AT_ONCE + 3)]
    assert np.array_equal(learning.encoded(encode, texts), encode(texts))


def test_sections_and_requests_are_learned_from_what_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = {("a", "Scope"): ("What is the scope?", "Where is the scope?"), ("b", "Owner"): ("Who is the owner?",) * 2}
    examples = Examples(asks, {place: () for place in asks}, ("What is for lunch?",))

    def encode(texts: Sequence[str]) -> Matrix:
        made = np.array([[len(text), sum(map(ord, text)) % 97, 1] for text in texts], dtype=np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    monkeypatch.setattr(taught, "ear_of", lambda *_: None)
    monkeypatch.setattr(library, "rules", lambda: ())
    monkeypatch.setattr(library, "requests", lambda: ("Which of the two?", "ISO or SOC 2?"))
    monkeypatch.setattr(library, "asks", lambda: asks)
    monkeypatch.setattr(library, "unanswered", lambda: ("What is for lunch?",))
    found = taught.taught(tmp_path, "one", lambda: examples, "key", encode)
    assert found.claims.places == tuple(asks) and set(found.asks.classes) == {taught.ASKED, taught.TOLD}
    assert capsys.readouterr().err.count("learning ") == 3
    taught.taught(tmp_path, "two", lambda: examples, "key", encode)
    assert capsys.readouterr().err == "learning which words the library writes (once, up to some minutes)\n"
    taught.taught(tmp_path, "three", lambda: examples, "another key", encode)
    assert "learning which section answers a question" in capsys.readouterr().err
