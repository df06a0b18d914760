"""A model that lies on purpose, in the form that is asked for or in none, and remembers each lie."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.model.talk import Asked, Failure, Model, Spoken
from evals.lies import Lie, lies
from evals.searches import searches

MOST = 12  # sentences of a form
FACTS = 8  # facts of a form
LONG = 150  # characters of a request that are copied for a fact
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
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+")


@dataclass
class Liar:
    """Answers every prompt with lies; `told` keeps them. `round` says which of its lies are told: facts and searches of one
    reply are too many for one form. With `junk` it says junk instead. `rounds` is how many it would take to tell them all of
    what it was asked. `near` are sentences of the sources, which it searches for word by word."""

    turn: int = 0
    junk: bool = False
    round: int = 0
    rounds: int = 1
    told: list[Lie] = field(default_factory=list)
    near: Sequence[str] = ()

    def model(self) -> Model:
        """The liar as the assistant's model, with every job."""
        return Model("liar", {}, frozenset({"word", "facts", "search"}), lambda question: self)

    def __call__(self, asked: Asked) -> Spoken | Failure:
        self.turn += 1
        if self.junk:
            said = JUNK[self.turn % len(JUNK)]
            return said if isinstance(said, Failure) else Spoken(said)
        return Spoken(
            {"read-facts": self._facts, "rewrite-search": self._search}.get(asked.prompt.id, self._words)(asked)
        )

    def _words(self, asked: Asked) -> str:
        """A dozen lies, other ones in the repair round and for the next question."""
        made = list(lies(_evidence(asked)))
        at = (self.turn * MOST) % max(1, len(made))
        chosen = (made[at:] + made[:at])[:MOST]
        self.told += chosen
        said = [{"text": one.text, "cite": [one.cite, *one.also], "quotes": [one.quote]} for one in chosen]
        return json.dumps({"sentences": said, "unknown": False})

    def _facts(self, asked: Asked) -> str:
        """A form full of its facts: every value of every fact, shown by words that do stand in the request."""
        made = list(_facts(asked))
        self.rounds = max(self.rounds, -(-len(made) // FACTS))
        at = self.round * FACTS % max(1, len(made))
        return json.dumps({"facts": (made[at:] + made[:at])[:FACTS], "unknown": False})

    def _search(self, asked: Asked) -> str:
        before, question = asked.user.split("\nQuestion:\n", 1)
        made = list(searches(_quoted(question), _quoted(before), self.near))
        self.rounds = max(self.rounds, len(made))
        return json.dumps({"search": made[self.round % len(made)], "unknown": False})


def _evidence(asked: Asked) -> list[str]:
    block = asked.user.split("\nEvidence:\n", 1)[1]
    return re.findall(r"^\[\d+\] (.*)$", block, re.M)


def _quoted(block: str) -> str:
    """The last line between marks, "" where there is none."""
    inside = [line for line in block.splitlines() if not re.match(r"<<\w+$|\w+>>$|\w+:$", line)]
    return inside[-1] if inside else ""


def _facts(asked: Asked) -> Iterator[dict[str, str]]:
    """What decides first, and what many a law governs last; each value with a sentence of the request, another for the next."""
    listing, request = asked.user.split("\nRequest:\n", 1)
    said = [one[:LONG].rsplit(" ", 1)[0] if len(one) > LONG else one for one in _spans(request)]
    named = re.findall(r"^(\w+) \(.*?\): (.*)$", listing, re.M)
    every = [(name, value) for name, values in named for value in values.split(", ")]
    last = max((name for name, _ in every), key=[name for name, _ in every].count, default="")
    for name, value in [one for one in every if one[0] != last]:
        yield from ({"name": name, "value": value, "words": words} for words in said[:3])
    for at, (name, value) in enumerate(one for one in every if one[0] == last):
        yield {"name": name, "value": value, "words": said[at % len(said)]}


def _spans(request: str) -> list[str]:
    """The sentences of the request, the longest first, and its first words."""
    lines = request.splitlines()[1:-1]
    found = [one.strip() for line in lines for one in _SENTENCE.split(line) if one.strip()]
    return [*sorted(found, key=len, reverse=True), " ".join(" ".join(lines).split()[:3])]
