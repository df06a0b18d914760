"""The assistant and its search for those who live in LangChain: a Runnable and a retriever. Needs langchain-core only."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.found import Found
from assistant.question.gather import EVERY, PASSAGES
from tickmark.settings import here
from tickmark.wiring import Answering, open_desk, seam

Searching = Callable[[str], Sequence[Found]]


def open_runnable(trace: bool = False) -> Runnable[Any, dict[str, Any]]:
    """The assistant on the home of this process, as `as_runnable` gives it."""
    return as_runnable(seam(open_desk(here()), trace))


def as_runnable(answer: Answering) -> Runnable[Any, dict[str, Any]]:
    """From a question (its text, or a dict with the fields of Question) to the Reply as a dict of JSON values."""

    def reply(asked: Any) -> dict[str, Any]:
        question = Question(text=asked) if isinstance(asked, str) else Question.model_validate(asked)
        return answer(question).model_dump(mode="json")

    return RunnableLambda(reply, name="tickmark")


class TickmarkRetriever(BaseRetriever):
    """Passages of the sources that the asker may read, best first, each a Document.

    A Document's metadata hold `source_id`, `version`, `start`, `end` (code points of the stored text), `title`, `section`,
    `kind` and `score`.
    """

    search: Searching

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(found) for found in self.search(query)]


def open_retriever(user: str | None = None, k: int = PASSAGES) -> TickmarkRetriever:
    """A retriever of `k` passages on the home of this process, for `user` (None: what everyone may read). Raises ValueError for
    a `k` below 1."""
    return as_retriever(open_desk(here()), user, k)


def as_retriever(desk: Desk, user: str | None = None, k: int = PASSAGES) -> TickmarkRetriever:
    """A retriever of `k` passages for `user`. Raises ValueError for a `k` below 1."""
    if k < 1:
        raise ValueError(f"k is {k}; a retriever brings at least 1 passage")

    def search(text: str) -> Sequence[Found]:
        wanted = desk.searchable(text)
        asked = Question(text=text, user=user)
        return desk.search(wanted, asked, EVERY, desk.likeness(wanted).passages, k)[:k]

    return TickmarkRetriever(search=search)


def _document(found: Found) -> Document:
    passage, source = found.passage, found.source
    where = {"source_id": source.source_id, "version": passage.version, "start": passage.start, "end": passage.end}
    told = {
        "title": source.title,
        "section": " > ".join(passage.section),
        "kind": source.kind.value,
        "score": found.score,
    }
    return Document(found.text, id=passage.passage_id, metadata={**where, **told})
