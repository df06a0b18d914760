"""A model as one more labeller: it says of statements whether their quotes support them. It gates nothing.

What it says is kept like a person's labels, under an origin of its own, so that its agreement with kept labels stands beside
its figures. A reply that can't be read is an error, never a "no".
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evals.labels import Label, Origin
from evals.statements import Statement

Complete = Callable[[str], str]
"""From a whole prompt to what a model says."""
Fill = Callable[[Mapping[str, str]], str]
"""From the values of `statement` and `passages` to a whole prompt (`prompts/judge-support.md`)."""
PROMPT = "judge-support"


@dataclass(frozen=True, slots=True)
class Unread:
    """A statement whose judgement could not be read, and why."""

    key: str
    reason: str


def judged(statements: Iterable[Statement], complete: Complete, fill: Fill, by: str) -> Iterator[Label | Unread]:
    """What the model says of each statement, each wording once; `by` names the model and the prompt's version."""
    for one in {one.key: one for one in statements}.values():
        yield _judged(one, complete(fill(_values(one))), by)


def _values(one: Statement) -> dict[str, str]:
    passages = "\n".join(f"[{place}] {quote}" for place, quote in enumerate(one.quotes, 1))
    return {"statement": _marked(one.claim, one.key), "passages": _marked(passages, one.key)}


def _marked(text: str, mark: str) -> str:
    """Between marks that the text itself does not hold: they are a hash of it."""
    return f"<<{mark}\n{text}\n{mark}>>"


def _judged(one: Statement, said: str, by: str) -> Label | Unread:
    start, end = said.find("{"), said.rfind("}")
    try:
        row = json.loads(said[start : end + 1])
        supported, alone = row["supported"], row["alone"]
    except (ValueError, KeyError, TypeError) as error:
        return Unread(one.key, f"no JSON with `supported` and `alone` ({error})")
    if not isinstance(supported, bool) or not isinstance(alone, list) or len(alone) != len(one.quotes):
        return Unread(one.key, "`supported` is no truth value, or `alone` has not one for each passage")
    if not all(isinstance(each, bool) for each in alone):
        return Unread(one.key, "`alone` holds something else than truth values")
    return Label(one.key, by, supported, tuple(alone), one.claim, one.quotes, Origin.JUDGE)
