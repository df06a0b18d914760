"""Sentences and passages, by property: nothing lost, nothing cut, nothing said twice."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.readers.assemble import assemble
from ingest.readers.markdown import first_title, markdown_pieces
from ingest.split import LONGEST, passage_id, split
from knowledge.sources.sentences import sentences
from knowledge.sources.text import as_stored
from knowledge.sources.types import Role


def parts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, 0, len(text))]


def test_points_that_end_no_sentence() -> None:
    whole = [
        "See Art. 5 and No. 4, e.g. The rule in A.8.24 or 1.2.3.",
        "Acme Inc. (the company) v. Dr. Who and John F. Kennedy et al. agreed.",
        "The U.S. Department of Justice said so at https://e.org/a.b?c=d.e today.",
        "He asked (why?) and went.",
        "A line\nthat goes on\nto the end.",
        "1. Do it now.",
        "Versions 2.0 and 3.1 ... are old.",
    ]
    for text in whole:
        assert parts(text) == [text]


def test_points_that_do() -> None:
    assert parts("It ends in Annex A. The next one. Really? Yes!") == [
        "It ends in Annex A.",
        "The next one.",
        "Really?",
        "Yes!",
    ]
    assert parts('He said "stop." Then (he left.) All did.') == ['He said "stop."', "Then (he left.)", "All did."]
    assert parts("No stop here\n\nnew one") == ["No stop here", "new one"]
    assert parts("He moved to the U.S. The rest stayed.") == ["He moved to the U.S.", "The rest stayed."]
    assert parts("It is state of the art. Nothing beats it.") == ["It is state of the art.", "Nothing beats it."]


@given(
    st.text(alphabet=st.sampled_from("aB1 .!?\n\t\"')(e.g-*\u2026\u201d\u00e9"), max_size=120) | st.text(max_size=80)
)
def test_sentences_cover_all_and_overlap_nowhere(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@given(st.text(alphabet="aB .!\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_sentences_stay_in_their_range(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    assert all(start <= span.start < span.end <= end for span in sentences(text, min(start, end), end))


WORDS = st.lists(
    st.sampled_from(["access", "review", "owner", "must", "keep", "the", "records", "of", "every", "system"]),
    min_size=3,
    max_size=30,
)
SENTENCE = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=9).map(" ".join)
LIST = st.lists(st.tuples(st.integers(0, 2), SENTENCE), min_size=1, max_size=8).map(
    lambda items: "\n".join("  " * (depth if i else 0) + f"- {words}" for i, (depth, words) in enumerate(items))
)
HEADING = st.tuples(st.integers(1, 4), st.sampled_from(["Scope", "Duties", "1. Terms", "Review"])).map(
    lambda h: "#" * h[0] + " " + h[1]
)
ROWS = st.lists(st.tuples(WORDS, SENTENCE), min_size=1, max_size=4).map(
    lambda rows: "| Key | Rule |\n| --- | --- |\n" + "\n".join(f"| {' '.join(k[:3])} | {v} |" for k, v in rows)
)
LINKS = st.just("## Links\n\n- [One](/1)\n- [Two](/2): a remark on it\n\n## Rest")
QUOTE = PARAGRAPH.map(lambda words: "> " + words)
MARKDOWN = st.lists(st.one_of(PARAGRAPH, LIST, HEADING, ROWS, LINKS, QUOTE), min_size=1, max_size=12).map("\n\n".join)


def document_of(text: str) -> Document:
    stored = as_stored(text)
    pieces = markdown_pieces(stored)
    return Document(None, "T", stored, assemble(stored, pieces, first_title(stored, pieces)))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_passages_hold_each_unit_once_and_cut_none(text: str) -> None:
    document = document_of(text)
    passages = split(document, "s", "v")
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(a.end <= b.start for a, b in zip(passages, passages[1:], strict=False))
    for passage in passages:
        assert 0 <= passage.start < passage.end <= len(document.text)
        body = document.text[passage.start : passage.end]
        assert body == body.strip() != "" and passage.units
        assert all(passage.start <= unit.start < unit.end <= passage.end for unit in passage.units)
        assert not re.search(r"^#{1,6} ", body, re.M)
        assert len(passage.units) == 1 or passage.role is Role.ROW or len(body.split()) <= LONGEST + 30
    held = [unit for passage in passages for unit in passage.units]
    assert held == [unit for block in document.blocks for unit in block.units]


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
def test_no_passage_begins_or_ends_inside_a_sentence(text: str) -> None:
    document = document_of(text)
    for passage in split(document, "s", "v"):
        if passage.role is not Role.ROW:
            assert document.text[passage.start].isupper() or document.text[passage.start].isdigit()
            assert document.text[passage.end - 1] == "."


@given(st.text(max_size=200))
def test_any_text_at_all_is_split_without_error(text: str) -> None:
    document = document_of(text)
    held = [unit for passage in split(document, "s", "v") for unit in passage.units]
    assert held == [unit for block in document.blocks for unit in block.units]


def test_neighbours_share_a_passage_and_rows_do_not() -> None:
    text = "## A\n\nOne rule. Two rules:\n\n- three\n- four\n\n## B\n\nFive.\n\n"
    text += "| K | V |\n| - | - |\n| a | 1 |\n| b | 2 |\n"
    passages = split(document_of(text), "s", "v")
    assert [text[p.start : p.end] for p in passages] == [
        "One rule. Two rules:\n\n- three\n- four",
        "Five.",
        "a | 1",
        "b | 2",
    ]
    assert [p.section for p in passages] == [("A",), ("B",), ("B",), ("B",)]
    assert [p.context for p in passages] == ["", "", "K | V", "K | V"]


def test_a_long_list_repeats_its_introduction_as_context() -> None:
    items = "\n".join(f"- item number {i} of the list that is long enough" for i in range(40))
    passages = split(document_of(f"The record shall show:\n\n{items}\n"), "s", "v")
    assert len(passages) > 2 and passages[0].context == ""
    assert {p.context for p in passages[1:]} == {"The record shall show:"}


def test_one_giant_sentence_stays_whole() -> None:
    giant = "The owner keeps " + "and keeps " * 300 + "it."
    (passage,) = split(document_of(giant), "s", "v")
    assert (passage.start, passage.end, len(passage.units)) == (0, len(giant), 1)


def test_the_id_tells_source_version_and_place() -> None:
    ids = {
        passage_id("s", "v", 0, 5),
        passage_id("s", "v", 0, 6),
        passage_id("s", "w", 0, 5),
        passage_id("t", "v", 0, 5),
    }
    assert len(ids) == 4 and all(re.fullmatch("[0-9a-f]{24}", each) for each in ids)
    (passage,) = split(document_of("Short text."), "s", "v")
    assert passage.passage_id == passage_id("s", "v", 0, 11)
