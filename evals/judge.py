"""A model as one more labeller: it says of statements whether their quotes support them. It gates nothing.

What it says is kept like a person's labels, under an origin of its own, so that its agreement with kept labels stands beside
its figures. A reply that can't be read is an error with a reason, never a "no".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, StrictBool

from assistant.contract import Question
from assistant.model.fence import fenced
from assistant.model.forms import Form
from assistant.model.session import Session
from assistant.model.talk import Failure, Model
from evals.labels import Label, Origin
from evals.statements import Statement
from prompts.loader import prompt

PROMPT = "judge-support"
CONTRADICTS = "contradicts itself"


class Judgement(Form):
    """Whether the quotes together support the statement, and each of them alone. A judge is not asked what it does not know."""

    unknown: StrictBool = False
    supported: StrictBool
    alone: tuple[StrictBool, ...] = Field(max_length=40)

    @classmethod
    def schema_of(cls, most: int) -> Mapping[str, Any]:
        """`alone` has exactly `most` truth values, one a quote."""
        each = {"type": "array", "items": {"type": "boolean"}, "minItems": most, "maxItems": most}
        fields = {"supported": {"type": "boolean"}, "alone": each}
        return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Unread:
    """A statement without a judgement that can be used, and why."""

    key: str
    reason: str


def named(model: Model) -> str:
    """Who judges: the model and the prompt's version. Another prompt is another judge."""
    return f"{model.name} with {PROMPT} {prompt(PROMPT).version}"


def judged(statements: Iterable[Statement], model: Model) -> Iterator[Label | Unread]:
    """What the model says of each statement, as it comes, each wording once."""
    for one in {one.key: one for one in statements}.values():
        yield _judged(one, model)


def _judged(one: Statement, model: Model) -> Label | Unread:
    session = Session(model, Question(text=one.claim))
    said = session.ask(PROMPT, Judgement, len(one.quotes), _values(one))
    session.end(0.0)
    if isinstance(said, Failure):
        return Unread(one.key, said.value)
    if len(said.alone) != len(one.quotes):
        return Unread(one.key, Failure.OFF_FORM.value)
    if _contradicts(said):
        return Unread(one.key, CONTRADICTS)
    return Label(one.key, named(model), said.supported, said.alone, one.claim, one.quotes, Origin.JUDGE)


def _values(one: Statement) -> dict[str, str]:
    passages = [f"[{place}] {quote}" for place, quote in enumerate(one.quotes, 1)]
    return {"statement": fenced([one.claim], passages), "passages": fenced(passages, [one.claim])}


def _contradicts(said: Judgement) -> bool:
    """What one quote supports alone, all of them do; and where there is one, both questions are the same."""
    return (any(said.alone) and not said.supported) or (len(said.alone) == 1 and said.alone[0] != said.supported)
