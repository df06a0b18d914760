"""The assistant as a Runnable and its search as a retriever, in a chain as LangChain's users build them."""

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.contract import Question, Reply, Turn
from assistant.desk import Desk
from tickmark.runnable import as_retriever, as_runnable
from tickmark.wiring import seam

ASK = "What is a Statement of Applicability?"


def test_the_runnable_gives_the_reply_of_the_seam(desk: Desk) -> None:
    runnable, plain = as_runnable(seam(desk)), seam(desk)(Question(text=ASK)).model_dump(mode="json")
    chain = runnable | RunnableLambda(lambda reply: [one["text"] for one in reply["statements"]])
    assert chain.invoke(ASK) == [one["text"] for one in plain["statements"]]
    first, second = runnable.batch([ASK, {"id": "b", "text": "hello there"}])
    assert (first["citations"], second["id"], second["status"]) == (plain["citations"], "b", "abstained")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"words": ASK}, "has no field words; it has id, text, "),
        ({"text": ASK, "usr": "ana@example.com", "nope": 1}, "has no field usr, nope; it has "),
        ({"text": ASK, "User": "ana@example.com"}, "has no field User; it has "),
        (
            {"text": ASK, "conversation": [{"autor": "tickmark", "text": "x"}]},
            "has no field conversation.autor; it has ",
        ),
        ({"text": ASK, "contexts": [{"id": "a", "text": "x", "titel": ""}]}, "has no field contexts.titel; it has "),
        ({"text": ASK, "a\nb": 1}, "has no field a b; it has "),
        ({"text": ""}, "text is empty"),
        ({"text": "x" * 20_001}, "text is longer than 20,000 characters"),
        ({"user": "ana@example.com"}, "text is missing"),
        ({"text": 5}, "text must be a text"),
        ({"text": ASK, "conversation": 5}, "conversation must be a list"),
        ("", "text is empty"),
        (7, "it must be an object with fields"),
    ],
)
def test_what_is_no_question_is_refused_in_one_line_that_says_why(asked: object, says: str) -> None:
    with pytest.raises(ValueError) as said:
        as_runnable(unasked).invoke(asked)
    assert says in str(said.value) and "\n" not in str(said.value)
    assert not isinstance(said.value, ValidationError) and said.value.__cause__ is said.value.__context__ is None


@pytest.mark.parametrize(
    "asked",
    [
        ASK,
        Question(text=ASK),
        {"text": ASK, "user": "ana@example.com", "as_of": "2026-03-01", "id": None, "channel": None},
        {
            "text": ASK,
            "conversation": [{"author": "user", "text": "x", "ts": "1"}],
            "contexts": [{"id": "a", "text": "x"}],
        },
        {"text": ASK, "conversation": (Turn(text="x"),), "contexts": None},
    ],
)
def test_every_field_of_a_question_is_taken(asked: object) -> None:
    with pytest.raises(LookupError, match="^asked$"):
        as_runnable(unasked).invoke(asked)


def unasked(question: Question) -> Reply:
    raise LookupError("asked")


@pytest.mark.parametrize(("text", "says"), [("", "text is empty"), ("x" * 20_001, "longer than 20,000 characters")])
def test_a_search_that_is_empty_or_too_long_is_refused_in_one_line(desk: Desk, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as said:
        as_retriever(desk).invoke(text)
    assert not isinstance(said.value, ValidationError) and "\n" not in str(said.value)
    as_retriever(desk).invoke("x " * 10_000)


def test_the_retriever_gives_exact_spans_of_stored_versions(desk: Desk) -> None:
    with pytest.raises(ValueError, match="at least 1 passage"):
        as_retriever(desk, k=-1)
    documents = as_retriever(desk, k=4).invoke(ASK)
    assert 1 <= len(documents) <= 4
    assert documents[0].metadata["source_id"] == "statement-of-applicability"
    for one in documents:
        text = desk.stored(one.metadata["source_id"], one.metadata["version"])
        assert text is not None and text[one.metadata["start"] : one.metadata["end"]] == one.page_content
