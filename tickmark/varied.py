"""What the encoder is tuned to: listed texts, and requests in other surroundings, within a talk and with other ends."""

import random
import re
from collections.abc import Iterator, Sequence

from assistant.contract import Question
from assistant.question.facts import read_facts, told_of
from assistant.question.parsed import parse
from knowledge.rules.requests import CALL, QUESTION, REMARK, wishes
from knowledge.rules.rule import Rule
from tickmark import library
from tickmark.tuned import ASKED, CALLED, WISH, Example

PLAIN, UNANSWERED = 3_000, 700  # listed questions that a request is told from, beside those that tell a wish
CLOSED, TALKED = 2_000, 2_500  # requests that are learned once more with another end, and within a talk
MOST_BESIDE = 4  # turns that others put into a talk
SHORT = 9  # words of what can't well tell a wish or take one back
_STOP = re.compile(r"(?<=[.!?])\s+")
_LAST_QUESTION = re.compile(r"(?:^|(?<=[.!?])\s)[^.!?]*\?\s*$")


def examples(rule: Rule) -> list[Example]:
    """Of requests what they want is learned, of them and of questions whether they are one; of what is no request, and of last
    words, whether it calls for the decision of a conversation. The same rule and library give the same examples."""
    chance = random.Random(0)  # noqa: S311
    wished = [(text, number) for number, texts in enumerate(wishes(rule.requests).values()) for text in texts]
    asked = [*rule.requests.get(QUESTION, ()), *_some_questions(chance)]
    closing = {name: rule.requests.get(name, ()) for name in (CALL, REMARK)}
    calls, remarks = (_neutral(rule, texts) for texts in closing.values())
    varied = [*_closed(wished, calls, chance), *_talked(wished, calls, remarks, chance)]
    return [
        *(Example(told_of(rule, text)[0], {WISH: number, ASKED: 1}) for text, number in [*wished, *varied]),
        *(Example(text, {ASKED: 0, CALLED: 0}) for text in asked),
        *(Example(text, {CALLED: int(name == CALL)}) for name, texts in closing.items() for text in texts),
    ]


Wished = tuple[str, int]


def _closed(wished: Sequence[Wished], calls: Sequence[str], chance: random.Random) -> Iterator[Wished]:
    """Requests whose last question is another."""
    for text, number in chance.sample(wished, min(CLOSED, len(wished))) if calls else ():
        yield f"{_facts(text)} {chance.choice(calls)}", number


def _talked(
    wished: Sequence[Wished], calls: Sequence[str], remarks: Sequence[str], chance: random.Random
) -> Iterator[Wished]:
    """Requests told in a talk, a line a turn: others speak of other things between, and somebody calls for a decision."""
    for text, number in chance.sample(wished, min(TALKED, len(wished))) if calls and remarks else ():
        turns = _turns(_facts(text), chance)
        for _ in range(chance.randint(1, MOST_BESIDE)):
            turns.insert(chance.randint(0, len(turns)), chance.choice(remarks))
        yield "\n".join([*turns, chance.choice(calls)]), number


def _facts(text: str) -> str:
    return _LAST_QUESTION.sub("", text).strip()


def _turns(text: str, chance: random.Random) -> list[str]:
    """A text as one turn or, cut behind a sentence, as two."""
    sentences = _STOP.split(text)
    cut = chance.randint(0, len(sentences) - 1)
    return [" ".join(part) for part in (sentences[:cut], sentences[cut:]) if part]


def _neutral(rule: Rule, texts: Sequence[str]) -> list[str]:
    """Those that tell nothing of a request themselves."""
    short = [one for one in texts if len(one.split()) <= SHORT and not parse(rule, one).mentions]
    return [one for one in short if not read_facts(rule, Question(text=one)).readings]


def _some_questions(chance: random.Random) -> list[str]:
    plain = [text for texts in library.asks().values() for text in texts]
    return [*chance.sample(plain, PLAIN), *chance.sample(library.unanswered(), UNANSWERED)]
