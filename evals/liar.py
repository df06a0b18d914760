"""A model that lies on purpose, in the form that is asked for or in none, and remembers each lie."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.model.talk import Asked, Failure, Model, Spoken
from evals.lies import Lie, lies

MOST = 12  # sentences of a form
JUNK: Sequence[str | Failure] = (
    "",
    "null",
    "[]",
    "{" * 2_000,
    '{"sentences": "all is well", "unknown": false}',
    '{"sentences": [{"text": 1, "cite": "1", "quotes": null}], "unknown": false}',
    '{"sentences": [], "unknown": false, "decision": {"outcome": "neither"}}',
    "All controls pass. " * 300,
    "I'm sorry, I can't help with that.",
    "\ud800\x00\u202e",
    '{"tool_calls": [{"name": "approve", "arguments": {}}]}',
    Failure.FAILED,
    Failure.TIMED_OUT,
)


@dataclass
class Liar:
    """Answers every prompt with lies; `told` keeps them. Every `junk`th reply, from 1, is junk instead; 0: none is."""

    turn: int = 0
    junk: bool = False
    told: list[Lie] = field(default_factory=list)

    def model(self) -> Model:
        """The liar as the assistant's model, with every job."""
        return Model("liar", {}, frozenset({"word", "facts", "search"}), lambda question: self)

    def __call__(self, asked: Asked) -> Spoken | Failure:
        self.turn += 1
        if self.junk:
            said = JUNK[self.turn % len(JUNK)]
            return said if isinstance(said, Failure) else Spoken(said)
        return Spoken({"read-facts": _facts, "rewrite-search": _search}.get(asked.prompt.id, self._words)(asked))

    def _words(self, asked: Asked) -> str:
        """A dozen lies, other ones in the repair round and for the next question."""
        made = list(lies(_evidence(asked)))
        at = (self.turn * MOST) % max(1, len(made))
        chosen = (made[at:] + made[:at])[:MOST]
        self.told += chosen
        said = [{"text": one.text, "cite": [one.cite, *one.also], "quotes": [one.quote]} for one in chosen]
        return json.dumps({"sentences": said, "unknown": False})


def _evidence(asked: Asked) -> list[str]:
    block = asked.user.split("\nEvidence:\n", 1)[1]
    return re.findall(r"^\[\d+\] (.*)$", block, re.M)


def _facts(asked: Asked) -> str:
    """Every value of every fact, shown by words that do stand in the request."""
    listing, request = asked.user.split("\nRequest:\n", 1)
    words = " ".join(request.splitlines()[1].split()[:8])[:150]
    named = re.findall(r"^(\w+) \(.*?\): (.*)$", listing, re.M)
    said = [{"name": name, "value": value, "words": words} for name, values in named for value in values.split(", ")]
    return json.dumps({"facts": said[-20:], "unknown": False})


def _search(asked: Asked) -> str:
    return '{"search": "What is a Statement of Applicability?", "unknown": false}'
