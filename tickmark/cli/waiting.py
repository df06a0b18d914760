"""What a language model is doing, told on a terminal while it does it: its words are shown only once they are checked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console

from assistant.contract import Question
from assistant.model.talk import Asked, Failure, Model, Send, Spoken

DOING = {
    "read-facts": "reading the request",
    "rewrite-search": "looking further",
    "word-answer": "wording the answer",
    "repair-answer": "mending the wording",
}


@contextmanager
def waiting(model: Model | None, console: Console) -> Iterator[Model | None]:
    """`model`, each of whose calls is told on `console` while it lasts; as it is where there is no terminal to tell."""
    if model is None or not console.is_terminal:
        yield model
        return
    with console.status("") as status:
        yield replace(model, open=lambda question: _telling(model, question, lambda doing: status.update(doing)))


def _telling(model: Model, question: Question, tell: Callable[[str], None]) -> Send:
    send = model.open(question)

    def told(asked: Asked) -> Spoken | Failure:
        tell(f"{model.name} is {DOING.get(asked.prompt.id, 'at work')}")
        return send(asked)

    return told
