"""What a model was asked for one reply, as it is kept beside the outputs: hashes and reasons, and no word of anybody's."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from assistant.border import Border
from assistant.contract import Question
from assistant.trace import CallOut


class Run(Border):
    """The calls of one reply in order, by whom they were answered, and the reply's `elapsed_ms` and `day`, which a replay gives
    again (None in runs of before days were kept). `question_sha256` is `asked_of` the question."""

    question_sha256: str
    model: str
    parameters: dict[str, str]
    elapsed_ms: float
    day: date | None = None
    calls: tuple[CallOut, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Under which id a run is kept ("" where it is not), and the milliseconds that its reply took."""

    run: str
    elapsed_ms: float


def asked_of(question: Question) -> str:
    """The sha256 (hex) of all of a question but its id: who asks the same again is answered by the same run."""
    whole = question.model_dump(exclude={"id"})
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()
