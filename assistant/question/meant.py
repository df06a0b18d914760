"""What may have been meant where no record goes by a word of the question: words of records that are spelt nearly so."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from assistant.contract import Question
from assistant.desk import Desk
from assistant.question.record_answer import from_records
from assistant.question.record_ask import RecordAsk, record_ask

NEAR = 0.8  # of 1: "acmee" is as near to "acme" as .89
TRIED = 3
_WORD = re.compile(r"[^\W\d_][\w-]*[^\W_]")


def meant(ask: RecordAsk, question: Question, desk: Desk) -> tuple[str, str] | None:
    """A word of the question that no record goes by, and the question with a near one instead, which records answer."""
    known = desk.known(question)
    for word in _unknown(ask, known, desk):
        for near in get_close_matches(word.casefold(), known, TRIED, NEAR):
            other = _written(question, word, known[near])
            again = record_ask(other.text, desk.names)
            if again is not None and from_records(again, other, desk).units:
                return word, other.text
    return None


def is_strange(ask: RecordAsk, desk: Desk) -> bool:
    """Whether some word of the question stands in nothing that everyone may read."""
    return not all(desk.language.holds(w) for name in (*ask.names, *ask.words) for w in _WORD.findall(name))


def _unknown(ask: RecordAsk, known: Mapping[str, str], desk: Desk) -> Iterator[str]:
    held = {stem for word in known for stem in desk.language.stems(word)}
    for word in dict.fromkeys(w for name in (*ask.names, *ask.words) for w in _WORD.findall(name)):
        if word.casefold() not in known and not held.issuperset(desk.language.stems(word)):
            yield word


def _written(question: Question, word: str, instead: str) -> Question:
    text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: instead, question.text, flags=re.I)
    return question.model_copy(update={"text": text})
