"""The assistant and its search for those who live in LangChain: a Runnable and a retriever. Needs langchain-core only."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import BaseModel, ValidationError

from assistant.contract import Context, Question, Turn
from assistant.desk import Desk
from assistant.question.found import Found
from assistant.question.gather import EVERY, PASSAGES
from knowledge.records.faults import first_fault
from tickmark.settings import here
from tickmark.wiring import Answering, open_desk, seam

Searching = Callable[[str], Sequence[Found]]
_SHOWN = 60  # characters of a field's name
_PARTS: Mapping[str, type[BaseModel]] = {"conversation": Turn, "contexts": Context}


def open_runnable(trace: bool = False) -> Runnable[Any, dict[str, Any]]:
    """The assistant on the home of this process, as `as_runnable` gives it."""
    return as_runnable(seam(open_desk(here()), trace))


def as_runnable(answer: Answering) -> Runnable[Any, dict[str, Any]]:
    """From a question (its text, or a dict with the fields of Question and no others) to the Reply as a dict of JSON values.

    Raises ValueError, in one line, for what is no question."""

    def reply(asked: Any) -> dict[str, Any]:
        return answer(_question(asked)).model_dump(mode="json")

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
    """A retriever of `k` passages for `user`. Raises ValueError for a `k` below 1, and the retriever, in one line, for a text that
    is empty or too long."""
    if k < 1:
        raise ValueError(f"k is {k}; a retriever brings at least 1 passage")

    def search(text: str) -> Sequence[Found]:
        asked = _question({"text": text, "user": user})
        wanted = desk.searchable(text)
        return desk.search(wanted, asked, EVERY, desk.likeness(wanted).passages, k)[:k]

    return TickmarkRetriever(search=search)


def _question(asked: Any) -> Question:
    """What is asked. A field that is not read is refused: whoever mistypes "user" would be answered as a stranger."""
    given = {"text": asked} if isinstance(asked, str) else asked
    if unknown := _unknown(given):
        raise ValueError(f"a question has no field {', '.join(unknown)}; it has {', '.join(Question.model_fields)}")
    try:
        return Question.model_validate(given)
    except ValidationError as error:
        place, why = first_fault(error)
    raise ValueError(f"the question can't be read: {place or 'it'} {why}")


def _unknown(given: Any) -> list[str]:
    """The names of fields that a question, or a part of it, does not have."""
    if not isinstance(given, Mapping):
        return []
    lists = ((name, one, given.get(name)) for name, one in _PARTS.items())
    parts = ((name, one, part) for name, one, held in lists if isinstance(held, (list, tuple)) for part in held)
    inner = (f"{name}.{key}" for name, one, part in parts if isinstance(part, Mapping)
             for key in part if key not in one.model_fields)  # fmt: skip
    names = (*(str(key) for key in given if key not in Question.model_fields), *inner)
    return list(dict.fromkeys(" ".join(name.split())[:_SHOWN] for name in names))


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
