"""The calls of one reply to a model, each with its place in the trail."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from assistant.contract import Question
from assistant.draft import Sentence
from assistant.model.forms import Form, read_form
from assistant.model.run import Run, asked_of
from assistant.model.talk import Asked, Failure, Heard, Model, Spoken, key_of
from assistant.trace import CallOut
from prompts.loader import Prompt, prompt

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made: its prompt, its key, the sha256 of what came ("" for nothing), "ok" or why it is no use, and how it
    was answered."""

    prompt: Prompt
    key: str
    output: str
    result: str
    heard: Heard = field(default_factory=Heard)

    @property
    def told(self) -> CallOut:
        """The call as it stands in a trail."""
        return CallOut(
            prompt=self.prompt.id,
            version=self.prompt.version,
            prompt_sha256=self.prompt.sha256,
            asked_sha256=self.key,
            output_sha256=self.output,
            result=self.result,
            tries=tuple(self.heard.tries),
            kept_sha256=self.heard.kept,
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence or proposal of a model that is not used, and why."""

    text: str
    reason: str


@dataclass
class Session:
    """What a model was asked for one reply, in order, and what became of its sentences and proposals. `waited` are the seconds
    for which the question had waited before."""

    model: Model
    question: Question
    waited: float = 0.0
    calls: list[Call] = field(default_factory=list)
    drafted: int = 0
    passed: list[Sentence] = field(default_factory=list)
    dropped: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    run: str = ""

    def __post_init__(self) -> None:
        self._send = self.model.open(self.question)

    def does(self, job: str) -> bool:
        """Whether the model is given this job."""
        return job in self.model.jobs

    def ask(self, name: str, form: type[F], most: int, values: Mapping[str, str]) -> F | Failure:
        """What the model says to the prompt `name`, in `form` with at most `most` parts, or why it is no use; noted either way."""
        written = prompt(name)
        user = written.filled(values)
        schema = form.schema_of(most)
        key = key_of(self.model, written, user, schema)
        asked = Asked(written, user, schema, key, self.waited, lambda held: _is_usable(held, form))
        spoken = self._sent(asked)
        said = spoken if isinstance(spoken, Failure) else read_form(spoken, form)
        if isinstance(spoken, Spoken) and not spoken.kept:
            self.notes.append(f"what came of {name} could not be kept: the reply can't be made again from it")
        output = (
            "" if isinstance(spoken, Failure) else hashlib.sha256(spoken.text.encode("utf-8", "replace")).hexdigest()
        )
        result = said.value if isinstance(said, Failure) else "ok"
        self.calls.append(Call(written, key, output, result, asked.heard))
        return said

    def _sent(self, asked: Asked) -> Spoken | Failure:
        try:
            return self._send(asked)
        except Exception:  # whatever a model of somebody's own raises: a reply needs none
            return Failure.FAILED

    def end(self, elapsed_ms: float, day: date | None = None) -> float:
        """Keep what was asked for the answer of `day`, whatever came of it; the milliseconds that the reply is told to take."""
        given = {name: str(value) for name, value in self.model.parameters.items()}
        calls = tuple(one.told for one in self.calls)
        run = Run(
            question_sha256=asked_of(self.question),
            model=self.model.name,
            parameters=given,
            elapsed_ms=elapsed_ms,
            day=day,
            calls=calls,
        )
        try:
            noted = self.model.note(self.question, run)
        except Exception:  # whatever a store raises: a reply needs none
            self.notes.append("what the model was asked could not be kept: only this reply's own trace tells it")
            return elapsed_ms
        self.run = noted.run
        return noted.elapsed_ms


def _is_usable(held: Spoken, form: type[Form]) -> bool:
    """Whether an output can be used again. An honest "unknown" is one."""
    said = read_form(held, form)
    return said is Failure.UNKNOWN or not isinstance(said, Failure)
