"""The assistant as a Runnable and its search as a retriever, in a chain as LangChain's users build them."""

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.contract import Question
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
    with pytest.raises(ValidationError):
        runnable.invoke({"words": ASK})


def test_the_retriever_gives_exact_spans_of_stored_versions(desk: Desk) -> None:
    with pytest.raises(ValueError, match="at least 1 passage"):
        as_retriever(desk, k=-1)
    documents = as_retriever(desk, k=4).invoke(ASK)
    assert 1 <= len(documents) <= 4
    assert documents[0].metadata["source_id"] == "statement-of-applicability"
    for one in documents:
        text = desk.stored(one.metadata["source_id"], one.metadata["version"])
        assert text is not None and text[one.metadata["start"] : one.metadata["end"]] == one.page_content
