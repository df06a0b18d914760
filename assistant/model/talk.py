"""What passes between the assistant and a language model: what is asked, what comes back, or why nothing usable did."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.contract import Question
from assistant.model.run import Noted, Run
from prompts.loader import Prompt


class Failure(StrEnum):
    """Why a call brought nothing that can be used. Each ends in the answer without a model."""

    TIMED_OUT = "timed out"
    FAILED = "failed"
    KEY_REFUSED = "the key is refused"
    NOT_FOUND = "no such model at that address"
    UNREACHABLE = "nothing answers at that address"
    TOO_MANY = "too many requests"
    NOT_TAKEN = "the server does not take what it is asked"
    BUSY = "busy"
    OVER_BUDGET = "over budget"
    NO_LEDGER = "what is spent can't be noted"
    EMPTY = "empty"
    REFUSED = "refused"
    LOOPS = "loops"
    CUT_OFF = "cut off"
    NOT_JSON = "not JSON"
    OFF_FORM = "not in the form asked for"
    UNKNOWN = "unknown"
    NOT_KEPT = "no output is kept"


@dataclass(frozen=True, slots=True)
class Later:
    """A call that a server put off without doing any work: why, and the seconds after which it may be asked again."""

    why: Failure
    seconds: float


@dataclass(slots=True)
class Heard:
    """What is told of a call beside its answer: what came of each try, in order, and the sha256 under which the answer is kept."""

    tries: list[str] = field(default_factory=list)
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: a filled prompt and the JSON schema that its answer must keep to. `key` names it among kept outputs, and
    `is_usable` says which of them answers it again. `waited` are the seconds for which the reply had waited before it began.
    Whoever answers it notes in `heard` how."""

    prompt: Prompt
    user: str
    schema: Mapping[str, Any]
    key: str
    waited: float = 0.0
    is_usable: "Callable[[Spoken], bool]" = lambda spoken: True
    heard: Heard = field(default_factory=Heard, compare=False)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model said: its text as it came, tokens read and written (0 where it does not count them), and whether it
    was cut off at the limit of tokens or declined. `kept` is False where it could not be kept to be said again."""

    text: str
    read: int = 0
    written: int = 0
    cut_off: bool = False
    refused: bool = False
    kept: bool = True


Send = Callable[[Asked], Spoken | Failure]


@dataclass(frozen=True, slots=True)
class Model:
    """A language model: its name, its parameters, the jobs it is given, `open`, which gives the way to it for one reply and
    raises only where that can't be made as it was asked for, `note`, which keeps what it was asked for it and may raise whatever
    a store does, and `day`, on which a reply was made that is made again (None for any other)."""

    name: str
    parameters: Mapping[str, Any]
    jobs: frozenset[str]
    open: Callable[[Question], Send]
    note: Callable[[Question, Run], Noted] = lambda question, run: Noted("", run.elapsed_ms)
    day: Callable[[Question], date | None] = lambda question: None


def key_of(model: Model, prompt: Prompt, user: str, schema: Mapping[str, Any]) -> str:
    """The sha256 (hex) over everything that a call's output depends on."""
    whole = [model.name, dict(model.parameters), prompt.sha256, user, schema]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
